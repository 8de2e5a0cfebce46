import { describe, expect, test } from 'vitest';
import type { InstanceProfileDocument } from '../../../src-shared/model/documents.ts';
import { createModel } from '../../../src-main/account/in-memory-model.ts';
import { operationsThatPassARole, rolesPassedBy, valuesAt } from '../../../src-main/request/passed-roles.ts';
import { partsOfOperation } from '../../../src-main/request/request-parts.ts';
import { iamArn, role } from '../../fixtures/account-documents.ts';
import { NOW } from '../../fixtures/fixed-tools.ts';
import { ACCOUNT, neededBy, partsOf, reference, signedFor, wire } from './scene.ts';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/worker`;

const webProfile: InstanceProfileDocument = {
  type: 'instanceProfile',
  arn: iamArn('instance-profile/web'),
  accountId: ACCOUNT,
  instanceProfileName: 'web',
  instanceProfileId: 'AIPAWEB',
  path: '/',
  createDate: NOW,
  roles: ['worker'],
  tags: [],
};

const model = createModel([
  role('worker', { arn: iamArn('role/service-role/worker'), path: '/service-role/' }),
  role('deployer'),
  webProfile,
]);

/** The parts of an operation of the account in Ireland, as `action resource`. */
function parts(name: string, parameters: Readonly<Record<string, unknown>>): string[] {
  return needed(name, parameters).map(({ action, resource }) => `${action} ${resource}`);
}

function needed(name: string, parameters: Readonly<Record<string, unknown>>): ReturnType<typeof partsOfOperation> {
  const [prefix = '', operation = ''] = name.split(':');
  return partsOfOperation(prefix, operation, reference, { region: 'eu-west-1', accountId: ACCOUNT, model, parameters });
}

/** The roles that an operation passes, each with the service that gets it. */
function passed(name: string, parameters: Readonly<Record<string, unknown>>): (readonly [string, unknown])[] {
  return needed(name, parameters)
    .filter(({ action }) => action === 'iam:PassRole')
    .map(({ resource, context }) => [resource, context?.['iam:PassedToService']] as const);
}

const regional = (service: string, resource: string): string => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;

describe('a role that an operation hands to a service (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html)', () => {
  test.each<[operation: string, service: string, parameters: Readonly<Record<string, unknown>>]>([
    ['lambda:CreateFunction', 'lambda.amazonaws.com', { FunctionName: 'resize', Role: ROLE }],
    ['lambda:UpdateFunctionConfiguration', 'lambda.amazonaws.com', { FunctionName: 'resize', Role: ROLE }],
    ['ecs:RegisterTaskDefinition', 'ecs-tasks.amazonaws.com', { family: 'web', taskRoleArn: ROLE }],
    ['ecs:RunTask', 'ecs-tasks.amazonaws.com', { taskDefinition: 'web', overrides: { executionRoleArn: ROLE } }],
    ['eks:CreateCluster', 'eks.amazonaws.com', { name: 'shop', roleArn: ROLE }],
    ['cloudformation:CreateStack', 'cloudformation.amazonaws.com', { StackName: 'shop', RoleARN: ROLE }],
    ['states:CreateStateMachine', 'states.amazonaws.com', { name: 'ship', roleArn: ROLE }],
    ['events:PutTargets', 'events.amazonaws.com', { Rule: 'nightly', Targets: [{ Id: '1', RoleArn: ROLE }] }],
    ['scheduler:CreateSchedule', 'scheduler.amazonaws.com', { Name: 'nightly', Target: { RoleArn: ROLE } }],
    ['codebuild:CreateProject', 'codebuild.amazonaws.com', { name: 'web', serviceRole: ROLE }],
    ['codepipeline:CreatePipeline', 'codepipeline.amazonaws.com', { pipeline: { name: 'release', roleArn: ROLE } }],
    ['glue:CreateJob', 'glue.amazonaws.com', { Name: 'nightly', Role: ROLE }],
    ['sagemaker:CreateModel', 'sagemaker.amazonaws.com', { ModelName: 'm', ExecutionRoleArn: ROLE }],
    ['batch:RegisterJobDefinition', 'ecs-tasks.amazonaws.com', { containerProperties: { jobRoleArn: ROLE } }],
    [
      'firehose:CreateDeliveryStream',
      'firehose.amazonaws.com',
      { DeliveryStreamName: 'clicks', ExtendedS3DestinationConfiguration: { RoleARN: ROLE } },
    ],
    ['rds:CreateDBInstance', 'monitoring.rds.amazonaws.com', { MonitoringRoleArn: ROLE }],
    ['autoscaling:PutLifecycleHook', 'autoscaling.amazonaws.com', { RoleARN: ROLE }],
    ['ssm:StartAutomationExecution', 'ssm.amazonaws.com', { Parameters: { AutomationAssumeRole: [ROLE] } }],
    ['datasync:CreateLocationS3', 'datasync.amazonaws.com', { S3Config: { BucketAccessRoleArn: ROLE } }],
    ['transfer:CreateUser', 'transfer.amazonaws.com', { ServerId: 's-1', UserName: 'lucy', Role: ROLE }],
    ['apigateway:PUT', 'apigateway.amazonaws.com', { credentials: ROLE }],
    ['iot:CreateTopicRule', 'iot.amazonaws.com', { topicRulePayload: { actions: [{ s3: { roleArn: ROLE } }] } }],
    ['iot:CreateRoleAlias', 'credentials.iot.amazonaws.com', { roleAlias: 'thing', roleArn: ROLE }],
  ])('is passed by %s to %s', (operation, service, parameters) => {
    expect(passed(operation, parameters)).toEqual([[ROLE, service]]);
  });

  test('is found in the model where it is named without its path', () => {
    expect(passed('glue:CreateJob', { Name: 'nightly', Role: 'worker' })).toEqual([
      [iamArn('role/service-role/worker'), 'glue.amazonaws.com'],
    ]);
  });

  test('is the role in the instance profile that is given', () => {
    expect(passed('ec2:RunInstances', { IamInstanceProfile: { Name: 'web' } })).toEqual([
      [iamArn('role/service-role/worker'), 'ec2.amazonaws.com'],
    ]);
  });

  test('may be any role where the instance profile is not known', () => {
    expect(passed('ec2:RunInstances', { IamInstanceProfile: { Name: 'other' } })).toEqual([
      [`arn:aws:iam::${ACCOUNT}:role/*`, 'ec2.amazonaws.com'],
    ]);
  });

  test('is one part for each role and service', () => {
    const overrides = { taskRoleArn: ROLE, executionRoleArn: `arn:aws:iam::${ACCOUNT}:role/puller` };
    expect(passed('ecs:RunTask', { taskDefinition: 'web', overrides })).toHaveLength(2);
    expect(passed('ecs:RunTask', { overrides: { taskRoleArn: ROLE, executionRoleArn: ROLE } })).toHaveLength(1);
  });

  test('is none where no role is given', () => {
    expect(passed('ec2:RunInstances', { ImageId: 'ami-1' })).toEqual([]);
    expect(passed('cloudformation:CreateStack', { StackName: 'shop' })).toEqual([]);
  });

  test('is associated with the resource that it is for (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_AssociatedResourceArn)', () => {
    const part = needed('lambda:CreateFunction', { FunctionName: 'resize', Role: ROLE }).find(
      ({ action }) => action === 'iam:PassRole',
    );
    expect(part?.context?.['iam:AssociatedResourceArn']).toBe(regional('lambda', 'function:resize'));
  });

  test('is S3’s in a replication configuration (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html)', () => {
    const body = `<ReplicationConfiguration><Role>${ROLE}</Role></ReplicationConfiguration>`;
    const request = wire({ method: 'PUT', target: '/shop?replication', headers: [signedFor('s3')], body });
    expect(partsOf(request)).toEqual(['s3:PutReplicationConfiguration arn:aws:s3:::shop', `iam:PassRole ${ROLE}`]);
    expect(neededBy(request)[1]?.context).toEqual({ 'iam:PassedToService': 's3.amazonaws.com' });
  });
});

/** An operation's input that holds a value at a place. */
function holding(member: string, value: unknown): Readonly<Record<string, unknown>> {
  const [step = '', ...rest] = member.split('.');
  const inner = rest.length === 0 ? value : holding(rest.join('.'), value);
  return { [step === '*' ? 'any' : step.replace('[]', '')]: step.endsWith('[]') ? [inner] : inner };
}

