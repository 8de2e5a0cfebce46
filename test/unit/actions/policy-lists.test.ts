import { beforeEach, describe, expect, it } from 'vitest';
import type { OperationName } from '../../../src-main/actions/operations.ts';
import { ACCOUNT_ID, ALLOW_ALL_S3, READ_ONLY_ACCESS, TestAccount, TRUST_EC2 } from './test-account.ts';

const LUCY = { UserName: 'lucy' };
const DEVELOPERS = { GroupName: 'developers' };
const SERVER = { RoleName: 'server' };
const OWN = { PolicyArn: `arn:aws:iam::${ACCOUNT_ID}:policy/shop/own` };

let aws: TestAccount;
beforeEach(async () => {
  aws = new TestAccount();
  await aws.perform('iam:CreateUser', { ...LUCY, Path: '/staff/' });
  await aws.perform('iam:CreateGroup', DEVELOPERS);
  await aws.perform('iam:CreateRole', { ...SERVER, AssumeRolePolicyDocument: TRUST_EC2 });
  await aws.perform('iam:CreatePolicy', { PolicyName: 'own', Path: '/shop/', PolicyDocument: ALLOW_ALL_S3 });
});

/** The names of who uses a policy. */
const entities = async (given: Record<string, unknown> = {}) => {
  const answer = await aws.perform('iam:ListEntitiesForPolicy', { ...OWN, ...given });
  return [
    ...(answer.PolicyUsers ?? []).map(({ UserName }) => UserName),
    ...(answer.PolicyGroups ?? []).map(({ GroupName }) => GroupName),
    ...(answer.PolicyRoles ?? []).map(({ RoleName }) => RoleName),
  ];
};

interface Kind {
  readonly kind: 'User' | 'Group' | 'Role';
  readonly named: Record<string, string>;
}

