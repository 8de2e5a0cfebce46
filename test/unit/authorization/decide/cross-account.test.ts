import { describe } from 'vitest';
import {
  ACCOUNT,
  ALLOW_ALL,
  ALLOW_EC2,
  ALLOW_S3,
  DENY_S3,
  GUIDE,
  LUCY,
  OTHER_ACCOUNT,
  ROLE,
  ROOT,
  SESSION,
  denyTo,
  grant,
  verdicts,
} from '../scenario.ts';

/** The resource is in this account; whoever asks is in the other one. */
const BOB = `arn:aws:iam::${OTHER_ACCOUNT}:user/bob`;

describe(`across accounts (${GUIDE}/reference_policies_evaluation-logic-cross-account.html)`, () => {
  const named = grant({ AWS: BOB });
  verdicts(
    [
      ['both sides suffice', {}, { identity: ALLOW_S3, resource: named }, 'Allowed'],
      ['the resource alone does not', {}, { resource: named }, 'ImplicitlyDenied'],
      ['the identity alone does not', {}, { identity: ALLOW_S3 }, 'ImplicitlyDenied'],
      ['not even an administrator', {}, { identity: ALLOW_ALL }, 'ImplicitlyDenied'],
      ['the account may be named', {}, { identity: ALLOW_S3, resource: grant({ AWS: OTHER_ACCOUNT }) }, 'Allowed'],
      [
        'or its root',
        {},
        { identity: ALLOW_S3, resource: grant({ AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` }) },
        'Allowed',
      ],
      ['or everybody', {}, { identity: ALLOW_S3, resource: grant('*') }, 'Allowed'],
      ['another account may not', {}, { identity: ALLOW_S3, resource: grant({ AWS: ACCOUNT }) }, 'ImplicitlyDenied'],
      ['everybody is not enough without the own account', {}, { resource: grant('*') }, 'ImplicitlyDenied'],
      ['a boundary limits', {}, { identity: ALLOW_S3, resource: named, boundary: ALLOW_EC2 }, 'ImplicitlyDenied'],
      ['a boundary may allow', {}, { identity: ALLOW_S3, resource: named, boundary: ALLOW_S3 }, 'Allowed'],
      ['an SCP limits', {}, { identity: ALLOW_S3, resource: named, scp: [[ALLOW_EC2]] }, 'ImplicitlyDenied'],
      ['an RCP denies', {}, { identity: ALLOW_S3, resource: named, rcp: [[denyTo('*')]] }, 'ExplicitlyDenied'],
      ['a deny of the identity counts', {}, { identity: [ALLOW_S3, DENY_S3], resource: named }, 'ExplicitlyDenied'],
      [
        'a deny of the resource counts',
        {},
        { identity: ALLOW_S3, resource: [named, denyTo({ AWS: OTHER_ACCOUNT })] },
        'ExplicitlyDenied',
      ],
    ],
    { principal: BOB, resourceAccountId: ACCOUNT },
  );
});

describe(`sessions across accounts (${GUIDE}/reference_policies_evaluation-logic-cross-account.html)`, () => {
  const named = grant({ AWS: SESSION });
  verdicts(
    [
      ['a session named by its ARN needs its identity policy too', {}, { resource: named }, 'ImplicitlyDenied'],
      ['and with it may', {}, { identity: ALLOW_S3, resource: named }, 'Allowed'],
      ['its boundary limits it', {}, { identity: ALLOW_S3, resource: named, boundary: ALLOW_EC2 }, 'ImplicitlyDenied'],
      [
        'its session policy limits it',
        {},
        { identity: ALLOW_S3, resource: named, session: ALLOW_EC2 },
        'ImplicitlyDenied',
      ],
      ['a session named by its role may', {}, { identity: ALLOW_S3, resource: grant({ AWS: ROLE }) }, 'Allowed'],
      [
        'a session of a role of the same name elsewhere may not',
        {},
        { identity: ALLOW_S3, resource: grant({ AWS: ROLE.replace(ACCOUNT, '333333333333') }) },
        'ImplicitlyDenied',
      ],
    ],
    { principal: SESSION, resourceAccountId: OTHER_ACCOUNT },
  );
});

describe(`the root user across accounts (${GUIDE}/reference_policies_evaluation-logic-cross-account.html)`, () => {
  verdicts(
    [
      ['needs the resource', {}, {}, 'ImplicitlyDenied'],
      ['and then may', {}, { resource: grant({ AWS: ACCOUNT }) }, 'Allowed'],
      ['not when only a user of it is named', {}, { resource: grant({ AWS: LUCY }) }, 'ImplicitlyDenied'],
    ],
    { principal: ROOT, resourceAccountId: OTHER_ACCOUNT },
  );
});

/** Saving an object. */
function save(key: string): object {
  return { action: 's3:PutObject', resource: `arn:aws:s3:::${key}` };
}

describe(`the example of Production and Development (${GUIDE}/reference_policies_evaluation-logic-cross-account.html#policies_evaluation_example-cross-account)`, () => {
  const PRODUCTION = '222222222222';
  const CARLOS = `arn:aws:iam::${ACCOUNT}:user/carlossalazar`;
  const identity = [
    { Sid: 'AllowS3ListRead', Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
    {
      Sid: 'AllowS3ProductionObjectActions',
      Effect: 'Allow',
      Action: 's3:*Object*',
      Resource: 'arn:aws:s3:::Production/*',
    },
    { Sid: 'DenyS3Logs', Effect: 'Deny', Action: 's3:*', Resource: ['arn:aws:s3:::*log*', 'arn:aws:s3:::*log*/*'] },
  ];
  const resource = {
    Effect: 'Allow',
    Action: ['s3:GetObject*', 's3:PutObject*', 's3:ReplicateObject', 's3:RestoreObject'],
    Principal: { AWS: CARLOS },
    Resource: 'arn:aws:s3:::Production/*',
  };
  verdicts(
    [
      ['both allow saving', save('Production/file'), { identity, resource }, 'Allowed'],
      [
        'the bucket does not let him delete',
        { ...save('Production/file'), action: 's3:DeleteObject' },
        { identity, resource },
        'ImplicitlyDenied',
      ],
      [
        'his own policy does not let him go elsewhere',
        save('Other/file'),
        { identity, resource: { ...resource, Resource: '*' } },
        'ImplicitlyDenied',
      ],
      [
        'and denies him the logs, whatever the bucket says',
        save('Production-logs/file'),
        { identity, resource: { ...resource, Resource: '*' } },
        'ExplicitlyDenied',
      ],
      ['without the bucket policy he may not', save('Production/file'), { identity }, 'ImplicitlyDenied'],
      [
        'he lists the buckets of his own account',
        { action: 's3:ListAllMyBuckets', resource: '*', resourceAccountId: ACCOUNT },
        { identity },
        'Allowed',
      ],
    ],
    { principal: CARLOS, resourceAccountId: PRODUCTION },
  );
});
