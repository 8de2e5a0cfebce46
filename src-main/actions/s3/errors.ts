import { AwsError, type AwsErrorDetails } from '../../../src-shared/errors.ts';

/*
 * S3's error codes with their HTTP status, their wording, and what they say besides.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */

/** Any error of S3 that has no function of its own here. */
export function error(code: string, status: number, message: string, details: AwsErrorDetails = {}): AwsError {
  return new AwsError(code, status, message, null, details);
}

export const invalidBucketName = (BucketName: string): AwsError =>
  new AwsError('InvalidBucketName', 400, 'The specified bucket is not valid.', 'Bucket', { BucketName });

export const noSuchBucket = (BucketName: string): AwsError =>
  error('NoSuchBucket', 404, 'The specified bucket does not exist', { BucketName });

export const bucketNotEmpty = (BucketName: string): AwsError =>
  error('BucketNotEmpty', 409, 'The bucket you tried to delete is not empty', { BucketName });

export const bucketVersionsLeft = (BucketName: string): AwsError =>
  error(
    'BucketNotEmpty',
    409,
    'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
    {
      BucketName,
    },
  );

export const noSuchBucketPolicy = (BucketName: string): AwsError =>
  error('NoSuchBucketPolicy', 404, 'The bucket policy does not exist', { BucketName });

export const bucketAlreadyOwnedByYou = (BucketName: string): AwsError =>
  error(
    'BucketAlreadyOwnedByYou',
    409,
    'Your previous request to create the named bucket succeeded and you already own it.',
    { BucketName },
  );

export const bucketAlreadyExists = (BucketName: string): AwsError =>
  error(
    'BucketAlreadyExists',
    409,
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
    { BucketName },
  );

export const invalidLocationConstraint = (): AwsError =>
  error('InvalidLocationConstraint', 400, 'The specified location-constraint is not valid');

