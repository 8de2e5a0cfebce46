import { describe } from 'vitest';
import {
  ACCOUNT,
  ALLOW_ALL,
  ALLOW_S3,
  type Asked,
  type Given,
  LUCY,
  OTHER_ACCOUNT,
  ROOT,
  type Statement,
  denyTo,
  grant,
  verdicts,
} from '../scenario.ts';

const GUIDE = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide';
const BUCKET = 'arn:aws:s3:::shop';

describe(`bucket policy examples (${GUIDE}/example-bucket-policies.html)`, () => {
  const put: Asked = { action: 's3:PutObject', resource: `${BUCKET}/orders/1` };
  const everything = (statement: object): Given => ({
    identity: ALLOW_S3,
    resource: { Principal: '*', Resource: [BUCKET, `${BUCKET}/*`], ...statement },
  });
  const encrypted = everything({
    Sid: 'ObjectsShouldBeEncryptedWithKMS',
    Effect: 'Deny',
    Action: 's3:PutObject',
    Condition: { Null: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'true' } },
  });
  const addresses = everything({
    Sid: 'SourceIP',
    Effect: 'Deny',
    Action: 's3:*',
    Condition: { NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:DB8:1234:5678::/64'] } },
  });
  const tls = everything({
    Sid: 'RestrictToTLSRequestsOnly',
    Effect: 'Deny',
    Action: 's3:*',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  });
  const mfa: Given = {
    identity: ALLOW_S3,
    resource: [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: `${BUCKET}/taxdocuments/*`,
        Condition: { Null: { 'aws:MultiFactorAuthAge': true } },
      },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: `${BUCKET}/taxdocuments/*`,
        Condition: { NumericGreaterThan: { 'aws:MultiFactorAuthAge': 3600 } },
      },
    ],
  };
  const tax: Asked = { resource: `${BUCKET}/taxdocuments/1` };
  const tagged: Given = {
    resource: grant('*', {
      Resource: `${BUCKET}/*`,
      Condition: { StringEquals: { 's3:ExistingObjectTag/environment': 'production' } },
    }),
  };
  const cloudFront: Given = {
    resource: grant(
      { Service: 'cloudfront.amazonaws.com' },
      {
        Resource: `${BUCKET}/*`,
        Condition: { StringEquals: { 'AWS:SourceArn': `arn:aws:cloudfront::${ACCOUNT}:distribution/E1` } },
      },
    ),
  };
  const ownerControl: Given = {
    identity: ALLOW_S3,
    resource: {
      Sid: 'PolicyForAllowUploadWithACL',
      Effect: 'Allow',
      Principal: { AWS: OTHER_ACCOUNT },
      Action: 's3:PutObject',
      Resource: `${BUCKET}/*`,
      Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } },
    },
  };
  const organization = everything({
    Sid: 'AllowGetObject',
    Effect: 'Allow',
    Action: 's3:GetObject',
    Condition: { StringEquals: { 'aws:PrincipalOrgID': ['o-aa111bb222'] } },
  });
  const referer: Given = {
    resource: grant('*', {
      Resource: `${BUCKET}/*`,
      Condition: { StringLike: { 'aws:Referer': ['http://www.example.com/*', 'http://example.com/*'] } },
    }),
  };
  const abroad: Asked = { ...put, principal: `arn:aws:iam::${OTHER_ACCOUNT}:user/bob` };
  verdicts([
    ['an object without a KMS key', put, encrypted, 'ExplicitlyDenied'],
    [
      'an object with one',
      { ...put, context: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'k' } },
      encrypted,
      'Allowed',
    ],
    ['from an address that is listed', { context: { 'aws:SourceIp': '203.0.113.9' } }, addresses, 'Allowed'],
    ['from an IPv6 address that is', { context: { 'aws:SourceIp': '2001:db8:1234:5678::1' } }, addresses, 'Allowed'],
    ['from another', { context: { 'aws:SourceIp': '198.51.100.9' } }, addresses, 'ExplicitlyDenied'],
    [
      'the root user from another',
      { principal: ROOT, context: { 'aws:SourceIp': '198.51.100.9' } },
      addresses,
      'ExplicitlyDenied',
    ],
    ['through a VPC endpoint, where the key is absent', {}, addresses, 'ExplicitlyDenied'],
    ['over HTTP', { context: { 'aws:SecureTransport': 'false' } }, tls, 'ExplicitlyDenied'],
    ['over HTTPS', { context: { 'aws:SecureTransport': 'true' } }, tls, 'Allowed'],
    ['tax documents without MFA', tax, mfa, 'ExplicitlyDenied'],
    ['tax documents with MFA of this hour', { ...tax, context: { 'aws:MultiFactorAuthAge': '60' } }, mfa, 'Allowed'],
    [
      'tax documents with MFA of this morning',
      { ...tax, context: { 'aws:MultiFactorAuthAge': '7200' } },
      mfa,
      'ExplicitlyDenied',
    ],
    ['other documents without MFA', {}, mfa, 'Allowed'],
    [
      'an object tagged production, by nobody',
      { principal: '*', context: { 's3:ExistingObjectTag/environment': 'production' } },
      tagged,
      'Allowed',
    ],
    [
      'an object tagged otherwise',
      { principal: '*', context: { 's3:ExistingObjectTag/environment': 'test' } },
      tagged,
      'ImplicitlyDenied',
    ],
    ['an object without tags', { principal: '*' }, tagged, 'ImplicitlyDenied'],
    [
      'the distribution that is named',
      {
        principal: 'cloudfront.amazonaws.com',
        context: { 'aws:SourceArn': `arn:aws:cloudfront::${ACCOUNT}:distribution/E1` },
      },
      cloudFront,
      'Allowed',
    ],
    [
      'another distribution',
      {
        principal: 'cloudfront.amazonaws.com',
        context: { 'aws:SourceArn': `arn:aws:cloudfront::${ACCOUNT}:distribution/E2` },
      },
      cloudFront,
      'ImplicitlyDenied',
    ],
    ['somebody around the distribution', { principal: '*' }, cloudFront, 'ImplicitlyDenied'],
    [
      'an upload that gives the owner control',
      { ...abroad, context: { 's3:x-amz-acl': 'bucket-owner-full-control' } },
      ownerControl,
      'Allowed',
    ],
    [
      'an upload that does not',
      { ...abroad, context: { 's3:x-amz-acl': 'private' } },
      ownerControl,
      'ImplicitlyDenied',
    ],
    ['an upload that says nothing of it', abroad, ownerControl, 'ImplicitlyDenied'],
    [
      'a member of the organization',
      { ...abroad, action: 's3:GetObject', context: { 'aws:PrincipalOrgID': 'o-aa111bb222' } },
      organization,
      'Allowed',
    ],
    [
      'a member of another',
      { ...abroad, action: 's3:GetObject', context: { 'aws:PrincipalOrgID': 'o-2' } },
      organization,
      'ImplicitlyDenied',
    ],
    [
      'a link from the own site',
      { principal: '*', context: { 'aws:Referer': 'http://www.example.com/page' } },
      referer,
      'Allowed',
    ],
    [
      'a link from elsewhere',
      { principal: '*', context: { 'aws:Referer': 'http://www.example.org/page' } },
      referer,
      'ImplicitlyDenied',
    ],
    ['no link at all', { principal: '*' }, referer, 'ImplicitlyDenied'],
  ]);
});

