import { beforeEach, describe, expect, it } from 'vitest';
import type { OperationName } from '../../../src-shared/operations/registry.ts';
import {
  ACCOUNT_ID,
  ALLOW_ALL_S3,
  OTHER_ACCOUNT_ID,
  READ_ONLY_ACCESS,
  TestAccount,
  TRUST_EC2,
} from './test-account.ts';

let aws: TestAccount;
beforeEach(async () => {
  aws = new TestAccount();
  await aws.perform('iam:CreateUser', { UserName: 'who' });
  await aws.perform('iam:CreateGroup', { GroupName: 'who' });
  await aws.perform('iam:CreateRole', { RoleName: 'who', AssumeRolePolicyDocument: TRUST_EC2 });
});

/** Users, groups and roles hold policies alike; what differs is names and quotas. */
const KINDS: readonly {
  kind: 'user' | 'group' | 'role';
  who: Record<string, string>;
  attach: OperationName;
  detach: OperationName;
  put: OperationName;
  remove: OperationName;
  quota: string;
  inlineSize: number;
}[] = [
  {
    kind: 'user',
    who: { UserName: 'who' },
    attach: 'iam:AttachUserPolicy',
    detach: 'iam:DetachUserPolicy',
    put: 'iam:PutUserPolicy',
    remove: 'iam:DeleteUserPolicy',
    quota: 'PoliciesPerUser',
    inlineSize: 2048,
  },
  {
    kind: 'group',
    who: { GroupName: 'who' },
    attach: 'iam:AttachGroupPolicy',
    detach: 'iam:DetachGroupPolicy',
    put: 'iam:PutGroupPolicy',
    remove: 'iam:DeleteGroupPolicy',
    quota: 'PoliciesPerGroup',
    inlineSize: 5120,
  },
  {
    kind: 'role',
    who: { RoleName: 'who' },
    attach: 'iam:AttachRolePolicy',
    detach: 'iam:DetachRolePolicy',
    put: 'iam:PutRolePolicy',
    remove: 'iam:DeleteRolePolicy',
    quota: 'PoliciesPerRole',
    inlineSize: 10_240,
  },
];

/** A policy of exactly that many characters, white space aside. */
const ofSize = (size: number) => {
  const shell = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::"}]}';
  return shell.replace('s3:::', `s3:::${'b'.repeat(size - shell.length)}`);
};

describe.each(KINDS)('The policies of a $kind', ({ kind, who, attach, detach, put, remove, quota, inlineSize }) => {
  const policies = () => {
    const find = { user: 'userByName', group: 'groupByName', role: 'roleByName' } as const;
    const identity = aws.model[find[kind]](ACCOUNT_ID, 'who');
    return { attached: identity?.attachedPolicies, inline: identity?.inlinePolicies };
  };

  it('attach AWS managed and customer managed policies, once each', async () => {
    const { Policy } = await aws.perform('iam:CreatePolicy', { PolicyName: 'own', PolicyDocument: ALLOW_ALL_S3 });
    for (const PolicyArn of [READ_ONLY_ACCESS, Policy.Arn, READ_ONLY_ACCESS]) {
      await aws.perform(attach, { ...who, PolicyArn });
    }
    expect(policies().attached).toEqual([READ_ONLY_ACCESS, Policy.Arn]);
  });

  it('detach what is attached, and nothing else', async () => {
    await aws.perform(attach, { ...who, PolicyArn: READ_ONLY_ACCESS });
    await aws.perform(detach, { ...who, PolicyArn: READ_ONLY_ACCESS });
    expect(policies().attached).toEqual([]);
    expect(await aws.refusal(detach, { ...who, PolicyArn: READ_ONLY_ACCESS })).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `Policy ${READ_ONLY_ACCESS} was not found.`,
    });
  });

  it('do not attach a policy of another account', async () => {
    const { Policy } = await aws.perform(
      'iam:CreatePolicy',
      { PolicyName: 'theirs', PolicyDocument: ALLOW_ALL_S3 },
      { accountId: OTHER_ACCOUNT_ID },
    );
    expect(await aws.refusal(attach, { ...who, PolicyArn: Policy.Arn })).toMatchObject({
      code: 'NoSuchEntity',
      message: `Policy ${Policy.Arn} does not exist or is not attachable.`,
    });
  });

  it('are at most 10 managed ones', async () => {
    for (let number = 0; number <= 10; number += 1) {
      const { Policy } = await aws.perform('iam:CreatePolicy', {
        PolicyName: `policy-${number}`,
        PolicyDocument: ALLOW_ALL_S3,
      });
      if (number < 10) await aws.perform(attach, { ...who, PolicyArn: Policy.Arn });
    }
    expect(await aws.refusal(attach, { ...who, PolicyArn: `arn:aws:iam::${ACCOUNT_ID}:policy/policy-10` })).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message: `Cannot exceed quota for ${quota}: 10`,
    });
  });

  it('keep an inline policy as it was written, and write over it', async () => {
    const written = `${ALLOW_ALL_S3}\n`;
    await aws.perform(put, { ...who, PolicyName: 'inline', PolicyDocument: ALLOW_ALL_S3 });
    await aws.perform(put, { ...who, PolicyName: 'inline', PolicyDocument: written });
    expect(policies().inline).toEqual({ inline: written });
  });

  it(`may be ${inlineSize} characters together when inline, not counting white space`, async () => {
    await aws.perform(put, { ...who, PolicyName: 'a', PolicyDocument: ofSize(200).replaceAll(',', ', \n  ') });
    await aws.perform(put, { ...who, PolicyName: 'b', PolicyDocument: ofSize(inlineSize - 200) });
    expect(await aws.refusal(put, { ...who, PolicyName: 'b', PolicyDocument: ofSize(inlineSize - 199) })).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message: `Maximum policy size of ${inlineSize} bytes exceeded for ${kind} who`,
    });
  });

  it('refuse an inline policy that names a principal', async () => {
    const PolicyDocument = ALLOW_ALL_S3.replace('"Effect"', '"Principal":"*","Effect"');
    const refusal = await aws.refusal(put, { ...who, PolicyName: 'inline', PolicyDocument });
    expect(refusal).toMatchObject({ code: 'MalformedPolicyDocument', status: 400 });
    expect(policies().inline).toEqual({});
  });

  it('delete an inline policy by name', async () => {
    await aws.perform(put, { ...who, PolicyName: 'inline', PolicyDocument: ALLOW_ALL_S3 });
    await aws.perform(remove, { ...who, PolicyName: 'inline' });
    expect(policies().inline).toEqual({});
    expect(await aws.refusal(remove, { ...who, PolicyName: 'inline' })).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `The ${kind} policy with name inline cannot be found.`,
    });
  });
});
