import { describe } from 'vitest';
import {
  ACCOUNT,
  ALLOW_ALL,
  ALLOW_EC2,
  ALLOW_IAM,
  ALLOW_S3,
  DENY_S3,
  GUIDE,
  LUCY,
  ROOT,
  SESSION,
  denyTo,
  grant,
  verdicts,
} from '../scenario.ts';

const INTERPLAY = `${GUIDE}/reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html`;

describe(`default deny and explicit deny (${INTERPLAY})`, () => {
  verdicts([
    ['no policy denies', {}, {}, 'ImplicitlyDenied'],
    ['an allow allows', {}, { identity: ALLOW_S3 }, 'Allowed'],
    ['an allow of another service does not', {}, { identity: ALLOW_EC2 }, 'ImplicitlyDenied'],
    ['a deny overrides an allow', {}, { identity: [ALLOW_S3, DENY_S3] }, 'ExplicitlyDenied'],
    ['a deny that stands first overrides as well', {}, { identity: [DENY_S3, ALLOW_S3] }, 'ExplicitlyDenied'],
    ['a deny alone is explicit', {}, { identity: DENY_S3 }, 'ExplicitlyDenied'],
    [
      'a deny whose condition fails does nothing',
      {},
      { identity: [ALLOW_S3, { ...DENY_S3, Condition: { Bool: { 'aws:x': 'true' } } }] },
      'Allowed',
    ],
    ['a deny on the resource overrides', {}, { identity: ALLOW_S3, resource: denyTo('*') }, 'ExplicitlyDenied'],
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
    ['a deny in an RCP overrides', {}, { identity: ALLOW_S3, rcp: [[denyTo('*')]] }, 'ExplicitlyDenied'],
    [
      'a deny in the VPC endpoint policy overrides',
      {},
      { identity: ALLOW_S3, vpcEndpoint: denyTo('*') },
      'ExplicitlyDenied',
    ],
    [
      'a deny of the identity overrides a resource that names it directly',
      {},
      { identity: DENY_S3, resource: grant({ AWS: LUCY }) },
      'ExplicitlyDenied',
    ],
    [
      'a deny on the resource by the account reaches everybody in it',
      {},
      { identity: ALLOW_S3, resource: denyTo({ AWS: ACCOUNT }) },
      'ExplicitlyDenied',
    ],
    [
      'a deny on the resource by the root ARN reaches everybody in the account',
      {},
      { identity: ALLOW_S3, resource: denyTo({ AWS: ROOT }) },
      'ExplicitlyDenied',
    ],
    [
      'a deny on the resource for somebody else does nothing',
      {},
      { identity: ALLOW_S3, resource: denyTo({ AWS: `arn:aws:iam::${ACCOUNT}:user/bob` }) },
      'Allowed',
    ],
  ]);
});

describe(`the reports example (${INTERPLAY})`, () => {
  const identity = [
    { Sid: 'AllowGetList', Effect: 'Allow', Action: ['iam:Get*', 'iam:List*'], Resource: '*' },
    { Sid: 'DenyReports', Effect: 'Deny', Action: 'iam:*Report', Resource: '*' },
  ];
  verdicts(
    [
      ['reading is allowed', { action: 'iam:GetUser', resource: LUCY }, { identity }, 'Allowed'],
      ['listing is allowed', { action: 'iam:ListUsers' }, { identity }, 'Allowed'],
      ['creating is denied by default', { action: 'iam:CreatePolicy' }, { identity }, 'ImplicitlyDenied'],
      [
        'a report is denied explicitly',
        { action: 'iam:GetOrganizationsAccessReport' },
        { identity },
        'ExplicitlyDenied',
      ],
      [
        'also where another policy allows it',
        { action: 'iam:GenerateCredentialReport' },
        { identity: [...identity, ALLOW_IAM] },
        'ExplicitlyDenied',
      ],
      [
        'what only ends alike but for the last letter is no report',
        { action: 'iam:ListSTSRegionalEndpointsStatus' },
        { identity },
        'Allowed',
      ],
    ],
    { resource: '*' },
  );
});