describe(`user policy examples (${GUIDE}/example-policies-s3.html)`, () => {
  const home: Given = {
    identity: [
      { Effect: 'Allow', Action: ['s3:PutObject', 's3:GetObject'], Resource: `${BUCKET}/\${aws:username}/*` },
      {
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: BUCKET,
        Condition: { StringLike: { 's3:prefix': ['${aws:username}/*'] } },
      },
    ],
  };
  const list: Asked = { action: 's3:ListBucket', resource: BUCKET };
  verdicts([
    ['her own folder', { resource: `${BUCKET}/lucy/a` }, home, 'Allowed'],
    ['the folder of another user', { resource: `${BUCKET}/bob/a` }, home, 'ImplicitlyDenied'],
    ['a listing of her folder', { ...list, context: { 's3:prefix': 'lucy/a' } }, home, 'Allowed'],
    ['a listing of another', { ...list, context: { 's3:prefix': 'bob/a' } }, home, 'ImplicitlyDenied'],
    ['a listing of the whole bucket', list, home, 'ImplicitlyDenied'],
    [
      'a session has no user name',
      { principal: `arn:aws:sts::${ACCOUNT}:assumed-role/worker/lucy`, resource: `${BUCKET}/lucy/a` },
      home,
      'ImplicitlyDenied',
    ],
  ]);
});

