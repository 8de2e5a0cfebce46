import { CreateBucketCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import * as organizations from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { accountDocument } from '../../src-main/account/new-account.ts';
import { ORGANIZATIONS_OPERATIONS } from '../../src-main/actions/organizations/operations.ts';
import type { ModelDocument } from '../../src-shared/model/documents.ts';
import { ACCOUNT_ID, activeKey, user } from '../fixtures/account-documents.ts';
import { guardWorkspace, SECRET, type GuardedWorkspace } from '../fixtures/guarded-workspace.ts';
import { MANAGEMENT_ACCOUNT_ID } from '../fixtures/organization-documents.ts';
import { GateHandler } from './gate-handler.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const DAY = 86_400_000;
const PARTNER_ACCOUNT_ID = '210987654321';
const FULL_AWS_ACCESS = 'p-FullAWSAccess';
const CONFIG = 'config.amazonaws.com';

const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const EVERYTHING = policy({ Effect: 'Allow', Action: '*', Resource: '*' });
const NO_BUCKETS = policy({ Effect: 'Deny', Action: 's3:CreateBucket', Resource: '*' });
const ONLY_TLS = policy({
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: '*',
  Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } },
});

const past = new Date(NOW.getTime() - DAY).toISOString();
const userWhoMay = (name: string, accountId: string, accessKeyId: string, may = EVERYTHING) =>
  user(name, { accountId, createDate: past, accessKeys: [activeKey(accessKeyId)], inlinePolicies: { May: may } });

const account = (accountId: string, rootEmail: string) =>
  accountDocument({ accountId, name: `account ${accountId}`, rootEmail }, () => NOW);

const DOCUMENTS: readonly ModelDocument[] = [
  account(MANAGEMENT_ACCOUNT_ID, 'management@example.com'),
  account(ACCOUNT_ID, 'shop@example.com'),
  account(PARTNER_ACCOUNT_ID, 'partner@example.com'),
  userWhoMay('ada', MANAGEMENT_ACCOUNT_ID, 'AKIAMANAGEMENTEXAMPL'),
  userWhoMay('lucy', ACCOUNT_ID, 'AKIAIOSFODNN7EXAMPLE'),
  userWhoMay('paul', PARTNER_ACCOUNT_ID, 'AKIAPARTNERSEXAMPLE7'),
];

let guarded: GuardedWorkspace;
let handler: GateHandler;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  guarded = await guardWorkspace(DOCUMENTS);
  handler = new GateHandler(guarded.gate);
});
afterEach(async () => {
  vi.useRealTimers();
  await guarded.workspace.close();
});

const options = (accessKeyId: string) => ({
  region: 'us-east-1',
  credentials: { accessKeyId, secretAccessKey: SECRET },
  requestHandler: handler,
  maxAttempts: 1,
});
/** Of the management account, of a member, of an account that is invited. */
const ada = () => new organizations.OrganizationsClient(options('AKIAMANAGEMENTEXAMPL'));
const lucy = () => new organizations.OrganizationsClient(options('AKIAIOSFODNN7EXAMPLE'));
const paul = () => new organizations.OrganizationsClient(options('AKIAPARTNERSEXAMPLE7'));
const lucysBuckets = () => new S3Client(options('AKIAIOSFODNN7EXAMPLE'));

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The answer lacks a member that it should have.');
  return value;
}

/** An organization of ada's account, with lucy's. */
async function organize(): Promise<{ rootId: string }> {
  await ada().send(new organizations.CreateOrganizationCommand({}));
  const Target = { Type: 'ACCOUNT', Id: ACCOUNT_ID } as const;
  const { Handshake } = await ada().send(new organizations.InviteAccountToOrganizationCommand({ Target }));
  await lucy().send(new organizations.AcceptHandshakeCommand({ HandshakeId: given(Handshake?.Id) }));
  const { Roots } = await ada().send(new organizations.ListRootsCommand({}));
  return { rootId: given(Roots?.[0]?.Id) };
}

