import { beforeEach, describe, expect, it } from 'vitest';
import type { OperationName } from '../../../src-main/actions/operations.ts';
import { ACCOUNT_ID, READ_ONLY_ACCESS, TestAccount, TRUST_EC2 } from './test-account.ts';

const LUCY = { UserName: 'lucy' };
const DEPLOYER = { RoleName: 'deployer' };

let aws: TestAccount;
beforeEach(async () => {
  aws = new TestAccount();
  await aws.perform('iam:CreateUser', LUCY);
  await aws.perform('iam:CreateRole', { ...DEPLOYER, AssumeRolePolicyDocument: TRUST_EC2 });
});

interface Case {
  readonly of: string;
  readonly put: OperationName;
  readonly take: OperationName;
  readonly named: Record<string, string>;
  readonly boundary: () => string | null | undefined;
}

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPermissionsBoundary.html
describe.each<Case>([
  {
    of: 'a user',
    put: 'iam:PutUserPermissionsBoundary',
    take: 'iam:DeleteUserPermissionsBoundary',
    named: LUCY,
    boundary: () => aws.model.userByName(ACCOUNT_ID, 'lucy')?.permissionsBoundary,
  },
  {
    of: 'a role',
    put: 'iam:PutRolePermissionsBoundary',
    take: 'iam:DeleteRolePermissionsBoundary',
    named: DEPLOYER,
    boundary: () => aws.model.roleByName(ACCOUNT_ID, 'deployer')?.permissionsBoundary,
  },
])('The permissions boundary of $of', ({ put, take, named, boundary }) => {
  it('is set and taken away', async () => {
    await aws.perform(put, { ...named, PermissionsBoundary: READ_ONLY_ACCESS });
    expect(boundary()).toBe(READ_ONLY_ACCESS);
    await aws.perform(take, named);
    expect(boundary()).toBeNull();
  });

  it('is a policy that there is', async () => {
    const PermissionsBoundary = `arn:aws:iam::${ACCOUNT_ID}:policy/nowhere`;
    expect(await aws.refusal(put, { ...named, PermissionsBoundary })).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `Scope ARN: ${PermissionsBoundary} does not exist or is not attachable.`,
    });
  });
});