describe('the operations that pass a role', () => {
  test.each(operationsThatPassARole())('%s is an action of the reference', (name) => {
    expect(reference.action(name)?.action).toBe(name);
  });

  test.each(operationsThatPassARole())('%s passes a role wherever its input may hold one', (name) => {
    for (const { member, service, instanceProfile: isProfile } of rolesPassedBy(name)) {
      const held = isProfile ? 'web' : ROLE;
      const parameters = holding(member, held);
      expect(valuesAt(parameters, member)).toEqual([held]);
      expect(service).toMatch(/^[a-z0-9.-]+\.amazonaws\.com$/);
      expect(passed(name, parameters)).toHaveLength(1);
    }
  });
});

describe('an operation that needs several parts', () => {
  test.each<[string, string, Readonly<Record<string, unknown>>, string[]]>([
    [
      'both keys of a re-encryption (https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html)',
      'kms:ReEncrypt',
      { SourceKeyId: 'aaaa', DestinationKeyId: 'bbbb' },
      [`kms:ReEncryptFrom ${regional('kms', 'key/aaaa')}`, `kms:ReEncryptTo ${regional('kms', 'key/bbbb')}`],
    ],
    [
      'a key that only the ciphertext names',
      'kms:ReEncrypt',
      { DestinationKeyId: 'alias/new' },
      [`kms:ReEncryptFrom ${regional('kms', 'key/*')}`, `kms:ReEncryptTo ${regional('kms', 'key/*')}`],
    ],
    [
      'an alias and its key (https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html)',
      'kms:CreateAlias',
      { AliasName: 'alias/shop', TargetKeyId: 'aaaa' },
      [`kms:CreateAlias ${regional('kms', 'alias/shop')}`, `kms:CreateAlias ${regional('kms', 'key/aaaa')}`],
    ],
    [
      'the tags of a queue (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html)',
      'sqs:CreateQueue',
      { QueueName: 'jobs', tags: { team: 'shop' } },
      [`sqs:CreateQueue ${regional('sqs', 'jobs')}`, `sqs:TagQueue ${regional('sqs', 'jobs')}`],
    ],
    [
      'the tags of a log group (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html)',
      'logs:CreateLogGroup',
      { logGroupName: '/shop/web', tags: { team: 'shop' } },
      ['logs:CreateLogGroup', 'logs:TagResource'].map(
        (action) => `${action} ${regional('logs', 'log-group:/shop/web:log-stream:')}`,
      ),
    ],
    [
      'every item of a transaction (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html)',
      'dynamodb:TransactGetItems',
      { TransactItems: [{ Get: { TableName: 'orders' } }, { Get: { TableName: 'stock' } }] },
      [
        `dynamodb:GetItem ${regional('dynamodb', 'table/orders')}`,
        `dynamodb:GetItem ${regional('dynamodb', 'table/stock')}`,
      ],
    ],
  ])('asks for %s', (_, operation, parameters, expected) => {
    expect(parts(operation, parameters)).toEqual(expected);
  });

  test('asks for all that an instance is made of (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html)', () => {
    const asked = parts('ec2:RunInstances', {
      ImageId: 'ami-1',
      SubnetId: 'subnet-1',
      SecurityGroupId: ['sg-1', 'sg-2'],
      KeyName: 'laptop',
      IamInstanceProfile: { Name: 'web' },
      TagSpecification: [{ ResourceType: 'instance', Tag: [{ Key: 'team', Value: 'shop' }] }],
    });
    expect(asked.toSorted()).toEqual(
      [
        'ec2:RunInstances arn:aws:ec2:eu-west-1::image/ami-1',
        `ec2:RunInstances ${regional('ec2', 'instance/*')}`,
        `ec2:RunInstances ${regional('ec2', 'key-pair/laptop')}`,
        `ec2:RunInstances ${regional('ec2', 'network-interface/*')}`,
        `ec2:RunInstances ${regional('ec2', 'security-group/sg-1')}`,
        `ec2:RunInstances ${regional('ec2', 'security-group/sg-2')}`,
        `ec2:RunInstances ${regional('ec2', 'subnet/subnet-1')}`,
        `ec2:RunInstances ${regional('ec2', 'volume/*')}`,
        `ec2:CreateTags ${regional('ec2', 'instance/*')}`,
        `iam:PassRole ${iamArn('role/service-role/worker')}`,
      ].toSorted(),
    );
  });

  test('says for what the tags of a new resource are made (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html)', () => {
    const tagging = needed('ec2:CreateVolume', {
      TagSpecification: [{ ResourceType: 'volume', Tag: [{ Key: 'team', Value: 'shop' }] }],
    }).find(({ action }) => action === 'ec2:CreateTags');
    expect(tagging?.context).toEqual({
      'aws:RequestTag/team': 'shop',
      'aws:TagKeys': ['team'],
      'ec2:CreateAction': 'CreateVolume',
    });
  });

  test('says by which alias a key is named (https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-request-alias)', () => {
    expect(needed('kms:Decrypt', { KeyId: 'alias/shop' })).toEqual([
      { action: 'kms:Decrypt', resource: regional('kms', 'key/*'), context: { 'kms:RequestAlias': 'alias/shop' } },
    ]);
  });

  test('asks S3 for the source and the target of a copy (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html)', () => {
    const headers: [string, string][] = [
      signedFor('s3'),
      ['x-amz-copy-source', '/theirs/k'],
      ['x-amz-acl', 'private'],
      ['x-amz-tagging', 'team=shop'],
    ];
    expect(partsOf(wire({ method: 'PUT', target: '/shop/k', headers }))).toEqual([
      's3:GetObject arn:aws:s3:::theirs/k',
      's3:PutObject arn:aws:s3:::shop/k',
      's3:PutObjectAcl arn:aws:s3:::shop/k',
      's3:PutObjectTagging arn:aws:s3:::shop/k',
    ]);
  });
});
