import { existsSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { OperationOutput } from '../../../src-main/actions/operations.ts';
import { previewImport } from '../../../src-main/exchange/import-authorization-details.ts';
import { ALLOW_ALL_S3, READ_ONLY_ACCESS, TestAccount, TRUST_EC2 } from './test-account.ts';

type Details = OperationOutput<'iam:GetAccountAuthorizationDetails'>;

const REAL_ACCOUNT = '../shared/real-accounts/account-authorization-details.json';
const isThere = existsSync(REAL_ACCOUNT);
if (!isThere) console.warn(`Skipped: the details of a real account are not at ${REAL_ACCOUNT}.`);

let aws: TestAccount;
beforeEach(() => {
  aws = new TestAccount();
});

/** A small account of everything that the details show. */
async function populate(): Promise<void> {
  await aws.perform('iam:CreateGroup', { GroupName: 'developers' });
  await aws.perform('iam:CreateUser', { UserName: 'lucy', PermissionsBoundary: READ_ONLY_ACCESS });
  await aws.perform('iam:AddUserToGroup', { GroupName: 'developers', UserName: 'lucy' });
  await aws.perform('iam:PutUserPolicy', { UserName: 'lucy', PolicyName: 's3', PolicyDocument: ALLOW_ALL_S3 });
  await aws.perform('iam:CreateRole', { RoleName: 'server', AssumeRolePolicyDocument: TRUST_EC2 });
  await aws.perform('iam:CreateInstanceProfile', { InstanceProfileName: 'web' });
  await aws.perform('iam:AddRoleToInstanceProfile', { InstanceProfileName: 'web', RoleName: 'server' });
  await aws.perform('iam:CreatePolicy', { PolicyName: 'own', PolicyDocument: ALLOW_ALL_S3 });
}

const details = (given: Record<string, unknown> = {}) => aws.perform('iam:GetAccountAuthorizationDetails', given);

/** The names in the four lists, in the order of the answer. */
const namesIn = ({ UserDetailList, GroupDetailList, RoleDetailList, Policies }: Details) => [
  ...(UserDetailList ?? []).map(({ UserName }) => UserName),
  ...(GroupDetailList ?? []).map(({ GroupName }) => GroupName),
  ...(RoleDetailList ?? []).map(({ RoleName }) => RoleName),
  ...(Policies ?? []).map(({ PolicyName }) => PolicyName),
];

/** With what both write in their own way made the same: encoded or plain policies, forms of times. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, comparable(entry)]));
  }
  if (typeof value !== 'string') return value;
  if (value.startsWith('%7B')) return JSON.parse(decodeURIComponent(value));
  return /^\d{4}-\d\d-\d\d[T ]/.test(value) ? new Date(value).toISOString() : value;
}

/** The documents of managed policies, by their ARNs. */
function documentsOf(policies: readonly unknown[]) {
  return policies
    .map((policy) => z.object({ Arn: z.string(), PolicyVersionList: z.unknown() }).parse(comparable(policy)))
    .toSorted((a, b) => (a.Arn < b.Arn ? -1 : 1));
}

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
describe('GetAccountAuthorizationDetails', () => {
  beforeEach(populate);

  it('shows users with their groups, policies and boundary', async () => {
    expect((await details()).UserDetailList).toMatchObject([
      {
        UserName: 'lucy',
        GroupList: ['developers'],
        UserPolicyList: [{ PolicyName: 's3' }],
        AttachedManagedPolicies: [],
        PermissionsBoundary: { PermissionsBoundaryArn: READ_ONLY_ACCESS },
        Tags: [],
      },
    ]);
  });

  it('shows roles with the instance profiles that they are in', async () => {
    expect((await details()).RoleDetailList).toMatchObject([
      { RoleName: 'server', InstanceProfileList: [{ InstanceProfileName: 'web', Roles: [{ RoleName: 'server' }] }] },
    ]);
  });

  it('percent-encodes policies', async () => {
    const { UserDetailList = [], RoleDetailList = [], Policies = [] } = await details({ MaxItems: 1000 });
    const texts = [
      UserDetailList[0]?.UserPolicyList?.[0]?.PolicyDocument,
      RoleDetailList[0]?.AssumeRolePolicyDocument,
      Policies[0]?.PolicyVersionList?.[0]?.Document,
    ];
    expect(texts.map((text) => decodeURIComponent(text ?? ''))).toEqual([ALLOW_ALL_S3, TRUST_EC2, ALLOW_ALL_S3]);
    expect(texts.every((text) => text?.startsWith('%7B%22Version%22'))).toBe(true);
  });

  it.each([
    { Filter: undefined, names: ['lucy', 'developers', 'server', 'own', 'ReadOnlyAccess'] },
    { Filter: ['User'], names: ['lucy'] },
    { Filter: ['Group', 'Role'], names: ['developers', 'server'] },
    { Filter: ['LocalManagedPolicy'], names: ['own'] },
    // Of AWS's policies, only those that the account uses.
    { Filter: ['AWSManagedPolicy'], names: ['ReadOnlyAccess'] },
  ])('shows what Filter $Filter asks for', async ({ Filter, names }) => {
    expect(namesIn(await details(Filter === undefined ? {} : { Filter }))).toEqual(names);
  });

  it('refuses a filter that is none', async () => {
    expect(await aws.refusal('iam:GetAccountAuthorizationDetails', { Filter: ['Users'] })).toEqual({
      code: 'ValidationError',
      status: 400,
      message:
        "1 validation error detected: Value at 'filter.1.member' failed to satisfy constraint: Member must satisfy enum value set",
    });
  });

  it('turns pages over all four lists', async () => {
    const pages: string[][] = [];
    for (let Marker: string | undefined, more = true; more;) {
      const page: Details = await details({ MaxItems: 2, ...(Marker !== undefined && { Marker }) });
      pages.push(namesIn(page).map(String));
      ({ Marker, IsTruncated: more = false } = page);
    }
    expect(pages).toEqual([['lucy', 'developers'], ['server', 'own'], ['ReadOnlyAccess']]);
  });
});

describe.skipIf(!isThere)('The details of a real account', () => {
  const Named = z.array(z.looseObject({ Arn: z.string() }));
  const File = z.object({ UserDetailList: Named, GroupDetailList: Named, RoleDetailList: Named, Policies: Named });
  const REAL_ACCOUNT_ID = '012345678901';
  const read = () => {
    const text = readFileSync(REAL_ACCOUNT, 'utf8');
    const { documents } = previewImport('account.json', text);
    aws.model.apply(documents.map((document) => ({ key: document.arn, before: null, after: document })));
    return File.parse(JSON.parse(text));
  };

  it.each(['UserDetailList', 'GroupDetailList', 'RoleDetailList'] as const)(
    'are the same after an import: %s',
    async (list) => {
      const file = read();
      const answer = await aws.perform(
        'iam:GetAccountAuthorizationDetails',
        { MaxItems: 1000 },
        { accountId: REAL_ACCOUNT_ID, imported: true },
      );
      const byArn = new Map(file[list].map((entry) => [entry.Arn, entry]));
      const entries = File.parse({ Policies: [], ...answer })[list];
      expect(entries.map(({ Arn }) => Arn).toSorted()).toEqual([...byArn.keys()].toSorted());
      for (const entry of entries) expect(comparable(entry)).toMatchObject(Object(comparable(byArn.get(entry.Arn))));
    },
  );

  it('are the same after an import: the account’s own policies', async () => {
    const file = read();
    const { Policies = [] } = await aws.perform(
      'iam:GetAccountAuthorizationDetails',
      { Filter: ['LocalManagedPolicy'] },
      { accountId: REAL_ACCOUNT_ID, imported: true },
    );
    const own = file.Policies.filter(({ Arn }) => Arn.includes(REAL_ACCOUNT_ID));
    expect(documentsOf(Policies)).toEqual(documentsOf(own));
  });
});
