import type { Principal } from '../../src-shared/principal.ts';

/**
 * The resource that policies are compared with. It is the one that the request names, but for the listing of an
 * account's buckets: that has no resource of its own, and yet AWS's walkthroughs allow it by `arn:aws:s3:::*` as well as
 * by `*`. It is compared as the ARN that all buckets have in common, which both of these match and no bucket's ARN does.
 * @param action in lower case.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/walkthrough1.html
 */
export function resourceForPolicies(action: string, resource: string, principal: Principal): string {
  if (action !== 's3:listallmybuckets' || resource !== '*') return resource;
  return `arn:${partitionOf(principal)}${ALL_BUCKETS}`;
}

/** Whether a resource, as policies are compared with it, is none in particular. */
export function isNoResource(resource: string): boolean {
  return (
    resource === '*' ||
    (resource.endsWith(ALL_BUCKETS) && resource.indexOf(':', 4) === resource.length - ALL_BUCKETS.length)
  );
}

const ALL_BUCKETS = ':s3:::';

function partitionOf(principal: Principal): string {
  const arn = 'arn' in principal ? principal.arn : 'arn:aws:';
  return arn.slice('arn:'.length, arn.indexOf(':', 'arn:'.length));
}
