import { describe, expect, it } from 'vitest';
import {
  ACCOUNT,
  ALLOW_ALL,
  ALLOW_EC2,
  ALLOW_S3,
  type Asked,
  DENY_S3,
  FEDERATED,
  type Given,
  GUIDE,
  LUCY,
  OTHER_ACCOUNT,
  ROLE,
  ROOT,
  SESSION,
  decideFor,
} from './scenario.ts';

type Expected = 'Allowed' | 'ImplicitlyDenied' | 'ExplicitlyDenied';
type Case = readonly [name: string, asked: Asked, given: Given, expected: Expected];

function table(cases: readonly Case[]): void {
  it.each(cases)('%s', (_name, asked, given, expected) => {
    expect(decideFor(asked, given)).toBe(expected);
  });
}

/** Allows reading everything, to whom it says. */
function grant(principal: unknown, more: object = {}): Record<string, unknown> {
  return { Effect: 'Allow', Principal: principal, Action: 's3:GetObject', Resource: '*', ...more };
}

/** Allows every action on every resource, but for what is said otherwise. */
function allow(element: object): Given {
  const everywhere = 'NotResource' in element ? {} : { Resource: '*' };
  const everything = 'NotAction' in element ? {} : { Action: '*' };
  return { identity: { Effect: 'Allow', ...everything, ...everywhere, ...element } };
}

