import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src-main/actions/handler.ts';
import type { DecisionRecord } from '../../../src-shared/decision/record.ts';
import type { ModelDocument } from '../../../src-shared/model/documents.ts';
import { group, managedPolicy, policyArn, role, user } from '../../fixtures/account-documents.ts';
import {
  MANAGEMENT_ACCOUNT_ID,
  organization,
  organizationAccount,
  organizationalUnit,
  organizationPolicy,
  organizationRoot,
} from '../../fixtures/organization-documents.ts';
import { decisionRecord } from '../storage/test-records.ts';
import { ACCOUNT_ID, OTHER_ACCOUNT_ID, ROLE_SESSION, TestAccount, userActor } from './test-account.ts';

const GENERATE_PAGE = 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateServiceLastAccessedDetails.html';
const GET_PAGE = 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetails.html';
const ENTITIES_PAGE =
  'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetailsWithEntities.html';
const GRANTING_PAGE = 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPoliciesGrantingServiceAccess.html';
const ORGANIZATION_PAGE =
  'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateOrganizationsAccessReport.html';
const ORGANIZATION_REPORT_PAGE =
  'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOrganizationsAccessReport.html';

const LUCY = `arn:aws:iam::${ACCOUNT_ID}:user/lucy`;
const BOB = `arn:aws:iam::${ACCOUNT_ID}:user/bob`;
const DEVELOPERS = `arn:aws:iam::${ACCOUNT_ID}:group/developers`;
const DEPLOYER = `arn:aws:iam::${ACCOUNT_ID}:role/deployer`;
const DEPLOYER_SESSION = `arn:aws:sts::${ACCOUNT_ID}:assumed-role/deployer/build-7`;

