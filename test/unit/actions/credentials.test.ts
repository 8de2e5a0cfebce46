import { beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT_ID, NOW, OTHER_ACCOUNT_ID, ROLE_SESSION, TestAccount, userActor } from './test-account.ts';

let aws: TestAccount;
beforeEach(async () => {
  aws = new TestAccount();
  await aws.perform('iam:CreateUser', { UserName: 'lucy' });
});

const lucy = () => {
  const user = aws.model.userByName(ACCOUNT_ID, 'lucy');
  if (user === null) throw new Error('lucy is gone.');
  return user;
};

const createKey = () => aws.perform('iam:CreateAccessKey', { UserName: 'lucy' });

describe('Access keys', () => {
  it('are shown with their secret once, and the secret goes to the vault alone', async () => {
    const { AccessKey } = await createKey();
    expect(AccessKey).toEqual({
      UserName: 'lucy',
      AccessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
      Status: 'Active',
      SecretAccessKey: expect.stringMatching(/^[A-Za-z0-9+/]{40}$/),
      CreateDate: NOW,
    });
    expect(await aws.secret('access-key', AccessKey.AccessKeyId)).toBe(AccessKey.SecretAccessKey);
    expect(JSON.stringify(lucy())).not.toContain(AccessKey.SecretAccessKey);
    const listed = await aws.perform('iam:ListAccessKeys', { UserName: 'lucy' });
    expect(listed.AccessKeyMetadata).toEqual([
      { UserName: 'lucy', AccessKeyId: AccessKey.AccessKeyId, Status: 'Active', CreateDate: NOW },
    ]);
  });

  it('are the caller’s own when nobody is named', async () => {
    await aws.perform('iam:CreateAccessKey', {}, { as: userActor('lucy') });
    expect(lucy().accessKeys).toHaveLength(1);
    expect(await aws.refusal('iam:CreateAccessKey', {}, { as: ROLE_SESSION })).toMatchObject({
      code: 'ValidationError',
      message: 'Must specify userName when calling with non-User credentials',
    });
  });

  it('are at most two for a user', async () => {
    await createKey();
    await createKey();
    expect(await aws.refusal('iam:CreateAccessKey', { UserName: 'lucy' })).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message: 'Cannot exceed quota for AccessKeysPerUser: 2',
    });
  });

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKeyLastUsed.html
  it('tell when they were last used, and for what', async () => {
    const { AccessKeyId } = (await createKey()).AccessKey;
    expect(await aws.perform('iam:GetAccessKeyLastUsed', { AccessKeyId })).toEqual({
      UserName: 'lucy',
      AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' },
    });
    const before = lucy();
    const lastUsed = { date: '2026-01-03T00:00:00Z', region: 'us-east-1', service: 'sts' };
    const after = { ...before, accessKeys: before.accessKeys.map((key) => ({ ...key, lastUsed })) };
    aws.model.apply([{ key: before.arn, before, after }]);
    expect((await aws.perform('iam:GetAccessKeyLastUsed', { AccessKeyId })).AccessKeyLastUsed).toEqual({
      LastUsedDate: '2026-01-03T00:00:00Z',
      ServiceName: 'sts',
      Region: 'us-east-1',
    });
  });

  it('that are not there, or another account’s, are not to be asked about', async () => {
    const { AccessKeyId } = (await createKey()).AccessKey;
    const asked = { as: ROLE_SESSION, accountId: OTHER_ACCOUNT_ID };
    expect(await aws.refusal('iam:GetAccessKeyLastUsed', { AccessKeyId }, asked)).toMatchObject({
      code: 'AccessDenied',
      status: 403,
    });
  });

  it('are deactivated, activated and deleted', async () => {
    const { AccessKeyId } = (await createKey()).AccessKey;
    await aws.perform('iam:UpdateAccessKey', { UserName: 'lucy', AccessKeyId, Status: 'Inactive' });
    expect(lucy().accessKeys[0]?.status).toBe('Inactive');
    await aws.perform('iam:UpdateAccessKey', { UserName: 'lucy', AccessKeyId, Status: 'Active' });
    expect(lucy().accessKeys[0]?.status).toBe('Active');
    await aws.perform('iam:DeleteAccessKey', { UserName: 'lucy', AccessKeyId });
    expect(lucy().accessKeys).toEqual([]);
  });

  it('are found only at their own user', async () => {
    await aws.perform('iam:CreateUser', { UserName: 'eve' });
    const { AccessKeyId } = (await createKey()).AccessKey;
    expect(await aws.refusal('iam:DeleteAccessKey', { UserName: 'eve', AccessKeyId })).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `The Access Key with id ${AccessKeyId} cannot be found.`,
    });
  });
});
