import type { Arn } from '../../src-shared/arn.ts';
import type { ModelDocument, ResourceDocument, RoleDocument, UserDocument } from '../../src-shared/model/documents.ts';
import type { SecretDesk } from '../actions/handler.ts';
import { newAccessKeyId, newSecretAccessKey } from '../authentication/access-key.ts';
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { accountDocument } from './new-account.ts';
import { newUniqueId } from './unique-id.ts';

const ACCOUNT_ID = '123456789012';
const REGION = 'us-east-1';
const CATALOGUE = 'gatehouse-shop-catalogue';
const INVOICES = 'gatehouse-shop-invoices';
const ORDERS_TABLE: Arn = `arn:aws:dynamodb:${REGION}:${ACCOUNT_ID}:table/orders`;
const WEB_SERVER_PROFILE: Arn = iamArn('instance-profile/web-server');
const OWN_CREDENTIALS: Arn = iamArn('policy/ManageOwnCredentials');
const TEST_INSTANCES: Arn = iamArn('policy/OperateTestInstances');

/** What the sample is made with. The secrets of its access keys go to `secrets`. */
export interface SampleTools {
  readonly clock: Clock;
  readonly random: Random;
  readonly secrets: Pick<SecretDesk, 'set'>;
}

/**
 * The documents of the sample: a small shop. Lucy may create buckets and switch to a role that looks after orders,
 * bruce-wayne may do anything on S3, and three groups share members. The two have access keys, made anew each time; nobody has a password.
 */
export function sampleAccount(tools: SampleTools): ModelDocument[] {
  const createDate = tools.clock().toISOString();
  return [
    {
      ...accountDocument(
        { accountId: ACCOUNT_ID, name: 'Gatehouse shop', rootEmail: 'root@shop.example' },
        tools.clock,
      ),
      alias: 'gatehouse-shop',
    },
    ...shopUsers(tools, createDate),
    ...shopGroups(tools, createDate),
    ...shopPolicies(tools, createDate),
    ...shopRoles(tools, createDate),
    ...shopResources(createDate),
  ];
}

function shopUsers(tools: SampleTools, createDate: string): UserDocument[] {
  const user = (userName: string, groups: string[], own: Partial<UserDocument> = {}): UserDocument => ({
    type: 'user',
    arn: iamArn(`user/${userName}`),
    accountId: ACCOUNT_ID,
    userName,
    userId: newUniqueId('user', tools.random),
    path: '/',
    createDate,
    groups,
    attachedPolicies: [],
    inlinePolicies: {},
    permissionsBoundary: null,
    tags: [],
    loginProfile: null,
    passwordLastUsed: null,
    accessKeys: [],
    mfaDevices: [],
    signingCertificates: [],
    sshPublicKeys: [],
    serviceSpecificCredentials: [],
    ...own,
  });
  const accessKey = (): UserDocument['accessKeys'] => {
    const accessKeyId = newAccessKeyId(tools.random);
    tools.secrets.set('access-key', accessKeyId, newSecretAccessKey(tools.random));
    return [{ accessKeyId, status: 'Active', createDate, lastUsed: null }];
  };

  return [
    user('lucy', ['developers'], {
      inlinePolicies: {
        'create-buckets': policy({
          Sid: 'CreateAndListBuckets',
          Effect: 'Allow',
          Action: ['s3:CreateBucket', 's3:ListAllMyBuckets', 's3:GetBucketLocation'],
          Resource: '*',
        }),
      },
      tags: [{ Key: 'team', Value: 'storefront' }],
      accessKeys: accessKey(),
    }),
    user('bruce-wayne', ['developers'], {
      inlinePolicies: {
        'everything-on-s3': policy({ Sid: 'EverythingOnS3', Effect: 'Allow', Action: 's3:*', Resource: '*' }),
      },
      tags: [{ Key: 'team', Value: 'platform' }],
      accessKeys: accessKey(),
    }),
    user('emma', ['developers', 'testers'], { tags: [{ Key: 'team', Value: 'storefront' }] }),
    user('noah', ['testers', 'finance'], { tags: [{ Key: 'team', Value: 'operations' }] }),
    user('olivia', ['finance'], { tags: [{ Key: 'team', Value: 'accounting' }] }),
  ];
}

