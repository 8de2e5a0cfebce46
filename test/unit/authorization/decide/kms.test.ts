import { describe } from 'vitest';
import {
  ACCOUNT,
  ALLOW_ALL,
  ALLOW_S3,
  type Asked,
  FEDERATED,
  LUCY,
  OTHER_ACCOUNT,
  ROLE,
  ROOT,
  SESSION,
  type Statement,
  verdicts,
} from '../scenario.ts';

const GUIDE = 'https://docs.aws.amazon.com/kms/latest/developerguide';
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const DECRYPT: Asked = { action: 'kms:Decrypt', resource: KEY };
const ALLOW_KMS: Statement = { Effect: 'Allow', Action: 'kms:*', Resource: '*' };

/** A statement of a key policy for whom it says. */
function keyPolicy(principal: unknown, more: object = {}): Statement {
  return { Effect: 'Allow', Principal: principal, Action: 'kms:*', Resource: '*', ...more };
}

describe(`key policies (${GUIDE}/key-policies.html)`, () => {
  verdicts(
    [
      [
        'IAM policies count when the key policy delegates',
        {},
        { identity: ALLOW_KMS, resource: keyPolicy({ AWS: ROOT }) },
        'Allowed',
      ],
      ['by the account ID as well', {}, { identity: ALLOW_KMS, resource: keyPolicy({ AWS: ACCOUNT }) }, 'Allowed'],
      [
        'and do not when it does not',
        {},
        { identity: ALLOW_KMS, resource: keyPolicy({ AWS: ROLE }) },
        'ImplicitlyDenied',
      ],
      [
        'nor when it delegates other actions only',
        {},
        { identity: ALLOW_KMS, resource: keyPolicy({ AWS: ROOT }, { Action: 'kms:Encrypt' }) },
        'ImplicitlyDenied',
      ],
      ['an administrator may nothing by himself', {}, { identity: ALLOW_ALL }, 'ImplicitlyDenied'],
      ['nor may the root user', { principal: ROOT }, {}, 'ImplicitlyDenied'],
      [
        'nor where only a user is named',
        { principal: ROOT },
        { resource: keyPolicy({ AWS: LUCY }) },
        'ImplicitlyDenied',
      ],
      [
        'the root user may where the account is named',
        { principal: ROOT },
        { resource: keyPolicy({ AWS: ROOT }) },
        'Allowed',
      ],
      ['the key policy may name the user', {}, { resource: keyPolicy({ AWS: LUCY }) }, 'Allowed'],
      ['the key policy may name the role', { principal: SESSION }, { resource: keyPolicy({ AWS: ROLE }) }, 'Allowed'],
      [
        'a boundary limits that role',
        { principal: SESSION },
        { resource: keyPolicy({ AWS: ROLE }), boundary: ALLOW_S3 },
        'ImplicitlyDenied',
      ],
      [
        'and does not limit a user that is named',
        {},
        { resource: keyPolicy({ AWS: LUCY }), boundary: ALLOW_S3 },
        'Allowed',
      ],
      ['delegating gives nobody anything by itself', {}, { resource: keyPolicy({ AWS: ROOT }) }, 'ImplicitlyDenied'],
      [
        'an IAM policy denies without the help of the key policy',
        {},
        { identity: { ...ALLOW_KMS, Effect: 'Deny' }, resource: keyPolicy({ AWS: LUCY }) },
        'ExplicitlyDenied',
      ],
      [
        'a key policy denies',
        {},
        {
          identity: ALLOW_KMS,
          resource: [keyPolicy({ AWS: ROOT }), keyPolicy({ AWS: LUCY }, { Effect: 'Deny', Action: 'kms:Decrypt' })],
        },
        'ExplicitlyDenied',
      ],
      [
        'a federated user named by the session',
        { principal: FEDERATED },
        { resource: keyPolicy({ AWS: FEDERATED }) },
        'Allowed',
      ],
      [
        'a service that is named',
        { principal: 'cloudtrail.amazonaws.com' },
        { resource: keyPolicy({ Service: 'cloudtrail.amazonaws.com' }) },
        'Allowed',
      ],
      [
        'a session whose policy does not allow it',
        { principal: SESSION },
        { identity: ALLOW_KMS, resource: keyPolicy({ AWS: ROOT }), session: ALLOW_S3 },
        'ImplicitlyDenied',
      ],
    ],
    DECRYPT,
  );
});

describe(`IAM policies for KMS (${GUIDE}/iam-policies.html)`, () => {
  const alias = `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/shop`;
  verdicts([
    [
      'listing keys is no matter of a key policy',
      { action: 'kms:ListKeys', resource: '*' },
      { identity: ALLOW_KMS },
      'Allowed',
    ],
    ['nor is creating one', { action: 'kms:CreateKey', resource: '*' }, { identity: ALLOW_KMS }, 'Allowed'],
    ['both need an IAM policy', { action: 'kms:CreateKey', resource: '*' }, {}, 'ImplicitlyDenied'],
    [
      'an alias has no key policy: an IAM policy suffices for its part',
      { action: 'kms:CreateAlias', resource: alias },
      { identity: ALLOW_KMS },
      'Allowed',
    ],
    [
      'the part of the key needs the key policy',
      { action: 'kms:CreateAlias', resource: KEY },
      { identity: ALLOW_KMS },
      'ImplicitlyDenied',
    ],
    [
      'which may delegate',
      { action: 'kms:CreateAlias', resource: KEY },
      { identity: ALLOW_KMS, resource: keyPolicy({ AWS: ROOT }) },
      'Allowed',
    ],
    [
      'an IAM policy for the alias is none for the key',
      DECRYPT,
      { identity: { ...ALLOW_KMS, Resource: alias }, resource: keyPolicy({ AWS: ROOT }) },
      'ImplicitlyDenied',
    ],
    [
      'an IAM policy for keys of any Region',
      DECRYPT,
      { identity: { ...ALLOW_KMS, Resource: `arn:aws:kms:*:${ACCOUNT}:key/*` }, resource: keyPolicy({ AWS: ROOT }) },
      'Allowed',
    ],
    [
      'an IAM policy for keys of another Region',
      DECRYPT,
      {
        identity: { ...ALLOW_KMS, Resource: `arn:aws:kms:us-east-1:${ACCOUNT}:key/*` },
        resource: keyPolicy({ AWS: ROOT }),
      },
      'ImplicitlyDenied',
    ],
  ]);
});

