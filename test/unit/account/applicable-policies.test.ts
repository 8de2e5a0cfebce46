import { describe, expect, test } from 'vitest';
import { createApplicablePolicies, type RequestOrigin } from '../../../src-main/account/applicable-policies.ts';
import { createModel } from '../../../src-main/account/in-memory-model.ts';
import { accountDocument } from '../../../src-main/account/new-account.ts';
import { openAwsManagedPolicies } from '../../../src-main/account/shipped-managed-policies.ts';
import { userPrincipal } from '../../../src-main/account/user-principal.ts';
import { decide } from '../../../src-main/authorization/decide.ts';
import type { PolicySet } from '../../../src-main/authorization/policy-set.ts';
import { contextOfPrincipal } from '../../../src-main/authorization/principal-context.ts';
import type { AuthorizationRequest } from '../../../src-main/authorization/request.ts';
import { resourceOf } from '../../../src-main/request/resource-of.ts';
import type { ModelDocument, ResourceDocument } from '../../../src-shared/model/documents.ts';
import type { Principal } from '../../../src-shared/principal.ts';
import {
  ACCOUNT_ID,
  iamArn,
  managedPolicy,
  policyArn,
  resource,
  role,
  user,
} from '../../fixtures/account-documents.ts';
import { fixedClock } from '../../fixtures/fixed-tools.ts';
import {
  MANAGEMENT_ACCOUNT_ID,
  organization,
  organizationAccount,
  organizationalUnit,
  organizationPolicy,
  organizationRoot,
  withPolicies,
} from '../../fixtures/organization-documents.ts';
import { SERVICE_FACTS } from '../../fixtures/service-facts.ts';

const OUTSIDER_ACCOUNT_ID = '111122223333';
const ALLOW_ALL = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
});
const managedPolicies = openAwsManagedPolicies('out/data');

const admin = (accountId: string) =>
  user('lucy', { arn: iamArn('user/lucy', accountId), accountId, inlinePolicies: { all: ALLOW_ALL } });
const lucy = admin(ACCOUNT_ID);

/** A bucket that lets in whoever its owner, or another account, lets ask. */
function openBucket(accountId: string): ResourceDocument {
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: [ACCOUNT_ID, OUTSIDER_ACCOUNT_ID, MANAGEMENT_ACCOUNT_ID] },
      Action: 's3:*',
      Resource: ['arn:aws:s3:::shop', 'arn:aws:s3:::shop/*'],
    },
  });
  return resource('s3:bucket', 'shop', { accountId, policy });
}

interface Asked {
  readonly documents: readonly ModelDocument[];
  readonly principal?: Principal;
  readonly action?: string;
  readonly on?: string;
  readonly origin?: RequestOrigin;
}

/** What is asked for, and the policies that the model has for it. */
function weigh({ documents, principal = userPrincipal(lucy), action = 's3:GetObject', on, origin }: Asked): {
  readonly request: AuthorizationRequest;
  readonly policies: PolicySet;
} {
  const model = createModel(documents);
  const arn = on ?? 'arn:aws:s3:::shop/k';
  const known = resourceOf(model, arn);
  const resourceAccountId = known.accountId ?? ACCOUNT_ID;
  const policies = createApplicablePolicies(model, managedPolicies).of(
    principal,
    action,
    { ...known, accountId: resourceAccountId },
    origin,
  );
  const context = contextOfPrincipal(principal);
  return { request: { principal, action, resource: arn, resourceAccountId, context }, policies };
}

function decided(asked: Asked): string {
  const { request, policies } = weigh(asked);
  return decide(request, policies, SERVICE_FACTS);
}

/** The account of lucy in the unit Workloads, beside the management account. */
function members(root = organizationRoot(), workloads = organizationalUnit('Workloads')): ModelDocument[] {
  return [
    organization(),
    root,
    workloads,
    organizationAccount(MANAGEMENT_ACCOUNT_ID),
    organizationAccount(ACCOUNT_ID, { parentId: 'ou-ab12-workloads' }),
  ];
}