async function createPolicy(Content: string, Type: organizations.PolicyType = 'SERVICE_CONTROL_POLICY') {
  const { Policy } = await ada().send(
    new organizations.CreatePolicyCommand({ Name: `policy of ${Type}`, Description: '', Content, Type }),
  );
  return given(Policy?.PolicySummary?.Id);
}

const listPolicies = () => lucy().send(new organizations.ListPoliciesCommand({ Filter: 'SERVICE_CONTROL_POLICY' }));

/** A further user of the management account, with that policy. */
async function hire(may: string): Promise<organizations.OrganizationsClient> {
  const accessKeyId = 'AKIAOTTOTHEEXAMPLE77';
  await guarded.workspace.note((draft) => draft.put(userWhoMay('otto', MANAGEMENT_ACCOUNT_ID, accessKeyId, may)));
  await guarded.vault.set(`${guarded.workspace.store.identity.id}/access-key/${accessKeyId}`, SECRET);
  return new organizations.OrganizationsClient(options(accessKeyId));
}

const refusalOf = async (asked: Promise<unknown>) =>
  asked.then(
    () => ({ name: 'nothing', reason: '', message: '' }),
    (thrown: Error & { Reason?: string }) => ({
      name: thrown.name,
      reason: thrown.Reason ?? '',
      message: thrown.message,
    }),
  );

