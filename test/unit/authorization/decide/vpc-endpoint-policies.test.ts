import { describe } from 'vitest';
import {
  ACCOUNT,
  ALLOW_ALL,
  ALLOW_S3,
  type Given,
  LUCY,
  OTHER_ACCOUNT,
  ROOT,
  SESSION,
  denyTo,
  grant,
  verdicts,
} from '../scenario.ts';

const PAGE = 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html';

describe(`VPC endpoint policies (${PAGE})`, () => {
  verdicts([
    ['let through what they allow', {}, { identity: ALLOW_S3, vpcEndpoint: grant('*') }, 'Allowed'],
    [
      'stop what they do not',
      { action: 's3:PutObject' },
      { identity: ALLOW_S3, vpcEndpoint: grant('*') },
      'ImplicitlyDenied',
    ],
    ['give nothing by themselves', {}, { vpcEndpoint: grant('*') }, 'ImplicitlyDenied'],
    [
      'do not override a bucket policy',
      {},
      { identity: ALLOW_S3, vpcEndpoint: grant('*'), resource: denyTo('*') },
      'ExplicitlyDenied',
    ],
    [
      'the default one allows everything',
      {},
      { identity: ALLOW_S3, vpcEndpoint: { ...ALLOW_ALL, Principal: '*' } },
      'Allowed',
    ],
    ['deny', {}, { identity: ALLOW_S3, vpcEndpoint: [grant('*'), denyTo({ AWS: LUCY })] }, 'ExplicitlyDenied'],
    ['stop the root user', { principal: ROOT }, { vpcEndpoint: grant('*', { Action: 'ec2:*' }) }, 'ImplicitlyDenied'],
    [
      'stop nobody too',
      { principal: '*' },
      { resource: grant('*'), vpcEndpoint: grant('*', { Action: 's3:PutObject' }) },
      'ImplicitlyDenied',
    ],
    ['let nobody through', { principal: '*' }, { resource: grant('*'), vpcEndpoint: grant('*') }, 'Allowed'],
    [
      'let nobody through whom they do not name',
      { principal: '*' },
      { resource: grant('*'), vpcEndpoint: grant({ AWS: ACCOUNT }) },
      'ImplicitlyDenied',
    ],
    [
      'stop a session that the bucket names by its ARN',
      { principal: SESSION, action: 's3:PutObject' },
      { resource: grant({ AWS: SESSION }, { Action: 's3:PutObject' }), vpcEndpoint: grant('*') },
      'ImplicitlyDenied',
    ],
    [
      'hold for a service as for anybody',
      { principal: 'lambda.amazonaws.com' },
      { resource: grant({ Service: 'lambda.amazonaws.com' }), vpcEndpoint: grant({ AWS: ACCOUNT }) },
      'ImplicitlyDenied',
    ],
  ]);
});

describe(`the examples (https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html#edit-vpc-endpoint-policy-s3)`, () => {
  const oneBucket: Given = {
    identity: ALLOW_S3,
    vpcEndpoint: {
      Sid: 'Allow-access-to-specific-bucket',
      Effect: 'Allow',
      Principal: '*',
      Action: ['s3:ListBucket', 's3:GetObject', 's3:PutObject'],
      Resource: ['arn:aws:s3:::shop', 'arn:aws:s3:::shop/*'],
    },
  };
  const oneRole: Given = {
    identity: ALLOW_S3,
    vpcEndpoint: {
      Sid: 'Allow-access-to-specific-IAM-role',
      Effect: 'Allow',
      Principal: '*',
      Action: '*',
      Resource: '*',
      Condition: { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/worker` } },
    },
  };
  const oneAccount: Given = {
    identity: ALLOW_S3,
    vpcEndpoint: {
      Sid: 'Allow-callers-from-specific-account',
      Effect: 'Allow',
      Principal: '*',
      Action: '*',
      Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } },
    },
  };
  const bucketPolicy: Given = {
    identity: ALLOW_S3,
    resource: {
      Sid: 'Allow-access-to-specific-VPCE',
      Effect: 'Deny',
      Principal: '*',
      Action: ['s3:PutObject', 's3:GetObject', 's3:DeleteObject'],
      Resource: ['arn:aws:s3:::shop', 'arn:aws:s3:::shop/*'],
      Condition: { StringNotEquals: { 'aws:sourceVpce': 'vpce-1a2b3c4d' } },
    },
  };
  verdicts([
    ['the bucket that is listed', {}, oneBucket, 'Allowed'],
    ['another bucket', { resource: 'arn:aws:s3:::other/1' }, oneBucket, 'ImplicitlyDenied'],
    ['another action on it', { action: 's3:DeleteObject' }, oneBucket, 'ImplicitlyDenied'],
    ['the role that is listed', { principal: SESSION }, oneRole, 'Allowed'],
    ['somebody else', {}, oneRole, 'ImplicitlyDenied'],
    ['a caller of the account', {}, oneAccount, 'Allowed'],
    [
      'a caller of another account',
      { principal: `arn:aws:iam::${OTHER_ACCOUNT}:user/bob` },
      { ...oneAccount, resource: grant('*') },
      'ImplicitlyDenied',
    ],
    [
      'a bucket policy that wants the endpoint',
      { context: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } },
      bucketPolicy,
      'Allowed',
    ],
    ['through another endpoint', { context: { 'aws:SourceVpce': 'vpce-9' } }, bucketPolicy, 'ExplicitlyDenied'],
    ['through none, where the key is absent', {}, bucketPolicy, 'ExplicitlyDenied'],
  ]);
});