/** Saving a file to a bucket. */
function saving(bucket: string): { action: string; resource: string } {
  return {
    action: 's3:PutObject',
    resource: `arn:aws:s3:::${bucket}/file`,
  };
}

describe(`the example of Carlos (${GUIDE}/reference_policies_evaluation-logic_policies_evaluation_example.html)`, () => {
  const CARLOS = `arn:aws:iam::${ACCOUNT}:user/carlossalazar`;
  const identity = [
    {
      Sid: 'AllowS3ListRead',
      Effect: 'Allow',
      Action: ['s3:GetBucketLocation', 's3:GetAccountPublicAccessBlock', 's3:ListAccessPoints', 's3:ListAllMyBuckets'],
      Resource: 'arn:aws:s3:::*',
    },
    {
      Sid: 'AllowS3Self',
      Effect: 'Allow',
      Action: 's3:*',
      Resource: ['arn:aws:s3:::carlossalazar/*', 'arn:aws:s3:::carlossalazar'],
    },
    { Sid: 'DenyS3Logs', Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::*log*' },
  ];
  const resource = {
    Effect: 'Allow',
    Principal: { AWS: CARLOS },
    Action: 's3:*',
    Resource: ['arn:aws:s3:::carlossalazar/*', 'arn:aws:s3:::carlossalazar'],
  };
  verdicts(
    [
      ['his logs are denied to him', saving('carlossalazar-logs'), { identity }, 'ExplicitlyDenied'],
      ['as is a file whose name holds log', saving('carlossalazar/catalog'), { identity }, 'ExplicitlyDenied'],
      ['both sides allow his bucket', saving('carlossalazar'), { identity, resource }, 'Allowed'],
      ['either side suffices: the resource', saving('carlossalazar'), { resource }, 'Allowed'],
      ['either side suffices: the identity', saving('carlossalazar'), { identity }, 'Allowed'],
      ['another bucket is not his', saving('shop'), { identity }, 'ImplicitlyDenied'],
      ['he lists his buckets', { action: 's3:ListAllMyBuckets', resource: '*' }, { identity }, 'Allowed'],
      [
        'he sees where another bucket is',
        { action: 's3:GetBucketLocation', resource: 'arn:aws:s3:::shop' },
        { identity },
        'Allowed',
      ],
      [
        'but not what is in it',
        { action: 's3:ListBucket', resource: 'arn:aws:s3:::shop' },
        { identity },
        'ImplicitlyDenied',
      ],
    ],
    { principal: CARLOS },
  );
});

describe(`the order of evaluation (${GUIDE}/reference_policies_evaluation-logic_policy-eval-denyallow.html)`, () => {
  const everything = {
    identity: ALLOW_ALL,
    boundary: ALLOW_ALL,
    session: ALLOW_ALL,
    scp: [[ALLOW_ALL], [ALLOW_ALL]],
    rcp: [[], []],
    vpcEndpoint: grant('*', { Action: '*' }),
  };
  verdicts(
    [
      ['what every kind of policy allows is allowed', {}, {}, 'Allowed'],
      ['one silent SCP level stops it', {}, { scp: [[ALLOW_ALL], [ALLOW_EC2]] }, 'ImplicitlyDenied'],
      ['a silent identity stops it', {}, { identity: ALLOW_EC2 }, 'ImplicitlyDenied'],
      ['a silent boundary stops it', {}, { boundary: ALLOW_EC2 }, 'ImplicitlyDenied'],
      ['a silent session policy stops it', {}, { session: ALLOW_EC2 }, 'ImplicitlyDenied'],
      [
        'a silent VPC endpoint policy stops it',
        {},
        { vpcEndpoint: grant('*', { Action: 'ec2:*' }) },
        'ImplicitlyDenied',
      ],
      ['a silent resource does not', {}, { resource: grant({ AWS: LUCY }) }, 'Allowed'],
      [
        'a deny of the last kind is found although the first kind is silent',
        {},
        { scp: [[ALLOW_EC2]], session: [ALLOW_ALL, DENY_S3] },
        'ExplicitlyDenied',
      ],
    ],
    { principal: SESSION },
    everything,
  );
});