const KINDS: readonly Kind[] = [
  { kind: 'User', named: LUCY },
  { kind: 'Group', named: DEVELOPERS },
  { kind: 'Role', named: SERVER },
];

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUserPolicy.html
describe.each(KINDS)('The policies of a $kind', ({ kind, named }) => {
  const put = (PolicyName: string) =>
    aws.perform(`iam:Put${kind}Policy`, { ...named, PolicyName, PolicyDocument: ALLOW_ALL_S3 });

  it('are read one at a time, percent-encoded', async () => {
    await put('s3');
    const answer = await aws.perform(`iam:Get${kind}Policy`, { ...named, PolicyName: 's3' });
    expect(answer).toMatchObject({ ...named, PolicyName: 's3' });
    expect(decodeURIComponent(answer.PolicyDocument ?? '')).toBe(ALLOW_ALL_S3);
  });

  it('are not there under another name', async () => {
    expect(await aws.refusal(`iam:Get${kind}Policy`, { ...named, PolicyName: 'other' })).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `The ${kind.toLowerCase()} policy with name other cannot be found.`,
    });
  });

  it('are listed by name, page by page', async () => {
    for (const name of ['c', 'a', 'b']) await put(name);
    const operation: OperationName = `iam:List${kind}Policies`;
    const first = await aws.perform(operation, { ...named, MaxItems: 2 });
    expect(first).toMatchObject({ PolicyNames: ['a', 'b'], IsTruncated: true });
    const second = await aws.perform(operation, { ...named, MaxItems: 2, Marker: first.Marker });
    expect(second).toEqual({ PolicyNames: ['c'], IsTruncated: false });
  });

  it('are listed by path where they are attached', async () => {
    for (const PolicyArn of [OWN.PolicyArn, READ_ONLY_ACCESS]) {
      await aws.perform(`iam:Attach${kind}Policy`, { ...named, PolicyArn });
    }
    const all = await aws.perform(`iam:ListAttached${kind}Policies`, named);
    expect(all.AttachedPolicies?.map(({ PolicyName }) => PolicyName)).toEqual(['own', 'ReadOnlyAccess']);
    const ofShop = await aws.perform(`iam:ListAttached${kind}Policies`, { ...named, PathPrefix: '/shop/' });
    expect(ofShop).toEqual({ AttachedPolicies: [{ PolicyName: 'own', ...OWN }], IsTruncated: false });
  });
});

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html
describe('ListEntitiesForPolicy', () => {
  beforeEach(async () => {
    await aws.perform('iam:AttachUserPolicy', { ...LUCY, ...OWN });
    await aws.perform('iam:AttachGroupPolicy', { ...DEVELOPERS, ...OWN });
    await aws.perform('iam:PutRolePermissionsBoundary', { ...SERVER, PermissionsBoundary: OWN.PolicyArn });
  });

  it.each([
    { given: {}, names: ['lucy', 'developers', 'server'] },
    { given: { EntityFilter: 'User' }, names: ['lucy'] },
    { given: { EntityFilter: 'Group' }, names: ['developers'] },
    { given: { EntityFilter: 'Role' }, names: ['server'] },
    { given: { PathPrefix: '/staff/' }, names: ['lucy'] },
    { given: { PolicyUsageFilter: 'PermissionsPolicy' }, names: ['lucy', 'developers'] },
    { given: { PolicyUsageFilter: 'PermissionsBoundary' }, names: ['server'] },
  ])('with $given names $names', async ({ given, names }) => {
    expect(await entities(given)).toEqual(names);
  });

  it('is asked of AWS’s policies too', async () => {
    await aws.perform('iam:AttachUserPolicy', { ...LUCY, PolicyArn: READ_ONLY_ACCESS });
    expect(await entities({ PolicyArn: READ_ONLY_ACCESS })).toEqual(['lucy']);
  });

  it('knows no policy that is not there', async () => {
    const PolicyArn = `arn:aws:iam::${ACCOUNT_ID}:policy/nowhere`;
    expect(await aws.refusal('iam:ListEntitiesForPolicy', { PolicyArn })).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `Policy ${PolicyArn} was not found.`,
    });
  });
});

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html
describe('ListPolicyVersions', () => {
  it('lists the versions, newest first, without their documents', async () => {
    await aws.perform('iam:CreatePolicyVersion', { ...OWN, PolicyDocument: ALLOW_ALL_S3, SetAsDefault: true });
    const { Versions = [] } = await aws.perform('iam:ListPolicyVersions', OWN);
    expect(Versions).toMatchObject([
      { VersionId: 'v2', IsDefaultVersion: true },
      { VersionId: 'v1', IsDefaultVersion: false },
    ]);
    expect(Versions[0]).not.toHaveProperty('Document');
  });
});

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html
describe('ListPolicies by usage', () => {
  it.each([
    { PolicyUsageFilter: 'PermissionsPolicy', names: ['own'] },
    { PolicyUsageFilter: 'PermissionsBoundary', names: ['ReadOnlyAccess'] },
  ])('$PolicyUsageFilter: $names', async ({ PolicyUsageFilter, names }) => {
    await aws.perform('iam:AttachUserPolicy', { ...LUCY, ...OWN });
    await aws.perform('iam:PutUserPermissionsBoundary', { ...LUCY, PermissionsBoundary: READ_ONLY_ACCESS });
    const { Policies } = await aws.perform('iam:ListPolicies', { PolicyUsageFilter });
    expect(Policies.map(({ PolicyName }) => PolicyName)).toEqual(names);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
describe.each([
  { what: 'a policy', noun: 'Policy', named: OWN },
  { what: 'a role', noun: 'Role', named: SERVER },
  { what: 'an instance profile', noun: 'InstanceProfile', named: { InstanceProfileName: 'web' } },
] as const)('The tags of $what', ({ noun, named }) => {
  beforeEach(() => aws.perform('iam:CreateInstanceProfile', { InstanceProfileName: 'web' }));

  it('are added, changed, listed by key and taken away', async () => {
    const tag = (Key: string, Value: string) => aws.perform(`iam:Tag${noun}`, { ...named, Tags: [{ Key, Value }] });
    await tag('team', 'shop');
    await tag('stage', 'test');
    await tag('Team', 'store');
    expect(await aws.perform(`iam:List${noun}Tags`, named)).toEqual({
      Tags: [
        { Key: 'Team', Value: 'store' },
        { Key: 'stage', Value: 'test' },
      ],
      IsTruncated: false,
    });
    await aws.perform(`iam:Untag${noun}`, { ...named, TagKeys: ['team', 'nothing'] });
    expect((await aws.perform(`iam:List${noun}Tags`, named)).Tags).toEqual([{ Key: 'stage', Value: 'test' }]);
  });
});

describe('AWS’s own policies', () => {
  it('are not tagged', async () => {
    const refusal = await aws.refusal('iam:TagPolicy', {
      PolicyArn: READ_ONLY_ACCESS,
      Tags: [{ Key: 'team', Value: 'shop' }],
    });
    expect(refusal).toMatchObject({ code: 'UnmodifiableEntity', status: 400 });
  });
});