const denyS3 = organizationPolicy('NoS3', 'SERVICE_CONTROL_POLICY', { Effect: 'Deny', Action: 's3:*', Resource: '*' });
const guardAll = organizationPolicy('Guard', 'RESOURCE_CONTROL_POLICY', {
  Effect: 'Deny',
  Principal: '*',
  Action: ['s3:*', 'sns:*'],
  Resource: '*',
});

// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
describe('service control policies', () => {
  const underDenyingUnit = [...members(undefined, withPolicies(organizationalUnit('Workloads'), denyS3)), denyS3];

  test('let through what FullAWSAccess at every level allows', () => {
    expect(decided({ documents: [...members(), lucy] })).toBe('Allowed');
  });

  test('deny from a unit above the account', () => {
    expect(decided({ documents: [...underDenyingUnit, lucy] })).toBe('ExplicitlyDenied');
  });

  test('name where they are attached, as a person would', () => {
    const { policies } = weigh({ documents: [...underDenyingUnit, lucy] });
    expect(policies.scp?.map((level) => level.map(({ name, source }) => `${name} ${source}`))).toEqual([
      ["FullAWSAccess attached to the organization's root"],
      ['FullAWSAccess attached to OU Workloads', 'NoS3 attached to OU Workloads'],
      [`FullAWSAccess attached to account ${ACCOUNT_ID}`],
    ]);
  });

  test.each([
    ['the root', members(organizationRoot({ attachedPolicies: [] }))],
    ['a unit', members(undefined, organizationalUnit('Workloads', { attachedPolicies: [] }))],
    [
      'the account',
      members().map((document) =>
        document.type === 'organizationAccount' ? { ...document, attachedPolicies: [] } : document,
      ),
    ],
  ])('allow nothing once FullAWSAccess is detached from %s', (_, documents) => {
    expect(decided({ documents: [...documents, lucy] })).toBe('ImplicitlyDenied');
  });

  test('bind the root user of a member account', () => {
    const root: Principal = { kind: 'root', arn: iamArn('root'), accountId: ACCOUNT_ID };
    expect(decided({ documents: underDenyingUnit, principal: root })).toBe('ExplicitlyDenied');
  });

  test.each([
    ['the management account', MANAGEMENT_ACCOUNT_ID],
    ['an account outside the organization', OUTSIDER_ACCOUNT_ID],
  ])('do not bind %s', (_, accountId) => {
    const them = admin(accountId);
    const documents = [...members(withPolicies(organizationRoot(), denyS3)), denyS3, them, openBucket(accountId)];
    expect(decided({ documents, principal: userPrincipal(them) })).toBe('Allowed');
    expect(weigh({ documents, principal: userPrincipal(them) }).policies.scp).toBeUndefined();
  });

  test('are those of the account of the principal, not of the resource', () => {
    const outsider = admin(OUTSIDER_ACCOUNT_ID);
    const documents = [...underDenyingUnit, outsider, openBucket(ACCOUNT_ID)];
    expect(decided({ documents, principal: userPrincipal(outsider) })).toBe('Allowed');
  });

  test('take no part while their type is not enabled', () => {
    const root = organizationRoot({ policyTypes: ['RESOURCE_CONTROL_POLICY'], attachedPolicies: [denyS3.arn] });
    expect(weigh({ documents: [...members(root), denyS3, lucy] }).policies.scp).toBeUndefined();
  });

  test('do not affect a service-linked role', () => {
    const linked = role('AWSServiceRoleForSupport', {
      arn: iamArn('role/aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport'),
      path: '/aws-service-role/support.amazonaws.com/',
      inlinePolicies: { all: ALLOW_ALL },
    });
    const principal: Principal = {
      kind: 'roleSession',
      arn: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/AWSServiceRoleForSupport/s`,
      accountId: ACCOUNT_ID,
      roleArn: linked.arn,
      roleId: linked.roleId,
      sessionName: 's',
      tags: [],
      serviceLinked: true,
    };
    expect(decided({ documents: [...underDenyingUnit, linked], principal })).toBe('Allowed');
  });

  test('that are attached and not there are an error, never passed over', () => {
    const documents = [...members(withPolicies(organizationRoot(), denyS3)), lucy];
    expect(() => weigh({ documents })).toThrow(
      expect.objectContaining({ code: 'OrganizationIncomplete', place: expect.stringContaining('r-ab12') }),
    );
  });

  test('of a unit that is not there are an error, never passed over', () => {
    const documents = members().filter(({ type }) => type !== 'organizationalUnit');
    expect(() => weigh({ documents: [...documents, lucy] })).toThrow(
      expect.objectContaining({ code: 'OrganizationIncomplete' }),
    );
  });
});

// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
describe('resource control policies', () => {
  const outsider = admin(OUTSIDER_ACCOUNT_ID);
  const guarded = [...members(undefined, withPolicies(organizationalUnit('Workloads'), guardAll)), guardAll];

  test('have RCPFullAWSAccess at every level, whatever is attached', () => {
    const { policies } = weigh({ documents: [...members(), lucy, openBucket(ACCOUNT_ID)] });
    expect(policies.rcp?.map((level) => level.map(({ name }) => name))).toEqual([
      ['RCPFullAWSAccess'],
      ['RCPFullAWSAccess'],
      ['RCPFullAWSAccess'],
    ]);
  });

  test('bind whoever asks for a resource of the account, from outside the organization too', () => {
    const documents = [...guarded, outsider, openBucket(ACCOUNT_ID)];
    expect(decided({ documents, principal: userPrincipal(outsider) })).toBe('ExplicitlyDenied');
  });

  test("do not bind the account's principals on the resources of others", () => {
    const documents = [...guarded, lucy, openBucket(OUTSIDER_ACCOUNT_ID)];
    expect(decided({ documents })).toBe('Allowed');
  });

  test('do not bind the resources of the management account', () => {
    const documents = [
      ...members(withPolicies(organizationRoot(), guardAll)),
      guardAll,
      outsider,
      openBucket(MANAGEMENT_ACCOUNT_ID),
    ];
    expect(decided({ documents, principal: userPrincipal(outsider) })).toBe('Allowed');
  });

  test('do not reach a service that does not support them', () => {
    const topic = resource('sns:topic', 'orders', { arn: `arn:aws:sns:us-east-1:${ACCOUNT_ID}:orders` });
    const asked = { documents: [...guarded, lucy, topic], action: 'sns:Publish', on: topic.arn };
    expect(decided(asked)).toBe('Allowed');
    expect(SERVICE_FACTS.underResourceControlPolicies('sns')).toBe(false);
  });

  test('take no part while their type is not enabled', () => {
    const root = withPolicies(organizationRoot({ policyTypes: ['SERVICE_CONTROL_POLICY'] }), guardAll);
    expect(decided({ documents: [...members(root), guardAll, lucy] })).toBe('Allowed');
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
describe('session policies', () => {
  const worker = role('worker', { inlinePolicies: { all: ALLOW_ALL } });
  const principal: Principal = {
    kind: 'roleSession',
    arn: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/worker/monday`,
    accountId: ACCOUNT_ID,
    roleArn: worker.arn,
    roleId: worker.roleId,
    sessionName: 'monday',
    tags: [],
    serviceLinked: false,
  };
  const readS3 = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 's3:Get*', Resource: '*' },
  });

  test('limit nothing where none were passed', () => {
    expect(decided({ documents: [worker], principal, action: 's3:PutObject' })).toBe('Allowed');
  });

  test.each([
    ['passed as text', { policy: readS3, policyArns: [] }],
    ['passed by ARN', { policy: null, policyArns: [policyArn('read')] }],
  ])('limit the session when %s', (_, session) => {
    const documents = [worker, managedPolicy('read', readS3)];
    expect(decided({ documents, principal, origin: { session } })).toBe('Allowed');
    expect(decided({ documents, principal, action: 's3:PutObject', origin: { session } })).toBe('ImplicitlyDenied');
  });

  test('allow nothing once they are gone', () => {
    const origin = { session: { policy: null, policyArns: [policyArn('gone')] } };
    expect(decided({ documents: [worker], principal, origin })).toBe('ImplicitlyDenied');
  });

  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
  test('are what a federated user has any permissions by', () => {
    const federated: Principal = {
      kind: 'federatedUser',
      arn: `arn:aws:sts::${ACCOUNT_ID}:federated-user/carol`,
      accountId: ACCOUNT_ID,
      name: 'carol',
      userArn: lucy.arn,
      tags: [],
    };
    const origin = { session: { policy: readS3, policyArns: [] } };
    expect(decided({ documents: [lucy], principal: federated })).toBe('ImplicitlyDenied');
    expect(decided({ documents: [lucy], principal: federated, origin })).toBe('Allowed');
  });
});

// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
describe('the policy of a VPC endpoint', () => {
  const arn = `arn:aws:ec2:us-east-1:${ACCOUNT_ID}:vpc-endpoint/vpce-1a2b3c4d` as const;
  const onlyLogs = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: '*', Action: 'logs:*', Resource: '*' },
  });

  test('limits what comes through it', () => {
    const vpcEndpoint = resource('ec2:vpc-endpoint', 'vpce-1a2b3c4d', { arn, policy: onlyLogs });
    const asked = { documents: [lucy], origin: { vpcEndpoint } };
    expect(decided(asked)).toBe('ImplicitlyDenied');
    expect(weigh(asked).policies.vpcEndpoint?.map(({ source }) => source)).toEqual(['VPC endpoint vpce-1a2b3c4d']);
  });

  test('limits nothing where the endpoint has none of its own', () => {
    const vpcEndpoint = resource('ec2:vpc-endpoint', 'vpce-1a2b3c4d', { arn });
    expect(decided({ documents: [lucy], origin: { vpcEndpoint } })).toBe('Allowed');
  });
});

function letsChange(allowUsersToChangePassword: boolean): ModelDocument {
  return {
    ...accountDocument({ accountId: ACCOUNT_ID, name: 'Shop', rootEmail: null }, fixedClock),
    passwordPolicy: {
      minimumPasswordLength: 8,
      requireSymbols: false,
      requireNumbers: false,
      requireUppercaseCharacters: false,
      requireLowercaseCharacters: false,
      allowUsersToChangePassword,
      maxPasswordAge: null,
      passwordReusePrevention: null,
      hardExpiry: false,
    },
  };
}

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_PasswordPolicy.html (AllowUsersToChangePassword)
describe('the account password policy', () => {
  const mia = user('mia');
  const own = { action: 'iam:ChangePassword', on: mia.arn, principal: userPrincipal(mia) };

  test.each([
    ['lets users change their own password', own, 'Allowed'],
    ['lets them read it', { ...own, action: 'iam:GetAccountPasswordPolicy', on: '*' }, 'Allowed'],
    ['lets them change no password of others', { ...own, on: lucy.arn }, 'ImplicitlyDenied'],
    ['lets them do nothing else', { ...own, action: 'iam:UpdateLoginProfile' }, 'ImplicitlyDenied'],
  ])('%s where it says so', (_, asked, decision) => {
    expect(decided({ documents: [letsChange(true), mia, lucy], ...asked })).toBe(decision);
  });

  test('gives users nothing where it does not say so', () => {
    expect(decided({ documents: [letsChange(false), mia], ...own })).toBe('ImplicitlyDenied');
  });

  test('is outweighed by a deny', () => {
    const deny = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', Action: 'iam:ChangePassword', Resource: '*' },
    });
    const denied = { ...mia, inlinePolicies: { deny } };
    expect(decided({ documents: [letsChange(true), denied], ...own })).toBe('ExplicitlyDenied');
  });
});