function shopGroups({ random }: SampleTools, createDate: string): ModelDocument[] {
  const group = (
    groupName: string,
    attachedPolicies: Arn[],
    inlinePolicies: Record<string, string>,
  ): ModelDocument => ({
    type: 'group',
    arn: iamArn(`group/${groupName}`),
    accountId: ACCOUNT_ID,
    groupName,
    groupId: newUniqueId('group', random),
    path: '/',
    createDate,
    attachedPolicies,
    inlinePolicies,
  });

  return [
    group('developers', [OWN_CREDENTIALS], {
      'work-with-orders': policy({
        Sid: 'ReadAndWriteOrders',
        Effect: 'Allow',
        Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:Query', 'dynamodb:Scan'],
        Resource: ORDERS_TABLE,
      }),
      'read-catalogue': readBucket(CATALOGUE),
    }),
    group('testers', [OWN_CREDENTIALS, TEST_INSTANCES], { 'read-catalogue': readBucket(CATALOGUE) }),
    group('finance', [OWN_CREDENTIALS, 'arn:aws:iam::aws:policy/AWSBillingReadOnlyAccess'], {
      'read-invoices': readBucket(INVOICES),
    }),
  ];
}

function shopPolicies({ random }: SampleTools, createDate: string): ModelDocument[] {
  const managed = (arn: Arn, policyName: string, description: string, document: string): ModelDocument => ({
    type: 'policy',
    arn,
    accountId: ACCOUNT_ID,
    policyName,
    policyId: newUniqueId('policy', random),
    path: '/',
    description,
    createDate,
    updateDate: createDate,
    defaultVersionId: 'v1',
    versions: [{ versionId: 'v1', document, createDate }],
    lastVersionNumber: 1,
    tags: [],
  });

  return [
    managed(
      OWN_CREDENTIALS,
      'ManageOwnCredentials',
      'Lets users change their own password and access keys, and no others.',
      policy({
        Sid: 'OwnPasswordAndAccessKeys',
        Effect: 'Allow',
        Action: [
          'iam:GetUser',
          'iam:ChangePassword',
          'iam:ListAccessKeys',
          'iam:CreateAccessKey',
          'iam:UpdateAccessKey',
          'iam:DeleteAccessKey',
        ],
        Resource: iamArn('user/${aws:username}'),
      }),
    ),
    managed(
      TEST_INSTANCES,
      'OperateTestInstances',
      'Lets testers start and stop the instances that are tagged for testing.',
      policy(
        { Sid: 'SeeInstances', Effect: 'Allow', Action: 'ec2:DescribeInstances', Resource: '*' },
        {
          Sid: 'StartAndStopTestInstances',
          Effect: 'Allow',
          Action: ['ec2:StartInstances', 'ec2:StopInstances', 'ec2:RebootInstances'],
          Resource: `arn:aws:ec2:*:${ACCOUNT_ID}:instance/*`,
          Condition: { StringEquals: { 'aws:ResourceTag/Environment': 'test' } },
        },
      ),
    ),
  ];
}

