import type { BucketLocationConstraint } from '@aws-sdk/client-s3';
import { illegalLocationConstraint, invalidLocationConstraint } from './errors.ts';

/** The Region whose endpoint is also S3's global one. */
export const US_EAST_1 = 'us-east-1';

/** The old name that S3 still takes for the first European Region. */
const EU = 'EU';

/**
 * The Region that a new bucket goes to.
 * @param endpointRegion the Region that the request was sent to and signed for.
 * @param constraint the request's LocationConstraint, when it has one.
 * @throws AwsError `IllegalLocationConstraintException` when the two do not go together, `InvalidLocationConstraint`
 *   for what names no Region; us-east-1 is asked for by naming none.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
 */
export function bucketRegion(endpointRegion: string, constraint: string | undefined): string {
  if (constraint === undefined || constraint === '') {
    if (endpointRegion === US_EAST_1) return US_EAST_1;
    throw illegalLocationConstraint(null);
  }
  const region = constraint === EU ? 'eu-west-1' : constraint;
  if (region === US_EAST_1 || !/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) throw invalidLocationConstraint();
  if (endpointRegion !== US_EAST_1 && endpointRegion !== region) throw illegalLocationConstraint(constraint);
  return region;
}

/** The constraint that stands for a Region: its name. */
export function locationConstraint(region: string): BucketLocationConstraint {
  // AWS's types list the Regions that there were when they were made.
  return region as BucketLocationConstraint;
}
