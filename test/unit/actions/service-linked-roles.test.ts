import { beforeEach, describe, expect, it } from 'vitest';
import { openAwsManagedPolicies } from '../../../src-main/account/shipped-managed-policies.ts';
import { LINKED_SERVICES, linkedService } from '../../../src-main/actions/iam/linked-services.ts';
import type { OperationName } from '../../../src-main/actions/operations.ts';
import { ACCOUNT_ID, ALLOW_ALL_S3, READ_ONLY_ACCESS, TestAccount, TRUST_EC2 } from './test-account.ts';

const AUTO_SCALING = { AWSServiceName: 'autoscaling.amazonaws.com' };
const ROLE = { RoleName: 'AWSServiceRoleForAutoScaling' };
const POLICY = 'arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy';
const PATH = '/aws-service-role/autoscaling.amazonaws.com/';

let aws: TestAccount;
beforeEach(() => {
  aws = new TestAccount();
});

const create = (more: Record<string, unknown> = {}) =>
  aws.perform('iam:CreateServiceLinkedRole', { ...AUTO_SCALING, ...more });

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateServiceLinkedRole.html
describe('CreateServiceLinkedRole', () => {
  it('makes a role that the service trusts itself with, under the path of its own', async () => {
    const { Role } = await create();
    expect(Role).toMatchObject({
      ...ROLE,
      Path: PATH,
      Arn: `arn:aws:iam::${ACCOUNT_ID}:role${PATH}AWSServiceRoleForAutoScaling`,
      MaxSessionDuration: 3600,
    });
    expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))).toEqual({
      Version: '2012-10-17',
      Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'autoscaling.amazonaws.com' } }],
    });
  });

  it('attaches the service’s policy', async () => {
    await create();
    const { AttachedPolicies } = await aws.perform('iam:ListAttachedRolePolicies', ROLE);
    expect(AttachedPolicies).toEqual([{ PolicyName: 'AutoScalingServiceRolePolicy', PolicyArn: POLICY }]);
  });

  // https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-service-linked-role.html
  it('puts a suffix behind the name, where the service takes one', async () => {
    await create();
    expect((await create({ CustomSuffix: 'shop' })).Role?.RoleName).toBe('AWSServiceRoleForAutoScaling_shop');
  });

  it.each([
    {
      why: 'a suffix that the service does not take',
      given: { AWSServiceName: 'ecs.amazonaws.com', CustomSuffix: 'shop' },
      message: 'Custom suffix is not allowed for ecs.amazonaws.com',
    },
    {
      why: 'a role that is there already',
      given: AUTO_SCALING,
      message:
        'Service role name AWSServiceRoleForAutoScaling has been taken in this account, please try a different suffix.',
    },
    {
      why: 'a service that is not known',
      given: { AWSServiceName: 'nowhere.amazonaws.com' },
      message: 'Gatehouse knows no service-linked role of nowhere.amazonaws.com.',
    },
    {
      why: 'a service principal in other capitals',
      given: { AWSServiceName: 'ECS.amazonaws.com' },
      message: 'Gatehouse knows no service-linked role of ECS.amazonaws.com.',
    },
  ])('refuses $why', async ({ given, message }) => {
    await create();
    expect(await aws.refusal('iam:CreateServiceLinkedRole', given)).toEqual({
      code: 'InvalidInput',
      status: 400,
      message,
    });
  });

  it('is the only way to a role under that path', async () => {
    const refusal = await aws.refusal('iam:CreateRole', { ...ROLE, Path: PATH, AssumeRolePolicyDocument: TRUST_EC2 });
    expect(refusal).toMatchObject({ code: 'InvalidInput', status: 400 });
  });
});