/** A trust policy for whom it says. */
function trust(principal: unknown): Record<string, unknown> {
  return { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' };
}

/** A key policy for whom it says. */
function keyPolicy(principal: unknown): Record<string, unknown> {
  return { Effect: 'Allow', Principal: principal, Action: 'kms:*', Resource: '*' };
}

const STRANGER: Asked = { principal: `arn:aws:iam::${OTHER_ACCOUNT}:user/bob` };
const STRANGER_ARN = `arn:aws:iam::${OTHER_ACCOUNT}:user/bob`;

describe(`default deny and explicit deny (${GUIDE}/reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html)`, () => {
  table([
    ['no policy denies', {}, {}, 'ImplicitlyDenied'],
    ['an allow allows', {}, { identity: ALLOW_S3 }, 'Allowed'],
    ['an allow of another service does not', {}, { identity: ALLOW_EC2 }, 'ImplicitlyDenied'],
    ['a deny overrides an allow', {}, { identity: [ALLOW_S3, DENY_S3] }, 'ExplicitlyDenied'],
    ['a deny alone is explicit', {}, { identity: DENY_S3 }, 'ExplicitlyDenied'],
    [
      'a deny whose condition fails does nothing',
      {},
      { identity: [ALLOW_S3, { ...DENY_S3, Condition: { Bool: { 'aws:x': 'true' } } }] },
      'Allowed',
    ],
    [
      'a deny on the resource overrides',
      {},
      { identity: ALLOW_S3, resource: { ...grant('*'), Effect: 'Deny' } },
      'ExplicitlyDenied',
    ],
    [
      'a deny in the boundary overrides',
      {},
      { identity: ALLOW_S3, boundary: [ALLOW_ALL, DENY_S3] },
      'ExplicitlyDenied',
    ],
    [
      'a deny in the session policy overrides',
      { principal: SESSION },
      { identity: ALLOW_S3, session: [ALLOW_ALL, DENY_S3] },
      'ExplicitlyDenied',
    ],
    ['a deny in an SCP overrides', {}, { identity: ALLOW_S3, scp: [[ALLOW_ALL, DENY_S3]] }, 'ExplicitlyDenied'],
    [
      'a deny in the VPC endpoint policy overrides',
      {},
      { identity: ALLOW_S3, vpcEndpoint: { ...DENY_S3, Principal: '*' } },
      'ExplicitlyDenied',
    ],
  ]);
});

describe(`Action and NotAction (${GUIDE}/reference_policies_elements_action.html, ${GUIDE}/reference_policies_elements_notaction.html)`, () => {
  table([
    ['are compared without regard to case', { action: 'S3:getobject' }, allow({ Action: 's3:GETObject' }), 'Allowed'],
    [
      'exactly, without wildcards',
      { action: 's3:GetObjectAcl' },
      allow({ Action: 's3:GetObject' }),
      'ImplicitlyDenied',
    ],
    ['with a star', { action: 's3:GetObjectAcl' }, allow({ Action: 's3:GetObject*' }), 'Allowed'],
    ['with a star in the middle', { action: 's3:GetObjectAcl' }, allow({ Action: 's3:*Acl' }), 'Allowed'],
    ['with a question mark', { action: 's3:GetObject' }, allow({ Action: 's3:?etObject' }), 'Allowed'],
    ['in a list', {}, allow({ Action: ['ec2:*', 's3:GetObject'] }), 'Allowed'],
    ['everything', {}, allow({ Action: '*' }), 'Allowed'],
    ['everything of every service', {}, allow({ Action: '*:*' }), 'Allowed'],
    [
      'a service whose prefix is only alike',
      { action: 's3express:CreateSession' },
      allow({ Action: 's3:*' }),
      'ImplicitlyDenied',
    ],
    ['NotAction takes what is not listed', {}, allow({ NotAction: 'iam:*' }), 'Allowed'],
    ['NotAction leaves out what is listed', {}, allow({ NotAction: ['iam:*', 's3:Get*'] }), 'ImplicitlyDenied'],
    [
      'NotAction with Deny spares what is listed',
      {},
      { identity: [ALLOW_ALL, { Effect: 'Deny', NotAction: 's3:*', Resource: '*' }] },
      'Allowed',
    ],
    [
      'NotAction with Deny denies the rest',
      { action: 'ec2:RunInstances' },
      { identity: [ALLOW_ALL, { Effect: 'Deny', NotAction: 's3:*', Resource: '*' }] },
      'ExplicitlyDenied',
    ],
  ]);
});

describe(`Resource and NotResource (${GUIDE}/reference_policies_elements_resource.html, ${GUIDE}/reference_policies_elements_notresource.html)`, () => {
  table([
    [
      'an ARN alone',
      { action: 's3:ListBucket', resource: 'arn:aws:s3:::shop' },
      allow({ Resource: 'arn:aws:s3:::shop' }),
      'Allowed',
    ],
    ['a bucket is not its objects', {}, allow({ Resource: 'arn:aws:s3:::shop' }), 'ImplicitlyDenied'],
    [
      'objects are not the bucket',
      { resource: 'arn:aws:s3:::shop' },
      allow({ Resource: 'arn:aws:s3:::shop/*' }),
      'ImplicitlyDenied',
    ],
    ['one of a list', {}, allow({ Resource: ['arn:aws:s3:::other/*', 'arn:aws:s3:::shop/*'] }), 'Allowed'],
    [
      'an action without resource needs a star',
      { resource: '*', action: 's3:ListAllMyBuckets' },
      allow({ Resource: 'arn:aws:s3:::*' }),
      'ImplicitlyDenied',
    ],
    ['and a star gives it', { resource: '*', action: 's3:ListAllMyBuckets' }, allow({ Resource: '*' }), 'Allowed'],
    ['with regard to case', {}, allow({ Resource: 'arn:aws:s3:::Shop/*' }), 'ImplicitlyDenied'],
    ['NotResource takes what is not listed', {}, allow({ NotResource: 'arn:aws:s3:::secret/*' }), 'Allowed'],
    ['NotResource leaves out what is listed', {}, allow({ NotResource: 'arn:aws:s3:::shop/*' }), 'ImplicitlyDenied'],
  ]);
});

describe(`same account (${GUIDE}/reference_policies_evaluation-logic_policy-eval-basics.html)`, () => {
  table([
    ['the resource policy alone suffices', {}, { resource: grant({ AWS: LUCY }) }, 'Allowed'],
    ['the identity policy alone suffices', {}, { identity: ALLOW_S3, resource: grant({ AWS: ROLE }) }, 'Allowed'],
    [
      'a policy that names the account leaves it to the account',
      {},
      { resource: grant({ AWS: ACCOUNT }) },
      'ImplicitlyDenied',
    ],
    ['as does one that names its root', {}, { resource: grant({ AWS: ROOT }) }, 'ImplicitlyDenied'],
    ['which then allows', {}, { identity: ALLOW_S3, resource: grant({ AWS: ROOT }) }, 'Allowed'],
    ['everybody is everybody', {}, { resource: grant('*') }, 'Allowed'],
    ['the root user may do everything', { principal: ROOT }, {}, 'Allowed'],
    [
      'unless the resource denies',
      { principal: ROOT },
      { resource: { ...grant('*'), Effect: 'Deny' } },
      'ExplicitlyDenied',
    ],
  ]);
});

describe(`permissions boundaries (${GUIDE}/access_policies_boundaries.html)`, () => {
  table([
    ['what both allow is allowed', {}, { identity: ALLOW_S3, boundary: ALLOW_ALL }, 'Allowed'],
    ['a boundary gives nothing by itself', {}, { boundary: ALLOW_ALL }, 'ImplicitlyDenied'],
    ['a boundary limits', {}, { identity: ALLOW_S3, boundary: ALLOW_EC2 }, 'ImplicitlyDenied'],
    [
      'a user ARN on the resource is not limited by it',
      {},
      { resource: grant({ AWS: LUCY }), boundary: ALLOW_EC2 },
      'Allowed',
    ],
    [
      'a role ARN on the resource is',
      { principal: SESSION },
      { resource: grant({ AWS: ROLE }), boundary: ALLOW_EC2 },
      'ImplicitlyDenied',
    ],
    [
      'but not by a missing identity allow',
      { principal: SESSION },
      { resource: grant({ AWS: ROLE }), boundary: ALLOW_S3 },
      'Allowed',
    ],
    [
      'a session ARN on the resource is not',
      { principal: SESSION },
      { resource: grant({ AWS: SESSION }), boundary: ALLOW_EC2 },
      'Allowed',
    ],
    [
      'nor everybody with aws:PrincipalArn',
      { principal: SESSION },
      { resource: grant('*', { Condition: { ArnEquals: { 'aws:PrincipalArn': ROLE } } }), boundary: ALLOW_EC2 },
      'Allowed',
    ],
    [
      'an explicit deny in it always counts',
      {},
      { resource: grant({ AWS: LUCY }), boundary: DENY_S3 },
      'ExplicitlyDenied',
    ],
    [
      'NotPrincipal with Deny denies whoever has one',
      {},
      {
        identity: ALLOW_S3,
        boundary: ALLOW_ALL,
        resource: { Effect: 'Deny', NotPrincipal: { AWS: [LUCY, ROOT] }, Action: 's3:*', Resource: '*' },
      },
      'ExplicitlyDenied',
    ],
    [
      'and spares who is named and has none',
      {},
      {
        identity: ALLOW_S3,
        resource: { Effect: 'Deny', NotPrincipal: { AWS: [LUCY, ROOT] }, Action: 's3:*', Resource: '*' },
      },
      'Allowed',
    ],
  ]);
});

describe(`session policies (${GUIDE}/access_policies.html#policies_session)`, () => {
  table([
    ['what both allow is allowed', { principal: SESSION }, { identity: ALLOW_ALL, session: ALLOW_S3 }, 'Allowed'],
    [
      'a session policy limits',
      { principal: SESSION },
      { identity: ALLOW_ALL, session: ALLOW_EC2 },
      'ImplicitlyDenied',
    ],
    ['it gives nothing by itself', { principal: SESSION }, { session: ALLOW_ALL }, 'ImplicitlyDenied'],
    [
      'a role ARN on the resource is limited by it',
      { principal: SESSION },
      { resource: grant({ AWS: ROLE }), session: ALLOW_EC2 },
      'ImplicitlyDenied',
    ],
    [
      'a session ARN on the resource is not',
      { principal: SESSION },
      { resource: grant({ AWS: SESSION }), session: ALLOW_EC2 },
      'Allowed',
    ],
    [
      'one of several suffices',
      { principal: SESSION },
      { identity: ALLOW_ALL, session: [ALLOW_EC2, ALLOW_S3] },
      'Allowed',
    ],
    [
      'a federated user without one may do nothing',
      { principal: FEDERATED },
      { identity: ALLOW_ALL },
      'ImplicitlyDenied',
    ],
    [
      'a federated user with one may do what both allow',
      { principal: FEDERATED },
      { identity: ALLOW_ALL, session: ALLOW_S3 },
      'Allowed',
    ],
    [
      'a federated user whom the resource names may without one',
      { principal: FEDERATED },
      { resource: grant({ AWS: FEDERATED }) },
      'Allowed',
    ],
  ]);
});

describe('service control policies (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html)', () => {
  table([
    ['must allow at every level', {}, { identity: ALLOW_S3, scp: [[ALLOW_ALL], [ALLOW_S3]] }, 'Allowed'],
    [
      'one level that does not allow, denies',
      {},
      { identity: ALLOW_S3, scp: [[ALLOW_ALL], [ALLOW_EC2]] },
      'ImplicitlyDenied',
    ],
    ['an empty level allows nothing', {}, { identity: ALLOW_S3, scp: [[ALLOW_ALL], []] }, 'ImplicitlyDenied'],
    ['give nothing by themselves', {}, { scp: [[ALLOW_ALL]] }, 'ImplicitlyDenied'],
    ['bind the root user of a member account', { principal: ROOT }, { scp: [[ALLOW_EC2]] }, 'ImplicitlyDenied'],
    ['limit what the resource grants', {}, { resource: grant({ AWS: LUCY }), scp: [[ALLOW_EC2]] }, 'ImplicitlyDenied'],
    [
      'do not bind services',
      { principal: 'lambda.amazonaws.com' },
      { resource: grant({ Service: 'lambda.amazonaws.com' }), scp: [[DENY_S3]] },
      'Allowed',
    ],
    ['do not bind nobody', { principal: '*' }, { resource: grant('*'), scp: [[DENY_S3]] }, 'Allowed'],
  ]);
});

describe('resource control policies (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html)', () => {
  const denyAll = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };
  const exceptOwn = {
    ...denyAll,
    Condition: {
      StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' },
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    },
  };
  table([
    ['deny', {}, { identity: ALLOW_S3, rcp: [[denyAll]] }, 'ExplicitlyDenied'],
    [
      'need no allow of their own, since RCPFullAWSAccess cannot be detached',
      {},
      { identity: ALLOW_S3, rcp: [[]] },
      'Allowed',
    ],
    ['bind nobody', { principal: '*' }, { resource: grant('*'), rcp: [[denyAll]] }, 'ExplicitlyDenied'],
    [
      'spare the organization',
      { context: { 'aws:PrincipalOrgID': 'o-1' } },
      { identity: ALLOW_S3, rcp: [[exceptOwn]] },
      'Allowed',
    ],
    [
      'spare services that a condition excepts',
      { principal: 'lambda.amazonaws.com' },
      { resource: grant({ Service: 'lambda.amazonaws.com' }), rcp: [[exceptOwn]] },
      'Allowed',
    ],
    [
      'turn strangers away',
      { context: { 'aws:PrincipalOrgID': 'o-2' } },
      { identity: ALLOW_S3, rcp: [[exceptOwn]] },
      'ExplicitlyDenied',
    ],
  ]);
});

