import type { Principal } from '../../src-shared/principal.ts';
import type { PreparedRequest } from './matching.ts';

/**
 * Whether the action needs no permission; not even an explicit deny forbids it. Whoever is authenticated may ask who he
 * is, and whoever has long-term credentials may have a session token. No session can have one: policies then decide, as
 * for any other action.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html
 */
export function needsNoPermission({ service, action, principal }: PreparedRequest): boolean {
  if (service !== 'sts') return false;
  if (action === 'sts:getcalleridentity') return principal.kind !== 'anonymous' && principal.kind !== 'federated';
  return action === 'sts:getsessiontoken' && (principal.kind === 'user' || principal.kind === 'root');
}

const BUCKET_POLICY_ACTIONS: ReadonlySet<string> = new Set([
  's3:getbucketpolicy',
  's3:putbucketpolicy',
  's3:deletebucketpolicy',
]);

/** A queue's policy is one of its attributes. */
const QUEUE_POLICY_ACTIONS: ReadonlySet<string> = new Set(['sqs:getqueueattributes', 'sqs:setqueueattributes']);

/**
 * Whether the resource's own policy cannot deny the request: the root user of the owner can always mend the policy of
 * a bucket or a queue. Policies of the organization and of VPC endpoints bind it even then.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html#root-user-tasks
 */
export function escapesResourcePolicy({ service, action, principal, resourceAccountId }: PreparedRequest): boolean {
  if (principal.kind !== 'root' || principal.accountId !== resourceAccountId) return false;
  if (service === 's3') return BUCKET_POLICY_ACTIONS.has(action);
  return service === 'sqs' && QUEUE_POLICY_ACTIONS.has(action);
}

/**
 * Why service control policies do not bind the principal; null when they do. They bind the principals of an account.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#scp-effects-on-permissions
 */
export function exemptFromScps(principal: Principal): string | null {
  switch (principal.kind) {
    case 'anonymous':
      return 'Service control policies bind the principals of an account; an anonymous caller belongs to none.';
    case 'service':
      return 'Service control policies bind the principals of an account; a service that acts by itself belongs to none.';
    case 'federated':
      return 'Service control policies bind the principals of an account; before the role is assumed there is none.';
    case 'roleSession':
      return principal.serviceLinked ? 'Service control policies do not affect service-linked roles.' : null;
    case 'root':
    case 'user':
    case 'federatedUser':
      return null;
  }
}

/**
 * Why resource control policies do not apply to the request; null when they do. Keys that AWS manages are exempt as well,
 * but nothing in a request tells them from others.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#actions-not-restricted-by-rcps
 */
export function exemptFromRcps({ principal, service, action, facts }: PreparedRequest): string | null {
  if (principal.kind === 'roleSession' && principal.serviceLinked) {
    return 'Resource control policies do not restrict calls by service-linked roles.';
  }
  if (action === 'kms:retiregrant') return 'Resource control policies do not restrict retiring a grant.';
  if (!facts.underResourceControlPolicies(service)) return `Resource control policies do not apply to ${service}.`;
  return null;
}
