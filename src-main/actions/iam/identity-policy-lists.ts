import { nameInArn, type Arn } from '../../../src-shared/arn.ts';
import { handler } from '../handler.ts';
import { page, type PageInput, type PageOutput } from '../paging.ts';
import { noSuchEntity } from './errors.ts';
import { onGroup, onRole, onUser, requireGroup, requireRole, requireUser, type Identity } from './identities.ts';
import { pathOfPolicy } from './managed-policy.ts';
import { encodePolicyDocument } from './policy-text.ts';

/**
 * Operations that read the policies of users, groups and roles.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
 */
export const identityPolicyListHandlers = {
  'iam:GetUserPolicy': handler({
    name: 'iam:GetUserPolicy',
    label: null,
    authorize: ({ UserName }, scene) => onUser('iam:GetUserPolicy', UserName, scene),
    perform: ({ UserName, PolicyName }, { model, accountId }) => {
      const user = requireUser(model, accountId, UserName);
      return { UserName: user.userName, ...inlinePolicy(user, PolicyName) };
    },
  }),
  'iam:GetGroupPolicy': handler({
    name: 'iam:GetGroupPolicy',
    label: null,
    authorize: ({ GroupName }, scene) => onGroup('iam:GetGroupPolicy', GroupName, scene),
    perform: ({ GroupName, PolicyName }, { model, accountId }) => {
      const group = requireGroup(model, accountId, GroupName);
      return { GroupName: group.groupName, ...inlinePolicy(group, PolicyName) };
    },
  }),
  'iam:GetRolePolicy': handler({
    name: 'iam:GetRolePolicy',
    label: null,
    authorize: ({ RoleName }, scene) => onRole('iam:GetRolePolicy', RoleName, scene),
    perform: ({ RoleName, PolicyName }, { model, accountId }) => {
      const role = requireRole(model, accountId, RoleName);
      return { RoleName: role.roleName, ...inlinePolicy(role, PolicyName) };
    },
  }),

  'iam:ListUserPolicies': handler({
    name: 'iam:ListUserPolicies',
    label: null,
    authorize: ({ UserName }, scene) => onUser('iam:ListUserPolicies', UserName, scene),
    perform: ({ UserName, ...paging }, { model, accountId }) =>
      inlinePolicyNames(requireUser(model, accountId, UserName), paging),
  }),
  'iam:ListGroupPolicies': handler({
    name: 'iam:ListGroupPolicies',
    label: null,
    authorize: ({ GroupName }, scene) => onGroup('iam:ListGroupPolicies', GroupName, scene),
    perform: ({ GroupName, ...paging }, { model, accountId }) =>
      inlinePolicyNames(requireGroup(model, accountId, GroupName), paging),
  }),
  'iam:ListRolePolicies': handler({
    name: 'iam:ListRolePolicies',
    label: null,
    authorize: ({ RoleName }, scene) => onRole('iam:ListRolePolicies', RoleName, scene),
    perform: ({ RoleName, ...paging }, { model, accountId }) =>
      inlinePolicyNames(requireRole(model, accountId, RoleName), paging),
  }),

  'iam:ListAttachedUserPolicies': handler({
    name: 'iam:ListAttachedUserPolicies',
    label: null,
    authorize: ({ UserName }, scene) => onUser('iam:ListAttachedUserPolicies', UserName, scene),
    perform: ({ UserName, ...listing }, { model, accountId }) =>
      attachedPolicies(requireUser(model, accountId, UserName), listing),
  }),
  'iam:ListAttachedGroupPolicies': handler({
    name: 'iam:ListAttachedGroupPolicies',
    label: null,
    authorize: ({ GroupName }, scene) => onGroup('iam:ListAttachedGroupPolicies', GroupName, scene),
    perform: ({ GroupName, ...listing }, { model, accountId }) =>
      attachedPolicies(requireGroup(model, accountId, GroupName), listing),
  }),
  'iam:ListAttachedRolePolicies': handler({
    name: 'iam:ListAttachedRolePolicies',
    label: null,
    authorize: ({ RoleName }, scene) => onRole('iam:ListAttachedRolePolicies', RoleName, scene),
    perform: ({ RoleName, ...listing }, { model, accountId }) =>
      attachedPolicies(requireRole(model, accountId, RoleName), listing),
  }),
};

/** @throws AwsError `NoSuchEntity`. */
function inlinePolicy(identity: Identity, name: string): { PolicyName: string; PolicyDocument: string } {
  const text = Object.hasOwn(identity.inlinePolicies, name) ? identity.inlinePolicies[name] : undefined;
  if (text === undefined) throw noSuchEntity(`The ${identity.type} policy with name ${name} cannot be found.`);
  return { PolicyName: name, PolicyDocument: encodePolicyDocument(text) };
}

function inlinePolicyNames(identity: Identity, paging: PageInput): { PolicyNames: string[] } & PageOutput {
  const taken = page(Object.keys(identity.inlinePolicies).toSorted(), (name) => name, paging);
  return { PolicyNames: [...taken.items], ...taken.page };
}

function attachedPolicies(
  identity: Identity,
  { PathPrefix = '/', ...paging }: PageInput & { readonly PathPrefix?: string | undefined },
): { AttachedPolicies: { PolicyName: string; PolicyArn: Arn }[] } & PageOutput {
  const attached = identity.attachedPolicies.filter((arn) => pathOfPolicy(arn).startsWith(PathPrefix));
  const taken = page(attached, (arn) => arn, paging);
  return {
    AttachedPolicies: taken.items.map((arn) => ({ PolicyName: nameInArn(arn), PolicyArn: arn })),
    ...taken.page,
  };
}
