import type { Explanation, PolicyLayer } from '../../src-shared/decision/explanation.ts';
import { principalText } from './explain-statement.ts';
import { iamResourceWording } from './iam-resource-wording.ts';
import type { AuthorizationRequest } from './request.ts';

/**
 * The kinds of policy whose ARN AWS tells when they deny.
 * @see https://aws.amazon.com/blogs/security/enhanced-access-denied-error-messages-with-policy-arns
 */
const TOLD_BY_ARN: ReadonlySet<PolicyLayer> = new Set(['identity', 'boundary', 'session', 'scp', 'rcp']);

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
 * action`.
 *
 * - One kind of policy only is told, that which stopped the request.
 * - The ARN of the denying policy is told within the account and its organization only.
 * - S3 quotes the resource, and tells strangers to the account and its organization no more than `Access Denied`.
 * - Whom an identity provider vouches for is told the action alone.
 * - IAM calls some resources by name.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
 */
export function accessDeniedMessage(request: AuthorizationRequest, explanation: Explanation): string {
  const { principal, action } = request;
  if (principal.kind === 'federated') return `Not authorized to perform ${action}`;
  const isS3 = /^s3:/i.test(action);
  if (isS3 && isStranger(request)) return 'Access Denied';
  const resource = resourceWording(request);
  const on = resource === null ? '' : ` on resource: ${resource}`;
  return `User: ${principalText(principal)} is not authorized to perform: ${action}${on} ${cause(request, explanation)}`;
}

function resourceWording(request: AuthorizationRequest): string | null {
  if (/^iam:/i.test(request.action)) return iamResourceWording(request);
  if (request.resource === '*') return null;
  return /^s3:/i.test(request.action) ? `"${request.resource}"` : request.resource;
}

function cause(request: AuthorizationRequest, { decision, decidedBy, stoppedBy }: Explanation): string {
  // AWS checks the relation before any policy and has no words for it here; in its eyes nothing allows the action.
  const layer = stoppedBy === null || stoppedBy === 'relation' ? 'identity' : stoppedBy;
  const { implicit, explicit } = WORDING[layer];
  if (decision !== 'ExplicitlyDenied') return `because no ${implicit} allows the ${request.action} action`;
  if (layer === 'scp' && throughVpcEndpoint(request)) {
    return `with an explicit deny in ${WORDING.vpcEndpoint.explicit} transitively through ${explicit}`;
  }
  const arn = TOLD_BY_ARN.has(layer) && !isStranger(request) ? (decidedBy?.policyArn ?? null) : null;
  return `with an explicit deny in ${explicit}${arn === null ? '' : `: ${arn}`}`;
}

/**
 * Whether the request came through a VPC endpoint. AWS words the explicit deny of an SCP in its own way then. The page
 * gives the sentence for a "VPC request" that "fails due to another policy" and no closer condition.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html#access-denied-vpc-endpoint-examples
 */
function throughVpcEndpoint({ context }: AuthorizationRequest): boolean {
  return context.has('aws:sourcevpce');
}

/** Whether the caller belongs neither to the resource's account nor to its organization. */
function isStranger({ principal, resourceAccountId, context }: AuthorizationRequest): boolean {
  if (principal.kind === 'anonymous' || principal.kind === 'federated') return true;
  if (principal.kind === 'service' || principal.accountId === resourceAccountId) return false;
  const organization = context.get('aws:principalorgid');
  return organization === undefined || organization !== context.get('aws:resourceorgid');
}