/** A listing of the company bucket by prefix, as the console asks for one folder. */
function listFolder(prefix: string, delimiter = '/'): Asked {
  return {
    action: 's3:ListBucket',
    resource: 'arn:aws:s3:::companybucket',
    context: { 's3:prefix': prefix, 's3:delimiter': delimiter },
  };
}

describe(`the walkthrough of folders (${GUIDE}/walkthrough1.html)`, () => {
  const group: readonly Statement[] = [
    {
      Sid: 'AllowGroupToSeeBucketListAndAlsoAllowGetBucketLocationRequiredForListBucket',
      Effect: 'Allow',
      Action: ['s3:ListAllMyBuckets', 's3:GetBucketLocation'],
      Resource: ['arn:aws:s3:::*'],
    },
    {
      Sid: 'AllowRootLevelListingOfCompanyBucket',
      Effect: 'Allow',
      Action: ['s3:ListBucket'],
      Resource: ['arn:aws:s3:::companybucket'],
      Condition: { StringEquals: { 's3:prefix': [''], 's3:delimiter': ['/'] } },
    },
    {
      Sid: 'RequireFolderStyleList',
      Effect: 'Deny',
      Action: ['s3:ListBucket'],
      Resource: ['arn:aws:s3:::*'],
      Condition: { StringNotEquals: { 's3:delimiter': '/' } },
    },
    {
      Sid: 'ExplictDenyAccessToPrivateFolderToEveryoneInTheGroup',
      Effect: 'Deny',
      Action: ['s3:*'],
      Resource: ['arn:aws:s3:::companybucket/Private/*'],
    },
    {
      Sid: 'DenyListBucketOnPrivateFolder',
      Effect: 'Deny',
      Action: ['s3:ListBucket'],
      Resource: ['arn:aws:s3:::*'],
      Condition: { StringLike: { 's3:prefix': ['Private/'] } },
    },
  ];
  const alice: readonly Statement[] = [
    {
      Sid: 'AllowListBucketIfSpecificPrefixIsIncludedInRequest',
      Effect: 'Allow',
      Action: ['s3:ListBucket'],
      Resource: ['arn:aws:s3:::companybucket'],
      Condition: { StringLike: { 's3:prefix': ['Development/*'] } },
    },
    {
      Sid: 'AllowUserToReadWriteObjectDataInDevelopmentFolder',
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: ['arn:aws:s3:::companybucket/Development/*'],
    },
  ];
  verdicts(
    [
      ['everybody sees the list of buckets', { action: 's3:ListAllMyBuckets', resource: '*' }, {}, 'Allowed'],
      ['the root of the company bucket', listFolder(''), {}, 'Allowed'],
      ['not without the delimiter of folders', listFolder('', ''), {}, 'ExplicitlyDenied'],
      ['Alice lists Development', listFolder('Development/'), {}, 'Allowed'],
      ['and not Finance', listFolder('Finance/'), {}, 'ImplicitlyDenied'],
      ['nobody lists Private', listFolder('Private/'), {}, 'ExplicitlyDenied'],
      ['Alice reads in Development', { resource: 'arn:aws:s3:::companybucket/Development/a' }, {}, 'Allowed'],
      [
        'and deletes nothing there',
        { action: 's3:DeleteObject', resource: 'arn:aws:s3:::companybucket/Development/a' },
        {},
        'ImplicitlyDenied',
      ],
      ['and reads nothing in Finance', { resource: 'arn:aws:s3:::companybucket/Finance/a' }, {}, 'ImplicitlyDenied'],
      [
        'Private is denied to her even when she is given it',
        { resource: 'arn:aws:s3:::companybucket/Private/a' },
        { identity: [...group, ALLOW_ALL] },
        'ExplicitlyDenied',
      ],
    ],
    { principal: `arn:aws:iam::${ACCOUNT}:user/Alice` },
    { identity: [...group, ...alice] },
  );
});

