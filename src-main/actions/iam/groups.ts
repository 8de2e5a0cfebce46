import type { GroupDocument } from '../../../src-shared/model/documents.ts';
import type { OperationOutput } from '../../../src-shared/operations/registry.ts';
import { newUniqueId } from '../../account/unique-id.ts';
import { handler } from '../handler.ts';
import { page } from '../paging.ts';
import { timestamp } from '../timestamp.ts';
import { iamArn } from './arns.ts';
import { deleteConflict, entityAlreadyExists, noSuchEntity } from './errors.ts';
import { onGroup, requireGroup, requireUser } from './identities.ts';
import { policyConflict } from './identity-policies.ts';
import {
  ATTACH_POLICY,
  DELETE_INLINE_POLICY,
  DETACH_POLICY,
  policyHandler,
  PUT_INLINE_POLICY,
  type IdentityKind,
} from './policy-handlers.ts';
import { assertWithinQuota } from './quotas.ts';
import { listedUser } from './users.ts';

/** For the operations on the policies of groups. */
const GROUP: IdentityKind<{ GroupName: string }> = {
  noun: 'group',
  nameIn: ({ GroupName }) => GroupName,
  require: requireGroup,
  authorize: onGroup,
};

/** Operations on IAM groups. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_Group.html */
export const groupHandlers = {
  'iam:CreateGroup': handler({
    name: 'iam:CreateGroup',
    label: ({ GroupName }) => `Create group ${GroupName}`,
    authorize: ({ GroupName, Path = '/' }, { accountId }) => [
      { action: 'iam:CreateGroup', resource: iamArn('group', accountId, Path, GroupName) },
    ],
    perform: ({ GroupName, Path = '/' }, { model, accountId, random, clock }) => {
      if (model.groupByName(accountId, GroupName) !== null) {
        throw entityAlreadyExists(`Group with name ${GroupName} already exists.`);
      }
      const group: GroupDocument = {
        type: 'group',
        arn: iamArn('group', accountId, Path, GroupName),
        accountId,
        groupName: GroupName,
        groupId: newUniqueId('group', random),
        path: Path,
        createDate: timestamp(clock),
        attachedPolicies: [],
        inlinePolicies: {},
      };
      model.put(group);
      return { Group: describeGroup(group) };
    },
  }),

  'iam:GetGroup': handler({
    name: 'iam:GetGroup',
    label: null,
    authorize: ({ GroupName }, scene) => onGroup('iam:GetGroup', GroupName, scene),
    perform: ({ GroupName, ...paging }, { model, accountId }) => {
      const group = requireGroup(model, accountId, GroupName);
      const taken = page(model.usersInGroup(accountId, group.groupName), (user) => user.userName, paging);
      return { Group: describeGroup(group), Users: taken.items.map(listedUser), ...taken.page };
    },
  }),

  'iam:ListGroups': handler({
    name: 'iam:ListGroups',
    label: null,
    authorize: () => [{ action: 'iam:ListGroups', resource: '*' }],
    perform: ({ PathPrefix = '/', ...paging }, { model, accountId }) => {
      const groups = model.list('group', accountId).filter((group) => group.path.startsWith(PathPrefix));
      const taken = page(groups, (group) => group.groupName, paging);
      return { Groups: taken.items.map(describeGroup), ...taken.page };
    },
  }),

  'iam:DeleteGroup': handler({
    name: 'iam:DeleteGroup',
    label: ({ GroupName }) => `Delete group ${GroupName}`,
    authorize: ({ GroupName }, scene) => onGroup('iam:DeleteGroup', GroupName, scene),
    perform: ({ GroupName }, { model, accountId }) => {
      const group = requireGroup(model, accountId, GroupName);
      if (model.usersInGroup(accountId, group.groupName).length > 0) {
        throw deleteConflict('Cannot delete entity, must remove users from group first.');
      }
      const conflict = policyConflict(group);
      if (conflict !== null) throw conflict;
      model.delete(group.arn);
      return {};
    },
  }),

  'iam:AddUserToGroup': handler({
    name: 'iam:AddUserToGroup',
    label: ({ GroupName, UserName }) => `Add user ${UserName} to group ${GroupName}`,
    authorize: ({ GroupName }, scene) => onGroup('iam:AddUserToGroup', GroupName, scene),
    perform: ({ GroupName, UserName }, { model, accountId }) => {
      const group = requireGroup(model, accountId, GroupName);
      const user = requireUser(model, accountId, UserName);
      if (user.groups.includes(group.groupName)) return {};
      const groups = [...user.groups, group.groupName];
      assertWithinQuota('GroupsPerUser', groups.length);
      model.put({ ...user, groups });
      return {};
    },
  }),

  'iam:RemoveUserFromGroup': handler({
    name: 'iam:RemoveUserFromGroup',
    label: ({ GroupName, UserName }) => `Remove user ${UserName} from group ${GroupName}`,
    authorize: ({ GroupName }, scene) => onGroup('iam:RemoveUserFromGroup', GroupName, scene),
    perform: ({ GroupName, UserName }, { model, accountId }) => {
      const group = requireGroup(model, accountId, GroupName);
      const user = requireUser(model, accountId, UserName);
      if (!user.groups.includes(group.groupName)) {
        throw noSuchEntity(`User ${user.userName} not in group ${group.groupName}.`);
      }
      model.put({ ...user, groups: user.groups.filter((name) => name !== group.groupName) });
      return {};
    },
  }),

  'iam:PutGroupPolicy': policyHandler('iam:PutGroupPolicy', GROUP, PUT_INLINE_POLICY),
  'iam:DeleteGroupPolicy': policyHandler('iam:DeleteGroupPolicy', GROUP, DELETE_INLINE_POLICY),
  'iam:AttachGroupPolicy': policyHandler('iam:AttachGroupPolicy', GROUP, ATTACH_POLICY),
  'iam:DetachGroupPolicy': policyHandler('iam:DetachGroupPolicy', GROUP, DETACH_POLICY),
};

function describeGroup(group: GroupDocument): OperationOutput<'iam:CreateGroup'>['Group'] {
  return {
    Path: group.path,
    GroupName: group.groupName,
    GroupId: group.groupId,
    Arn: group.arn,
    CreateDate: group.createDate,
  };
}
