import type { PolicyHolders } from '../timeline/policy-source.ts';

/** What of an account can be named in a parameter. */
export type Named = Pick<PolicyHolders, 'users' | 'groups' | 'roles' | 'policies' | 'resources'>;

/** As many as a list of suggestions can show. */
const LIMIT = 30;

/** Parameters that take an identity's or a policy's name, whatever the operation. */
const NAMES: Readonly<Record<string, (of: Named) => Iterable<string>>> = {
  UserName: ({ users }) => users.map(({ userName }) => userName),
  GroupName: ({ groups }) => groups.map(({ groupName }) => groupName),
  RoleName: ({ roles }) => roles.map(({ roleName }) => roleName),
  Bucket: ({ resources }) => ofType(resources, 's3:bucket').map(({ name }) => name),
  FunctionName: ({ resources }) => ofType(resources, 'lambda:function').map(({ name }) => name),
  TableName: ({ resources }) => ofType(resources, 'dynamodb:table').map(({ name }) => name),
};

const ARNS: Readonly<Record<string, (of: Named) => Iterable<{ readonly arn: string }>>> = {
  PolicyArn: ({ policies }) => policies,
  PermissionsBoundary: ({ policies }) => policies,
  RoleArn: ({ roles }) => roles,
  PolicySourceArn: ({ users, groups, roles }) => [...users, ...groups, ...roles],
};

function ofType(resources: Named['resources'], type: string): readonly Named['resources'][number][] {
  return resources.filter(({ resourceType }) => resourceType === type);
}

/**
 * What of the account fits a parameter, by its name: names of users and buckets, ARNs of policies and roles; every ARN for
 * other ARNs.
 * @param typed narrows them: they contain it, in any case.
 */
export function suggestionsFor(name: string, isArn: boolean, typed: string, of: Named): readonly string[] {
  const wanted = typed.toLowerCase();
  const found: string[] = [];
  for (const text of candidates(name, isArn, of)) {
    if (text.toLowerCase().includes(wanted) && text !== typed) found.push(text);
    if (found.length === LIMIT) break;
  }
  return found;
}

function candidates(name: string, isArn: boolean, of: Named): readonly string[] {
  const names = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
  if (names !== undefined) return [...names(of)];
  const arns = Object.hasOwn(ARNS, name) ? ARNS[name] : undefined;
  if (arns !== undefined) return [...arns(of)].map(({ arn }) => arn);
  if (!isArn) return [];
  return [...of.resources, ...of.roles, ...of.users, ...of.policies, ...of.groups].map(({ arn }) => arn);
}
