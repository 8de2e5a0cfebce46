import { nameInArn } from '../../src-shared/arn.ts';
import type { DecidedBy, PolicyLayer } from '../../src-shared/decision/explanation.ts';
import type { Principal } from '../../src-shared/principal.ts';
import type { AuthorizationRequest } from './request.ts';

/** What a kind of policy is called in a sentence. */
export const LAYER_NAMES: Readonly<Record<PolicyLayer, string>> = {
  identity: 'identity-based policy',
  resource: 'resource-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  scp: 'service control policy',
  rcp: 'resource control policy',
  vpcEndpoint: 'VPC endpoint policy',
  trust: 'role trust policy',
};

/** What was asked, such as `s3:GetObject on arn:aws:s3:::shop/1`; the action alone where it has no resource. */
export function askedFor({ action, resource }: AuthorizationRequest): string {
  return resource === '*' ? action : `${action} on ${resource}`;
}

/** A principal as a person would say it. */
export function principalName(principal: Principal): string {
  switch (principal.kind) {
    case 'root':
      return `the root user of account ${principal.accountId}`;
    case 'user':
      return principal.userName;
    case 'roleSession':
      return `the session ${principal.sessionName} of role ${nameInArn(principal.roleArn)}`;
    case 'federatedUser':
      return `the federated user ${principal.name}`;
    case 'service':
      return `the service ${principal.service}`;
    case 'federated': {
      const provider = nameInArn(principal.provider);
      return principal.subject === '' ? `a user signed in with ${provider}` : `${principal.subject} of ${provider}`;
    }
    case 'anonymous':
      return 'an anonymous caller';
  }
}

/** Whose the identity-based policies and the permissions boundary are: a session has those of its role or user. */
export function policyHolderName(principal: Principal): string {
  if (principal.kind === 'roleSession') return `role ${nameInArn(principal.roleArn)}`;
  if (principal.kind !== 'federatedUser') return principalName(principal);
  const userName = nameInArn(principal.userArn);
  return userName === '' ? principalName(principal) : userName;
}

/** A statement by its Sid or its place, and the policy it stands in. */
export function statementName({ layer, policyName, sid, statementIndex }: DecidedBy): string {
  const statement = sid === null ? `statement ${statementIndex + 1}` : `the statement "${sid}"`;
  return `${statement} of the ${LAYER_NAMES[layer]} "${policyName}"`;
}

/** Several names as one: `a`, `a or b`, `a, b or c`. */
export function listed(names: readonly string[], conjunction: 'or' | 'and' | 'nor' = 'or'): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${conjunction} ${last}`;
}

/** A sentence with its first letter large. */
export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