const delegationTo = (accountId: string) =>
  policy({
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${accountId}:root` },
    Action: ['organizations:ListPolicies', 'organizations:DescribePolicy'],
    Resource: '*',
  });

async function readAndChangeStructure(): Promise<string> {
  const { Roots } = await ada().send(new organizations.ListRootsCommand({}));
  expect(Roots).toEqual([
    {
      Id: expect.stringMatching(/^r-[0-9a-z]{4,32}$/),
      Arn: expect.stringContaining(':root/o-'),
      Name: 'Root',
      PolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
    },
  ]);
  const rootId = given(Roots?.[0]?.Id);
  const { OrganizationalUnit } = await ada().send(
    new organizations.CreateOrganizationalUnitCommand({ ParentId: rootId, Name: 'Shops' }),
  );
  const unitId = given(OrganizationalUnit?.Id);
  expect(OrganizationalUnit).toMatchObject({
    Id: expect.stringMatching(/^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/),
    Name: 'Shops',
    Path: expect.stringMatching(new RegExp(`^o-[a-z0-9]+/${rootId}/${unitId}/$`)),
  });
  await ada().send(
    new organizations.UpdateOrganizationalUnitCommand({ OrganizationalUnitId: unitId, Name: 'Branches' }),
  );
  const described = await ada().send(
    new organizations.DescribeOrganizationalUnitCommand({ OrganizationalUnitId: unitId }),
  );
  expect(described.OrganizationalUnit?.Name).toBe('Branches');
  const units = await ada().send(new organizations.ListOrganizationalUnitsForParentCommand({ ParentId: rootId }));
  expect(units.OrganizationalUnits?.map(({ Id }) => Id)).toEqual([unitId]);

  const move = { AccountId: ACCOUNT_ID, SourceParentId: rootId, DestinationParentId: unitId };
  await ada().send(new organizations.MoveAccountCommand(move));
  const { Parents } = await ada().send(new organizations.ListParentsCommand({ ChildId: ACCOUNT_ID }));
  expect(Parents).toEqual([{ Id: unitId, Type: 'ORGANIZATIONAL_UNIT' }]);
  const { Children } = await ada().send(
    new organizations.ListChildrenCommand({ ParentId: unitId, ChildType: 'ACCOUNT' }),
  );
  expect(Children).toEqual([{ Id: ACCOUNT_ID, Type: 'ACCOUNT' }]);
  const inUnit = await ada().send(new organizations.ListAccountsForParentCommand({ ParentId: unitId }));
  const { Account } = await ada().send(new organizations.DescribeAccountCommand({ AccountId: ACCOUNT_ID }));
  expect(inUnit.Accounts).toEqual([Account]);
  expect(Account).toMatchObject({
    Id: ACCOUNT_ID,
    Email: 'shop@example.com',
    Status: 'ACTIVE',
    State: 'ACTIVE',
    JoinedMethod: 'INVITED',
    JoinedTimestamp: NOW,
    Paths: [expect.stringMatching(new RegExp(`/${rootId}/${unitId}/${ACCOUNT_ID}/$`))],
  });
  await ada().send(
    new organizations.MoveAccountCommand({ ...move, SourceParentId: unitId, DestinationParentId: rootId }),
  );
  await ada().send(new organizations.DeleteOrganizationalUnitCommand({ OrganizationalUnitId: unitId }));
  return rootId;
}

async function createAccounts(): Promise<void> {
  const { CreateAccountStatus } = await ada().send(
    new organizations.CreateAccountCommand({ Email: 'new@example.com', AccountName: 'New' }),
  );
  expect(CreateAccountStatus).toMatchObject({
    Id: expect.stringMatching(/^car-[a-z0-9]{8,32}$/),
    AccountName: 'New',
    State: 'SUCCEEDED',
    AccountId: expect.stringMatching(/^\d{12}$/),
  });
  const CreateAccountRequestId = given(CreateAccountStatus?.Id);
  expect(
    await ada().send(new organizations.DescribeCreateAccountStatusCommand({ CreateAccountRequestId })),
  ).toMatchObject({ CreateAccountStatus });
  const all = await ada().send(new organizations.ListCreateAccountStatusCommand({ States: ['SUCCEEDED'] }));
  expect(all.CreateAccountStatuses).toEqual([CreateAccountStatus]);
  const govCloud = new organizations.CreateGovCloudAccountCommand({ Email: 'gov@example.com', AccountName: 'Gov' });
  expect(await refusalOf(ada().send(govCloud))).toMatchObject({
    name: 'ConstraintViolationException',
    reason: 'MASTER_ACCOUNT_NOT_GOVCLOUD_ENABLED',
  });
  const { Accounts } = await ada().send(new organizations.ListAccountsCommand({}));
  expect(Accounts?.map(({ JoinedMethod }) => JoinedMethod).toSorted()).toEqual(['CREATED', 'INVITED', 'INVITED']);
}

async function managePolicies(rootId: string): Promise<void> {
  const enabled = await ada().send(
    new organizations.EnablePolicyTypeCommand({ RootId: rootId, PolicyType: 'RESOURCE_CONTROL_POLICY' }),
  );
  expect(enabled.Root?.PolicyTypes).toContainEqual({ Type: 'RESOURCE_CONTROL_POLICY', Status: 'ENABLED' });
  const PolicyId = await createPolicy(ONLY_TLS, 'RESOURCE_CONTROL_POLICY');
  expect(PolicyId).toMatch(/^p-[0-9a-zA-Z_]{8,128}$/);
  await ada().send(new organizations.UpdatePolicyCommand({ PolicyId, Name: 'tls', Description: 'only TLS' }));
  const { Policy } = await ada().send(new organizations.DescribePolicyCommand({ PolicyId }));
  expect(Policy).toEqual({
    PolicySummary: {
      Id: PolicyId,
      Arn: expect.stringMatching(/:policy\/o-[a-z0-9]{10}\/resource_control_policy\/p-/),
      Name: 'tls',
      Description: 'only TLS',
      Type: 'RESOURCE_CONTROL_POLICY',
      AwsManaged: false,
    },
    Content: ONLY_TLS,
  });
  await ada().send(new organizations.AttachPolicyCommand({ PolicyId, TargetId: rootId }));
  const Filter = 'RESOURCE_CONTROL_POLICY';
  const ofRoot = await ada().send(new organizations.ListPoliciesForTargetCommand({ TargetId: rootId, Filter }));
  expect(ofRoot.Policies?.map(({ Name }) => Name)).toEqual(['RCPFullAWSAccess', 'tls']);
  const { Targets } = await ada().send(new organizations.ListTargetsForPolicyCommand({ PolicyId }));
  expect(Targets).toEqual([{ TargetId: rootId, Arn: expect.any(String), Name: 'Root', Type: 'ROOT' }]);
  await ada().send(new organizations.DetachPolicyCommand({ PolicyId, TargetId: rootId }));
  await ada().send(new organizations.DeletePolicyCommand({ PolicyId }));
  const { Policies } = await ada().send(new organizations.ListPoliciesCommand({ Filter }));
  expect(Policies?.map(({ Name }) => Name)).toEqual(['RCPFullAWSAccess']);
  const disabled = await ada().send(
    new organizations.DisablePolicyTypeCommand({ RootId: rootId, PolicyType: 'RESOURCE_CONTROL_POLICY' }),
  );
  expect(disabled.Root?.PolicyTypes).toEqual([{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }]);
  const PolicyType = 'TAG_POLICY';
  const asked = [
    ada().send(new organizations.DescribeEffectivePolicyCommand({ PolicyType })),
    ada().send(new organizations.ListAccountsWithInvalidEffectivePolicyCommand({ PolicyType })),
    ada().send(new organizations.ListEffectivePolicyValidationErrorsCommand({ PolicyType, AccountId: ACCOUNT_ID })),
  ];
  const refusals = await Promise.all(asked.map(refusalOf));
  expect(new Set(refusals.map(({ name }) => name))).toEqual(new Set(['EffectivePolicyNotFoundException']));
}

async function manageTagsAndServices(ResourceId: string): Promise<void> {
  const Tags = [{ Key: 'team', Value: 'shop' }];
  await ada().send(new organizations.TagResourceCommand({ ResourceId, Tags }));
  const tagged = await ada().send(new organizations.ListTagsForResourceCommand({ ResourceId }));
  expect(tagged.Tags).toEqual(Tags);
  await ada().send(new organizations.UntagResourceCommand({ ResourceId, TagKeys: ['team'] }));

  await ada().send(new organizations.EnableAWSServiceAccessCommand({ ServicePrincipal: CONFIG }));
  const enabled = await ada().send(new organizations.ListAWSServiceAccessForOrganizationCommand({}));
  expect(enabled.EnabledServicePrincipals).toEqual([{ ServicePrincipal: CONFIG, DateEnabled: NOW }]);
  const administrator = { AccountId: ACCOUNT_ID, ServicePrincipal: CONFIG };
  await ada().send(new organizations.RegisterDelegatedAdministratorCommand(administrator));
  const { DelegatedAdministrators } = await lucy().send(new organizations.ListDelegatedAdministratorsCommand({}));
  expect(DelegatedAdministrators).toMatchObject([{ Id: ACCOUNT_ID, DelegationEnabledDate: NOW }]);
  const { DelegatedServices } = await lucy().send(
    new organizations.ListDelegatedServicesForAccountCommand({ AccountId: ACCOUNT_ID }),
  );
  expect(DelegatedServices).toEqual([{ ServicePrincipal: CONFIG, DelegationEnabledDate: NOW }]);
  await ada().send(new organizations.DeregisterDelegatedAdministratorCommand(administrator));
  await ada().send(new organizations.DisableAWSServiceAccessCommand({ ServicePrincipal: CONFIG }));

  const Content = delegationTo(ACCOUNT_ID);
  const put = await ada().send(new organizations.PutResourcePolicyCommand({ Content }));
  expect(put.ResourcePolicy).toMatchObject({
    ResourcePolicySummary: { Id: expect.stringMatching(/^rp-[0-9a-zA-Z_]{4,128}$/) },
    Content,
  });
  expect(await ada().send(new organizations.DescribeResourcePolicyCommand({}))).toMatchObject({
    ResourcePolicy: put.ResourcePolicy,
  });
  await ada().send(new organizations.DeleteResourcePolicyCommand({}));
}

async function endMemberships(): Promise<void> {
  const { Accounts } = await ada().send(new organizations.ListAccountsCommand({}));
  const AccountId = given(Accounts?.find(({ JoinedMethod }) => JoinedMethod === 'CREATED')?.Id);
  await ada().send(new organizations.CloseAccountCommand({ AccountId }));
  const { Account } = await ada().send(new organizations.DescribeAccountCommand({ AccountId }));
  expect(Account).toMatchObject({ Status: 'SUSPENDED', State: 'CLOSED' });
  vi.setSystemTime(new Date(NOW.getTime() + 4 * DAY));
  await ada().send(new organizations.RemoveAccountFromOrganizationCommand({ AccountId }));
  await lucy().send(new organizations.LeaveOrganizationCommand({}));
  await ada().send(new organizations.DeleteOrganizationCommand({}));
  expect(await refusalOf(ada().send(new organizations.DescribeOrganizationCommand({})))).toMatchObject({
    name: 'AWSOrganizationsNotInUseException',
    message: 'Your account is not a member of an organization.',
  });
  vi.setSystemTime(NOW);
}

describe('AWS’s client for AWS Organizations', () => {
  it('calls every operation and reads its answer', async () => {
    const {
      CreateOrganizationCommand,
      DescribeOrganizationCommand,
      InviteAccountToOrganizationCommand,
      DescribeHandshakeCommand,
      CancelHandshakeCommand,
      ListHandshakesForAccountCommand,
      DeclineHandshakeCommand,
      AcceptHandshakeCommand,
      ListHandshakesForOrganizationCommand,
    } = organizations;
    const { Organization } = await ada().send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
    expect(Organization).toMatchObject({
      Id: expect.stringMatching(/^o-[a-z0-9]{10,32}$/),
      FeatureSet: 'ALL',
      MasterAccountId: MANAGEMENT_ACCOUNT_ID,
      MasterAccountEmail: 'management@example.com',
    });
    expect(await ada().send(new DescribeOrganizationCommand({}))).toMatchObject({ Organization });

    const Target = { Type: 'EMAIL', Id: 'Shop@example.com' } as const;
    const invite = () => ada().send(new InviteAccountToOrganizationCommand({ Target, Notes: 'Join us' }));
    const first = given((await invite()).Handshake);
    expect(first).toMatchObject({
      Id: expect.stringMatching(/^h-[0-9a-z]{8,32}$/),
      Arn: expect.stringMatching(/:handshake\/o-[a-z0-9]{10}\/invite\/h-/),
      State: 'REQUESTED',
      Action: 'INVITE',
      RequestedTimestamp: NOW,
      ExpirationTimestamp: new Date(NOW.getTime() + 15 * DAY),
      Parties: [{ Id: Organization?.Id, Type: 'ORGANIZATION' }, Target],
    });
    const HandshakeId = given(first.Id);
    expect(await lucy().send(new DescribeHandshakeCommand({ HandshakeId }))).toMatchObject({ Handshake: first });
    const canceled = await ada().send(new CancelHandshakeCommand({ HandshakeId }));
    expect(canceled.Handshake?.State).toBe('CANCELED');
    const second = given((await invite()).Handshake?.Id);
    const received = await lucy().send(new ListHandshakesForAccountCommand({ Filter: { ActionType: 'INVITE' } }));
    expect(received.Handshakes?.map(({ Id }) => Id).toSorted()).toEqual([HandshakeId, second].toSorted());
    const declined = await lucy().send(new DeclineHandshakeCommand({ HandshakeId: second }));
    expect(declined.Handshake?.State).toBe('DECLINED');
    const third = given((await invite()).Handshake?.Id);
    const accepted = await lucy().send(new AcceptHandshakeCommand({ HandshakeId: third }));
    expect(accepted.Handshake?.State).toBe('ACCEPTED');
    const sent = await ada().send(new ListHandshakesForOrganizationCommand({}));
    expect(sent.Handshakes?.map(({ State }) => State).toSorted()).toEqual(['ACCEPTED', 'CANCELED', 'DECLINED']);

    const rootId = await readAndChangeStructure();
    await createAccounts();
    await managePolicies(rootId);
    await manageTagsAndServices(rootId);
    await endMemberships();

    // An organization with consolidated billing alone comes to have all features.
    await ada().send(new CreateOrganizationCommand({ FeatureSet: 'CONSOLIDATED_BILLING' }));
    const { Handshake } = await ada().send(new organizations.EnableAllFeaturesCommand({}));
    expect(Handshake).toMatchObject({ Action: 'ENABLE_ALL_FEATURES', State: 'OPEN' });

    const called = new Set(handler.records.map(({ request }) => request.operation));
    expect([...called].toSorted()).toEqual([...ORGANIZATIONS_OPERATIONS].toSorted());
  });
});

describe('A service control policy', () => {
  // https://docs.aws.amazon.com/organizations/latest/APIReference/API_DetachPolicy.html: changes are immediate
  it('denies the users of a member account from the next request on, until it is detached', async () => {
    const { rootId } = await organize();
    const createBucket = () => lucysBuckets().send(new CreateBucketCommand({ Bucket: `bucket-${Math.random()}` }));
    await expect(createBucket()).resolves.toBeDefined();
    const PolicyId = await createPolicy(NO_BUCKETS);
    const TargetId = rootId;
    await ada().send(new organizations.AttachPolicyCommand({ PolicyId, TargetId }));
    await expect(createBucket()).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('with an explicit deny in a service control policy'),
    });
    await expect(lucysBuckets().send(new ListBucketsCommand())).resolves.toBeDefined();
    await ada().send(new organizations.DetachPolicyCommand({ PolicyId, TargetId }));
    await expect(createBucket()).resolves.toBeDefined();
  });

  it('allows nothing but what is left when FullAWSAccess is replaced', async () => {
    await organize();
    const PolicyId = await createPolicy(policy({ Effect: 'Allow', Action: 's3:List*', Resource: '*' }));
    await ada().send(new organizations.AttachPolicyCommand({ PolicyId, TargetId: ACCOUNT_ID }));
    await ada().send(new organizations.DetachPolicyCommand({ PolicyId: FULL_AWS_ACCESS, TargetId: ACCOUNT_ID }));
    await expect(lucysBuckets().send(new ListBucketsCommand())).resolves.toBeDefined();
    await expect(lucysBuckets().send(new CreateBucketCommand({ Bucket: 'lucys' }))).rejects.toMatchObject({
      message: expect.stringContaining('because no service control policy allows the s3:CreateBucket action'),
    });
  });

  it('can keep a member account from leaving', async () => {
    const { rootId } = await organize();
    const PolicyId = await createPolicy(
      policy({ Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' }),
    );
    await ada().send(new organizations.AttachPolicyCommand({ PolicyId, TargetId: rootId }));
    expect(await refusalOf(lucy().send(new organizations.LeaveOrganizationCommand({})))).toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('with an explicit deny in a service control policy'),
    });
  });
});

describe('A new account', () => {
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access.html
  it('is entered by an administrator of the management account in OrganizationAccountAccessRole', async () => {
    await organize();
    const { CreateAccountStatus } = await ada().send(
      new organizations.CreateAccountCommand({ Email: 'new@example.com', AccountName: 'New' }),
    );
    const sts = new STSClient(options('AKIAMANAGEMENTEXAMPL'));
    const RoleArn = `arn:aws:iam::${CreateAccountStatus?.AccountId}:role/OrganizationAccountAccessRole`;
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'ada' }));
    const s3 = new S3Client({
      ...options(''),
      credentials: {
        accessKeyId: given(Credentials?.AccessKeyId),
        secretAccessKey: given(Credentials?.SecretAccessKey),
        sessionToken: given(Credentials?.SessionToken),
      },
    });
    await expect(s3.send(new CreateBucketCommand({ Bucket: 'buckets-of-the-new' }))).resolves.toBeDefined();
    const lucysSts = new STSClient(options('AKIAIOSFODNN7EXAMPLE'));
    await expect(lucysSts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'lucy' }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it('is one change in the history', async () => {
    await organize();
    const before = guarded.workspace.history().entries.length;
    await ada().send(new organizations.CreateAccountCommand({ Email: 'new@example.com', AccountName: 'New' }));
    const { entries } = guarded.workspace.history();
    expect(entries).toHaveLength(before + 1);
    expect(entries[0]).toMatchObject({ label: 'Create account New', origin: 'request' });
  });
});

describe('Who may call AWS Organizations', () => {
  const NO_ACCESS = { name: 'AccessDeniedException', message: "You don't have permissions to access this resource." };

  it('is a member account’s administrator only for what members may see', async () => {
    await organize();
    await expect(lucy().send(new organizations.DescribeOrganizationCommand({}))).resolves.toBeDefined();
    expect(await refusalOf(lucy().send(new organizations.ListAccountsCommand({})))).toMatchObject(NO_ACCESS);
    expect(
      await refusalOf(
        lucy().send(new organizations.AttachPolicyCommand({ PolicyId: FULL_AWS_ACCESS, TargetId: ACCOUNT_ID })),
      ),
    ).toMatchObject(NO_ACCESS);
  });

  // https://docs.aws.amazon.com/organizations/latest/APIReference/API_RegisterDelegatedAdministrator.html
  it('is a delegated administrator of a service for what is only read', async () => {
    await organize();
    const administrator = { AccountId: ACCOUNT_ID, ServicePrincipal: CONFIG };
    await ada().send(new organizations.EnableAWSServiceAccessCommand({ ServicePrincipal: CONFIG }));
    await ada().send(new organizations.RegisterDelegatedAdministratorCommand(administrator));
    await expect(lucy().send(new organizations.ListAccountsCommand({}))).resolves.toBeDefined();
    const TargetId = ACCOUNT_ID;
    expect(
      await refusalOf(lucy().send(new organizations.AttachPolicyCommand({ PolicyId: FULL_AWS_ACCESS, TargetId }))),
    ).toMatchObject(NO_ACCESS);
  });

  it('is nobody from an account that is in no organization', async () => {
    await organize();
    const NOT_IN_USE = { name: 'AWSOrganizationsNotInUseException' };
    const describeOrganization = paul().send(new organizations.DescribeOrganizationCommand({}));
    expect(await refusalOf(describeOrganization)).toMatchObject(NOT_IN_USE);
    expect(await refusalOf(paul().send(new organizations.LeaveOrganizationCommand({})))).toMatchObject(NOT_IN_USE);
  });

  // https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateOrganization.html#API_CreateOrganization_Errors
  it('is nobody who would have to make the service-linked role and may not', async () => {
    const otto = await hire(policy({ Effect: 'Allow', Action: 'organizations:*', Resource: '*' }));
    expect(await refusalOf(otto.send(new organizations.CreateOrganizationCommand({})))).toMatchObject({
      name: 'AccessDeniedForDependencyException',
      reason: 'ACCESS_DENIED_DURING_CREATE_SERVICE_LINKED_ROLE',
    });
  });

  it('is whom policies let, by the type of policy', async () => {
    await organize();
    const otto = await hire(
      policy({
        Effect: 'Allow',
        Action: 'organizations:CreatePolicy',
        Resource: '*',
        Condition: { StringEquals: { 'organizations:PolicyType': 'RESOURCE_CONTROL_POLICY' } },
      }),
    );
    const create = (Type: organizations.PolicyType, Content: string) =>
      otto.send(new organizations.CreatePolicyCommand({ Name: 'one', Description: '', Content, Type }));
    await expect(create('RESOURCE_CONTROL_POLICY', ONLY_TLS)).resolves.toBeDefined();
    expect(await refusalOf(create('SERVICE_CONTROL_POLICY', NO_BUCKETS))).toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('because no identity-based policy allows the organizations:CreatePolicy action'),
    });
  });
});

// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_delegate_policies.html
describe('The resource policy of an organization', () => {
  it('lets a member account do what it names', async () => {
    await organize();
    await ada().send(new organizations.PutResourcePolicyCommand({ Content: delegationTo(ACCOUNT_ID) }));
    await expect(listPolicies()).resolves.toMatchObject({ Policies: [{ Name: 'FullAWSAccess' }] });
    expect(await refusalOf(lucy().send(new organizations.ListAccountsCommand({})))).toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('because no resource-based policy allows the organizations:ListAccounts action'),
    });
  });

  it('lets a member account attach policies to what it names', async () => {
    const { rootId } = await organize();
    const PolicyId = await createPolicy(NO_BUCKETS);
    const attach = (TargetId: string) => lucy().send(new organizations.AttachPolicyCommand({ PolicyId, TargetId }));
    const Content = policy({
      Effect: 'Allow',
      Principal: { AWS: ACCOUNT_ID },
      Action: 'organizations:AttachPolicy',
      Resource: [
        'arn:aws:organizations::*:policy/o-*/service_control_policy/*',
        `arn:aws:organizations::*:account/o-*/${ACCOUNT_ID}`,
      ],
    });
    await ada().send(new organizations.PutResourcePolicyCommand({ Content }));
    await expect(attach(ACCOUNT_ID)).resolves.toBeDefined();
    expect((await refusalOf(attach(rootId))).name).toBe('AccessDeniedException');
  });

  it('lets nobody whose own policies do not', async () => {
    await organize();
    await ada().send(new organizations.PutResourcePolicyCommand({ Content: delegationTo(ACCOUNT_ID) }));
    await guarded.workspace.note((draft) => draft.put(userWhoMay('lucy', ACCOUNT_ID, 'AKIAIOSFODNN7EXAMPLE', S3)));
    expect(await refusalOf(listPolicies())).toMatchObject({
      message: expect.stringContaining('because no identity-based policy allows the organizations:ListPolicies action'),
    });
  });

  it('lets no account that it does not name', async () => {
    await organize();
    await ada().send(new organizations.PutResourcePolicyCommand({ Content: delegationTo(PARTNER_ACCOUNT_ID) }));
    expect((await refusalOf(listPolicies())).name).toBe('AccessDeniedException');
  });
});

const S3 = policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' });

/** How the listing of a target's policies is refused. */
const listingRefusal = (TargetId: string, MaxResults = 20) =>
  refusalOf(
    ada().send(
      new organizations.ListPoliciesForTargetCommand({ TargetId, MaxResults, Filter: 'SERVICE_CONTROL_POLICY' }),
    ),
  );

describe('Parameters that do not keep to the model of AWS Organizations', () => {
  // https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html#API_CreatePolicy_Errors
  it('are refused with InvalidInputException and its reason', async () => {
    await organize();
    expect(await listingRefusal('somewhere')).toEqual({
      name: 'InvalidInputException',
      reason: 'INVALID_PATTERN_TARGET_ID',
      message: "You specified a policy target ID that doesn't match the required pattern.",
    });
    expect(await listingRefusal(ACCOUNT_ID, 21)).toMatchObject({ reason: 'MAX_VALUE_EXCEEDED' });
    expect(await listingRefusal(ACCOUNT_ID, 0)).toMatchObject({ reason: 'MIN_VALUE_EXCEEDED' });
  });
});