describe(`the walkthroughs of accounts (${GUIDE}/example-walkthroughs-managing-access.html)`, () => {
  const dave = `arn:aws:iam::${ACCOUNT}:user/Dave`;
  const owner: Given = {
    resource: [
      {
        Sid: 'statement1',
        Effect: 'Allow',
        Principal: { AWS: dave },
        Action: ['s3:GetBucketLocation', 's3:ListBucket'],
        Resource: [BUCKET],
      },
      {
        Sid: 'statement2',
        Effect: 'Allow',
        Principal: { AWS: dave },
        Action: ['s3:GetObject'],
        Resource: [`${BUCKET}/*`],
      },
    ],
  };
  const crossAccount = {
    Sid: 'Example permissions',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` },
    Action: ['s3:GetBucketLocation', 's3:ListBucket'],
    Resource: [BUCKET],
  };
  const delegated = { Sid: 'Example', Effect: 'Allow', Action: ['s3:ListBucket'], Resource: [BUCKET] };
  const list: Asked = { action: 's3:ListBucket', resource: BUCKET };
  const daveThere = `arn:aws:iam::${OTHER_ACCOUNT}:user/Dave`;
  verdicts([
    ['the owner grants its user by the bucket policy', { principal: dave }, owner, 'Allowed'],
    ['to upload, it takes the user policy', { principal: dave, action: 's3:PutObject' }, owner, 'ImplicitlyDenied'],
    [
      'which adds to it',
      { principal: dave, action: 's3:PutObject' },
      { ...owner, identity: { Effect: 'Allow', Action: 's3:PutObject', Resource: `${BUCKET}/*` } },
      'Allowed',
    ],
    [
      'account B is granted, and delegates to Dave',
      { ...list, principal: daveThere },
      { resource: crossAccount, identity: delegated },
      'Allowed',
    ],
    [
      'before it delegates, Dave may not',
      { ...list, principal: daveThere },
      { resource: crossAccount },
      'ImplicitlyDenied',
    ],
    [
      'it cannot delegate more than it has',
      { ...list, action: 's3:GetObject', resource: `${BUCKET}/1`, principal: daveThere },
      { resource: crossAccount, identity: ALLOW_S3 },
      'ImplicitlyDenied',
    ],
    [
      'the root user of account B may at once',
      { ...list, principal: `arn:aws:iam::${OTHER_ACCOUNT}:root` },
      { resource: crossAccount },
      'Allowed',
    ],
    [
      'an explicit deny of account A outweighs the grant',
      { ...list, principal: daveThere },
      {
        resource: [
          crossAccount,
          { ...crossAccount, Sid: 'Deny permission', Effect: 'Deny', Action: ['s3:ListBucket'] },
        ],
        identity: delegated,
      },
      'ExplicitlyDenied',
    ],
  ]);
});

/** The root user about the bucket itself. */
function policyOf(action: string): Asked {
  return { principal: ROOT, action, resource: BUCKET };
}

describe('the root user and its bucket policies (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html)', () => {
  const locked = { resource: denyTo('*') };
  verdicts([
    ['it reads one that denies everybody', policyOf('s3:GetBucketPolicy'), locked, 'Allowed'],
    ['replaces it', policyOf('s3:PutBucketPolicy'), locked, 'Allowed'],
    ['and deletes it', policyOf('s3:DeleteBucketPolicy'), locked, 'Allowed'],
    ['but does not delete the bucket', policyOf('s3:DeleteBucket'), locked, 'ExplicitlyDenied'],
    ['nor list it', policyOf('s3:ListBucket'), locked, 'ExplicitlyDenied'],
    ['nor read objects in it', { principal: ROOT }, locked, 'ExplicitlyDenied'],
    [
      'an administrator is locked out',
      { ...policyOf('s3:DeleteBucketPolicy'), principal: LUCY },
      { ...locked, identity: ALLOW_ALL },
      'ExplicitlyDenied',
    ],
    [
      'the root user of another account is locked out',
      { ...policyOf('s3:DeleteBucketPolicy'), principal: `arn:aws:iam::${OTHER_ACCOUNT}:root` },
      locked,
      'ExplicitlyDenied',
    ],
    [
      'an SCP still binds it',
      policyOf('s3:PutBucketPolicy'),
      { ...locked, scp: [[{ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }]] },
      'ImplicitlyDenied',
    ],
    [
      'an SCP denies',
      policyOf('s3:PutBucketPolicy'),
      { ...locked, scp: [[ALLOW_ALL, { Effect: 'Deny', Action: 's3:PutBucketPolicy', Resource: '*' }]] },
      'ExplicitlyDenied',
    ],
    ['an RCP denies', policyOf('s3:PutBucketPolicy'), { ...locked, rcp: [[denyTo('*')]] }, 'ExplicitlyDenied'],
    [
      "a VPC endpoint's policy denies",
      policyOf('s3:PutBucketPolicy'),
      { ...locked, vpcEndpoint: [grant('*', { Action: '*' }), denyTo('*')] },
      'ExplicitlyDenied',
    ],
  ]);
});
