import { beforeEach, describe, expect, it } from 'vitest';
import type { OperationName } from '../../../src-shared/operations/registry.ts';
import { ACCOUNT_ID, ALLOW_ALL_S3, NOW, OTHER_ACCOUNT_ID, READ_ONLY_ACCESS, TestAccount } from './test-account.ts';

const ARN = `arn:aws:iam::${ACCOUNT_ID}:policy/shop/buckets`;

let aws: TestAccount;
beforeEach(async () => {
  aws = new TestAccount();
  await aws.perform('iam:CreatePolicy', {
    PolicyName: 'buckets',
    Path: '/shop/',
    PolicyDocument: ALLOW_ALL_S3,
    Description: 'All buckets',
    Tags: [{ Key: 'team', Value: 'shop' }],
  });
});

const addVersion = (parameters: Record<string, unknown> = {}) =>
  aws.perform('iam:CreatePolicyVersion', { PolicyArn: ARN, PolicyDocument: ALLOW_ALL_S3, ...parameters });

describe('CreatePolicy and GetPolicy', () => {
  it('make and show a policy whose first version is the default', async () => {
    expect((await aws.perform('iam:GetPolicy', { PolicyArn: ARN })).Policy).toEqual({
      PolicyName: 'buckets',
      PolicyId: expect.stringMatching(/^ANPA[A-Z2-7]{17}$/),
      Arn: ARN,
      Path: '/shop/',
      DefaultVersionId: 'v1',
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 0,
      IsAttachable: true,
      Description: 'All buckets',
      CreateDate: NOW,
      UpdateDate: NOW,
      Tags: [{ Key: 'team', Value: 'shop' }],
    });
  });

  it('count who uses a policy, attached or as a boundary, within the account', async () => {
    await aws.perform('iam:CreateUser', { UserName: 'lucy', PermissionsBoundary: READ_ONLY_ACCESS });
    await aws.perform('iam:AttachUserPolicy', { UserName: 'lucy', PolicyArn: READ_ONLY_ACCESS });
    await aws.perform('iam:CreateUser', { UserName: 'lucy' }, { accountId: OTHER_ACCOUNT_ID });
    await aws.perform(
      'iam:AttachUserPolicy',
      { UserName: 'lucy', PolicyArn: READ_ONLY_ACCESS },
      { accountId: OTHER_ACCOUNT_ID },
    );
    expect((await aws.perform('iam:GetPolicy', { PolicyArn: READ_ONLY_ACCESS })).Policy).toMatchObject({
      AttachmentCount: 1,
      PermissionsBoundaryUsageCount: 1,
    });
  });

  it('refuse a name that is taken, whatever its path and case', async () => {
    expect(await aws.refusal('iam:CreatePolicy', { PolicyName: 'Buckets', PolicyDocument: ALLOW_ALL_S3 })).toEqual({
      code: 'EntityAlreadyExists',
      status: 409,
      message: 'A policy called Buckets already exists. Duplicate names are not allowed.',
    });
  });

  it('refuse more than 6,144 characters', async () => {
    const PolicyDocument = ALLOW_ALL_S3.replace('"*"', `"arn:aws:s3:::${'b'.repeat(6100)}"`);
    expect(await aws.refusal('iam:CreatePolicy', { PolicyName: 'long', PolicyDocument })).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message: 'Cannot exceed quota for PolicySize: 6144',
    });
  });

  it('know nothing of another account’s policies', async () => {
    expect(await aws.refusal('iam:GetPolicy', { PolicyArn: ARN }, { accountId: OTHER_ACCOUNT_ID })).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `Policy ${ARN} was not found.`,
    });
  });
});

describe('What is no managed policy', () => {
  it.each([
    ['ValidationError', 'Invalid ARN:  Could not be parsed!', 'no-arn-at-all-of-anything'],
    [
      'InvalidInput',
      'ARN arn:aws:iam::123456789012:role/buckets is not valid.',
      'arn:aws:iam::123456789012:role/buckets',
    ],
  ])('is answered by %s: %s', (code, message, PolicyArn) => {
    const names = ['iam:GetPolicy', 'iam:DeletePolicy', 'iam:ListPolicyVersions', 'iam:ListEntitiesForPolicy'] as const;
    for (const name of names) {
      expect(() => aws.authorize(name, { PolicyArn })).toThrow(
        expect.objectContaining({ code, httpStatus: 400, message }),
      );
    }
  });
});