describe('VPC endpoint policies (https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html)', () => {
  table([
    ['let through what they allow', {}, { identity: ALLOW_S3, vpcEndpoint: grant('*') }, 'Allowed'],
    [
      'stop what they do not',
      { action: 's3:PutObject' },
      { identity: ALLOW_S3, vpcEndpoint: grant('*') },
      'ImplicitlyDenied',
    ],
    ['give nothing by themselves', {}, { vpcEndpoint: grant('*') }, 'ImplicitlyDenied'],
  ]);
});

describe(`across accounts (${GUIDE}/reference_policies_evaluation-logic-cross-account.html)`, () => {
  const named = grant({ AWS: STRANGER_ARN });
  const abroad: Asked = { ...STRANGER, resourceAccountId: ACCOUNT };
  table([
    ['both sides suffice', abroad, { identity: ALLOW_S3, resource: named }, 'Allowed'],
    ['the resource alone does not', abroad, { resource: named }, 'ImplicitlyDenied'],
    ['the identity alone does not', abroad, { identity: ALLOW_S3 }, 'ImplicitlyDenied'],
    ['the account may be named', abroad, { identity: ALLOW_S3, resource: grant({ AWS: OTHER_ACCOUNT }) }, 'Allowed'],
    ['another account may not', abroad, { identity: ALLOW_S3, resource: grant({ AWS: ACCOUNT }) }, 'ImplicitlyDenied'],
    ['everybody is not enough without the own account', abroad, { resource: grant('*') }, 'ImplicitlyDenied'],
    ['a boundary limits', abroad, { identity: ALLOW_S3, resource: named, boundary: ALLOW_EC2 }, 'ImplicitlyDenied'],
    [
      'a role named by its session needs its identity policy too',
      { principal: SESSION, resourceAccountId: OTHER_ACCOUNT },
      { resource: grant({ AWS: SESSION }) },
      'ImplicitlyDenied',
    ],
    [
      "another account's root needs the resource",
      { principal: ROOT, resourceAccountId: OTHER_ACCOUNT },
      {},
      'ImplicitlyDenied',
    ],
    [
      'and then may',
      { principal: ROOT, resourceAccountId: OTHER_ACCOUNT },
      { resource: grant({ AWS: ACCOUNT }) },
      'Allowed',
    ],
  ]);
});

