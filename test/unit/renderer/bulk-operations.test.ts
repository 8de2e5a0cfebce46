import { describe, expect, it } from 'vitest';
import { boundaryOperation } from '../../../src-renderer/identities/boundary.ts';
import { addAllToGroups, attachToAll, deleteAll, tagAll } from '../../../src-renderer/identities/bulk-operations.ts';
import {
  createGroup,
  createRole,
  createUser,
  permissionsFault,
  roomFault,
  tagsFault,
} from '../../../src-renderer/identities/create-identity.ts';
import { group, policyArn, role, user } from '../../fixtures/account-documents.ts';

const names = ({ operations }: { operations: readonly { operation: string }[] }): string[] =>
  operations.map(({ operation }) => operation);

describe('what is done with several identities', () => {
  it('deletes each with what hangs on it', () => {
    const work = deleteAll([user('ada', { groups: ['developers'] }), user('bob')], { users: [], mfaDevices: [] });
    expect(work).toMatchObject({ label: 'Delete 2 users', done: 'Deleted 2 users' });
    expect(names(work)).toEqual(['iam:RemoveUserFromGroup', 'iam:DeleteUser', 'iam:DeleteUser']);
    expect(new Set(work.operations.map(({ subject }) => subject)).size).toBe(2);
  });

  it('takes tags off only where they are, and puts others on everywhere', () => {
    const tagged = user('ada', { tags: [{ Key: 'old', Value: '1' }] });
    const work = tagAll([tagged, user('bob'), role('worker')], [{ Key: 'team', Value: 'red' }], ['old']);
    expect(names(work)).toEqual(['iam:UntagUser', 'iam:TagUser', 'iam:TagUser', 'iam:TagRole']);
  });

  it('adds to groups and attaches policies only where it is not so yet', () => {
    const member = user('ada', { groups: ['developers'], attachedPolicies: [policyArn('Read')] });
    expect(names(addAllToGroups([member, user('bob')], ['developers']))).toEqual(['iam:AddUserToGroup']);
    expect(names(attachToAll([member, group('g'), role('r')], [policyArn('Read')]))).toEqual([
      'iam:AttachGroupPolicy',
      'iam:AttachRolePolicy',
    ]);
  });

  it('sets and removes a permissions boundary', () => {
    expect(boundaryOperation(user('ada'), policyArn('limit'))).toMatchObject({
      operation: 'iam:PutUserPermissionsBoundary',
      parameters: { UserName: 'ada', PermissionsBoundary: policyArn('limit') },
    });
    expect(boundaryOperation(role('worker'), null)).toMatchObject({
      operation: 'iam:DeleteRolePermissionsBoundary',
      parameters: { RoleName: 'worker' },
    });
  });
});

describe('making an identity', () => {
  const common = { name: 'mia', path: '', policies: [policyArn('Read')], boundary: null, tags: [] };

  it('of a name alone is one operation, at the path /', () => {
    const draft = { ...common, policies: [], groups: [], password: null, accessKey: false };
    expect(createUser(draft).operations).toEqual([
      { subject: 'mia', operation: 'iam:CreateUser', parameters: { UserName: 'mia', Path: '/' } },
    ]);
  });

  it('asks for the key of a user last, so that its answer is the last', () => {
    const password = { text: 'Plum-Tart-42', resetRequired: true };
    const work = createUser({ ...common, groups: ['developers'], password, accessKey: true });
    expect(names(work)).toEqual([
      'iam:CreateUser',
      'iam:CreateLoginProfile',
      'iam:AddUserToGroup',
      'iam:AttachUserPolicy',
      'iam:CreateAccessKey',
    ]);
  });

  it('of a group or a role begins with making it', () => {
    expect(names(createGroup({ ...common, members: ['ada'] }))).toEqual([
      'iam:CreateGroup',
      'iam:AttachGroupPolicy',
      'iam:AddUserToGroup',
    ]);
    expect(names(createRole({ ...common, description: ' ', trustPolicy: '{}' }))).toEqual([
      'iam:CreateRole',
      'iam:AttachRolePolicy',
    ]);
  });

  it.each<[string, string | null, string | null]>([
    ['one more user than AWS allows', roomFault('user', 5000), 'The account has 5,000 users'],
    ['the last user that AWS allows', roomFault('user', 4999), null],
    ['more than ten groups', permissionsFault([], Array<string>(11).fill('g')), 'A user is in 10 groups at most.'],
    ['more than ten policies', permissionsFault(Array<string>(11).fill('p')), 'At most 10 managed policies'],
    ['a key in two spellings', tagsFault(['team', 'Team'].map((Key) => ({ Key, Value: '' }))), 'is there twice'],
    ['a key of AWS', tagsFault([{ Key: 'aws:team', Value: '' }]), "AWS's own"],
    ['a tag', tagsFault([{ Key: 'team', Value: '' }]), null],
  ])('tells of %s', (_name, fault, expected) => {
    expect(fault ?? '').toContain(expected ?? '');
    expect(fault === null).toBe(expected === null);
  });
});
