import { beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT_ID, NOW, TestAccount } from './test-account.ts';

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceSpecificCredential.html
const CODECOMMIT = 'codecommit.amazonaws.com';

let aws: TestAccount;
beforeEach(async () => {
  aws = new TestAccount();
  await aws.perform('iam:CreateUser', { UserName: 'lucy' });
});

const create = async (ServiceName = CODECOMMIT, more: object = {}) =>
  (await aws.perform('iam:CreateServiceSpecificCredential', { UserName: 'lucy', ServiceName, ...more }))
    .ServiceSpecificCredential;
const list = async (parameters: Record<string, unknown> = { UserName: 'lucy' }) =>
  (await aws.perform('iam:ListServiceSpecificCredentials', parameters)).ServiceSpecificCredentials;

describe('Service-specific credentials', () => {
  it('have a user name of user and account, and a password that is shown once and kept nowhere', async () => {
    const { ServicePassword, ...credential } = await create();
    expect(ServicePassword).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(credential).toEqual({
      UserName: 'lucy',
      ServiceName: CODECOMMIT,
      ServiceUserName: `lucy-at-${ACCOUNT_ID}`,
      ServiceSpecificCredentialId: expect.stringMatching(/^ACCA[A-Z2-7]{17}$/),
      Status: 'Active',
      CreateDate: NOW,
    });
    expect(await list()).toEqual([credential]);
    expect(await aws.vault.list('')).toEqual([]);
    expect(JSON.stringify(aws.model.userByName(ACCOUNT_ID, 'lucy'))).not.toContain(ServicePassword);
  });

  it('are at most two for each service and user, under two user names', async () => {
    const made = [await create(), await create(), await create('cassandra.amazonaws.com')];
    expect(made.map((credential) => credential.ServiceUserName)).toEqual([
      `lucy-at-${ACCOUNT_ID}`,
      `lucy+1-at-${ACCOUNT_ID}`,
      `lucy-at-${ACCOUNT_ID}`,
    ]);
    const third = { UserName: 'lucy', ServiceName: CODECOMMIT };
    expect(await aws.refusal('iam:CreateServiceSpecificCredential', third)).toMatchObject({
      code: 'LimitExceeded',
      status: 409,
    });
  });

  it('are API keys with an alias for Amazon Bedrock, which may expire', async () => {
    const { ServiceCredentialSecret = '', ...key } = await create('bedrock.amazonaws.com', { CredentialAgeDays: 30 });
    expect(key).toMatchObject({
      ServiceCredentialAlias: `lucy-at-${ACCOUNT_ID}`,
      ExpirationDate: '2026-02-01T03:04:05Z',
    });
    expect(key).not.toHaveProperty('ServiceUserName');
    expect(ServiceCredentialSecret).toMatch(/^ABSK/);
  });

  it('expire for services with API keys alone', async () => {
    const asked = { UserName: 'lucy', ServiceName: CODECOMMIT, CredentialAgeDays: 30 };
    expect((await aws.refusal('iam:CreateServiceSpecificCredential', asked)).code).toBe('ValidationError');
  });

  it('are reset to another password, whatever their status', async () => {
    const { ServicePassword, ServiceSpecificCredentialId } = await create();
    const of = { UserName: 'lucy', ServiceSpecificCredentialId };
    await aws.perform('iam:UpdateServiceSpecificCredential', { ...of, Status: 'Inactive' });
    const { ServiceSpecificCredential } = await aws.perform('iam:ResetServiceSpecificCredential', of);
    expect(ServiceSpecificCredential).toMatchObject({ ServiceSpecificCredentialId, Status: 'Inactive' });
    expect(ServiceSpecificCredential.ServicePassword).not.toBe(ServicePassword);
  });

  it('are listed by service, and of all users', async () => {
    await aws.perform('iam:CreateUser', { UserName: 'eve' });
    await create();
    await create('cassandra.amazonaws.com');
    await aws.perform('iam:CreateServiceSpecificCredential', { UserName: 'eve', ServiceName: CODECOMMIT });
    expect(await list({ UserName: 'lucy', ServiceName: CODECOMMIT })).toHaveLength(1);
    const ofAll = await list({ AllUsers: true, ServiceName: CODECOMMIT });
    expect(ofAll.map((credential) => credential.UserName)).toEqual(['eve', 'lucy']);
    const both = { AllUsers: true, UserName: 'lucy' };
    expect((await aws.refusal('iam:ListServiceSpecificCredentials', both)).code).toBe('ValidationError');
  });

  it('are deleted', async () => {
    const { ServiceSpecificCredentialId } = await create();
    await aws.perform('iam:DeleteServiceSpecificCredential', { UserName: 'lucy', ServiceSpecificCredentialId });
    expect(await list()).toEqual([]);
  });
});
