import type { ModelView } from '../../account/model.ts';
import type { PolicyDocument, PolicyStatement } from '../../authorization/policy/document.ts';
import { readPolicyText } from '../../authorization/policy/parse-policy.ts';
import { compileWildcards, matchesPattern } from '../../authorization/wildcard.ts';
import type { ReferenceAction, ServiceReference } from '../../request/service-reference.ts';
import { unknownPrincipal } from '../policy-principals.ts';
import { malformedPolicy } from './errors.ts';

/** In bytes. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html */
const MAXIMUM_SIZE = 20 * 1024;

/**
 * Checks a bucket policy as PutBucketPolicy does: JSON, no larger than 20 KB, AWS's grammar with a principal, actions of
 * Amazon S3 that there are, each for one of its statement's resources, resources of this bucket alone, principals that
 * exist.
 * @throws AwsError `MalformedPolicy`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
 */
export function assertBucketPolicy(
  text: string,
  bucketArn: string,
  { model, reference }: { readonly model: ModelView; readonly reference: Pick<ServiceReference, 'actions'> },
): void {
  if (Buffer.byteLength(text) > MAXIMUM_SIZE) {
    throw malformedPolicy('Policy exceeds the maximum allowed document size.');
  }
  const document = readBucketPolicy(text);
  for (const statement of document.statements) assertActions(statement, reference.actions('s3'));
  const resources = document.statements.flatMap((statement) => statement.resource?.values ?? []);
  if (!resources.every((resource) => isOfBucket(resource, bucketArn))) {
    throw malformedPolicy('Policy has invalid resource');
  }
  if (unknownPrincipal(document, model) !== null) throw malformedPolicy('Invalid principal in policy');
}

/** An action that reaches no resource of its statement would never be allowed or denied by it: S3 takes it for a mistake. */
function assertActions({ action, resource }: PolicyStatement, known: readonly ReferenceAction[]): void {
  const kinds = new Set((resource?.values ?? []).flatMap(kindsOf));
  for (const value of action.values) {
    const pattern = compileWildcards(value.toLowerCase());
    const meant = known.filter((candidate) => matchesPattern(pattern, candidate.action.toLowerCase()));
    if (meant.length === 0) throw malformedPolicy('Policy has invalid action');
    const applies = meant.some(({ resourceTypes }) => resourceTypes.some(({ name }) => kinds.has(name)));
    if (!applies && !action.negated && resource?.negated === false) {
      throw malformedPolicy('Action does not apply to any resource(s) in statement');
    }
  }
}

/** What a Resource stands for, as the service authorization reference calls it. */
function kindsOf(resource: string): readonly string[] {
  if (resource.includes('/')) return ['object'];
  return resource.includes('*') ? ['bucket', 'object'] : ['bucket'];
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
