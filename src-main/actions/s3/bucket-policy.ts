import type { ModelView } from '../../account/model.ts';
import type { PolicyDocument } from '../../authorization/policy/document.ts';
import { readPolicyText } from '../../authorization/policy/parse-policy.ts';
import { compileWildcards, matchesPattern } from '../../authorization/wildcard.ts';
import { unknownPrincipal } from '../policy-principals.ts';
import { malformedPolicy } from './errors.ts';

/** In bytes. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html */
const MAXIMUM_SIZE = 20 * 1024;

/**
 * Checks a bucket policy as PutBucketPolicy does: JSON, no larger than 20 KB, AWS's grammar with a principal, resources
 * of this bucket alone, principals that exist.
 * @throws AwsError `MalformedPolicy`.
 */
export function assertBucketPolicy(text: string, bucketArn: string, model: ModelView): void {
  if (Buffer.byteLength(text) > MAXIMUM_SIZE) {
    throw malformedPolicy('Policy exceeds the maximum allowed document size.');
  }
  const document = readBucketPolicy(text);
  const resources = document.statements.flatMap((statement) => statement.resource?.values ?? []);
  if (!resources.every((resource) => isOfBucket(resource, bucketArn))) {
    throw malformedPolicy('Policy has invalid resource');
  }
  if (unknownPrincipal(document, model) !== null) throw malformedPolicy('Invalid principal in policy');
}

function readBucketPolicy(text: string): PolicyDocument {
  const { document, faults, notJsonAt } = readPolicyText(text, 'resource');
  if (document !== null) return document;
  if (notJsonAt !== null || !text.startsWith('{')) {
    throw malformedPolicy("Policies must be valid JSON and the first byte must be '{'");
  }
  throw malformedPolicy(faults.find((fault) => fault.severity === 'error')?.awsMessage ?? 'Policy has invalid syntax');
}

/** Whether a Resource is the bucket, or objects in it; its bucket part may have wildcards. */
function isOfBucket(resource: string, bucketArn: string): boolean {
  if (!resource.startsWith('arn:')) return false;
  const slash = resource.indexOf('/');
  return matchesPattern(compileWildcards(slash < 0 ? resource : resource.slice(0, slash)), bucketArn);
}
