import { describe } from 'vitest';
import { ACCOUNT, ALLOW_ALL, type Given, GUIDE, LUCY, OTHER_ACCOUNT, verdicts } from '../scenario.ts';

/** Allows every action on every resource, but for what is said otherwise. */
function allow(element: object): Given {
  const everywhere = 'NotResource' in element ? {} : { Resource: '*' };
  const everything = 'NotAction' in element ? {} : { Action: '*' };
  return { identity: { Effect: 'Allow', ...everything, ...everywhere, ...element } };
}

describe(`Action (${GUIDE}/reference_policies_elements_action.html)`, () => {
  verdicts([
    ['is compared without regard to case', { action: 'S3:getobject' }, allow({ Action: 's3:GETObject' }), 'Allowed'],
    [
      'exactly, without wildcards',
      { action: 's3:GetObjectAcl' },
      allow({ Action: 's3:GetObject' }),
      'ImplicitlyDenied',
    ],
    ['with a star', { action: 's3:GetObjectAcl' }, allow({ Action: 's3:GetObject*' }), 'Allowed'],
    ['with a star in the middle', { action: 's3:GetObjectAcl' }, allow({ Action: 's3:*Acl' }), 'Allowed'],
    ['with a question mark', { action: 's3:GetObject' }, allow({ Action: 's3:?etObject' }), 'Allowed'],
    ['a question mark is one character', {}, allow({ Action: 's3:?GetObject' }), 'ImplicitlyDenied'],
    ['in a list', {}, allow({ Action: ['ec2:*', 's3:GetObject'] }), 'Allowed'],
    ['everything', {}, allow({ Action: '*' }), 'Allowed'],
    ['everything of every service', {}, allow({ Action: '*:*' }), 'Allowed'],
    [
      'a service whose prefix is only alike',
      { action: 's3express:CreateSession', resource: '*' },
      allow({ Action: 's3:*' }),
      'ImplicitlyDenied',
    ],
    [
      'the example of the access keys of IAM',
      { action: 'iam:CreateAccessKey', resource: LUCY },
      allow({ Action: 'iam:*AccessKey*' }),
      'Allowed',
    ],
    [
      'which takes reading when they were last used',
      { action: 'iam:GetAccessKeyLastUsed', resource: LUCY },
      allow({ Action: 'iam:*AccessKey*' }),
      'Allowed',
    ],
    [
      'and nothing else',
      { action: 'iam:UpdateLoginProfile', resource: LUCY },
      allow({ Action: 'iam:*AccessKey*' }),
      'ImplicitlyDenied',
    ],
  ]);
});

describe(`NotAction (${GUIDE}/reference_policies_elements_notaction.html)`, () => {
  const withoutMfa = {
    Sid: 'DenyAllUsersNotUsingMFA',
    Effect: 'Deny',
    NotAction: 'iam:*',
    Resource: '*',
    Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  };
  verdicts([
    ['takes what is not listed', {}, allow({ NotAction: 'iam:*' }), 'Allowed'],
    ['leaves out what is listed', {}, allow({ NotAction: ['iam:*', 's3:Get*'] }), 'ImplicitlyDenied'],
    [
      'takes even IAM when only another service is listed',
      { action: 'iam:CreateUser', resource: LUCY },
      allow({ NotAction: 's3:*' }),
      'Allowed',
    ],
    [
      'with Resource stays within the resource: S3 without deleting buckets',
      { action: 's3:PutObject' },
      allow({ NotAction: 's3:DeleteBucket', Resource: 'arn:aws:s3:::*' }),
      'Allowed',
    ],
    [
      'so that deleting a bucket is not allowed',
      { action: 's3:DeleteBucket', resource: 'arn:aws:s3:::shop' },
      allow({ NotAction: 's3:DeleteBucket', Resource: 'arn:aws:s3:::*' }),
      'ImplicitlyDenied',
    ],
    [
      'nor another service',
      { action: 'sqs:SendMessage', resource: `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs` },
      allow({ NotAction: 's3:DeleteBucket', Resource: 'arn:aws:s3:::*' }),
      'ImplicitlyDenied',
    ],
    [
      'with Deny spares what is listed',
      {},
      { identity: [ALLOW_ALL, { Effect: 'Deny', NotAction: 's3:*', Resource: '*' }] },
      'Allowed',
    ],
    [
      'with Deny denies the rest',
      { action: 'ec2:RunInstances', resource: '*' },
      { identity: [ALLOW_ALL, { Effect: 'Deny', NotAction: 's3:*', Resource: '*' }] },
      'ExplicitlyDenied',
    ],
    [
      'with Deny allows nothing that is listed',
      {},
      { identity: { Effect: 'Deny', NotAction: 's3:*', Resource: '*' } },
      'ImplicitlyDenied',
    ],
    [
      'the MFA example denies the rest without MFA',
      { context: { 'aws:MultiFactorAuthPresent': 'false' } },
      { identity: [ALLOW_ALL, withoutMfa] },
      'ExplicitlyDenied',
    ],
    [
      'and with long-term keys, which do not carry the key',
      {},
      { identity: [ALLOW_ALL, withoutMfa] },
      'ExplicitlyDenied',
    ],
    [
      'but not IAM, so that a device can be set up',
      { action: 'iam:EnableMFADevice', resource: LUCY },
      { identity: [ALLOW_ALL, withoutMfa] },
      'Allowed',
    ],
    [
      'nor anything with MFA',
      { context: { 'aws:MultiFactorAuthPresent': 'true' } },
      { identity: [ALLOW_ALL, withoutMfa] },
      'Allowed',
    ],
  ]);
});

