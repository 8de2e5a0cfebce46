import { describe, expect, it } from 'vitest';
import { decide } from '../../../../src-main/authorization/decide.ts';
import { SERVICE_FACTS } from '../../../fixtures/service-facts.ts';
import {
  ACCOUNT,
  ALLOW_ALL,
  ALLOW_EC2,
  ALLOW_S3,
  DENY_S3,
  FEDERATED,
  type Given,
  LUCY,
  OTHER_ACCOUNT,
  ROLE,
  ROOT,
  SESSION,
  type Statement,
  grant,
  policy,
  policySet,
  request,
  trust,
  verdicts,
} from '../scenario.ts';

const GUIDE = 'https://docs.aws.amazon.com/organizations/latest/userguide';
const SERVICE_LINKED = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;

describe(`service control policies (${GUIDE}/orgs_manage_policies_scps.html#scp-effects-on-permissions)`, () => {
  verdicts([
    ['give nothing by themselves', {}, { scp: [[ALLOW_ALL]] }, 'ImplicitlyDenied'],
    ['bind users', {}, { identity: ALLOW_ALL, scp: [[ALLOW_EC2]] }, 'ImplicitlyDenied'],
    ['bind sessions', { principal: SESSION }, { identity: ALLOW_ALL, scp: [[ALLOW_EC2]] }, 'ImplicitlyDenied'],
    [
      'bind federated users',
      { principal: FEDERATED },
      { identity: ALLOW_ALL, session: ALLOW_ALL, scp: [[ALLOW_EC2]] },
      'ImplicitlyDenied',
    ],
    ['bind the root user', { principal: ROOT }, { scp: [[ALLOW_EC2]] }, 'ImplicitlyDenied'],
    ['deny the root user', { principal: ROOT }, { scp: [[ALLOW_ALL, DENY_S3]] }, 'ExplicitlyDenied'],
    ['limit what the resource grants', {}, { resource: grant({ AWS: LUCY }), scp: [[ALLOW_EC2]] }, 'ImplicitlyDenied'],
    [
      'limit what the resource grants to everybody',
      {},
      { resource: grant('*'), scp: [[ALLOW_EC2]] },
      'ImplicitlyDenied',
    ],
    [
      'limit a session that the resource names by its ARN',
      { principal: SESSION },
      { resource: grant({ AWS: SESSION }), scp: [[ALLOW_EC2]] },
      'ImplicitlyDenied',
    ],
    [
      'bind a principal abroad too',
      { resourceAccountId: OTHER_ACCOUNT },
      { identity: ALLOW_S3, resource: grant({ AWS: LUCY }), scp: [[ALLOW_EC2]] },
      'ImplicitlyDenied',
    ],
    [
      'limit who may assume a role',
      { action: 'sts:AssumeRole', resource: ROLE },
      { trust: trust({ AWS: LUCY }), scp: [[ALLOW_S3]] },
      'ImplicitlyDenied',
    ],
    [
      'do not bind services',
      { principal: 'lambda.amazonaws.com' },
      { resource: grant({ Service: 'lambda.amazonaws.com' }), scp: [[DENY_S3]] },
      'Allowed',
    ],
    ['do not bind nobody', { principal: '*' }, { resource: grant('*'), scp: [[DENY_S3]] }, 'Allowed'],
    [
      'do not affect service-linked roles: a silent level',
      { principal: SERVICE_LINKED },
      { identity: ALLOW_ALL, scp: [[ALLOW_EC2]] },
      'Allowed',
    ],
    [
      'do not affect service-linked roles: a deny',
      { principal: SERVICE_LINKED },
      { identity: ALLOW_ALL, scp: [[ALLOW_ALL, DENY_S3]] },
      'Allowed',
    ],
    [
      'do not affect a session of one',
      { principal: `arn:aws:sts::${ACCOUNT}:assumed-role/AWSServiceRoleForAutoScaling/s` },
      { identity: ALLOW_ALL, scp: [[DENY_S3]] },
      'Allowed',
    ],
    [
      'affect a role that only looks like one by its path',
      { principal: `arn:aws:iam::${ACCOUNT}:role/service-role/lambda` },
      { identity: ALLOW_ALL, scp: [[ALLOW_EC2]] },
      'ImplicitlyDenied',
    ],
    [
      'do not affect whoever comes with the word of an identity provider',
      { principal: `arn:aws:iam::${ACCOUNT}:saml-provider/ADFS`, action: 'sts:AssumeRoleWithSAML', resource: ROLE },
      {
        trust: trust({ Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/ADFS` }, { Action: 'sts:AssumeRoleWithSAML' }),
        scp: [[ALLOW_EC2]],
      },
      'Allowed',
    ],
    ['the management account has none', {}, { identity: ALLOW_S3 }, 'Allowed'],
  ]);
});

describe(`SCP evaluation (${GUIDE}/orgs_manage_policies_scps_evaluation.html)`, () => {
  verdicts(
    [
      ['must allow at every level', {}, { scp: [[ALLOW_ALL], [ALLOW_S3], [ALLOW_ALL]] }, 'Allowed'],
      ['a root that does not allow denies', {}, { scp: [[ALLOW_EC2], [ALLOW_ALL], [ALLOW_ALL]] }, 'ImplicitlyDenied'],
      ['an OU that does not allow denies', {}, { scp: [[ALLOW_ALL], [ALLOW_EC2], [ALLOW_ALL]] }, 'ImplicitlyDenied'],
      [
        'an account that does not allow denies',
        {},
        { scp: [[ALLOW_ALL], [ALLOW_ALL], [ALLOW_EC2]] },
        'ImplicitlyDenied',
      ],
      ['a level without policies allows nothing', {}, { scp: [[ALLOW_ALL], []] }, 'ImplicitlyDenied'],
      [
        'a level that only denies something else allows nothing',
        {},
        { scp: [[ALLOW_ALL], [{ ...DENY_S3, Action: 'ec2:*' }]] },
        'ImplicitlyDenied',
      ],
      ['a deny at the root holds below', {}, { scp: [[ALLOW_ALL, DENY_S3], [ALLOW_ALL]] }, 'ExplicitlyDenied'],
      ['an allow below does not bring it back', {}, { scp: [[ALLOW_ALL, DENY_S3], [ALLOW_S3]] }, 'ExplicitlyDenied'],
      ['a deny at the account counts', {}, { scp: [[ALLOW_ALL], [ALLOW_ALL, DENY_S3]] }, 'ExplicitlyDenied'],
      [
        'an allow list lets through what it lists',
        {},
        { scp: [[{ Effect: 'Allow', Action: ['ec2:*', 's3:*'], Resource: '*' }]] },
        'Allowed',
      ],
      [
        'levels need not allow by the same statement',
        {},
        { scp: [[ALLOW_S3], [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }]] },
        'Allowed',
      ],
    ],
    {},
    { identity: ALLOW_ALL },
  );

  it.each([
    ['allow together what one of them allows', [ALLOW_EC2, ALLOW_S3], 'Allowed'],
    ['deny what one of them denies beside FullAWSAccess', [ALLOW_ALL, DENY_S3], 'ExplicitlyDenied'],
    ['allow nothing that none of them allows', [ALLOW_EC2, { ...ALLOW_EC2, Action: 'sqs:*' }], 'ImplicitlyDenied'],
  ] satisfies readonly (readonly [string, readonly Statement[], string])[])(
    'several policies on one level %s',
    (_name, statements, expected) => {
      const policies = {
        ...policySet({ identity: ALLOW_ALL }),
        scp: [[policy(ALLOW_ALL)], statements.map((one) => policy(one))],
      };
      expect(decide(request(), policies, SERVICE_FACTS)).toBe(expected);
    },
  );
});

/** Everything is allowed by identity and by FullAWSAccess, beside which the statement stands. */
function scp(statement: Statement): Given {
  return { identity: ALLOW_ALL, scp: [[ALLOW_ALL, statement]] };
}

describe(`SCP syntax (${GUIDE}/orgs_manage_policies_scps_syntax.html)`, () => {
  const regions = scp({
    Sid: 'DenyAllOutsideEU',
    Effect: 'Deny',
    NotAction: ['cloudfront:*', 'iam:*', 'route53:*', 'support:*'],
    Resource: '*',
    Condition: {
      StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] },
      ArnNotLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:role/Role1AllowedToBypassThisSCP'] },
    },
  });
  const denyRoot = scp({
    Sid: 'RestrictEC2ForRoot',
    Effect: 'Deny',
    Action: ['ec2:*'],
    Resource: ['*'],
    Condition: { StringLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:root'] } },
  });
  const protectRole = scp({
    Sid: 'DenyAccessWithException',
    Effect: 'Deny',
    Action: ['iam:AttachRolePolicy', 'iam:DeleteRole', 'iam:UpdateRole'],
    Resource: ['arn:aws:iam::*:role/name-of-role-to-deny'],
    Condition: { StringNotLike: { 'aws:PrincipalARN': 'arn:aws:iam::*:role/name-of-admin-role-to-allow' } },
  });
  const mfa = scp({
    Sid: 'DenyStopAndTerminateWhenMFAIsNotPresent',
    Effect: 'Deny',
    Action: ['ec2:StopInstances', 'ec2:TerminateInstances'],
    Resource: '*',
    Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': false } },
  });
  const stayIn = scp({ Effect: 'Deny', Action: ['organizations:LeaveOrganization'], Resource: '*' });
  const t2micro = scp({
    Sid: 'RequireMicroInstanceType',
    Effect: 'Deny',
    Action: 'ec2:RunInstances',
    Resource: ['arn:aws:ec2:*:*:instance/*'],
    Condition: { StringNotEquals: { 'ec2:InstanceType': 't2.micro' } },
  });
  const tagged = scp({
    Sid: 'DenyCreateSecretWithNoProjectTag',
    Effect: 'Deny',
    Action: 'secretsmanager:CreateSecret',
    Resource: '*',
    Condition: { Null: { 'aws:RequestTag/Project': 'true' } },
  });
  const instance = `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-1`;
  const protectedRole = `arn:aws:iam::${ACCOUNT}:role/name-of-role-to-deny`;

  describe(`the examples (${GUIDE}/orgs_manage_policies_scps_examples.html)`, () => {
    verdicts([
      ['a Region that is listed', { context: { 'aws:RequestedRegion': 'eu-west-1' } }, regions, 'Allowed'],
      ['a Region that is not', { context: { 'aws:RequestedRegion': 'us-east-1' } }, regions, 'ExplicitlyDenied'],
      [
        'a global service from anywhere',
        { action: 'iam:GetUser', resource: LUCY, context: { 'aws:RequestedRegion': 'us-east-1' } },
        regions,
        'Allowed',
      ],
      [
        'the role that may bypass it',
        {
          principal: `arn:aws:sts::${ACCOUNT}:assumed-role/Role1AllowedToBypassThisSCP/s`,
          context: { 'aws:RequestedRegion': 'us-east-1' },
        },
        regions,
        'Allowed',
      ],
      [
        'the root user is kept from EC2',
        { principal: ROOT, action: 'ec2:StartInstances', resource: instance },
        denyRoot,
        'ExplicitlyDenied',
      ],
      ['a user is not', { action: 'ec2:StartInstances', resource: instance }, denyRoot, 'Allowed'],
      ['the root user still reads S3', { principal: ROOT }, denyRoot, 'Allowed'],
      [
        'a protected role cannot be deleted',
        { action: 'iam:DeleteRole', resource: protectedRole },
        protectRole,
        'ExplicitlyDenied',
      ],
      [
        'but by the role that administers',
        {
          principal: `arn:aws:sts::${ACCOUNT}:assumed-role/name-of-admin-role-to-allow/s`,
          action: 'iam:DeleteRole',
          resource: protectedRole,
        },
        protectRole,
        'Allowed',
      ],
      ['another role can be deleted', { action: 'iam:DeleteRole', resource: ROLE }, protectRole, 'Allowed'],
      [
        'stopping without MFA',
        { action: 'ec2:StopInstances', resource: instance, context: { 'aws:MultiFactorAuthPresent': 'false' } },
        mfa,
        'ExplicitlyDenied',
      ],
      [
        'stopping with long-term keys, which carry no such key',
        { action: 'ec2:StopInstances', resource: instance },
        mfa,
        'ExplicitlyDenied',
      ],
      [
        'stopping with MFA',
        { action: 'ec2:StopInstances', resource: instance, context: { 'aws:MultiFactorAuthPresent': 'true' } },
        mfa,
        'Allowed',
      ],
      [
        'leaving the organization',
        { action: 'organizations:LeaveOrganization', resource: '*' },
        stayIn,
        'ExplicitlyDenied',
      ],
      [
        'leaving it as root',
        { principal: ROOT, action: 'organizations:LeaveOrganization', resource: '*' },
        stayIn,
        'ExplicitlyDenied',
      ],
      [
        'a large instance',
        { action: 'ec2:RunInstances', resource: instance, context: { 'ec2:InstanceType': 'm5.large' } },
        t2micro,
        'ExplicitlyDenied',
      ],
      [
        'a micro instance',
        { action: 'ec2:RunInstances', resource: instance, context: { 'ec2:InstanceType': 't2.micro' } },
        t2micro,
        'Allowed',
      ],
      [
        'the subnet it is launched into is no instance',
        { action: 'ec2:RunInstances', resource: `arn:aws:ec2:eu-west-1:${ACCOUNT}:subnet/subnet-1` },
        t2micro,
        'Allowed',
      ],
      [
        'a secret without the tag',
        {
          action: 'secretsmanager:CreateSecret',
          resource: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:s-AbCdEf`,
        },
        tagged,
        'ExplicitlyDenied',
      ],
      [
        'a secret with it',
        {
          action: 'secretsmanager:CreateSecret',
          resource: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:s-AbCdEf`,
          context: { 'aws:RequestTag/Project': 'shop' },
        },
        tagged,
        'Allowed',
      ],
    ]);
  });

  verdicts([
    [
      'an Allow can be narrowed by a condition',
      { context: { 'aws:RequestedRegion': 'us-east-1' } },
      {
        identity: ALLOW_ALL,
        scp: [[{ ...ALLOW_ALL, Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }]],
      },
      'ImplicitlyDenied',
    ],
    [
      'and by its resource',
      {},
      { identity: ALLOW_ALL, scp: [[{ ...ALLOW_S3, Resource: 'arn:aws:s3:::other/*' }]] },
      'ImplicitlyDenied',
    ],
    [
      'an Allow with NotAction lets the rest through',
      {},
      { identity: ALLOW_ALL, scp: [[{ Effect: 'Allow', NotAction: 'ec2:*', Resource: '*' }]] },
      'Allowed',
    ],
    [
      'and what it lists not',
      { action: 'ec2:StartInstances', resource: instance },
      { identity: ALLOW_ALL, scp: [[{ Effect: 'Allow', NotAction: 'ec2:*', Resource: '*' }]] },
      'ImplicitlyDenied',
    ],
    [
      'a Deny with NotResource spares what it lists',
      {},
      scp({ Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::shop/*' }),
      'Allowed',
    ],
    [
      'and denies the rest',
      { resource: 'arn:aws:s3:::other/1' },
      scp({ Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::shop/*' }),
      'ExplicitlyDenied',
    ],
  ]);
});
