import { beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT_ID, NOW, TestAccount, TRUST_EC2 } from './test-account.ts';

const WEB = { InstanceProfileName: 'web' };
const SERVER = { RoleName: 'server' };
const ARN = `arn:aws:iam::${ACCOUNT_ID}:instance-profile/tier/web`;

let aws: TestAccount;
beforeEach(async () => {
  aws = new TestAccount();
  await aws.perform('iam:CreateRole', { ...SERVER, AssumeRolePolicyDocument: TRUST_EC2 });
});

const create = (more: Record<string, unknown> = {}) =>
  aws.perform('iam:CreateInstanceProfile', { ...WEB, Path: '/tier/', ...more });
const rolesOfWeb = async () =>
  (await aws.perform('iam:GetInstanceProfile', WEB)).InstanceProfile?.Roles?.map(({ RoleName }) => RoleName);

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html
describe('CreateInstanceProfile', () => {
  it('answers with the profile, which has no role yet', async () => {
    expect(await create({ Tags: [{ Key: 'team', Value: 'shop' }] })).toEqual({
      InstanceProfile: {
        Path: '/tier/',
        InstanceProfileName: 'web',
        InstanceProfileId: expect.stringMatching(/^AIPA[A-Z2-7]{17}$/),
        Arn: ARN,
        CreateDate: NOW,
        Roles: [],
        Tags: [{ Key: 'team', Value: 'shop' }],
      },
    });
  });

  it('refuses a name that is taken, in other capitals too', async () => {
    await create();
    expect(await aws.refusal('iam:CreateInstanceProfile', { InstanceProfileName: 'WEB' })).toEqual({
      code: 'EntityAlreadyExists',
      status: 409,
      message: 'Instance Profile WEB already exists.',
    });
  });
});

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html
describe('The role of an instance profile', () => {
  beforeEach(() => create());

  it('is put in, shown and taken out', async () => {
    await aws.perform('iam:AddRoleToInstanceProfile', { ...WEB, ...SERVER });
    expect(await rolesOfWeb()).toEqual(['server']);
    await aws.perform('iam:RemoveRoleFromInstanceProfile', { ...WEB, RoleName: 'SERVER' });
    expect(await rolesOfWeb()).toEqual([]);
  });

  it('is the only one', async () => {
    await aws.perform('iam:AddRoleToInstanceProfile', { ...WEB, ...SERVER });
    await aws.perform('iam:CreateRole', { RoleName: 'other', AssumeRolePolicyDocument: TRUST_EC2 });
    expect(await aws.refusal('iam:AddRoleToInstanceProfile', { ...WEB, RoleName: 'other' })).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message: 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
    });
  });

  it('is none that is linked to a service', async () => {
    await aws.perform('iam:CreateServiceLinkedRole', { AWSServiceName: 'ecs.amazonaws.com' });
    const refusal = await aws.refusal('iam:AddRoleToInstanceProfile', { ...WEB, RoleName: 'AWSServiceRoleForECS' });
    expect(refusal).toMatchObject({ code: 'UnmodifiableEntity', status: 400 });
  });

  it('cannot be taken out when it is not in', async () => {
    const refusal = await aws.refusal('iam:RemoveRoleFromInstanceProfile', { ...WEB, ...SERVER });
    expect(refusal).toMatchObject({ code: 'NoSuchEntity', status: 404 });
  });

  it('keeps the profile and the role from being deleted', async () => {
    await aws.perform('iam:AddRoleToInstanceProfile', { ...WEB, ...SERVER });
    const conflict = {
      code: 'DeleteConflict',
      status: 409,
      message: 'Cannot delete entity, must remove roles from instance profile first.',
    };
    expect(await aws.refusal('iam:DeleteInstanceProfile', WEB)).toEqual(conflict);
    expect(await aws.refusal('iam:DeleteRole', SERVER)).toEqual(conflict);
  });
});

describe('Instance profiles', () => {
  it('are listed by path, page by page, without their tags', async () => {
    await create({ Tags: [{ Key: 'team', Value: 'shop' }] });
    await aws.perform('iam:CreateInstanceProfile', { InstanceProfileName: 'api', Path: '/tier/' });
    await aws.perform('iam:CreateInstanceProfile', { InstanceProfileName: 'other' });
    const first = await aws.perform('iam:ListInstanceProfiles', { PathPrefix: '/tier/', MaxItems: 1 });
    expect(first).toMatchObject({ InstanceProfiles: [{ InstanceProfileName: 'api' }], IsTruncated: true });
    const second = await aws.perform('iam:ListInstanceProfiles', { PathPrefix: '/tier/', Marker: first.Marker });
    expect(second).toMatchObject({ InstanceProfiles: [WEB], IsTruncated: false });
    expect(second.InstanceProfiles?.[0]).not.toHaveProperty('Tags');
  });

  it('are listed by the role that is in them', async () => {
    await create();
    await aws.perform('iam:AddRoleToInstanceProfile', { ...WEB, ...SERVER });
    await aws.perform('iam:CreateInstanceProfile', { InstanceProfileName: 'other' });
    const { InstanceProfiles } = await aws.perform('iam:ListInstanceProfilesForRole', SERVER);
    expect(InstanceProfiles).toMatchObject([{ ...WEB, Roles: [SERVER] }]);
  });

  it('are deleted', async () => {
    await create();
    await aws.perform('iam:DeleteInstanceProfile', WEB);
    expect(await aws.refusal('iam:GetInstanceProfile', WEB)).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: 'Instance Profile web cannot be found.',
    });
  });

  it('stop at 1,000 to an account', async () => {
    const profile =
      aws.model.find('instanceProfile', ARN) ?? (await create().then(() => aws.model.find('instanceProfile', ARN)));
    if (profile === null) throw new Error('There is no profile.');
    aws.model.apply(
      Array.from({ length: 999 }, (_, index) => {
        const instanceProfileName = `profile-${index}`;
        const arn = `arn:aws:iam::${ACCOUNT_ID}:instance-profile/${instanceProfileName}` as const;
        return { key: arn, before: null, after: { ...profile, arn, instanceProfileName } };
      }),
    );
    expect(await aws.refusal('iam:CreateInstanceProfile', { InstanceProfileName: 'one-more' })).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message: 'Cannot exceed quota for InstanceProfilesPerAccount: 1000',
    });
  });
});
