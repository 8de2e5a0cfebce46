import { describe } from 'vitest';
import {
  ACCOUNT,
  ALLOW_ALL,
  type Asked,
  type Given,
  OTHER_ACCOUNT,
  ROLE,
  ROOT,
  SESSION,
  type Statement,
  grant,
  trust,
  verdicts,
} from '../scenario.ts';

const GUIDE = 'https://docs.aws.amazon.com/organizations/latest/userguide';
/** Service by service, since a resource control policy cannot name every action by one star. */
const DENY_ALL: Statement = {
  Effect: 'Deny',
  Principal: '*',
  Action: ['iam:*', 'kms:*', 's3:*', 'secretsmanager:*', 'sns:*', 'sqs:*', 'sts:*'],
  Resource: '*',
};
const RCP_FULL_AWS_ACCESS: Statement = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234`;
const OPEN_KEY: Statement = { Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' };

describe(`resource control policies (${GUIDE}/orgs_manage_policies_rcps.html#rcp-effects-on-permissions)`, () => {
  const deny: Given = { identity: ALLOW_ALL, rcp: [[DENY_ALL]] };
  verdicts([
    ['deny', {}, deny, 'ExplicitlyDenied'],
    [
      'need no allow of their own, since RCPFullAWSAccess cannot be detached',
      {},
      { identity: ALLOW_ALL, rcp: [[]] },
      'Allowed',
    ],
    ['give nothing by themselves', {}, { rcp: [[RCP_FULL_AWS_ACCESS]] }, 'ImplicitlyDenied'],
    ['a deny at any level counts', {}, { identity: ALLOW_ALL, rcp: [[], [], [DENY_ALL]] }, 'ExplicitlyDenied'],
    ['a deny at the root holds below', {}, { identity: ALLOW_ALL, rcp: [[DENY_ALL], []] }, 'ExplicitlyDenied'],
    ['bind the root user of the account', { principal: ROOT }, { rcp: [[DENY_ALL]] }, 'ExplicitlyDenied'],
    ['bind nobody', { principal: '*' }, { resource: grant('*'), rcp: [[DENY_ALL]] }, 'ExplicitlyDenied'],
    [
      'bind services',
      { principal: 'logging.s3.amazonaws.com', action: 's3:PutObject' },
      { resource: grant({ Service: 'logging.s3.amazonaws.com' }, { Action: 's3:PutObject' }), rcp: [[DENY_ALL]] },
      'ExplicitlyDenied',
    ],
    [
      'bind principals of other accounts',
      { principal: `arn:aws:iam::${OTHER_ACCOUNT}:user/bob` },
      { ...deny, resource: grant({ AWS: OTHER_ACCOUNT }) },
      'ExplicitlyDenied',
    ],
    ['bind sessions', { principal: SESSION }, deny, 'ExplicitlyDenied'],
    [
      'bind whoever assumes a role',
      { action: 'sts:AssumeRole', resource: ROLE },
      { ...deny, trust: trust({ AWS: ROOT }) },
      'ExplicitlyDenied',
    ],
    [
      'bind whoever comes with the word of an identity provider',
      { principal: 'accounts.google.com', action: 'sts:AssumeRoleWithWebIdentity', resource: ROLE },
      {
        rcp: [[DENY_ALL]],
        trust: trust({ Federated: 'accounts.google.com' }, { Action: 'sts:AssumeRoleWithWebIdentity' }),
      },
      'ExplicitlyDenied',
    ],
    [
      'reach a queue',
      { action: 'sqs:SendMessage', resource: `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs` },
      deny,
      'ExplicitlyDenied',
    ],
    [
      'reach a secret',
      {
        action: 'secretsmanager:GetSecretValue',
        resource: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:s-AbCdEf`,
      },
      deny,
      'ExplicitlyDenied',
    ],
  ]);
});

describe(`what resource control policies do not restrict (${GUIDE}/orgs_manage_policies_rcps.html#actions-not-restricted-by-rcps)`, () => {
  const deny: Given = { identity: ALLOW_ALL, rcp: [[DENY_ALL]] };
  const linked: Asked = {
    principal: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
  };
  verdicts([
    ['a service-linked role', linked, deny, 'Allowed'],
    ['a service that they do not support', { action: 'iam:GetRole', resource: ROLE }, deny, 'Allowed'],
    [
      'a topic, of another such service',
      { action: 'sns:Publish', resource: `arn:aws:sns:eu-west-1:${ACCOUNT}:news` },
      deny,
      'Allowed',
    ],
    ['retiring a grant', { action: 'kms:RetireGrant', resource: KEY }, { ...deny, resource: OPEN_KEY }, 'Allowed'],
    [
      'but revoking one',
      { action: 'kms:RevokeGrant', resource: KEY },
      { ...deny, resource: OPEN_KEY },
      'ExplicitlyDenied',
    ],
    ['the management account, which has none', {}, { identity: ALLOW_ALL }, 'Allowed'],
  ]);
});

describe(`the examples (${GUIDE}/orgs_manage_policies_rcps_examples.html)`, () => {
  const identityPerimeter: Given = {
    rcp: [
      [
        {
          Sid: 'EnforceOrgIdentities',
          Effect: 'Deny',
          Principal: '*',
          Action: ['s3:*', 'sqs:*', 'kms:*', 'secretsmanager:*', 'sts:AssumeRole', 'sts:GetServiceBearerToken'],
          Resource: '*',
          Condition: {
            StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1', 'aws:PrincipalAccount': ['333333333333'] },
            BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
          },
        },
      ],
    ],
  };
  const confusedDeputy: Given = {
    rcp: [
      [
        {
          Sid: 'EnforceConfusedDeputyProtection',
          Effect: 'Deny',
          Principal: '*',
          Action: ['s3:*', 'sqs:*', 'kms:*', 'secretsmanager:*', 'sts:*'],
          Resource: '*',
          Condition: {
            StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-1', 'aws:SourceAccount': ['333333333333'] },
            Bool: { 'aws:PrincipalIsAWSService': 'true' },
            Null: { 'aws:SourceArn': 'false' },
          },
        },
      ],
    ],
  };
  const secure: Given = {
    rcp: [
      [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: '*',
          Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } },
        },
      ],
    ],
  };
  const stranger = `arn:aws:iam::${OTHER_ACCOUNT}:user/bob`;
  const open: Given = { identity: ALLOW_ALL, resource: [grant('*'), grant({ Service: 'cloudtrail.amazonaws.com' })] };
  const service: Asked = { principal: 'cloudtrail.amazonaws.com' };
  const trail = 'arn:aws:cloudtrail:eu-west-1:123456789012:trail/t';
  verdicts([
    [
      'a principal of the organization',
      { context: { 'aws:PrincipalOrgID': 'o-1' } },
      { ...open, ...identityPerimeter },
      'Allowed',
    ],
    [
      'a principal of another organization',
      { principal: stranger, context: { 'aws:PrincipalOrgID': 'o-2' } },
      { ...open, ...identityPerimeter },
      'ExplicitlyDenied',
    ],
    ['a principal of no organization', { principal: stranger }, { ...open, ...identityPerimeter }, 'ExplicitlyDenied'],
    [
      'a principal of an account that is excepted',
      { principal: 'arn:aws:iam::333333333333:user/eve', context: { 'aws:PrincipalOrgID': 'o-3' } },
      { ...open, ...identityPerimeter },
      'Allowed',
    ],
    [
      'nobody, who carries none of these keys',
      { principal: '*' },
      { ...open, ...identityPerimeter },
      'ExplicitlyDenied',
    ],
    ['a service', service, { ...open, ...identityPerimeter }, 'Allowed'],
    [
      'an action that is not listed',
      {
        principal: 'accounts.google.com',
        action: 'sts:AssumeRoleWithWebIdentity',
        resource: ROLE,
      },
      {
        ...identityPerimeter,
        trust: trust({ Federated: 'accounts.google.com' }, { Action: 'sts:AssumeRoleWithWebIdentity' }),
      },
      'Allowed',
    ],
    [
      'a service that acts for the organization',
      { ...service, context: { 'aws:SourceArn': trail, 'aws:SourceOrgID': 'o-1' } },
      { ...open, ...confusedDeputy },
      'Allowed',
    ],
    [
      'a service that acts for another organization',
      { ...service, context: { 'aws:SourceArn': trail, 'aws:SourceOrgID': 'o-2', 'aws:SourceAccount': OTHER_ACCOUNT } },
      { ...open, ...confusedDeputy },
      'ExplicitlyDenied',
    ],
    [
      'a service that acts for an account in none',
      { ...service, context: { 'aws:SourceArn': trail, 'aws:SourceAccount': OTHER_ACCOUNT } },
      { ...open, ...confusedDeputy },
      'ExplicitlyDenied',
    ],
    ['a service that acts for no resource', service, { ...open, ...confusedDeputy }, 'Allowed'],
    ['a user, whom the confused deputy does not concern', {}, { ...open, ...confusedDeputy }, 'Allowed'],
    [
      'a request without TLS',
      { context: { 'aws:SecureTransport': 'false' } },
      { ...open, ...secure },
      'ExplicitlyDenied',
    ],
    ['a request with TLS', { context: { 'aws:SecureTransport': 'true' } }, { ...open, ...secure }, 'Allowed'],
  ]);
});
