import { Arn, nameInArn, parseArn } from '../../src-shared/arn.ts';
import type { Principal } from '../../src-shared/principal.ts';
import type { ContextKeys } from './request.ts';

/**
 * Reads a principal as a person writes it: the ARN of a user, a role, a role session, a federated user or an account's
 * root; a service principal such as `lambda.amazonaws.com`; `*` for nobody in particular. What the text does not tell
 * (unique IDs, tags, the path of a session's role) stays empty. A role's ARN stands for a session of it.
 * @returns null when it is none of these.
 */
export function parsePrincipal(text: string): Principal | null {
  if (text === '*' || text === 'anonymous') return { kind: 'anonymous' };
  if (/^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/.test(text)) return { kind: 'service', service: text };
  const arn = Arn.safeParse(text);
  const parts = parseArn(text);
  if (!arn.success || parts === null || !/^\d{12}$/.test(parts.accountId)) return null;
  const { accountId, partition } = parts;
  const [type = '', ...names] = parts.resource.split('/');
  const last = names.at(-1) ?? '';
  if (parts.service === 'iam' && parts.resource === 'root') return { kind: 'root', arn: arn.data, accountId };
  if (last === '') return null;
  const tags: [] = [];
  switch (`${parts.service}:${type}`) {
    case 'iam:user':
      return { kind: 'user', arn: arn.data, accountId, userName: last, userId: '', tags };
    case 'iam:role':
      return roleSession(arn.data, accountId, `arn:${partition}:sts::${accountId}:assumed-role/${last}/session`);
    case 'sts:assumed-role': {
      const [roleName = '', sessionName] = names;
      if (sessionName === undefined || roleName === '') return null;
      return roleSession(`arn:${partition}:iam::${accountId}:role/${roleName}`, accountId, arn.data);
    }
    case 'sts:federated-user': {
      const userArn: Arn = `arn:${partition}:iam::${accountId}:user/`;
      return { kind: 'federatedUser', arn: arn.data, accountId, name: last, userArn, tags };
    }
    default:
      return null;
  }
}

function roleSession(roleArn: Arn, accountId: string, arn: Arn): Principal {
  const sessionName = nameInArn(arn);
  return { kind: 'roleSession', arn, accountId, roleArn, roleId: '', sessionName, tags: [] };
}

/**
 * The context keys that follow from who the principal is.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-infoallreqs
 */
export function contextOfPrincipal(principal: Principal): ContextKeys {
  const keys = new Map<string, string>();
  const set = (key: string, value: string): void => {
    if (value !== '') keys.set(key, value);
  };
  switch (principal.kind) {
    case 'anonymous':
      set('aws:principaltype', 'Anonymous');
      return keys;
    case 'service':
      set('aws:principalservicename', principal.service);
      set('aws:principalisawsservice', 'true');
      return keys;
    case 'root':
      set('aws:principaltype', 'Account');
      set('aws:userid', principal.accountId);
      break;
    case 'user':
      set('aws:principaltype', 'User');
      set('aws:username', principal.userName);
      set('aws:userid', principal.userId);
      break;
    case 'roleSession':
      set('aws:principaltype', 'AssumedRole');
      if (principal.roleId !== '') set('aws:userid', `${principal.roleId}:${principal.sessionName}`);
      break;
    case 'federatedUser':
      set('aws:principaltype', 'FederatedUser');
      set('aws:userid', `${principal.accountId}:${principal.name}`);
      break;
  }
  set('aws:principalisawsservice', 'false');
  set('aws:principalaccount', principal.accountId);
  // For a session it is the ARN of the role, so that conditions need not know the session's name.
  set('aws:principalarn', principal.kind === 'roleSession' ? principal.roleArn : principal.arn);
  return keys;
}
