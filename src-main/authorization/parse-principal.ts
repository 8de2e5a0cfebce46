import { Arn, nameInArn, parseArn } from '../../src-shared/arn.ts';
import type { Principal } from '../../src-shared/principal.ts';

/**
 * Identity providers that need no document in an account.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-federated-web-identity
 */
const BUILT_IN_PROVIDERS: ReadonlySet<string> = new Set([
  'accounts.google.com',
  'cognito-identity.amazonaws.com',
  'graph.facebook.com',
  'www.amazon.com',
]);

/**
 * Reads a principal as a person writes it: the ARN of a user, a role, a role session, a federated user or an account's
 * root; the ARN of an identity provider (or the name of one built in) for somebody it vouches for; a service principal
 * such as `lambda.amazonaws.com`; `*` for nobody in particular. What the text does not tell (tags, the path of a session's
 * role) stays empty. A role's ARN stands for a session of it.
 * @param userId the value of `aws:userid`, where it is known: the unique ID of a user, or a role's with the session name.
 * @returns null when it is none of these.
 */
export function parsePrincipal(text: string, userId = ''): Principal | null {
  if (text === '*' || text === 'anonymous') return { kind: 'anonymous' };
  if (BUILT_IN_PROVIDERS.has(text)) return { kind: 'federated', provider: text, providerAccountId: null, subject: '' };
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
      return { kind: 'user', arn: arn.data, accountId, userName: last, userId, tags };
    case 'iam:role':
      return roleSession(arn.data, accountId, `arn:${partition}:sts::${accountId}:assumed-role/${last}/session`, {
        userId,
        serviceLinked: names[0] === 'aws-service-role',
      });
    case 'sts:assumed-role': {
      const [roleName = '', sessionName] = names;
      if (sessionName === undefined || roleName === '') return null;
      // The path, which would tell, is not in it; but only service-linked roles have names that begin so.
      const serviceLinked = roleName.startsWith('AWSServiceRoleFor');
      const roleArn: Arn = `arn:${partition}:iam::${accountId}:role/${roleName}`;
      return roleSession(roleArn, accountId, arn.data, { userId, serviceLinked });
    }
    case 'iam:saml-provider':
    case 'iam:oidc-provider':
      return { kind: 'federated', provider: arn.data, providerAccountId: accountId, subject: '' };
    case 'sts:federated-user': {
      const userArn: Arn = `arn:${partition}:iam::${accountId}:user/`;
      return { kind: 'federatedUser', arn: arn.data, accountId, name: last, userArn, tags };
    }
    default:
      return null;
  }
}

function roleSession(
  roleArn: Arn,
  accountId: string,
  arn: Arn,
  { userId, serviceLinked }: { readonly userId: string; readonly serviceLinked: boolean },
): Principal {
  const roleId = userId.split(':', 1)[0] ?? '';
  return { kind: 'roleSession', arn, accountId, roleArn, roleId, sessionName: nameInArn(arn), tags: [], serviceLinked };
}
