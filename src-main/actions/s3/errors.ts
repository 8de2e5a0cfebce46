import { AwsError } from '../../../src-shared/errors.ts';

/*
 * S3's error codes with their HTTP status and wording.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */

export const invalidBucketName = (): AwsError =>
  new AwsError('InvalidBucketName', 400, 'The specified bucket is not valid.', 'Bucket');

export const noSuchBucket = (): AwsError => new AwsError('NoSuchBucket', 404, 'The specified bucket does not exist');

export const noSuchBucketPolicy = (): AwsError =>
  new AwsError('NoSuchBucketPolicy', 404, 'The bucket policy does not exist');

export const bucketAlreadyOwnedByYou = (): AwsError =>
  new AwsError(
    'BucketAlreadyOwnedByYou',
    409,
    'Your previous request to create the named bucket succeeded and you already own it.',
  );

export const bucketAlreadyExists = (): AwsError =>
  new AwsError(
    'BucketAlreadyExists',
    409,
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
  );

export const invalidLocationConstraint = (): AwsError =>
  new AwsError('InvalidLocationConstraint', 400, 'The specified location-constraint is not valid');

/** @param constraint the Region asked for; null when none was. */
export const illegalLocationConstraint = (constraint: string | null): AwsError =>
  new AwsError(
    'IllegalLocationConstraintException',
    400,
    `The ${constraint ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );

export const malformedPolicy = (message: string): AwsError => new AwsError('MalformedPolicy', 400, message, 'Policy');
