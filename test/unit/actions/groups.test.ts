import { beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT_ID, ALLOW_ALL_S3, NOW, READ_ONLY_ACCESS, TestAccount } from './test-account.ts';

let aws: TestAccount;
beforeEach(async () => {
  aws = new TestAccount();
  await aws.perform('iam:CreateUser', { UserName: 'lucy' });
  await aws.perform('iam:CreateGroup', { GroupName: 'developers', Path: '/teams/' });
});

const join = (GroupName: string, UserName = 'lucy') => aws.perform('iam:AddUserToGroup', { GroupName, UserName });

describe('Groups', () => {
  it('are created with an ARN and an ID in AWS’s formats', async () => {
    const { Group } = await aws.perform('iam:CreateGroup', { GroupName: 'testers' });
    expect(Group).toEqual({
      Path: '/',
      GroupName: 'testers',
      GroupId: expect.stringMatching(/^AGPA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${ACCOUNT_ID}:group/testers`,
      CreateDate: NOW,
    });
  });

  it('have names that are unique without regard to case', async () => {
    expect(await aws.refusal('iam:CreateGroup', { GroupName: 'Developers' })).toEqual({
      code: 'EntityAlreadyExists',
      status: 409,
      message: 'Group with name Developers already exists.',
    });
  });

  it('are listed by path', async () => {
    await aws.perform('iam:CreateGroup', { GroupName: 'testers' });
    const { Groups, IsTruncated } = await aws.perform('iam:ListGroups', { PathPrefix: '/teams/' });
    expect(Groups.map((group) => group.GroupName)).toEqual(['developers']);
    expect(IsTruncated).toBe(false);
  });
});

describe('Membership', () => {
  it('is shown by GetGroup, page by page', async () => {
    await aws.perform('iam:CreateUser', { UserName: 'alfred' });
    await join('developers');
    await join('developers', 'alfred');
    const first = await aws.perform('iam:GetGroup', { GroupName: 'developers', MaxItems: 1 });
    expect(first.Users.map((user) => user.UserName)).toEqual(['alfred']);
    const second = await aws.perform('iam:GetGroup', { GroupName: 'developers', MaxItems: 1, Marker: first.Marker });
    expect(second.Users.map((user) => user.UserName)).toEqual(['lucy']);
    expect(second.IsTruncated).toBe(false);
  });

  it('is not doubled by joining again, in whatever case', async () => {
    await join('developers');
    await join('DEVELOPERS', 'LUCY');
    expect(aws.model.userByName(ACCOUNT_ID, 'lucy')?.groups).toEqual(['developers']);
  });

  it('ends with RemoveUserFromGroup', async () => {
    await join('developers');
    await aws.perform('iam:RemoveUserFromGroup', { GroupName: 'developers', UserName: 'lucy' });
    expect(aws.model.usersInGroup(ACCOUNT_ID, 'developers')).toEqual([]);
  });

  it('cannot end for somebody who is no member', async () => {
    const refusal = await aws.refusal('iam:RemoveUserFromGroup', { GroupName: 'developers', UserName: 'lucy' });
    expect(refusal).toMatchObject({ code: 'NoSuchEntity', status: 404 });
  });

  it('is limited to 10 groups for a user', async () => {
    for (let number = 1; number <= 10; number += 1) {
      await aws.perform('iam:CreateGroup', { GroupName: `group-${number}` });
      await join(`group-${number}`);
    }
    expect(await aws.refusal('iam:AddUserToGroup', { GroupName: 'developers', UserName: 'lucy' })).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message: 'Cannot exceed quota for GroupsPerUser: 10',
    });
  });

  it('needs a group and a user that exist', async () => {
    expect(await aws.refusal('iam:AddUserToGroup', { GroupName: 'nowhere', UserName: 'lucy' })).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: 'The group with name nowhere cannot be found.',
    });
    expect(await aws.refusal('iam:AddUserToGroup', { GroupName: 'developers', UserName: 'nobody' })).toMatchObject({
      message: 'The user with name nobody cannot be found.',
    });
  });
});

describe('DeleteGroup', () => {
  it('deletes an empty group', async () => {
    await aws.perform('iam:DeleteGroup', { GroupName: 'developers' });
    expect(aws.model.groupByName(ACCOUNT_ID, 'developers')).toBeNull();
  });

  it.each<{ has: string; given: () => Promise<unknown>; message: string }>([
    {
      has: 'members',
      given: () => join('developers'),
      message: 'Cannot delete entity, must remove users from group first.',
    },
    {
      has: 'an attached policy',
      given: () => aws.perform('iam:AttachGroupPolicy', { GroupName: 'developers', PolicyArn: READ_ONLY_ACCESS }),
      message: 'Cannot delete entity, must detach all policies first.',
    },
    {
      has: 'an inline policy',
      given: () =>
        aws.perform('iam:PutGroupPolicy', { GroupName: 'developers', PolicyName: 's3', PolicyDocument: ALLOW_ALL_S3 }),
      message: 'Cannot delete entity, must delete policies first.',
    },
  ])('refuses while the group has $has', async ({ given, message }) => {
    await given();
    expect(await aws.refusal('iam:DeleteGroup', { GroupName: 'developers' })).toEqual({
      code: 'DeleteConflict',
      status: 409,
      message,
    });
  });
});

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateGroup.html
describe('UpdateGroup', () => {
  beforeEach(async () => {
    await aws.perform('iam:CreateGroup', { GroupName: 'devs' });
    await join('devs');
  });

  it('renames and moves the group, with its members', async () => {
    await aws.perform('iam:UpdateGroup', { GroupName: 'devs', NewGroupName: 'engineers', NewPath: '/teams/' });
    const { Groups } = await aws.perform('iam:ListGroupsForUser', { UserName: 'lucy' });
    expect(Groups).toMatchObject([{ GroupName: 'engineers', Arn: `arn:aws:iam::${ACCOUNT_ID}:group/teams/engineers` }]);
    expect((await aws.refusal('iam:GetGroup', { GroupName: 'devs' })).code).toBe('NoSuchEntity');
  });

  it('changes the capitals of a name', async () => {
    await aws.perform('iam:UpdateGroup', { GroupName: 'devs', NewGroupName: 'Devs' });
    expect((await aws.perform('iam:GetGroup', { GroupName: 'devs' })).Users).toHaveLength(1);
  });

  it('refuses a name that another group has', async () => {
    await aws.perform('iam:CreateGroup', { GroupName: 'operators' });
    expect(await aws.refusal('iam:UpdateGroup', { GroupName: 'devs', NewGroupName: 'Operators' })).toEqual({
      code: 'EntityAlreadyExists',
      status: 409,
      message: 'Group with name Operators already exists.',
    });
  });
});