describe('The services that are known', () => {
  const shipped = new Set(
    openAwsManagedPolicies('out/data')
      .list()
      .map(({ arn }) => arn),
  );
  /** Recorded under this name; AWS has renamed or withdrawn it since. */
  const withdrawn = ['AmazonLexBotPolicy'];

  it.each(LINKED_SERVICES)('%s has a policy that AWS publishes', (service) => {
    const { policyName = '' } = linkedService(service) ?? {};
    expect(
      withdrawn.includes(policyName) || shipped.has(`arn:aws:iam::aws:policy/aws-service-role/${policyName}`),
    ).toBe(true);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
describe('A service-linked role', () => {
  beforeEach(() => create());

  it.each<{ operation: OperationName; given: Record<string, unknown> }>([
    { operation: 'iam:DeleteRole', given: {} },
    { operation: 'iam:UpdateAssumeRolePolicy', given: { PolicyDocument: TRUST_EC2 } },
    { operation: 'iam:AttachRolePolicy', given: { PolicyArn: READ_ONLY_ACCESS } },
    { operation: 'iam:DetachRolePolicy', given: { PolicyArn: POLICY } },
    { operation: 'iam:PutRolePolicy', given: { PolicyName: 'p', PolicyDocument: ALLOW_ALL_S3 } },
    { operation: 'iam:DeleteRolePolicy', given: { PolicyName: 'p' } },
    { operation: 'iam:PutRolePermissionsBoundary', given: { PermissionsBoundary: READ_ONLY_ACCESS } },
    { operation: 'iam:DeleteRolePermissionsBoundary', given: {} },
    { operation: 'iam:UpdateRole', given: { MaxSessionDuration: 7200 } },
  ])('is not changed by $operation', async ({ operation, given }) => {
    expect(await aws.refusal(operation, { ...ROLE, ...given })).toEqual({
      code: 'UnmodifiableEntity',
      status: 400,
      message:
        "Cannot perform the operation on the protected role 'AWSServiceRoleForAutoScaling' - this role is only modifiable by AWS",
    });
  });

  it('may be described otherwise, and tagged', async () => {
    await aws.perform('iam:UpdateRole', { ...ROLE, Description: 'Scales' });
    await aws.perform('iam:TagRole', { ...ROLE, Tags: [{ Key: 'team', Value: 'shop' }] });
    const { Role } = await aws.perform('iam:GetRole', ROLE);
    expect(Role).toMatchObject({ Description: 'Scales', Tags: [{ Key: 'team', Value: 'shop' }] });
  });

  it('has a policy that nobody else can have', async () => {
    await aws.perform('iam:CreateRole', { RoleName: 'own', AssumeRolePolicyDocument: TRUST_EC2 });
    expect(await aws.refusal('iam:AttachRolePolicy', { RoleName: 'own', PolicyArn: POLICY })).toEqual({
      code: 'PolicyNotAttachable',
      status: 400,
      message: 'Cannot attach a Service Role Policy to a Customer Role.',
    });
  });
});

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServiceLinkedRole.html
describe('DeleteServiceLinkedRole', () => {
  it('gives the task by whose ID the status is asked', async () => {
    await create();
    const { DeletionTaskId } = await aws.perform('iam:DeleteServiceLinkedRole', ROLE);
    expect(DeletionTaskId).toMatch(
      /^task\/aws-service-role\/autoscaling\.amazonaws\.com\/AWSServiceRoleForAutoScaling\/[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/,
    );
    expect(aws.model.roleByName(ACCOUNT_ID, ROLE.RoleName)).toBeNull();
    expect(await aws.perform('iam:GetServiceLinkedRoleDeletionStatus', { DeletionTaskId })).toEqual({
      Status: 'SUCCEEDED',
    });
  });

  it('deletes no other role', async () => {
    await aws.perform('iam:CreateRole', { RoleName: 'own', AssumeRolePolicyDocument: TRUST_EC2 });
    const refusal = await aws.refusal('iam:DeleteServiceLinkedRole', { RoleName: 'own' });
    expect(refusal).toMatchObject({ code: 'NoSuchEntity', status: 404 });
  });

  it.each([
    {
      DeletionTaskId: `task${PATH}AWSServiceRoleForAutoScaling/ec720f7a-c0ba-4838-be33-f72e1873dd52`,
      code: 'NoSuchEntity',
    },
    { DeletionTaskId: 'a-task', code: 'InvalidInput' },
  ])('knows no task that it did not give: $code', async ({ DeletionTaskId, code }) => {
    expect((await aws.refusal('iam:GetServiceLinkedRoleDeletionStatus', { DeletionTaskId })).code).toBe(code);
  });
});
