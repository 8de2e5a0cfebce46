import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src-main/actions/handler.ts';
import { ACCOUNT_ID, OTHER_ACCOUNT_ID, ROLE_SESSION, ROOT, TestAccount, userActor } from './test-account.ts';

let aws: TestAccount;
beforeEach(() => {
  aws = new TestAccount();
});

const alias = () => aws.model.accountByIdOrAlias(ACCOUNT_ID)?.alias;

describe('The account alias', () => {
  it('is one: a new one takes the place of the old', async () => {
    await aws.perform('iam:CreateAccountAlias', { AccountAlias: 'shop' });
    await aws.perform('iam:CreateAccountAlias', { AccountAlias: 'shop-2' });
    expect(alias()).toBe('shop-2');
  });

  it('is unique among all accounts', async () => {
    await aws.perform('iam:CreateAccountAlias', { AccountAlias: 'shop' }, { accountId: OTHER_ACCOUNT_ID });
    expect(await aws.refusal('iam:CreateAccountAlias', { AccountAlias: 'shop' })).toEqual({
      code: 'EntityAlreadyExists',
      status: 409,
      message: 'The account alias shop already exists.',
    });
  });

  it('is deleted by its name', async () => {
    await aws.perform('iam:CreateAccountAlias', { AccountAlias: 'shop' });
    expect(await aws.refusal('iam:DeleteAccountAlias', { AccountAlias: 'other' })).toMatchObject({
      code: 'NoSuchEntity',
      status: 404,
    });
    await aws.perform('iam:DeleteAccountAlias', { AccountAlias: 'shop' });
    expect(alias()).toBeNull();
  });
});

describe('GetCallerIdentity', () => {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
  it.each<{ who: string; as: Actor; UserId: string; Arn: string }>([
    { who: 'the root user', as: ROOT, UserId: ACCOUNT_ID, Arn: `arn:aws:iam::${ACCOUNT_ID}:root` },
    {
      who: 'a user',
      as: userActor('lucy'),
      UserId: 'AIDAIOSFODNN7EXAMPLE2',
      Arn: `arn:aws:iam::${ACCOUNT_ID}:user/lucy`,
    },
    {
      who: 'a session of a role',
      as: ROLE_SESSION,
      UserId: 'AROAIOSFODNN7EXAMPLE2:build-7',
      Arn: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/deployer/build-7`,
    },
    {
      who: 'a federated user',
      as: {
        kind: 'federatedUser',
        arn: `arn:aws:sts::${ACCOUNT_ID}:federated-user/bob`,
        accountId: ACCOUNT_ID,
        name: 'bob',
        userArn: `arn:aws:iam::${ACCOUNT_ID}:user/lucy`,
        tags: [],
      },
      UserId: `${ACCOUNT_ID}:bob`,
      Arn: `arn:aws:sts::${ACCOUNT_ID}:federated-user/bob`,
    },
  ])('tells $who who they are, and needs no permission for it', async ({ as, UserId, Arn }) => {
    expect(await aws.perform('sts:GetCallerIdentity', {}, { as })).toEqual({ UserId, Account: ACCOUNT_ID, Arn });
    expect(aws.authorize('sts:GetCallerIdentity', {}, { as })).toEqual([]);
  });

  it('cannot tell those who did not sign', async () => {
    expect(await aws.refusal('sts:GetCallerIdentity', {}, { as: { kind: 'anonymous' } })).toEqual({
      code: 'MissingAuthenticationToken',
      status: 403,
      message: 'Request is missing Authentication Token',
    });
  });
});

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html
describe('ListAccountAliases', () => {
  it('lists the one alias that there is, or none', async () => {
    expect(await aws.perform('iam:ListAccountAliases')).toEqual({ AccountAliases: [], IsTruncated: false });
    await aws.perform('iam:CreateAccountAlias', { AccountAlias: 'shop' });
    expect(await aws.perform('iam:ListAccountAliases')).toEqual({ AccountAliases: ['shop'], IsTruncated: false });
  });
});
