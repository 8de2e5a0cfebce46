import { beforeEach, describe, expect, it } from 'vitest';
import type { OperationName } from '../../../src-shared/operations/registry.ts';
import {
  ACCOUNT_ID,
  ALLOW_ALL_S3,
  NOW,
  OTHER_ACCOUNT_ID,
  READ_ONLY_ACCESS,
  ROLE_SESSION,
  ROOT,
  TestAccount,
  userActor,
} from './test-account.ts';

let aws: TestAccount;
beforeEach(async () => {
  aws = new TestAccount();
  await aws.perform('iam:CreateUser', { UserName: 'lucy' });
});

const lucy = () => aws.model.userByName(ACCOUNT_ID, 'lucy');

describe('CreateUser', () => {
  it('answers with the new user, in AWS’s formats', async () => {
    const { User } = await aws.perform('iam:CreateUser', {
      UserName: 'bruce-wayne',
      Path: '/gotham/',
      PermissionsBoundary: READ_ONLY_ACCESS,
      Tags: [{ Key: 'team', Value: 'shop' }],
    });
    expect(User).toEqual({
      Path: '/gotham/',
      UserName: 'bruce-wayne',
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${ACCOUNT_ID}:user/gotham/bruce-wayne`,
      CreateDate: NOW,
      PermissionsBoundary: {
        PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
        PermissionsBoundaryArn: READ_ONLY_ACCESS,
      },
      Tags: [{ Key: 'team', Value: 'shop' }],
    });
  });

  it.each(['lucy', 'Lucy', 'LUCY'])(
    'refuses %s where lucy is, since names are unique without regard to case',
    async (name) => {
      expect(await aws.refusal('iam:CreateUser', { UserName: name, Path: '/elsewhere/' })).toEqual({
        code: 'EntityAlreadyExists',
        status: 409,
        message: `User with name ${name} already exists.`,
      });
    },
  );

  it('lets another account have a user of the same name', async () => {
    const { User } = await aws.perform('iam:CreateUser', { UserName: 'lucy' }, { accountId: OTHER_ACCOUNT_ID });
    expect(User.Arn).toBe(`arn:aws:iam::${OTHER_ACCOUNT_ID}:user/lucy`);
  });

  it('refuses a permissions boundary that does not exist, and creates nothing', async () => {
    const boundary = `arn:aws:iam::${ACCOUNT_ID}:policy/nowhere`;
    expect(await aws.refusal('iam:CreateUser', { UserName: 'eve', PermissionsBoundary: boundary })).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `Scope ARN: ${boundary} does not exist or is not attachable.`,
    });
    expect(aws.model.userByName(ACCOUNT_ID, 'eve')).toBeNull();
  });
});

describe('GetUser', () => {
  it('is about the caller when nobody is named', async () => {
    const { User } = await aws.perform('iam:GetUser', {}, { as: userActor('lucy') });
    expect(User.UserName).toBe('lucy');
  });

  it('tells the root user about the account, without a user name', async () => {
    expect((await aws.perform('iam:GetUser', {}, { as: ROOT })).User).toEqual({
      UserId: ACCOUNT_ID,
      Arn: ROOT.kind === 'root' ? ROOT.arn : '',
      CreateDate: '2025-12-31T00:00:00Z',
    });
  });

  it('must be told a name by those who are not users', async () => {
    expect(await aws.refusal('iam:GetUser', {}, { as: ROLE_SESSION })).toEqual({
      code: 'ValidationError',
      status: 400,
      message: 'Must specify userName when calling with non-User credentials',
    });
  });
});

describe('ListUsers', () => {
  it('lists in order of names, page by page, and leaves tags out', async () => {
    for (const name of ['alfred', 'zoe', 'Mia']) {
      await aws.perform('iam:CreateUser', { UserName: name, Tags: [{ Key: 'a', Value: 'b' }] });
    }
    const first = await aws.perform('iam:ListUsers', { MaxItems: 3 });
    expect(first.Users.map((user) => user.UserName)).toEqual(['alfred', 'lucy', 'Mia']);
    expect(first.IsTruncated).toBe(true);
    expect(first.Users[0]).not.toHaveProperty('Tags');

    const second = await aws.perform('iam:ListUsers', { MaxItems: 3, Marker: first.Marker });
    expect(second.Users.map((user) => user.UserName)).toEqual(['zoe']);
    expect(second).not.toHaveProperty('Marker');
  });

  it('lists one path', async () => {
    await aws.perform('iam:CreateUser', { UserName: 'dev', Path: '/division/dev/' });
    const { Users } = await aws.perform('iam:ListUsers', { PathPrefix: '/division/' });
    expect(Users.map((user) => user.UserName)).toEqual(['dev']);
  });
});

describe('UpdateUser', () => {
  it('renames: the ARN changes, the ID stays, and everything the user had comes along', async () => {
    await aws.perform('iam:CreateGroup', { GroupName: 'developers' });
    await aws.perform('iam:AddUserToGroup', { GroupName: 'developers', UserName: 'lucy' });
    await aws.perform('iam:CreateAccessKey', { UserName: 'lucy' });
    const before = lucy();

    await aws.perform('iam:UpdateUser', { UserName: 'lucy', NewUserName: 'lucille', NewPath: '/new/' });

    expect(lucy()).toBeNull();
    expect(aws.model.userByName(ACCOUNT_ID, 'lucille')).toEqual({
      ...before,
      arn: `arn:aws:iam::${ACCOUNT_ID}:user/new/lucille`,
      path: '/new/',
      userName: 'lucille',
    });
    expect(aws.model.usersInGroup(ACCOUNT_ID, 'developers').map((user) => user.userName)).toEqual(['lucille']);
  });

  it('may change the case of a name', async () => {
    await aws.perform('iam:UpdateUser', { UserName: 'lucy', NewUserName: 'Lucy' });
    expect(lucy()?.userName).toBe('Lucy');
  });

  it('refuses a name that somebody else has', async () => {
    await aws.perform('iam:CreateUser', { UserName: 'alfred' });
    expect(await aws.refusal('iam:UpdateUser', { UserName: 'lucy', NewUserName: 'ALFRED' })).toEqual({
      code: 'EntityAlreadyExists',
      status: 409,
      message: 'User with name ALFRED already exists.',
    });
  });
});

describe('DeleteUser', () => {
  it('deletes a user who has nothing', async () => {
    await aws.perform('iam:DeleteUser', { UserName: 'lucy' });
    expect(lucy()).toBeNull();
  });

  it.each<{ has: string; given: () => Promise<unknown>; message: string }>([
    {
      has: 'a group',
      given: async () => {
        await aws.perform('iam:CreateGroup', { GroupName: 'developers' });
        await aws.perform('iam:AddUserToGroup', { GroupName: 'developers', UserName: 'lucy' });
      },
      message: 'Cannot delete entity, must remove users from group first.',
    },
    {
      has: 'an access key',
      given: () => aws.perform('iam:CreateAccessKey', { UserName: 'lucy' }),
      message: 'Cannot delete entity, must delete access keys first.',
    },
    {
      has: 'a password',
      given: () => aws.perform('iam:CreateLoginProfile', { UserName: 'lucy', Password: 'Str0ng-password' }),
      message: 'Cannot delete entity, must delete login profile first.',
    },
    {
      has: 'an attached policy',
      given: () => aws.perform('iam:AttachUserPolicy', { UserName: 'lucy', PolicyArn: READ_ONLY_ACCESS }),
      message: 'Cannot delete entity, must detach all policies first.',
    },
    {
      has: 'an inline policy',
      given: () =>
        aws.perform('iam:PutUserPolicy', { UserName: 'lucy', PolicyName: 's3', PolicyDocument: ALLOW_ALL_S3 }),
      message: 'Cannot delete entity, must delete policies first.',
    },
  ])('refuses while the user has $has', async ({ given, message }) => {
    await given();
    expect(await aws.refusal('iam:DeleteUser', { UserName: 'lucy' })).toEqual({
      code: 'DeleteConflict',
      status: 409,
      message,
    });
  });
});

const tags = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ Key: `key-${from + index}`, Value: '' }));

describe('TagUser and UntagUser', () => {
  it('adds, replaces without regard to case, and takes away', async () => {
    await aws.perform('iam:TagUser', {
      UserName: 'lucy',
      Tags: [
        { Key: 'Team', Value: 'shop' },
        { Key: 'a', Value: '1' },
      ],
    });
    await aws.perform('iam:TagUser', { UserName: 'lucy', Tags: [{ Key: 'team', Value: 'bank' }] });
    expect(lucy()?.tags).toEqual([
      { Key: 'team', Value: 'bank' },
      { Key: 'a', Value: '1' },
    ]);
    await aws.perform('iam:UntagUser', { UserName: 'lucy', TagKeys: ['TEAM', 'not-there'] });
    expect(lucy()?.tags).toEqual([{ Key: 'a', Value: '1' }]);
  });

  it('refuses two keys that differ only by case', async () => {
    const Tags = [
      { Key: 'team', Value: 'a' },
      { Key: 'Team', Value: 'b' },
    ];
    expect(await aws.refusal('iam:TagUser', { UserName: 'lucy', Tags })).toEqual({
      code: 'InvalidInput',
      status: 400,
      message: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    });
  });

  it('refuses keys with the prefix that AWS reserves', async () => {
    const refusal = await aws.refusal('iam:TagUser', { UserName: 'lucy', Tags: [{ Key: 'AWS:x', Value: '' }] });
    expect(refusal).toMatchObject({ code: 'InvalidInput', status: 400 });
  });

  it('refuses a 51st tag', async () => {
    await aws.perform('iam:TagUser', { UserName: 'lucy', Tags: tags(0, 50) });
    const refusal = await aws.refusal('iam:TagUser', { UserName: 'lucy', Tags: tags(50, 1) });
    expect(refusal).toMatchObject({ code: 'LimitExceeded', status: 409 });
    expect(lucy()?.tags).toHaveLength(50);
  });
});

describe('Every operation on a user', () => {
  it.each<{ name: OperationName; parameters: Record<string, unknown> }>([
    { name: 'iam:GetUser', parameters: {} },
    { name: 'iam:UpdateUser', parameters: { NewUserName: 'somebody' } },
    { name: 'iam:DeleteUser', parameters: {} },
    { name: 'iam:TagUser', parameters: { Tags: [{ Key: 'a', Value: 'b' }] } },
    { name: 'iam:UntagUser', parameters: { TagKeys: ['a'] } },
    { name: 'iam:PutUserPolicy', parameters: { PolicyName: 'p', PolicyDocument: ALLOW_ALL_S3 } },
    { name: 'iam:DeleteUserPolicy', parameters: { PolicyName: 'p' } },
    { name: 'iam:AttachUserPolicy', parameters: { PolicyArn: READ_ONLY_ACCESS } },
    { name: 'iam:DetachUserPolicy', parameters: { PolicyArn: READ_ONLY_ACCESS } },
    { name: 'iam:CreateAccessKey', parameters: {} },
    { name: 'iam:ListAccessKeys', parameters: {} },
    { name: 'iam:CreateLoginProfile', parameters: { Password: 'Str0ng-password' } },
    { name: 'iam:GetLoginProfile', parameters: {} },
    { name: 'iam:ListMFADevices', parameters: {} },
  ])('$name says in AWS’s words that there is no such user', async ({ name, parameters }) => {
    expect(await aws.refusal(name, { UserName: 'nobody', ...parameters })).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: 'The user with name nobody cannot be found.',
    });
  });
});