describe(`Resource (${GUIDE}/reference_policies_elements_resource.html)`, () => {
  verdicts([
    [
      'an ARN alone',
      { action: 's3:ListBucket', resource: 'arn:aws:s3:::shop' },
      allow({ Resource: 'arn:aws:s3:::shop' }),
      'Allowed',
    ],
    ['a bucket is not its objects', {}, allow({ Resource: 'arn:aws:s3:::shop' }), 'ImplicitlyDenied'],
    [
      'objects are not the bucket',
      { action: 's3:ListBucket', resource: 'arn:aws:s3:::shop' },
      allow({ Resource: 'arn:aws:s3:::shop/*' }),
      'ImplicitlyDenied',
    ],
    ['one of a list', {}, allow({ Resource: ['arn:aws:s3:::other/*', 'arn:aws:s3:::shop/*'] }), 'Allowed'],
    [
      'an action without resource needs a star',
      { resource: '*', action: 's3:CreateJob' },
      allow({ Resource: 'arn:aws:s3:::*' }),
      'ImplicitlyDenied',
    ],
    ['and a star gives it', { resource: '*', action: 'kms:ListKeys' }, allow({ Resource: '*' }), 'Allowed'],
    ['with regard to case', {}, allow({ Resource: 'arn:aws:s3:::Shop/*' }), 'ImplicitlyDenied'],
    [
      'a star goes over slashes: every user whose path begins so',
      { action: 'iam:GetUser', resource: `arn:aws:iam::${ACCOUNT}:user/accounting/eu/ann` },
      allow({ Resource: `arn:aws:iam::${ACCOUNT}:user/accounting/*` }),
      'Allowed',
    ],
    [
      'but not one outside the path',
      { action: 'iam:GetUser', resource: LUCY },
      allow({ Resource: `arn:aws:iam::${ACCOUNT}:user/accounting/*` }),
      'ImplicitlyDenied',
    ],
    [
      'nor one of another account',
      { action: 'iam:GetUser', resource: LUCY },
      allow({ Resource: `arn:aws:iam::${OTHER_ACCOUNT}:user/*` }),
      'ImplicitlyDenied',
    ],
    ['in another partition', {}, allow({ Resource: 'arn:aws-cn:s3:::shop/*' }), 'ImplicitlyDenied'],
    [
      'with the name of the caller filled in',
      { resource: 'arn:aws:s3:::home/lucy/notes' },
      allow({ Resource: 'arn:aws:s3:::home/${aws:username}/*' }),
      'Allowed',
    ],
    [
      'and not the home of somebody whose name only begins so',
      { resource: 'arn:aws:s3:::home/lucy2/notes' },
      allow({ Resource: 'arn:aws:s3:::home/${aws:username}/*' }),
      'ImplicitlyDenied',
    ],
  ]);
});

describe(`NotResource (${GUIDE}/reference_policies_elements_notresource.html)`, () => {
  const exceptPayroll = {
    Effect: 'Deny',
    Action: 's3:*',
    NotResource: ['arn:aws:s3:::HRBucket/Payroll', 'arn:aws:s3:::HRBucket/Payroll/*'],
  };
  verdicts([
    ['takes what is not listed', {}, allow({ NotResource: 'arn:aws:s3:::secret/*' }), 'Allowed'],
    ['leaves out what is listed', {}, allow({ NotResource: 'arn:aws:s3:::shop/*' }), 'ImplicitlyDenied'],
    [
      'takes resources of other services too',
      { action: 'iam:CreateUser', resource: LUCY },
      allow({ NotResource: 'arn:aws:s3:::HRBucket/Payroll/*' }),
      'Allowed',
    ],
    ['with Deny denies everything else on S3', {}, { identity: [ALLOW_ALL, exceptPayroll] }, 'ExplicitlyDenied'],
    [
      'and not what is listed',
      { resource: 'arn:aws:s3:::HRBucket/Payroll/may' },
      { identity: [ALLOW_ALL, exceptPayroll] },
      'Allowed',
    ],
    [
      'which it does not allow either',
      { resource: 'arn:aws:s3:::HRBucket/Payroll/may' },
      { identity: exceptPayroll },
      'ImplicitlyDenied',
    ],
    [
      'nor does it reach other services',
      { action: 'iam:CreateUser', resource: LUCY },
      { identity: [ALLOW_ALL, exceptPayroll] },
      'Allowed',
    ],
  ]);
});
