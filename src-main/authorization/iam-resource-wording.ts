import type { AuthorizationRequest } from './request.ts';

/** Kinds of resource that IAM calls by their name. */
const NAMED: Readonly<Record<string, string>> = {
  user: 'user',
  group: 'group',
  role: 'role',
  'instance-profile': 'instance profile',
};

/** Actions on a kind of resource that IAM calls by its name elsewhere, and by its ARN here. */
const TOLD_BY_ARN =
  /^iam:(Create(User|Group|Role|InstanceProfile|ServiceLinkedRole)|(Tag|Untag|PassRole|Simulate|Generate).*|.*PermissionsBoundary)$/i;

/** What IAM says of a list that a request asks for, where policies know no resource of it. */
const LISTS: Readonly<Record<string, string>> = {
  'iam:listusers': 'user/',
  'iam:listgroups': 'group/',
  'iam:listroles': 'role/',
  'iam:listinstanceprofiles': 'instance-profile/',
  'iam:listvirtualmfadevices': 'mfa/',
};

/**
 * What IAM calls the resource of a request that it refuses: users, groups, roles and instance profiles that are there by
 * name (`role HR`), those to be made by ARN; a new policy by name (`policy Guard`), others by ARN (`policy arn:…`); a list
 * by the path at which it begins. The examples of AWS's documentation are few; what they leave open is worded as in the
 * messages that users of AWS report.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.create-cluster.html
 */
export function iamResourceWording({ action, resource, resourceAccountId }: AuthorizationRequest): string {
  if (resource === '*') {
    const name = action.toLowerCase();
    if (name === 'iam:listpolicies') return 'policy path /';
    const path = LISTS[name];
    return path === undefined ? '*' : `arn:aws:iam::${resourceAccountId}:${path}`;
  }
  const [kind = '', ...path] = resource.split(':').slice(5).join(':').split('/');
  const name = path.at(-1) ?? '';
  if (kind === 'policy')
    return /^iam:(CreatePolicy|TagPolicy)$/i.test(action) ? `policy ${name}` : `policy ${resource}`;
  const noun = NAMED[kind];
  return noun === undefined || TOLD_BY_ARN.test(action) ? resource : `${noun} ${name}`;
}
