import { describe } from 'vitest';
import {
  ACCOUNT,
  ALLOW_ALL,
  ALLOW_EC2,
  ALLOW_S3,
  DENY_S3,
  GUIDE,
  LUCY,
  ROLE,
  ROOT,
  SESSION,
  denyTo,
  grant,
  verdicts,
} from '../scenario.ts';

describe(`permissions boundaries (${GUIDE}/access_policies_boundaries.html)`, () => {
  verdicts([
    ['what both allow is allowed', {}, { identity: ALLOW_S3, boundary: ALLOW_ALL }, 'Allowed'],
    ['a boundary gives nothing by itself', {}, { boundary: ALLOW_ALL }, 'ImplicitlyDenied'],
    ['a boundary limits', {}, { identity: ALLOW_S3, boundary: ALLOW_EC2 }, 'ImplicitlyDenied'],
    ['an explicit deny in it counts', {}, { identity: ALLOW_S3, boundary: [ALLOW_ALL, DENY_S3] }, 'ExplicitlyDenied'],
    [
      'even against a resource that names the user',
      {},
      { resource: grant({ AWS: LUCY }), boundary: DENY_S3 },
      'ExplicitlyDenied',
    ],
    [
      'a boundary that only denies allows nothing',
      { action: 'ec2:StartInstances', resource: `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-1` },
      { identity: ALLOW_ALL, boundary: DENY_S3 },
      'ImplicitlyDenied',
    ],
    [
      'nobody has asked of a role ARN on the resource what its own policies say',
      { principal: SESSION },
      { resource: grant({ AWS: ROLE }), boundary: ALLOW_S3 },
      'Allowed',
    ],
    [
      'an SCP, the boundary and the identity must all allow',
      {},
      { identity: ALLOW_S3, boundary: ALLOW_S3, scp: [[ALLOW_S3]] },
      'Allowed',
    ],
    ['the SCP is not enough', {}, { identity: ALLOW_S3, boundary: ALLOW_EC2, scp: [[ALLOW_S3]] }, 'ImplicitlyDenied'],
    ['nor is the boundary', {}, { identity: ALLOW_S3, boundary: ALLOW_S3, scp: [[ALLOW_EC2]] }, 'ImplicitlyDenied'],
    ['the root user has none', { principal: ROOT }, {}, 'Allowed'],
    [
      'a session is within both the boundary of its role and its session policy',
      { principal: SESSION },
      { identity: ALLOW_ALL, boundary: ALLOW_S3, session: ALLOW_S3 },
      'Allowed',
    ],
    [
      'the session policy does not widen the boundary',
      { principal: SESSION },
      { identity: ALLOW_ALL, boundary: ALLOW_EC2, session: ALLOW_S3 },
      'ImplicitlyDenied',
    ],
    [
      'nor the boundary the session policy',
      { principal: SESSION },
      { identity: ALLOW_ALL, boundary: ALLOW_S3, session: ALLOW_EC2 },
      'ImplicitlyDenied',
    ],
    [
      'NotPrincipal with Deny denies whoever has one, also who is listed',
      {},
      { identity: ALLOW_S3, boundary: ALLOW_ALL, resource: denyTo(undefined, { NotPrincipal: { AWS: [LUCY, ROOT] } }) },
      'ExplicitlyDenied',
    ],
    [
      'ArnNotEquals on aws:PrincipalArn, which AWS recommends instead, does not',
      {},
      {
        identity: ALLOW_S3,
        boundary: ALLOW_ALL,
        resource: denyTo('*', { Condition: { ArnNotEquals: { 'aws:PrincipalArn': LUCY } } }),
      },
      'Allowed',
    ],
  ]);
});

describe(`the example of Shirley (${GUIDE}/access_policies_boundaries.html)`, () => {
  const boundary = { Effect: 'Allow', Action: ['s3:*', 'cloudwatch:*', 'ec2:*'], Resource: '*' };
  const identity = { Effect: 'Allow', Action: 'iam:CreateUser', Resource: '*' };
  const user = { action: 'iam:CreateUser', resource: `arn:aws:iam::${ACCOUNT}:user/bob` };
  verdicts([
    ['what she is allowed is outside her boundary', user, { identity, boundary }, 'ImplicitlyDenied'],
    ['what is inside her boundary she is not allowed', {}, { identity, boundary }, 'ImplicitlyDenied'],
    ['without the boundary she could', user, { identity }, 'Allowed'],
    ['with both she can', {}, { identity: [identity, ALLOW_S3], boundary }, 'Allowed'],
  ]);
});

describe(`delegating with boundaries (${GUIDE}/access_policies_boundaries.html#access_policies_boundaries-delegate)`, () => {
  const XCOMPANY = `arn:aws:iam::${ACCOUNT}:policy/XCompanyBoundaries`;
  const identity = [
    {
      Sid: 'CreateOrChangeOnlyWithBoundary',
      Effect: 'Allow',
      Action: ['iam:AttachUserPolicy', 'iam:CreateUser', 'iam:DeleteUserPolicy', 'iam:PutUserPermissionsBoundary'],
      Resource: '*',
      Condition: { StringEquals: { 'iam:PermissionsBoundary': XCOMPANY } },
    },
    {
      Sid: 'CloudWatchAndOtherIAMTasks',
      Effect: 'Allow',
      Action: ['cloudwatch:*', 'iam:CreateAccessKey', 'iam:GetUser', 'iam:ListUsers'],
      Resource: '*',
    },
    {
      Sid: 'NoBoundaryPolicyEdit',
      Effect: 'Deny',
      Action: ['iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:SetDefaultPolicyVersion'],
      Resource: [XCOMPANY, `arn:aws:iam::${ACCOUNT}:policy/DelegatedUserBoundary`],
    },
    { Sid: 'NoBoundaryUserDelete', Effect: 'Deny', Action: 'iam:DeleteUserPermissionsBoundary', Resource: '*' },
  ];
  const zhang = `arn:aws:iam::${ACCOUNT}:user/zhang`;
  const bounded = { 'iam:PermissionsBoundary': XCOMPANY };
  verdicts(
    [
      ['Maria creates a user with the boundary', { action: 'iam:CreateUser', context: bounded }, {}, 'Allowed'],
      ['and no user without one', { action: 'iam:CreateUser' }, {}, 'ImplicitlyDenied'],
      [
        'nor with another',
        { action: 'iam:CreateUser', context: { 'iam:PermissionsBoundary': `${XCOMPANY}2` } },
        {},
        'ImplicitlyDenied',
      ],
      ['attaches policies to a user with it', { action: 'iam:AttachUserPolicy', context: bounded }, {}, 'Allowed'],
      ['and to nobody without', { action: 'iam:AttachUserPolicy' }, {}, 'ImplicitlyDenied'],
      ['makes access keys', { action: 'iam:CreateAccessKey' }, {}, 'Allowed'],
      ['removes no boundary', { action: 'iam:DeleteUserPermissionsBoundary' }, {}, 'ExplicitlyDenied'],
      ['edits no boundary', { action: 'iam:CreatePolicyVersion', resource: XCOMPANY }, {}, 'ExplicitlyDenied'],
      [
        'nor with AdministratorAccess beside it',
        { action: 'iam:SetDefaultPolicyVersion', resource: XCOMPANY },
        { identity: [...identity, ALLOW_ALL] },
        'ExplicitlyDenied',
      ],
    ],
    { principal: `arn:aws:iam::${ACCOUNT}:user/maria`, resource: zhang },
    { identity },
  );
});