/** Another session of the role that {@link ROLE_SESSION} is of. */
const OTHER_SESSION: Actor = {
  kind: 'roleSession',
  serviceLinked: false,
  arn: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/deployer/build-8`,
  accountId: ACCOUNT_ID,
  roleArn: DEPLOYER,
  roleId: 'AROAIOSFODNN7EXAMPLE2',
  sessionName: 'build-8',
  tags: [],
};

let aws: TestAccount;
let requests = 0;

beforeEach(() => {
  aws = new TestAccount();
});

function put(...documents: readonly ModelDocument[]): void {
  aws.model.apply(documents.map((document) => ({ key: document.arn, before: null, after: document })));
}

function policy(Effect: 'Allow' | 'Deny', Action: string | string[], more: object = {}): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect, Action, Resource: '*', ...more }] });
}

/** What the timeline holds of a request. */
interface Asked {
  readonly verdict?: DecisionRecord['verdict'];
  readonly region?: string;
}

function asked(
  arn: string,
  action: string,
  at: string,
  { verdict = 'Allowed', region = 'us-east-1' }: Asked = {},
): void {
  const record = decisionRecord(`request-${(requests += 1)}`);
  aws.store.appendDecision({
    ...record,
    at: `${at}T00:00:00.000Z`,
    verdict,
    action,
    principal: { label: arn, arn },
    request: { ...record.request, region },
  });
}

/** How an inline policy is listed. */
function inline(PolicyName: string, EntityType: string, EntityName: string) {
  return { PolicyName, PolicyType: 'INLINE', EntityType, EntityName };
}

async function report(Arn: string, Granularity = 'SERVICE_LEVEL') {
  const { JobId } = await aws.perform('iam:GenerateServiceLastAccessedDetails', { Arn, Granularity });
  return aws.perform('iam:GetServiceLastAccessedDetails', { JobId, MaxItems: 1000 });
}

async function namespaces(Arn: string): Promise<string[]> {
  return (await report(Arn)).ServicesLastAccessed.map(({ ServiceNamespace }) => ServiceNamespace);
}

describe('GetServiceLastAccessedDetails', () => {
  it(`tells when a user last attempted to access a service, and from which region: ${GET_PAGE}`, async () => {
    put(user('lucy', { inlinePolicies: { all: policy('Allow', ['s3:*', 'sqs:*']) } }));
    asked(LUCY, 's3:CreateBucket', '2025-11-01');
    asked(LUCY, 's3:ListBucket', '2025-12-01', { region: 'eu-central-1' });
    expect((await report(LUCY)).ServicesLastAccessed).toEqual([
      {
        ServiceName: 'Amazon S3',
        ServiceNamespace: 's3',
        TotalAuthenticatedEntities: 1,
        LastAuthenticated: '2025-12-01T00:00:00.000Z',
        LastAuthenticatedEntity: LUCY,
        LastAuthenticatedRegion: 'eu-central-1',
      },
      { ServiceName: 'Amazon SQS', ServiceNamespace: 'sqs', TotalAuthenticatedEntities: 0 },
    ]);
  });

  it.each([
    ['an allowed request', 'Allowed', 1],
    ['a request that was denied', 'ImplicitlyDenied', 1],
    ['a request that a statement denied', 'ExplicitlyDenied', 1],
    ['no request of somebody who was not authenticated', 'NotAuthenticated', 0],
  ] as const)(`counts %s as an attempt: ${GENERATE_PAGE}`, async (_, verdict, count) => {
    put(user('lucy', { inlinePolicies: { all: policy('Allow', 's3:*') } }));
    asked(LUCY, 's3:CreateBucket', '2025-12-01', { verdict });
    expect((await report(LUCY)).ServicesLastAccessed).toMatchObject([{ TotalAuthenticatedEntities: count }]);
  });

  it(`forgets attempts of more than 400 days ago: ${GENERATE_PAGE}`, async () => {
    put(user('lucy', { inlinePolicies: { all: policy('Allow', ['s3:*', 'sqs:*']) } }));
    asked(LUCY, 's3:CreateBucket', '2024-11-27');
    asked(LUCY, 'sqs:ListQueues', '2024-11-29');
    expect((await report(LUCY)).ServicesLastAccessed.map((one) => one.TotalAuthenticatedEntities)).toEqual([0, 1]);
  });

  it.each([
    ['a group: the member who came last', DEVELOPERS, BOB, 2],
    ['a role: the role behind its sessions', DEPLOYER, DEPLOYER, 1],
    ['a policy: whoever of its users and roles came last', policyArn('storage'), DEPLOYER, 3],
  ])(`names, for %s: ${GET_PAGE}`, async (_, Arn, entity, count) => {
    put(
      managedPolicy('storage', policy('Allow', 's3:*')),
      group('developers', { attachedPolicies: [policyArn('storage')] }),
      user('lucy', { groups: ['developers'] }),
      user('bob', { groups: ['developers'], attachedPolicies: [policyArn('storage')] }),
      role('deployer', { attachedPolicies: [policyArn('storage')] }),
    );
    asked(LUCY, 's3:CreateBucket', '2025-12-01');
    asked(BOB, 's3:ListBucket', '2025-12-02');
    asked(DEPLOYER_SESSION, 's3:GetObject', '2025-12-03');
    asked(`${DEPLOYER_SESSION}-b`, 's3:GetObject', '2025-12-02');
    expect((await report(Arn)).ServicesLastAccessed).toMatchObject([
      { ServiceNamespace: 's3', LastAuthenticatedEntity: entity, TotalAuthenticatedEntities: count },
    ]);
  });

  it(`takes users for themselves, and not for those whose names begin like theirs: ${GET_PAGE}`, async () => {
    put(user('lucy', { inlinePolicies: { all: policy('Allow', 's3:*') } }), user('lucy2'));
    asked(`${LUCY}2`, 's3:CreateBucket', '2025-12-01');
    expect((await report(LUCY)).ServicesLastAccessed).toMatchObject([{ TotalAuthenticatedEntities: 0 }]);
  });

  it(`tells of actions when it is asked for them, but not of iam:PassRole: ${GET_PAGE}`, async () => {
    put(user('lucy', { inlinePolicies: { all: policy('Allow', 'iam:*') } }));
    asked(LUCY, 'iam:ListUsers', '2025-12-01');
    asked(LUCY, 'iam:GetUser', '2025-12-02', { region: 'eu-west-1' });
    asked(LUCY, 'iam:PassRole', '2025-12-03');
    const details = await report(LUCY, 'ACTION_LEVEL');
    expect(details.JobType).toBe('ACTION_LEVEL');
    expect(details.ServicesLastAccessed[0]?.TrackedActionsLastAccessed).toEqual([
      {
        ActionName: 'GetUser',
        LastAccessedEntity: LUCY,
        LastAccessedTime: '2025-12-02T00:00:00.000Z',
        LastAccessedRegion: 'eu-west-1',
      },
      {
        ActionName: 'ListUsers',
        LastAccessedEntity: LUCY,
        LastAccessedTime: '2025-12-01T00:00:00.000Z',
        LastAccessedRegion: 'us-east-1',
      },
    ]);
    expect((await report(LUCY)).ServicesLastAccessed[0]).not.toHaveProperty('TrackedActionsLastAccessed');
  });

  it.each([
    ['those that an Allow names', [policy('Allow', ['sqs:SendMessage', 's3:Get*'])], ['s3', 'sqs']],
    ['none where nothing is allowed', [policy('Deny', 's3:*')], []],
    ['not those that are denied altogether', [policy('Allow', ['s3:*', 'sqs:*']), policy('Deny', 'sqs:*')], ['s3']],
    [
      'those that are denied here and there',
      [policy('Allow', ['s3:*', 'sqs:*']), policy('Deny', 'sqs:*', { Resource: 'arn:aws:sqs:us-east-1:*:orders' })],
      ['s3', 'sqs'],
    ],
    [
      'those that are denied under a condition',
      [policy('Allow', 's3:*'), policy('Deny', 's3:*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
      ['s3'],
    ],
  ])(`lists the services that permissions policies give access to: %s: ${GET_PAGE}`, async (_, documents, expected) => {
    const inlinePolicies = Object.fromEntries(documents.map((document, index) => [`policy-${index}`, document]));
    put(user('lucy', { inlinePolicies }));
    expect(await namespaces(LUCY)).toEqual(expected);
  });

  it(`lists every service for an administrator, in the order of their namespaces: ${GET_PAGE}`, async () => {
    put(user('lucy', { inlinePolicies: { all: policy('Allow', '*') } }));
    const all = await namespaces(LUCY);
    expect(all.length).toBeGreaterThan(300);
    expect(all).toEqual(all.toSorted((left, right) => (left < right ? -1 : 1)));
  });

  it(`does not ask permissions boundaries: ${GET_PAGE}`, async () => {
    put(
      managedPolicy('limit', policy('Allow', 'sqs:*')),
      user('lucy', { inlinePolicies: { all: policy('Allow', 's3:*') }, permissionsBoundary: policyArn('limit') }),
    );
    expect(await namespaces(LUCY)).toEqual(['s3']);
  });

  it(`tells what was so when the report was made: ${GENERATE_PAGE}`, async () => {
    put(user('lucy', { inlinePolicies: { all: policy('Allow', 's3:*') } }));
    const { JobId } = await aws.perform('iam:GenerateServiceLastAccessedDetails', { Arn: LUCY });
    asked(LUCY, 's3:CreateBucket', '2026-01-01');
    const { ServicesLastAccessed } = await aws.perform('iam:GetServiceLastAccessedDetails', { JobId });
    expect(ServicesLastAccessed).toMatchObject([{ TotalAuthenticatedEntities: 0 }]);
  });

  it(`gives a report to whoever asked for it, and to nobody else: ${GENERATE_PAGE}`, async () => {
    put(user('lucy'), role('deployer'));
    const { JobId } = await aws.perform('iam:GenerateServiceLastAccessedDetails', { Arn: LUCY }, { as: ROLE_SESSION });
    expect(JobId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(await aws.perform('iam:GetServiceLastAccessedDetails', { JobId }, { as: OTHER_SESSION })).toMatchObject({
      JobStatus: 'COMPLETED',
    });
    expect(await aws.refusal('iam:GetServiceLastAccessedDetails', { JobId }, { as: userActor('lucy') })).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `Job ${JobId} was not found.`,
    });
  });

  it(`gives a long report in pages: ${GET_PAGE}`, async () => {
    put(user('lucy', { inlinePolicies: { all: policy('Allow', ['s3:*', 'sns:*', 'sqs:*']) } }));
    const { JobId } = await aws.perform('iam:GenerateServiceLastAccessedDetails', { Arn: LUCY });
    const first = await aws.perform('iam:GetServiceLastAccessedDetails', { JobId, MaxItems: 2 });
    const { Marker } = first;
    const second = await aws.perform('iam:GetServiceLastAccessedDetails', { JobId, MaxItems: 2, Marker });
    expect(first.IsTruncated).toBe(true);
    expect(second).toMatchObject({ IsTruncated: false, ServicesLastAccessed: [{ ServiceNamespace: 'sqs' }] });
  });

  it.each([
    ['a user who is not there', LUCY, 'NoSuchEntity'],
    ['a policy that is not there', policyArn('none'), 'NoSuchEntity'],
    ['what is neither an identity nor a policy', `arn:aws:iam::${ACCOUNT_ID}:mfa/phone`, 'InvalidInput'],
  ])(`makes no report about %s: ${GENERATE_PAGE}`, async (_, Arn, code) => {
    expect(await aws.refusal('iam:GenerateServiceLastAccessedDetails', { Arn })).toMatchObject({ code });
  });
});

describe('GetServiceLastAccessedDetailsWithEntities', () => {
  it(`lists who could have used the policies of a group, the last who did first: ${ENTITIES_PAGE}`, async () => {
    put(
      group('developers', { inlinePolicies: { all: policy('Allow', 's3:*') } }),
      user('anna', { groups: ['developers'], userId: 'AIDAIOSFODNN7ANNA' }),
      user('bob', { groups: ['developers'], userId: 'AIDAIOSFODNN7BOB' }),
      user('lucy', { groups: ['developers'], path: '/shop/', userId: 'AIDAIOSFODNN7LUCY' }),
    );
    asked(BOB, 's3:ListBucket', '2025-12-01');
    asked(LUCY, 's3:ListBucket', '2025-12-02');
    asked(LUCY, 'sqs:ListQueues', '2025-12-03');
    const { JobId } = await aws.perform('iam:GenerateServiceLastAccessedDetails', { Arn: DEVELOPERS });
    const input = { JobId, ServiceNamespace: 's3' };
    const { EntityDetailsList } = await aws.perform('iam:GetServiceLastAccessedDetailsWithEntities', input);
    expect(EntityDetailsList[0]).toEqual({
      EntityInfo: { Arn: LUCY, Name: 'lucy', Type: 'USER', Id: 'AIDAIOSFODNN7LUCY', Path: '/shop/' },
      LastAuthenticated: '2025-12-02T00:00:00.000Z',
    });
    expect(EntityDetailsList.map(({ EntityInfo, LastAuthenticated }) => [EntityInfo.Name, LastAuthenticated])).toEqual([
      ['lucy', '2025-12-02T00:00:00.000Z'],
      ['bob', '2025-12-01T00:00:00.000Z'],
      ['anna', undefined],
    ]);
  });

  it(`refuses a service that the report does not have: ${ENTITIES_PAGE}`, async () => {
    put(user('lucy'));
    const { JobId } = await aws.perform('iam:GenerateServiceLastAccessedDetails', { Arn: LUCY });
    expect(
      await aws.refusal('iam:GetServiceLastAccessedDetailsWithEntities', { JobId, ServiceNamespace: 's3' }),
    ).toEqual({ code: 'InvalidInput', status: 400, message: 'The report has no service s3.' });
  });
});

describe('ListPoliciesGrantingServiceAccess', () => {
  beforeEach(() => {
    put(
      managedPolicy('storage', policy('Allow', 's3:*')),
      group('developers', {
        attachedPolicies: [policyArn('storage')],
        inlinePolicies: { queues: policy('Allow', 'sqs:*') },
      }),
      user('lucy', {
        groups: ['developers'],
        attachedPolicies: [policyArn('storage')],
        inlinePolicies: { mine: policy('Allow', '*'), none: policy('Deny', '*') },
      }),
      role('deployer', { inlinePolicies: { deploy: policy('Allow', 's3:PutObject') } }),
    );
  });

  const STORAGE = { PolicyName: 'storage', PolicyType: 'MANAGED', PolicyArn: policyArn('storage') };
  it.each([
    ['of a user and of its groups, each once', LUCY, 's3', [inline('mine', 'USER', 'lucy'), STORAGE]],
    ['of a group alone', DEVELOPERS, 'sqs', [inline('queues', 'GROUP', 'developers')]],
    ['of a role', DEPLOYER, 's3', [inline('deploy', 'ROLE', 'deployer')]],
    ['of which there may be none', DEPLOYER, 'sqs', []],
  ])(`lists the policies %s: ${GRANTING_PAGE}`, async (_, Arn, namespace, Policies) => {
    const input = { Arn, ServiceNamespaces: [namespace] };
    expect(await aws.perform('iam:ListPoliciesGrantingServiceAccess', input)).toEqual({
      PoliciesGrantingServiceAccess: [{ ServiceNamespace: namespace, Policies }],
      IsTruncated: false,
    });
  });
});

describe('GetOrganizationsAccessReport', () => {
  const ROOT_PATH = 'o-a1b2c3d4e5/r-ab12';
  const UNIT_PATH = `${ROOT_PATH}/ou-ab12-shops`;
  const ACCOUNT_PATH = `${UNIT_PATH}/${ACCOUNT_ID}`;
  const asManagement = { accountId: MANAGEMENT_ACCOUNT_ID };
  const onlyStorage = organizationPolicy('only_storage', 'SERVICE_CONTROL_POLICY', {
    Effect: 'Allow',
    Action: ['s3:*', 'sqs:*'],
    Resource: '*',
  });

  beforeEach(() => {
    put(
      organization(),
      organizationRoot(),
      organizationalUnit('shops', { attachedPolicies: [onlyStorage.arn] }),
      organizationalUnit('empty'),
      onlyStorage,
      organizationAccount(MANAGEMENT_ACCOUNT_ID),
      organizationAccount(ACCOUNT_ID, { parentId: 'ou-ab12-shops' }),
      organizationAccount(OTHER_ACCOUNT_ID),
    );
    asked(LUCY, 's3:CreateBucket', '2025-12-01');
    asked(`arn:aws:iam::${OTHER_ACCOUNT_ID}:root`, 's3:ListBucket', '2025-12-03', { region: 'eu-west-1' });
    asked(`arn:aws:iam::${MANAGEMENT_ACCOUNT_ID}:user/boss`, 's3:ListBucket', '2025-12-05');
  });

  async function organizationReport(parameters: Readonly<Record<string, unknown>>, reading: object = {}) {
    const { JobId } = await aws.perform('iam:GenerateOrganizationsAccessReport', parameters, asManagement);
    return aws.perform('iam:GetOrganizationsAccessReport', { JobId, MaxItems: 1000, ...reading }, asManagement);
  }

  it(`tells of the accounts of a unit and the services that its policies allow: ${ORGANIZATION_REPORT_PAGE}`, async () => {
    expect(await organizationReport({ EntityPath: UNIT_PATH })).toEqual({
      JobStatus: 'COMPLETED',
      JobCreationDate: '2026-01-02T03:04:05.000Z',
      JobCompletionDate: '2026-01-02T03:04:05.000Z',
      NumberOfServicesAccessible: 2,
      NumberOfServicesNotAccessed: 1,
      IsTruncated: false,
      AccessDetails: [
        {
          ServiceName: 'Amazon S3',
          ServiceNamespace: 's3',
          Region: 'us-east-1',
          EntityPath: ACCOUNT_PATH,
          LastAuthenticatedTime: '2025-12-01T00:00:00.000Z',
          TotalAuthenticatedEntities: 1,
        },
        { ServiceName: 'Amazon SQS', ServiceNamespace: 'sqs', TotalAuthenticatedEntities: 0 },
      ],
    });
  });

  it.each([
    [
      'the root: all accounts but the management account',
      { EntityPath: ROOT_PATH },
      `${ROOT_PATH}/${OTHER_ACCOUNT_ID}`,
      2,
    ],
    ['an account', { EntityPath: ACCOUNT_PATH }, ACCOUNT_PATH, 1],
    [
      'the management account: itself, whichever policy is named',
      { EntityPath: `${ROOT_PATH}/${MANAGEMENT_ACCOUNT_ID}`, OrganizationsPolicyId: 'p-storage0' },
      `${ROOT_PATH}/${MANAGEMENT_ACCOUNT_ID}`,
      1,
    ],
    [
      'a policy: the accounts that it applies to',
      { EntityPath: ROOT_PATH, OrganizationsPolicyId: onlyStorage.id },
      ACCOUNT_PATH,
      1,
    ],
  ])(`reports, of %s: ${ORGANIZATION_PAGE}`, async (_, parameters, entityPath, count) => {
    const { AccessDetails = [] } = await organizationReport(parameters);
    expect(AccessDetails.find(({ ServiceNamespace }) => ServiceNamespace === 's3')).toMatchObject({
      EntityPath: entityPath,
      TotalAuthenticatedEntities: count,
    });
  });

  it(`lists all services where no policy limits: ${ORGANIZATION_PAGE}`, async () => {
    const { NumberOfServicesAccessible } = await organizationReport({ EntityPath: `${ROOT_PATH}/ou-ab12-empty` });
    expect(NumberOfServicesAccessible).toBeGreaterThan(300);
  });

  it.each([
    ['SERVICE_NAMESPACE_ASCENDING', ['s3', 'sqs']],
    ['SERVICE_NAMESPACE_DESCENDING', ['sqs', 's3']],
    ['LAST_AUTHENTICATED_TIME_ASCENDING', ['sqs', 's3']],
    ['LAST_AUTHENTICATED_TIME_DESCENDING', ['s3', 'sqs']],
  ])(`sorts by %s: ${ORGANIZATION_REPORT_PAGE}`, async (SortKey, order) => {
    const { AccessDetails = [] } = await organizationReport({ EntityPath: UNIT_PATH }, { SortKey });
    expect(AccessDetails.map(({ ServiceNamespace }) => ServiceNamespace)).toEqual(order);
  });

  it.each([
    ['an entity that is not there', { EntityPath: `${ROOT_PATH}/ou-ab12-nowhere` }, 'NoSuchEntity'],
    ['an entity that is somewhere else', { EntityPath: `${ROOT_PATH}/${ACCOUNT_ID}` }, 'NoSuchEntity'],
    ['a policy that is not there', { EntityPath: ROOT_PATH, OrganizationsPolicyId: 'p-nothing00' }, 'NoSuchEntity'],
  ])(`fails the job for %s: ${ORGANIZATION_REPORT_PAGE}`, async (_, parameters, Code) => {
    expect(await organizationReport(parameters)).toMatchObject({ JobStatus: 'FAILED', ErrorDetails: { Code } });
  });

  it(`fails the job while service control policies are not enabled: ${ORGANIZATION_PAGE}`, async () => {
    put(organizationRoot({ policyTypes: [] }));
    expect(await organizationReport({ EntityPath: ROOT_PATH })).toMatchObject({ JobStatus: 'FAILED' });
  });

  it(`is for the management account alone: ${ORGANIZATION_PAGE}`, async () => {
    expect(await aws.refusal('iam:GenerateOrganizationsAccessReport', { EntityPath: ROOT_PATH })).toMatchObject({
      code: 'AccessDenied',
      status: 403,
    });
  });

  it(`asks for permission on the entity, and tells which policy: ${ORGANIZATION_PAGE}`, () => {
    const input = { EntityPath: UNIT_PATH, OrganizationsPolicyId: 'p-storage0' };
    expect(aws.authorize('iam:GenerateOrganizationsAccessReport', input, asManagement)).toEqual([
      {
        action: 'iam:GenerateOrganizationsAccessReport',
        resource: `arn:aws:iam::${MANAGEMENT_ACCOUNT_ID}:access-report/${UNIT_PATH}`,
        context: { 'iam:OrganizationsPolicyId': 'p-storage0' },
      },
    ]);
  });
});