/** @param constraint the Region asked for; null when none was. */
export const illegalLocationConstraint = (constraint: string | null): AwsError =>
  error(
    'IllegalLocationConstraintException',
    400,
    `The ${constraint ?? 'unspecified'} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );

export const malformedPolicy = (message: string): AwsError => new AwsError('MalformedPolicy', 400, message, 'Policy');

/** What S3 refuses for another reason than a policy that it could name. */
export const accessDenied = (message = 'Access Denied'): AwsError => error('AccessDenied', 403, message);

export const noSuchKey = (Key: string): AwsError =>
  error('NoSuchKey', 404, 'The specified key does not exist.', { Key });

export const noSuchVersion = (Key: string, VersionId: string): AwsError =>
  error('NoSuchVersion', 404, 'The specified version does not exist.', { Key, VersionId });

export const invalidVersionId = (value: string): AwsError =>
  error('InvalidArgument', 400, 'Invalid version id specified', { ArgumentName: 'versionId', ArgumentValue: value });

/** What is asked of a delete marker that only an object can give. */
export const isDeleteMarker = (method: string, versionId: string): AwsError =>
  new AwsError(
    'MethodNotAllowed',
    405,
    'The specified method is not allowed against this resource.',
    null,
    { Method: method, ResourceType: 'DeleteMarker' },
    { Allow: 'DELETE', 'x-amz-delete-marker': 'true', 'x-amz-version-id': versionId },
  );

/** The newest version is a delete marker, so that the key is not there. */
export const keyIsDeleted = (Key: string, versionId: string): AwsError =>
  new AwsError(
    'NoSuchKey',
    404,
    'The specified key does not exist.',
    null,
    { Key },
    {
      'x-amz-delete-marker': 'true',
      'x-amz-version-id': versionId,
    },
  );

export const invalidArgument = (message: string, ArgumentName: string, ArgumentValue: string): AwsError =>
  new AwsError('InvalidArgument', 400, message, ArgumentName, { ArgumentName, ArgumentValue });

export const invalidRequest = (message: string): AwsError => error('InvalidRequest', 400, message);

export const malformedXml = (): AwsError =>
  error(
    'MalformedXML',
    400,
    'The XML you provided was not well-formed or did not validate against our published schema',
  );

/** @param condition the header that was not met. */
export const preconditionFailed = (condition: string): AwsError =>
  error('PreconditionFailed', 412, 'At least one of the pre-conditions you specified did not hold', {
    Condition: condition,
  });

/** The answer to a conditional GET or HEAD whose object the client has already. @see https://www.rfc-editor.org/rfc/rfc9110#section-15.4.5 */
export const notModified = (headers: Readonly<Record<string, string>>): AwsError =>
  new AwsError('NotModified', 304, 'Not Modified', null, {}, headers);

export const invalidRange = (RangeRequested: string, size: number): AwsError =>
  new AwsError(
    'InvalidRange',
    416,
    'The requested range is not satisfiable',
    'Range',
    { RangeRequested, ActualObjectSize: String(size) },
    { 'Content-Range': `bytes */${size}` },
  );

export const invalidPartNumber = (requested: number, count: number): AwsError =>
  error('InvalidPartNumber', 416, 'The requested partnumber is not satisfiable', {
    PartNumberRequested: String(requested),
    ActualPartCount: String(count),
  });

export const invalidDigest = (value: string): AwsError =>
  error('InvalidDigest', 400, 'The Content-MD5 you specified was invalid.', { 'Content-MD5': value });

export const badDigest = (ExpectedDigest: string, CalculatedDigest: string): AwsError =>
  error('BadDigest', 400, 'The Content-MD5 you specified did not match what we received.', {
    ExpectedDigest,
    CalculatedDigest,
  });

export const badChecksum = (algorithm: string): AwsError =>
  error('BadDigest', 400, `The ${algorithm} you specified did not match the calculated checksum.`);

/** @param max in bytes. */
export const entityTooLarge = (proposed: number, max: number): AwsError =>
  error('EntityTooLarge', 400, 'Your proposed upload exceeds the maximum allowed size', {
    ProposedSize: String(proposed),
    MaxSizeAllowed: String(max),
  });

export const noSuchUpload = (UploadId: string): AwsError =>
  error(
    'NoSuchUpload',
    404,
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { UploadId },
  );

export const invalidPart = (UploadId: string, number: number, ETag: string): AwsError =>
  error(
    'InvalidPart',
    400,
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    { UploadId, PartNumber: String(number), ETag },
  );

export const invalidPartOrder = (UploadId: string): AwsError =>
  error(
    'InvalidPartOrder',
    400,
    'The list of parts was not in ascending order. Parts must be ordered by part number.',
    {
      UploadId,
    },
  );

export const entityTooSmall = (size: number, min: number, number: number, ETag: string): AwsError =>
  error('EntityTooSmall', 400, 'Your proposed upload is smaller than the minimum allowed size', {
    ProposedSize: String(size),
    MinSizeAllowed: String(min),
    PartNumber: String(number),
    ETag,
  });

export const keyTooLong = (size: number): AwsError =>
  error('KeyTooLongError', 400, 'Your key is too long', { Size: String(size), MaxSizeAllowed: '1024' });

export const metadataTooLarge = (size: number): AwsError =>
  error('MetadataTooLarge', 400, 'Your metadata headers exceed the maximum allowed metadata size', {
    Size: String(size),
    MaxSizeAllowed: '2048',
  });

export const aclsNotSupported = (): AwsError =>
  error('AccessControlListNotSupported', 400, 'The bucket does not allow ACLs');

export const invalidTag = (message: string, TagKey: string): AwsError => error('InvalidTag', 400, message, { TagKey });

export const noSuchSetting = (code: string, message: string, BucketName: string): AwsError =>
  error(code, 404, message, { BucketName });

export const noSuchConfiguration = (): AwsError =>
  error('NoSuchConfiguration', 404, 'The specified configuration does not exist.');

export const noObjectLock = (): AwsError =>
  error('NoSuchObjectLockConfiguration', 404, 'The specified object does not have a ObjectLock configuration');

export const bucketHasNoObjectLock = (): AwsError => invalidRequest('Bucket is missing Object Lock Configuration');

export const objectIsLocked = (): AwsError => accessDenied('Access Denied because object protected by object lock.');

export const invalidBucketState = (message: string): AwsError => error('InvalidBucketState', 409, message);