describe(`the default key policy of the console (${GUIDE}/key-policy-default.html)`, () => {
  const admin = `arn:aws:iam::${ACCOUNT}:user/KMSKeyAdmin`;
  const user = `arn:aws:iam::${ACCOUNT}:role/ExampleRole`;
  const resource = [
    { Sid: 'Enable IAM User Permissions', ...keyPolicy({ AWS: ROOT }) },
    {
      Sid: 'Allow access for Key Administrators',
      ...keyPolicy(
        { AWS: admin },
        { Action: ['kms:Create*', 'kms:Describe*', 'kms:Enable*', 'kms:List*', 'kms:Put*', 'kms:ScheduleKeyDeletion'] },
      ),
    },
    {
      Sid: 'Allow use of the key',
      ...keyPolicy(
        { AWS: user },
        { Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'] },
      ),
    },
    {
      Sid: 'Allow attachment of persistent resources',
      ...keyPolicy(
        { AWS: user },
        {
          Action: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
          Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
        },
      ),
    },
  ];
  const asUser = `arn:aws:sts::${ACCOUNT}:assumed-role/ExampleRole/s`;
  verdicts(
    [
      [
        'a key administrator schedules its deletion',
        { principal: admin, action: 'kms:ScheduleKeyDeletion' },
        {},
        'Allowed',
      ],
      ['and does not decrypt', { principal: admin }, {}, 'ImplicitlyDenied'],
      ['unless an IAM policy lets him', { principal: admin }, { identity: ALLOW_KMS }, 'Allowed'],
      ['a key user decrypts', { principal: asUser }, {}, 'Allowed'],
      ['and does not disable it', { principal: asUser, action: 'kms:DisableKey' }, {}, 'ImplicitlyDenied'],
      [
        'grants for a service that acts for him',
        { principal: asUser, action: 'kms:CreateGrant', context: { 'kms:GrantIsForAWSResource': 'true' } },
        {},
        'Allowed',
      ],
      [
        'and for nobody else',
        { principal: asUser, action: 'kms:CreateGrant', context: { 'kms:GrantIsForAWSResource': 'false' } },
        {},
        'ImplicitlyDenied',
      ],
      ['everybody else by IAM policies', {}, { identity: ALLOW_KMS }, 'Allowed'],
      ['and not without', {}, {}, 'ImplicitlyDenied'],
    ],
    DECRYPT,
    { resource },
  );
});

describe(`keys of another account (${GUIDE}/key-policy-modifying-external-accounts.html)`, () => {
  const there = `arn:aws:iam::${OTHER_ACCOUNT}:role/ExampleRole`;
  const session = `arn:aws:sts::${OTHER_ACCOUNT}:assumed-role/ExampleRole/s`;
  const account = keyPolicy({ AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` }, { Action: ['kms:Encrypt', 'kms:Decrypt'] });
  verdicts(
    [
      [
        'the key policy names the account and an IAM policy allows',
        {},
        { identity: ALLOW_KMS, resource: account },
        'Allowed',
      ],
      ['the key policy alone is not enough', {}, { resource: account }, 'ImplicitlyDenied'],
      ['not even when it names the role', {}, { resource: keyPolicy({ AWS: there }) }, 'ImplicitlyDenied'],
      [
        'the IAM policy alone is not enough',
        {},
        { identity: ALLOW_KMS, resource: keyPolicy({ AWS: ROOT }) },
        'ImplicitlyDenied',
      ],
      [
        'an IAM policy gives no more than the key policy',
        { action: 'kms:ScheduleKeyDeletion' },
        { identity: ALLOW_KMS, resource: account },
        'ImplicitlyDenied',
      ],
    ],
    { ...DECRYPT, principal: session },
  );
});

describe(`kms:ViaService and kms:CallerAccount (${GUIDE}/conditions-kms.html#conditions-kms-via-service)`, () => {
  const resource = keyPolicy(
    { AWS: '*' },
    {
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Condition: { StringEquals: { 'kms:CallerAccount': ACCOUNT, 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
    },
  );
  verdicts(
    [
      [
        'through S3, for a caller of the account',
        { context: { 'kms:CallerAccount': ACCOUNT, 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
        {},
        'Allowed',
      ],
      ['directly', { context: { 'kms:CallerAccount': ACCOUNT } }, {}, 'ImplicitlyDenied'],
      [
        'through another service',
        { context: { 'kms:CallerAccount': ACCOUNT, 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' } },
        {},
        'ImplicitlyDenied',
      ],
      [
        'for a caller of another account',
        { context: { 'kms:CallerAccount': OTHER_ACCOUNT, 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
        {},
        'ImplicitlyDenied',
      ],
    ],
    DECRYPT,
    { resource },
  );
});
