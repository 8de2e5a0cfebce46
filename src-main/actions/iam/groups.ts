import type { GroupDocument } from '../../../src-shared/model/documents.ts';
import type { OperationOutput } from '../../../src-shared/operations/registry.ts';
import { newUniqueId } from '../../account/unique-id.ts';
import { handler } from '../handler.ts';
import { page } from '../paging.ts';
import { timestamp } from '../timestamp.ts';
import { iamArn, policyNameOf } from './arns.ts';
import { deleteConflict, entityAlreadyExists, noSuchEntity } from './errors.ts';
import { identityArn, onGroup, requireGroup, requireUser } from './identities.ts';
import {
  attachPolicy,
  deleteInlinePolicy,
  detachPolicy,
  policyConflict,
  putInlinePolicy,
} from './identity-policies.ts';
import { assertWithinQuota } from './quotas.ts';
import { listedUser } from './users.ts';

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

  'iam:PutGroupPolicy': handler({
    name: 'iam:PutGroupPolicy',
    label: ({ GroupName, PolicyName }) => `Put policy ${PolicyName} on group ${GroupName}`,
    authorize: ({ GroupName }, scene) => onGroup('iam:PutGroupPolicy', GroupName, scene),
    perform: ({ GroupName, PolicyName, PolicyDocument }, scene) => {
      putInlinePolicy(requireGroup(scene.model, scene.accountId, GroupName), PolicyName, PolicyDocument, scene);
      return {};
    },
  }),

  'iam:DeleteGroupPolicy': handler({
    name: 'iam:DeleteGroupPolicy',
    label: ({ GroupName, PolicyName }) => `Delete policy ${PolicyName} of group ${GroupName}`,
    authorize: ({ GroupName }, scene) => onGroup('iam:DeleteGroupPolicy', GroupName, scene),
    perform: ({ GroupName, PolicyName }, scene) => {
      deleteInlinePolicy(requireGroup(scene.model, scene.accountId, GroupName), PolicyName, scene);
      return {};
    },
  }),

  'iam:AttachGroupPolicy': handler({
    name: 'iam:AttachGroupPolicy',
    label: ({ GroupName, PolicyArn }) => `Attach ${policyNameOf(PolicyArn)} to group ${GroupName}`,
    authorize: ({ GroupName, PolicyArn }, scene) => [
      {
        action: 'iam:AttachGroupPolicy',
        resource: identityArn('group', GroupName, scene),
        context: { 'iam:PolicyARN': PolicyArn },
      },
    ],
    perform: ({ GroupName, PolicyArn }, scene) => {
      attachPolicy(requireGroup(scene.model, scene.accountId, GroupName), PolicyArn, scene);
      return {};
    },
  }),

  'iam:DetachGroupPolicy': handler({
    name: 'iam:DetachGroupPolicy',
    label: ({ GroupName, PolicyArn }) => `Detach ${policyNameOf(PolicyArn)} from group ${GroupName}`,
    authorize: ({ GroupName, PolicyArn }, scene) => [
      {
        action: 'iam:DetachGroupPolicy',
        resource: identityArn('group', GroupName, scene),
        context: { 'iam:PolicyARN': PolicyArn },
      },
    ],
    perform: ({ GroupName, PolicyArn }, scene) => {
      detachPolicy(requireGroup(scene.model, scene.accountId, GroupName), PolicyArn, scene);
      return {};
    },
  }),
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
