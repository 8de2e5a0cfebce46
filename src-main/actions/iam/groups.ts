import type { GroupDocument } from '../../../src-shared/model/documents.ts';
import type { OperationOutput } from '../../../src-shared/operations/registry.ts';
import { newUniqueId } from '../../account/unique-id.ts';
import { handler } from '../handler.ts';
import { page } from '../paging.ts';
import { timestamp } from '../timestamp.ts';
import { iamArn } from './arns.ts';
import { deleteConflict, entityAlreadyExists, noSuchEntity } from './errors.ts';
import { onGroup, onUser, requireGroup, requireUser } from './identities.ts';
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
        throw groupExists(GroupName);
      }
      assertWithinQuota('GroupsPerAccount', model.list('group', accountId).length + 1);
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

  'iam:ListGroupsForUser': handler({
    name: 'iam:ListGroupsForUser',
    label: null,
    authorize: ({ UserName }, scene) => onUser('iam:ListGroupsForUser', UserName, scene),
    perform: ({ UserName, ...paging }, { model, accountId }) => {
      const user = requireUser(model, accountId, UserName);
      const groups = user.groups.toSorted().flatMap((name) => model.groupByName(accountId, name) ?? []);
      const taken = page(groups, (group) => group.groupName, paging);
      return { Groups: taken.items.map(describeGroup), ...taken.page };
    },
  }),

  'iam:UpdateGroup': handler({
    name: 'iam:UpdateGroup',
    label: ({ GroupName, NewGroupName }) =>
      NewGroupName === undefined
        ? `Move group ${GroupName} to another path`
        : `Rename group ${GroupName} to ${NewGroupName}`,
    // AWS asks for the permission on the group as it is and on the group as it will be.
    authorize: ({ GroupName, NewPath, NewGroupName }, scene) => {
      const group = scene.model.groupByName(scene.accountId, GroupName);
      const target = iamArn('group', scene.accountId, NewPath ?? group?.path ?? '/', NewGroupName ?? GroupName);
      const source = onGroup('iam:UpdateGroup', GroupName, scene);
      return source.some((part) => part.resource === target)
        ? source
        : [...source, { action: 'iam:UpdateGroup', resource: target }];
    },
    perform: ({ GroupName, NewPath, NewGroupName }, { model, accountId }) => {
      const group = requireGroup(model, accountId, GroupName);
      const path = NewPath ?? group.path;
      const groupName = NewGroupName ?? group.groupName;
      const holder = model.groupByName(accountId, groupName);
      if (holder !== null && holder.arn !== group.arn) throw groupExists(groupName);
      const members = model.usersInGroup(accountId, group.groupName);
      model.delete(group.arn);
      model.put({ ...group, arn: iamArn('group', accountId, path, groupName), path, groupName });
      for (const user of members) {
        model.put({ ...user, groups: user.groups.map((name) => (name === group.groupName ? groupName : name)) });
      }
      return {};
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

const groupExists = (groupName: string) => entityAlreadyExists(`Group with name ${groupName} already exists.`);

function describeGroup(group: GroupDocument): OperationOutput<'iam:CreateGroup'>['Group'] {
  return {
    Path: group.path,
    GroupName: group.groupName,
    GroupId: group.groupId,
    Arn: group.arn,
    CreateDate: group.createDate,
  };
}
