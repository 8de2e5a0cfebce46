import type { Explanation, PolicyLayer } from '../../src-shared/decision/explanation.ts';
import { principalText } from './explain-statement.ts';
import type { AuthorizationRequest } from './request.ts';

/** What AWS calls each kind of policy after "because no" and after "with an explicit deny in". */
const WORDING: Readonly<Record<PolicyLayer, { readonly implicit: string; readonly explicit: string }>> = {
  identity: { implicit: 'identity-based policy', explicit: 'an identity-based policy' },
  resource: { implicit: 'resource-based policy', explicit: 'a resource-based policy' },
  boundary: { implicit: 'permissions boundary', explicit: 'a permissions boundary' },
  session: { implicit: 'session policy', explicit: 'a session policy' },
  scp: { implicit: 'service control policy', explicit: 'a service control policy' },
  rcp: { implicit: 'resource control policy', explicit: 'a resource control policy' },
  vpcEndpoint: { implicit: 'VPC endpoint policy', explicit: 'a VPC endpoint policy' },
  trust: { implicit: 'role trust policy', explicit: 'the role trust policy' },
};

/**
 * AWS's own sentence for a request that was denied, such as `User: arn:aws:iam::123456789012:user/lucy is not authorized
 * to perform: s3:DeleteBucket on resource: "arn:aws:s3:::b" because no identity-based policy allows the s3:DeleteBucket
 * action`. The ARN of the denying policy is told within the account only; S3 quotes the resource, and tells strangers to
 * the account no more than `Access Denied`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
 */
export function accessDeniedMessage(request: AuthorizationRequest, explanation: Explanation): string {
  const isS3 = /^s3:/i.test(request.action);
  if (isS3 && isStranger(request)) return 'Access Denied';
  const quote = isS3 ? '"' : '';
  const resource = request.resource === '*' ? '' : ` on resource: ${quote}${request.resource}${quote}`;
  const who = principalText(request.principal);
  return `User: ${who} is not authorized to perform: ${request.action}${resource} ${cause(request, explanation)}`;
}

function cause(request: AuthorizationRequest, { decision, decidedBy, stoppedBy }: Explanation): string {
  // AWS checks the relation before any policy and has no words for it here; in its eyes nothing allows the action.
  const wording = WORDING[stoppedBy === null || stoppedBy === 'relation' ? 'identity' : stoppedBy];
  if (decision !== 'ExplicitlyDenied') return `because no ${wording.implicit} allows the ${request.action} action`;
  const arn = decidedBy?.policyArn ?? null;
  return `with an explicit deny in ${wording.explicit}${arn === null || isStranger(request) ? '' : `: ${arn}`}`;
}

/** Whether the caller belongs neither to the resource's account nor to its organization. */
function isStranger({ principal, resourceAccountId, context }: AuthorizationRequest): boolean {
  if (principal.kind === 'anonymous' || principal.kind === 'federated') return true;
  if (principal.kind === 'service' || principal.accountId === resourceAccountId) return false;
  const organization = context.get('aws:principalorgid');
  return organization === undefined || organization !== context.get('aws:resourceorgid');
}