describe(`services and nobody (${GUIDE}/reference_policies_elements_principal.html)`, () => {
  table([
    ['nobody may what the resource gives to everybody', { principal: '*' }, { resource: grant('*') }, 'Allowed'],
    ['in either spelling', { principal: '*' }, { resource: grant({ AWS: '*' }) }, 'Allowed'],
    [
      'nobody may nothing otherwise',
      { principal: '*' },
      { identity: ALLOW_ALL, resource: grant({ AWS: ACCOUNT }) },
      'ImplicitlyDenied',
    ],
    [
      'a service may what the resource gives it',
      { principal: 'lambda.amazonaws.com' },
      { resource: grant({ Service: 'lambda.amazonaws.com' }) },
      'Allowed',
    ],
    [
      'and not what it gives another',
      { principal: 'lambda.amazonaws.com' },
      { resource: grant({ Service: 'sns.amazonaws.com' }) },
      'ImplicitlyDenied',
    ],
  ]);
});

describe(`role trust policies (${GUIDE}/reference_policies_evaluation-logic_policy-eval-denyallow.html)`, () => {
  const assume: Asked = { action: 'sts:AssumeRole', resource: ROLE };
  const mayAssume = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' };
  table([
    ['one that names the user suffices', assume, { trust: trust({ AWS: LUCY }) }, 'Allowed'],
    ['one that names the account does not', assume, { trust: trust({ AWS: ROOT }) }, 'ImplicitlyDenied'],
    ['but does with an identity policy', assume, { identity: mayAssume, trust: trust({ AWS: ROOT }) }, 'Allowed'],
    [
      'an identity policy alone does not suffice',
      assume,
      { identity: ALLOW_ALL, trust: trust({ AWS: STRANGER_ARN }) },
      'ImplicitlyDenied',
    ],
    [
      'across accounts both are needed',
      { ...assume, ...STRANGER, resourceAccountId: ACCOUNT },
      { trust: trust({ AWS: STRANGER_ARN }) },
      'ImplicitlyDenied',
    ],
    [
      'and suffice',
      { ...assume, ...STRANGER, resourceAccountId: ACCOUNT },
      { identity: mayAssume, trust: trust({ AWS: STRANGER_ARN }) },
      'Allowed',
    ],
    [
      'a service is let in by name',
      { ...assume, principal: 'ec2.amazonaws.com' },
      { trust: trust({ Service: 'ec2.amazonaws.com' }) },
      'Allowed',
    ],
    [
      'the condition counts',
      assume,
      { trust: { ...trust({ AWS: LUCY }), Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } } },
      'ImplicitlyDenied',
    ],
  ]);
});

describe('KMS keys (https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html)', () => {
  const key: Asked = { action: 'kms:Decrypt', resource: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234` };
  table([
    [
      'IAM policies count when the key policy delegates',
      key,
      { identity: ALLOW_ALL, resource: keyPolicy({ AWS: ROOT }) },
      'Allowed',
    ],
    [
      'and do not when it does not',
      key,
      { identity: ALLOW_ALL, resource: keyPolicy({ AWS: ROLE }) },
      'ImplicitlyDenied',
    ],
    ['the key policy may name the user', key, { resource: keyPolicy({ AWS: LUCY }) }, 'Allowed'],
    ['delegating gives nobody anything by itself', key, { resource: keyPolicy({ AWS: ROOT }) }, 'ImplicitlyDenied'],
    [
      'listing keys is no matter of a key policy',
      { action: 'kms:ListKeys', resource: '*' },
      { identity: ALLOW_ALL },
      'Allowed',
    ],
  ]);
});