describe('Versions', () => {
  it('are numbered on; a new one decides only when it is made the default', async () => {
    const { PolicyVersion } = await addVersion();
    expect(PolicyVersion).toEqual({ VersionId: 'v2', IsDefaultVersion: false, CreateDate: NOW });
    expect((await addVersion({ SetAsDefault: true })).PolicyVersion.VersionId).toBe('v3');
    expect(aws.model.find('policy', ARN)?.defaultVersionId).toBe('v3');
    await aws.perform('iam:SetDefaultPolicyVersion', { PolicyArn: ARN, VersionId: 'v1' });
    expect(aws.model.find('policy', ARN)?.defaultVersionId).toBe('v1');
  });

  it('are shown with their document percent-encoded', async () => {
    const { PolicyVersion } = await aws.perform('iam:GetPolicyVersion', { PolicyArn: ARN, VersionId: 'v1' });
    expect(decodeURIComponent(PolicyVersion.Document ?? '')).toBe(ALLOW_ALL_S3);
    expect(PolicyVersion.IsDefaultVersion).toBe(true);
  });

  it('are at most five', async () => {
    for (let count = 2; count <= 5; count += 1) await addVersion();
    expect(await aws.refusal('iam:CreatePolicyVersion', { PolicyArn: ARN, PolicyDocument: ALLOW_ALL_S3 })).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message:
        'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    });
    await aws.perform('iam:DeletePolicyVersion', { PolicyArn: ARN, VersionId: 'v2' });
    expect((await addVersion()).PolicyVersion.VersionId).toBe('v6');
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html#version-limits
  it('are never numbered like one that was deleted, not even like the newest', async () => {
    await addVersion();
    await addVersion();
    await aws.perform('iam:DeletePolicyVersion', { PolicyArn: ARN, VersionId: 'v3' });
    expect((await addVersion()).PolicyVersion.VersionId).toBe('v4');
  });

  it('go on from the highest there is where the workspace did not keep count', async () => {
    await addVersion();
    const policy = aws.model.find('policy', ARN);
    if (policy === null) throw new Error('There is no policy.');
    aws.model.apply([{ key: policy.arn, before: policy, after: { ...policy, lastVersionNumber: 0 } }]);
    expect((await addVersion()).PolicyVersion.VersionId).toBe('v3');
  });

  it('cannot be deleted while they are the default', async () => {
    expect(await aws.refusal('iam:DeletePolicyVersion', { PolicyArn: ARN, VersionId: 'v1' })).toEqual({
      code: 'DeleteConflict',
      status: 409,
      message: 'Cannot delete the default version of a policy.',
    });
  });

  it.each<OperationName>(['iam:GetPolicyVersion', 'iam:SetDefaultPolicyVersion', 'iam:DeletePolicyVersion'])(
    '%s says that there is no such version',
    async (name) => {
      expect(await aws.refusal(name, { PolicyArn: ARN, VersionId: 'v9' })).toEqual({
        code: 'NoSuchEntity',
        status: 404,
        message: `Policy ${ARN} version v9 does not exist or is not attachable.`,
      });
    },
  );
});

describe('DeletePolicy', () => {
  it('deletes a policy with one version that nobody uses', async () => {
    await aws.perform('iam:DeletePolicy', { PolicyArn: ARN });
    expect(aws.model.find('policy', ARN)).toBeNull();
  });

  it.each<{ reason: string; given: () => Promise<unknown>; message: string }>([
    {
      reason: 'it is attached',
      given: async () => {
        await aws.perform('iam:CreateGroup', { GroupName: 'developers' });
        await aws.perform('iam:AttachGroupPolicy', { GroupName: 'developers', PolicyArn: ARN });
      },
      message: 'Cannot delete a policy attached to entities.',
    },
    {
      reason: 'it is somebody’s permissions boundary',
      given: () => aws.perform('iam:CreateUser', { UserName: 'lucy', PermissionsBoundary: ARN }),
      message: 'Cannot delete a policy attached to entities.',
    },
    {
      reason: 'it has several versions',
      given: () => addVersion(),
      message:
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    },
  ])('refuses while $reason', async ({ given, message }) => {
    await given();
    expect(await aws.refusal('iam:DeletePolicy', { PolicyArn: ARN })).toEqual({
      code: 'DeleteConflict',
      status: 409,
      message,
    });
  });
});

describe('AWS managed policies', () => {
  it('are shown like others, under the same ID each time', async () => {
    const { Policy } = await aws.perform('iam:GetPolicy', { PolicyArn: READ_ONLY_ACCESS });
    expect(Policy).toMatchObject({ PolicyName: 'ReadOnlyAccess', Path: '/', IsAttachable: true });
    expect(Policy.PolicyId).toMatch(/^ANPA[A-Z2-7]{17}$/);
    expect((await aws.perform('iam:GetPolicy', { PolicyArn: READ_ONLY_ACCESS })).Policy.PolicyId).toBe(Policy.PolicyId);

    const version = { PolicyArn: READ_ONLY_ACCESS, VersionId: Policy.DefaultVersionId };
    const { PolicyVersion } = await aws.perform('iam:GetPolicyVersion', version);
    expect(JSON.parse(decodeURIComponent(PolicyVersion.Document ?? ''))).toHaveProperty('Statement');
  });

  it.each<{ name: OperationName; parameters: Record<string, unknown> }>([
    { name: 'iam:CreatePolicyVersion', parameters: { PolicyDocument: ALLOW_ALL_S3 } },
    { name: 'iam:SetDefaultPolicyVersion', parameters: { VersionId: 'v1' } },
    { name: 'iam:DeletePolicyVersion', parameters: { VersionId: 'v1' } },
    { name: 'iam:DeletePolicy', parameters: {} },
  ])('cannot be changed by $name', async ({ name, parameters }) => {
    const refusal = await aws.refusal(name, { PolicyArn: READ_ONLY_ACCESS, ...parameters });
    expect(refusal).toMatchObject({ code: 'UnmodifiableEntity', status: 400 });
  });
});

const names = async (parameters: Record<string, unknown>) =>
  (await aws.perform('iam:ListPolicies', parameters)).Policies.map((policy) => policy.PolicyName);

describe('ListPolicies', () => {
  it('lists the account’s own', async () => {
    expect(await names({ Scope: 'Local' })).toEqual(['buckets']);
    expect(await names({ Scope: 'Local', PathPrefix: '/other/' })).toEqual([]);
  });

  it('lists AWS’s beside them, 100 to a page, each once', async () => {
    const arns: string[] = [];
    let marker: string | undefined;
    do {
      const answer = await aws.perform('iam:ListPolicies', marker === undefined ? {} : { Marker: marker });
      expect(answer.Policies.length).toBeLessThanOrEqual(100);
      arns.push(...answer.Policies.map((policy) => policy.Arn));
      marker = answer.Marker;
    } while (marker !== undefined);
    expect(arns).toContain(ARN);
    expect(arns).toContain(READ_ONLY_ACCESS);
    expect(new Set(arns).size).toBe(arns.length);
    expect(arns.length).toBeGreaterThan(1000);
  });

  it('lists only what is attached, when asked', async () => {
    await aws.perform('iam:CreateUser', { UserName: 'lucy' });
    await aws.perform('iam:AttachUserPolicy', { UserName: 'lucy', PolicyArn: READ_ONLY_ACCESS });
    expect(await names({ OnlyAttached: true })).toEqual(['ReadOnlyAccess']);
  });

  it('refuses a marker that no answer gave', async () => {
    expect(await aws.refusal('iam:ListPolicies', { Marker: 'nonsense' })).toMatchObject({
      code: 'ValidationError',
      status: 400,
    });
  });
});
