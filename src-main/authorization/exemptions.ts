import type { Principal } from '../../src-shared/principal.ts';
import type { PreparedRequest } from './matching.ts';

/**
 * Actions that everybody who is authenticated may do; not even an explicit deny forbids them.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html
 */
const NEEDS_NO_PERMISSION: ReadonlySet<string> = new Set([
  'sts:getcalleridentity',
  'sts:getsessiontoken',
  'sts:getaccesskeyinfo',
]);

/** Whether the action needs no permission: whoever is authenticated may do it. */
export function needsNoPermission({ service, action, principal }: PreparedRequest): boolean {
  return service === 'sts' && NEEDS_NO_PERMISSION.has(action) && principal.kind !== 'anonymous';
}

const BUCKET_POLICY_ACTIONS: ReadonlySet<string> = new Set([
  's3:getbucketpolicy',
  's3:putbucketpolicy',
  's3:deletebucketpolicy',
]);

/**
 * Whether the resource's own policy cannot deny the request: nobody locks the root user of the bucket's owner out of
 * its policy.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
export function escapesResourcePolicy({ service, action, principal, resourceAccountId }: PreparedRequest): boolean {
  return (
    principal.kind === 'root' &&
    service === 's3' &&
    principal.accountId === resourceAccountId &&
    BUCKET_POLICY_ACTIONS.has(action)
  );
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
 * Why resource control policies do not apply to the request; null when they do.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#actions-not-restricted-by-rcps
 */
export function exemptFromRcps({ principal, service, facts }: PreparedRequest): string | null {
  if (principal.kind === 'roleSession' && principal.serviceLinked) {
    return 'Resource control policies do not restrict calls by service-linked roles.';
  }
  if (!facts.underResourceControlPolicies(service)) return `Resource control policies do not apply to ${service}.`;
  return null;
}