function shopRoles({ random }: SampleTools, createDate: string): ModelDocument[] {
  const role = (roleName: string, trusted: object, own: Partial<RoleDocument>): RoleDocument => ({
    type: 'role',
    arn: iamArn(`role/${roleName}`),
    accountId: ACCOUNT_ID,
    roleName,
    roleId: newUniqueId('role', random),
    path: '/',
    createDate,
    description: '',
    maxSessionDuration: 3600,
    assumeRolePolicyDocument: policy({ Effect: 'Allow', Principal: trusted, Action: 'sts:AssumeRole' }),
    attachedPolicies: [],
    inlinePolicies: {},
    permissionsBoundary: null,
    tags: [],
    lastUsed: null,
    ...own,
  });

  return [
    role(
      'catalogue-thumbnails',
      { Service: 'lambda.amazonaws.com' },
      {
        description: 'For the Lambda function that makes thumbnails of the catalogue pictures.',
        attachedPolicies: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
        inlinePolicies: { 'read-catalogue': readBucket(CATALOGUE) },
      },
    ),
    role(
      'web-server',
      { Service: 'ec2.amazonaws.com' },
      {
        description: 'For the instances that serve the shop.',
        attachedPolicies: ['arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore'],
        inlinePolicies: {
          'take-orders': policy({
            Sid: 'TakeOrders',
            Effect: 'Allow',
            Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
            Resource: ORDERS_TABLE,
          }),
        },
      },
    ),
    role(
      'order-desk',
      { AWS: iamArn('user/lucy') },
      {
        description: 'For Lucy, while she looks after orders: she switches to it.',
        inlinePolicies: {
          'change-orders': policy({
            Sid: 'ChangeOrders',
            Effect: 'Allow',
            Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
            Resource: ORDERS_TABLE,
          }),
        },
      },
    ),
    {
      type: 'instanceProfile',
      arn: WEB_SERVER_PROFILE,
      accountId: ACCOUNT_ID,
      instanceProfileName: 'web-server',
      instanceProfileId: newUniqueId('instanceProfile', random),
      path: '/',
      createDate,
      roles: ['web-server'],
      tags: [],
    },
  ];
}

function shopResources(createDate: string): ResourceDocument[] {
  const resource = (
    arn: Arn,
    resourceType: string,
    name: string,
    own: Pick<ResourceDocument, 'tags'> & Partial<ResourceDocument>,
  ): ResourceDocument => ({
    type: 'resource',
    arn,
    accountId: ACCOUNT_ID,
    resourceType,
    name,
    region: REGION,
    createDate,
    policy: null,
    ...own,
  });

  return [
    resource(`arn:aws:s3:::${CATALOGUE}`, 's3:bucket', CATALOGUE, {
      tags: [{ Key: 'Environment', Value: 'production' }],
    }),
    resource(`arn:aws:s3:::${INVOICES}`, 's3:bucket', INVOICES, {
      tags: [{ Key: 'Environment', Value: 'production' }],
      policy: policy(
        {
          Sid: 'OliviaFilesInvoices',
          Effect: 'Allow',
          Principal: { AWS: iamArn('user/olivia') },
          Action: 's3:PutObject',
          Resource: `arn:aws:s3:::${INVOICES}/*`,
        },
        {
          Sid: 'NobodyDeletesInvoices',
          Effect: 'Deny',
          Principal: '*',
          Action: ['s3:DeleteBucket', 's3:DeleteObject', 's3:DeleteObjectVersion'],
          Resource: [`arn:aws:s3:::${INVOICES}`, `arn:aws:s3:::${INVOICES}/*`],
        },
      ),
    }),
    resource(ORDERS_TABLE, 'dynamodb:table', 'orders', { tags: [{ Key: 'Environment', Value: 'production' }] }),
    resource(
      `arn:aws:ec2:${REGION}:${ACCOUNT_ID}:instance/i-0a1b2c3d4e5f60718`,
      'ec2:instance',
      'i-0a1b2c3d4e5f60718',
      {
        tags: [
          { Key: 'Name', Value: 'web-test' },
          { Key: 'Environment', Value: 'test' },
        ],
        instance: {
          instanceProfile: WEB_SERVER_PROFILE,
          vpcId: 'vpc-0f1e2d3c4b5a69788',
          privateIpAddress: '10.0.0.10',
        },
      },
    ),
    resource(`arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:make-thumbnails`, 'lambda:function', 'make-thumbnails', {
      tags: [{ Key: 'Environment', Value: 'production' }],
      executionRole: iamArn('role/catalogue-thumbnails'),
    }),
  ];
}

function readBucket(bucket: string): string {
  return policy(
    { Sid: 'ListBucket', Effect: 'Allow', Action: 's3:ListBucket', Resource: `arn:aws:s3:::${bucket}` },
    { Sid: 'ReadObjects', Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/*` },
  );
}

function policy(...statements: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
}

function iamArn(resource: string): Arn {
  return `arn:aws:iam::${ACCOUNT_ID}:${resource}`;
}
