import { describe, expect, test } from 'vitest';
import { encodeCborTexts } from '../../../src-main/request/cbor.ts';
import { serviceOfSigningName } from '../../../src-main/request/services.ts';
import type { WireRequest } from '../../../src-main/request/wire-request.ts';
import { ACCOUNT, partsOf, signedFor, understand, wire } from './scene.ts';

const at = (service: string, resource: string): string => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;

function json(signingName: string, operation: string, body: object): WireRequest {
  const { targetPrefix } = serviceOfSigningName(signingName);
  const headers: [string, string][] = [signedFor(signingName), ['X-Amz-Target', `${targetPrefix}.${operation}`]];
  return wire({ method: 'POST', headers, body: JSON.stringify(body) });
}

function query(signingName: string, operation: string, members: Record<string, string>, version?: string): WireRequest {
  const { apiVersion } = serviceOfSigningName(signingName);
  const form = new URLSearchParams({ Action: operation, Version: version ?? apiVersion, ...members });
  const headers: [string, string][] = [
    signedFor(signingName),
    ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'],
  ];
  return wire({ method: 'POST', headers, body: form.toString() });
}

function rest(signingName: string, line: string, body?: object | string): WireRequest {
  const [method = '', target = ''] = line.split(' ');
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  const type = typeof body === 'string' ? 'application/xml' : 'application/json';
  return wire({ method, target, headers: [signedFor(signingName), ['Content-Type', type]], body: text });
}

function cbor(signingName: string, operation: string, texts: Record<string, string>): WireRequest {
  return {
    ...wire({
      method: 'POST',
      target: `/service/GraniteServiceVersion20100801/operation/${operation}`,
      headers: [signedFor(signingName), ['smithy-protocol', 'rpc-v2-cbor'], ['Content-Type', 'application/cbor']],
    }),
    body: encodeCborTexts(texts),
  };
}

const TABLE = at('dynamodb', 'table/orders');
const STOCK = at('dynamodb', 'table/stock');
const FUNCTION = at('lambda', 'function:resize');
const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const KEY = at('kms', `key/${KEY_ID}`);
const QUEUE_URL = `https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/orders`;
const TOPIC = at('sns', 'orders');
const STATE_MACHINE = at('states', 'stateMachine:ship');
const LOAD_BALANCER = at('elasticloadbalancing', 'loadbalancer/app/web/50dc6c495c0c9188');
const CERTIFICATE = at('acm', 'certificate/12345678');

const REQUESTS: readonly (readonly [request: WireRequest, ...parts: string[]])[] = [
  [json('dynamodb', 'GetItem', { TableName: 'orders', Key: {} }), `dynamodb:GetItem ${TABLE}`],
  [json('dynamodb', 'PutItem', { TableName: TABLE, Item: {} }), `dynamodb:PutItem ${TABLE}`],
  [json('dynamodb', 'Query', { TableName: 'orders', IndexName: 'by-date' }), `dynamodb:Query ${TABLE}/index/by-date`],
  [json('dynamodb', 'Scan', { TableName: 'orders' }), `dynamodb:Scan ${TABLE}`],
  [
    json('dynamodb', 'BatchGetItem', { RequestItems: { orders: { Keys: [] }, stock: { Keys: [] } } }),
    `dynamodb:BatchGetItem ${TABLE}`,
    `dynamodb:BatchGetItem ${STOCK}`,
  ],
  [
    json('dynamodb', 'BatchWriteItem', { RequestItems: { orders: [{ PutRequest: { Item: {} } }] } }),
    `dynamodb:BatchWriteItem ${TABLE}`,
  ],
  [
    json('dynamodb', 'TransactWriteItems', {
      TransactItems: [
        { Put: { TableName: 'orders', Item: {} } },
        { ConditionCheck: { TableName: 'stock', Key: {} } },
        { Delete: { TableName: STOCK, Key: {} } },
      ],
    }),
    `dynamodb:PutItem ${TABLE}`,
    `dynamodb:ConditionCheckItem ${STOCK}`,
    `dynamodb:DeleteItem ${STOCK}`,
  ],
  [
    json('dynamodb', 'ExecuteStatement', { Statement: 'SELECT * FROM "orders"."by-date" WHERE day = ?' }),
    `dynamodb:PartiQLSelect ${TABLE}/index/by-date`,
  ],
  [
    json('dynamodb', 'BatchExecuteStatement', {
      Statements: [
        { Statement: "INSERT INTO orders VALUE {'id': '1'}" },
        { Statement: 'delete from "stock" WHERE id=1' },
      ],
    }),
    `dynamodb:PartiQLInsert ${TABLE}`,
    `dynamodb:PartiQLDelete ${STOCK}`,
  ],
  [
    json('dynamodb', 'ExecuteTransaction', {
      TransactStatements: [{ Statement: 'UPDATE "orders" SET a=1 WHERE id=1' }],
    }),
    `dynamodb:PartiQLUpdate ${TABLE}`,
  ],
  [json('dynamodb', 'ListTables', {}), 'dynamodb:ListTables *'],
  [json('dynamodb', 'TagResource', { ResourceArn: TABLE, Tags: [] }), `dynamodb:TagResource ${TABLE}`],

  [rest('lambda', 'POST /2015-03-31/functions/resize/invocations'), `lambda:InvokeFunction ${FUNCTION}`],
  [
    rest('lambda', `POST /2015-03-31/functions/${encodeURIComponent(FUNCTION)}/invocations`),
    `lambda:InvokeFunction ${FUNCTION}`,
  ],
  [
    rest('lambda', `POST /2015-03-31/functions/${ACCOUNT}%3Afunction%3Aresize/invocations`),
    `lambda:InvokeFunction ${FUNCTION}`,
  ],
  [
    rest('lambda', 'POST /2015-03-31/functions/resize/invocations?Qualifier=live'),
    `lambda:InvokeFunction ${FUNCTION}:live`,
  ],
  [rest('lambda', 'GET /2015-03-31/functions/resize%3Alive'), `lambda:GetFunction ${FUNCTION}:live`],
  [rest('lambda', 'GET /2015-03-31/functions/'), 'lambda:ListFunctions *'],
  [
    rest('lambda', 'POST /2021-11-15/functions/resize/response-streaming-invocations'),
    `lambda:InvokeFunction ${FUNCTION}`,
  ],
  [
    rest('lambda', 'GET /2018-10-31/layers/fonts/versions/3'),
    `lambda:GetLayerVersion ${at('lambda', 'layer:fonts:3')}`,
  ],
  [
    rest('lambda', 'DELETE /2015-03-31/event-source-mappings/u-1'),
    `lambda:DeleteEventSourceMapping ${at('lambda', 'event-source-mapping:u-1')}`,
  ],
  [rest('lambda', `GET /2017-03-31/tags/${encodeURIComponent(FUNCTION)}`), `lambda:ListTags ${FUNCTION}`],

  [json('kms', 'Encrypt', { KeyId: KEY_ID, Plaintext: '' }), `kms:Encrypt ${KEY}`],
  [json('kms', 'Decrypt', { KeyId: KEY }), `kms:Decrypt ${KEY}`],
  [json('kms', 'GenerateDataKey', { KeyId: 'alias/shop' }), `kms:GenerateDataKey ${at('kms', 'key/*')}`],
  [
    json('kms', 'CreateAlias', { AliasName: 'alias/shop', TargetKeyId: KEY_ID }),
    `kms:CreateAlias ${at('kms', 'alias/shop')}`,
    `kms:CreateAlias ${KEY}`,
  ],
  [json('kms', 'CreateKey', {}), 'kms:CreateKey *'],
  [
    json('kms', 'ReEncrypt', { SourceKeyId: KEY_ID, DestinationKeyId: KEY }),
    `kms:ReEncryptFrom ${KEY}`,
    `kms:ReEncryptTo ${KEY}`,
  ],

  [json('sqs', 'SendMessage', { QueueUrl: QUEUE_URL }), `sqs:SendMessage ${at('sqs', 'orders')}`],
  [query('sqs', 'ReceiveMessage', { QueueUrl: QUEUE_URL }), `sqs:ReceiveMessage ${at('sqs', 'orders')}`],
  [json('sqs', 'SendMessageBatch', { QueueUrl: QUEUE_URL, Entries: [] }), `sqs:SendMessage ${at('sqs', 'orders')}`],
  [json('sqs', 'CreateQueue', { QueueName: 'orders' }), `sqs:CreateQueue ${at('sqs', 'orders')}`],
  [json('sqs', 'ListQueues', {}), 'sqs:ListQueues *'],

  [query('sns', 'Publish', { TopicArn: TOPIC, Message: 'hello' }), `sns:Publish ${TOPIC}`],
  [query('sns', 'PublishBatch', { TopicArn: TOPIC }), `sns:Publish ${TOPIC}`],
  [query('sns', 'CreateTopic', { Name: 'orders' }), `sns:CreateTopic ${TOPIC}`],
  [query('sns', 'Subscribe', { TopicArn: TOPIC, Protocol: 'sqs' }), `sns:Subscribe ${TOPIC}`],

  [
    json('secretsmanager', 'GetSecretValue', { SecretId: 'shop/database' }),
    `secretsmanager:GetSecretValue ${at('secretsmanager', 'secret:shop/database-AbCdEf')}`,
  ],
  [
    json('secretsmanager', 'GetSecretValue', { SecretId: at('secretsmanager', 'secret:shop/database') }),
    `secretsmanager:GetSecretValue ${at('secretsmanager', 'secret:shop/database-AbCdEf')}`,
  ],
  [
    json('secretsmanager', 'CreateSecret', { Name: 'shop/mail' }),
    `secretsmanager:CreateSecret ${at('secretsmanager', 'secret:shop/mail-??????')}`,
  ],
  [
    json('secretsmanager', 'PutSecretValue', { SecretId: at('secretsmanager', 'secret:other-XyZ123') }),
    `secretsmanager:PutSecretValue ${at('secretsmanager', 'secret:other-XyZ123')}`,
  ],

  [json('ssm', 'GetParameter', { Name: '/shop/url' }), `ssm:GetParameter ${at('ssm', 'parameter/shop/url')}`],
  [json('ssm', 'GetParameter', { Name: 'url:3' }), `ssm:GetParameter ${at('ssm', 'parameter/url')}`],
  [
    json('ssm', 'GetParameters', { Names: ['a', '/b/c'] }),
    `ssm:GetParameters ${at('ssm', 'parameter/a')}`,
    `ssm:GetParameters ${at('ssm', 'parameter/b/c')}`,
  ],
  [json('ssm', 'GetParametersByPath', { Path: '/shop' }), `ssm:GetParametersByPath ${at('ssm', 'parameter/shop')}`],
  [json('ssm', 'PutParameter', { Name: 'url', Value: 'x' }), `ssm:PutParameter ${at('ssm', 'parameter/url')}`],
  [json('ssm', 'GetDocument', { Name: 'Patch' }), `ssm:GetDocument ${at('ssm', 'document/Patch')}`],
  [
    json('ssm', 'SendCommand', { DocumentName: 'Patch', InstanceIds: ['i-1', 'i-2'] }),
    `ssm:SendCommand ${at('ssm', 'document/Patch')}`,
    `ssm:SendCommand ${at('ec2', 'instance/i-1')}`,
    `ssm:SendCommand ${at('ec2', 'instance/i-2')}`,
  ],

  [
    query('ec2', 'StopInstances', { 'InstanceId.1': 'i-1', 'InstanceId.2': 'i-2' }),
    `ec2:StopInstances ${at('ec2', 'instance/i-1')}`,
    `ec2:StopInstances ${at('ec2', 'instance/i-2')}`,
  ],
  [
    query('ec2', 'TerminateInstances', { 'InstanceId.1': 'i-1' }),
    `ec2:TerminateInstances ${at('ec2', 'instance/i-1')}`,
  ],
  [query('ec2', 'DescribeInstances', {}), 'ec2:DescribeInstances *'],
  [
    query('ec2', 'CreateTags', {
      'ResourceId.1': 'i-1',
      'ResourceId.2': 'ami-2',
      'Tag.1.Key': 'a',
      'Tag.1.Value': 'b',
    }),
    `ec2:CreateTags ${at('ec2', 'instance/i-1')}`,
    'ec2:CreateTags arn:aws:ec2:eu-west-1::image/ami-2',
  ],
  [
    query('ec2', 'DeleteVpcEndpoints', { 'VpcEndpointId.1': 'vpce-1' }),
    `ec2:DeleteVpcEndpoints ${at('ec2', 'vpc-endpoint/vpce-1')}`,
  ],
  [
    query('ec2', 'AuthorizeSecurityGroupIngress', { GroupId: 'sg-1' }),
    `ec2:AuthorizeSecurityGroupIngress ${at('ec2', 'security-group/sg-1')}`,
  ],
  [
    query('ec2', 'DeleteSnapshot', { SnapshotId: 'snap-1' }),
    'ec2:DeleteSnapshot arn:aws:ec2:eu-west-1::snapshot/snap-1',
  ],

  [
    json('ecr', 'BatchGetImage', { repositoryName: 'shop/web' }),
    `ecr:BatchGetImage ${at('ecr', 'repository/shop/web')}`,
  ],
  [json('ecr', 'PutImage', { repositoryName: 'web' }), `ecr:PutImage ${at('ecr', 'repository/web')}`],
  [json('ecr', 'GetAuthorizationToken', {}), 'ecr:GetAuthorizationToken *'],

  [
    json('logs', 'PutLogEvents', { logGroupName: '/shop/web', logStreamName: 'today' }),
    `logs:PutLogEvents ${at('logs', 'log-group:/shop/web:log-stream:today')}`,
  ],
  [
    json('logs', 'CreateLogGroup', { logGroupName: '/shop/new' }),
    `logs:CreateLogGroup ${at('logs', 'log-group:/shop/new:log-stream:')}`,
  ],
  [
    json('logs', 'FilterLogEvents', { logGroupName: '/shop/web' }),
    `logs:FilterLogEvents ${at('logs', 'log-group:/shop/web:log-stream:')}`,
  ],

  [
    cbor('monitoring', 'GetDashboard', { DashboardName: 'shop' }),
    `cloudwatch:GetDashboard arn:aws:cloudwatch::${ACCOUNT}:dashboard/shop`,
  ],
  [json('monitoring', 'PutMetricData', { Namespace: 'Shop' }), 'cloudwatch:PutMetricData *'],
  [
    query('monitoring', 'DeleteAlarms', { 'AlarmNames.member.1': 'errors', 'AlarmNames.member.2': 'slow' }),
    `cloudwatch:DeleteAlarms ${at('cloudwatch', 'alarm:errors')}`,
    `cloudwatch:DeleteAlarms ${at('cloudwatch', 'alarm:slow')}`,
  ],

  [json('events', 'PutRule', { Name: 'nightly' }), `events:PutRule ${at('events', 'rule/nightly')}`],
  [json('events', 'DescribeEventBus', { Name: 'shop' }), `events:DescribeEventBus ${at('events', 'event-bus/shop')}`],
  [
    json('events', 'PutEvents', { Entries: [{ EventBusName: 'shop', Source: 'shop' }] }),
    `events:PutEvents ${at('events', 'event-bus/shop')}`,
  ],

  [json('states', 'StartExecution', { stateMachineArn: STATE_MACHINE }), `states:StartExecution ${STATE_MACHINE}`],
  [
    json('states', 'StartExecution', { stateMachineArn: `${STATE_MACHINE}:PROD` }),
    `states:StartExecution ${STATE_MACHINE}`,
  ],
  [json('states', 'CreateActivity', { name: 'pack' }), `states:CreateActivity ${at('states', 'activity:pack')}`],

  [json('kinesis', 'PutRecord', { StreamName: 'clicks' }), `kinesis:PutRecord ${at('kinesis', 'stream/clicks')}`],
  [
    json('firehose', 'PutRecord', { DeliveryStreamName: 'clicks' }),
    `firehose:PutRecord ${at('firehose', 'deliverystream/clicks')}`,
  ],
  [
    rest('apigateway', 'GET /restapis/a1b2/stages/prod'),
    'apigateway:GET arn:aws:apigateway:eu-west-1::/restapis/a1b2/stages/prod',
  ],
  [rest('apigateway', 'PATCH /v2/apis/a1b2', {}), 'apigateway:PATCH arn:aws:apigateway:eu-west-1::/apis/a1b2'],
  [rest('apigateway', 'POST /restapis', { name: 'shop' }), 'apigateway:POST arn:aws:apigateway:eu-west-1::/restapis'],
  [
    query('cloudformation', 'DescribeStacks', { StackName: 'shop' }),
    `cloudformation:DescribeStacks ${at('cloudformation', 'stack/shop/*')}`,
  ],
  [
    query('autoscaling', 'SetDesiredCapacity', { AutoScalingGroupName: 'web', DesiredCapacity: '2' }),
    `autoscaling:SetDesiredCapacity ${at('autoscaling', 'autoScalingGroup:*:autoScalingGroupName/web')}`,
  ],
  [
    query('elasticloadbalancing', 'DeleteLoadBalancer', { LoadBalancerArn: LOAD_BALANCER }),
    `elasticloadbalancing:DeleteLoadBalancer ${LOAD_BALANCER}`,
  ],
  [
    query('elasticloadbalancing', 'CreateLoadBalancerPolicy', { LoadBalancerName: 'old' }, '2012-06-01'),
    `elasticloadbalancing:CreateLoadBalancerPolicy ${at('elasticloadbalancing', 'loadbalancer/old')}`,
  ],
  [
    query('rds', 'StartDBInstance', { DBInstanceIdentifier: 'orders' }),
    `rds:StartDBInstance ${at('rds', 'db:orders')}`,
  ],
  [
    query('rds', 'StopDBCluster', { DBClusterIdentifier: 'orders' }),
    `rds:StopDBCluster ${at('rds', 'cluster:orders')}`,
  ],
  [
    json('ecs', 'UpdateService', { cluster: 'shop', service: 'web' }),
    `ecs:UpdateService ${at('ecs', 'service/shop/web')}`,
  ],
  [
    json('ecs', 'UpdateService', { cluster: at('ecs', 'cluster/shop'), service: 'web' }),
    `ecs:UpdateService ${at('ecs', 'service/shop/web')}`,
  ],
  [json('ecs', 'RunTask', { taskDefinition: 'web:3' }), `ecs:RunTask ${at('ecs', 'task-definition/web:3')}`],
  [rest('eks', 'GET /clusters/shop'), `eks:DescribeCluster ${at('eks', 'cluster/shop')}`],
  [
    rest('eks', 'GET /clusters/shop/node-groups/workers'),
    `eks:DescribeNodegroup ${at('eks', 'nodegroup/shop/workers/*')}`,
  ],
  [rest('route53', 'GET /2013-04-01/hostedzone/Z3M3'), 'route53:GetHostedZone arn:aws:route53:::hostedzone/Z3M3'],
  [
    rest('cloudfront', 'GET /2020-05-31/distribution/EDFD'),
    `cloudfront:GetDistribution arn:aws:cloudfront::${ACCOUNT}:distribution/EDFD`,
  ],
  [
    json('athena', 'GetWorkGroup', { WorkGroup: 'primary' }),
    `athena:GetWorkGroup ${at('athena', 'workgroup/primary')}`,
  ],
  [json('glue', 'StartJobRun', { JobName: 'nightly' }), `glue:StartJobRun ${at('glue', 'job/nightly')}`],
  [json('acm', 'DescribeCertificate', { CertificateArn: CERTIFICATE }), `acm:DescribeCertificate ${CERTIFICATE}`],
  [
    json('cognito-idp', 'AdminGetUser', { UserPoolId: 'eu-west-1_abc', Username: 'lucy' }),
    `cognito-idp:AdminGetUser ${at('cognito-idp', 'userpool/eu-west-1_abc')}`,
  ],
  [rest('batch', 'POST /v1/canceljob', { jobId: 'j-1', reason: '' }), `batch:CancelJob ${at('batch', 'job/j-1')}`],
  [
    query('elasticache', 'ModifyReplicationGroup', { ReplicationGroupId: 'sessions' }),
    `elasticache:ModifyReplicationGroup ${at('elasticache', 'replicationgroup:sessions')}`,
  ],
  [
    query('redshift', 'PauseCluster', { ClusterIdentifier: 'warehouse' }),
    `redshift:PauseCluster ${at('redshift', 'cluster:warehouse')}`,
  ],
  [json('cloudtrail', 'StartLogging', { Name: 'audit' }), `cloudtrail:StartLogging ${at('cloudtrail', 'trail/audit')}`],
  [rest('guardduty', 'GET /detector/d1'), `guardduty:GetDetector ${at('guardduty', 'detector/d1')}`],
  [rest('backup', 'GET /backup-vaults/main'), `backup:DescribeBackupVault ${at('backup', 'backup-vault:main')}`],
  [json('codebuild', 'StartBuild', { projectName: 'web' }), `codebuild:StartBuild ${at('codebuild', 'project/web')}`],
  [
    json('codepipeline', 'StartPipelineExecution', { name: 'release' }),
    `codepipeline:StartPipelineExecution ${at('codepipeline', 'release')}`,
  ],
  [
    rest('elasticfilesystem', 'DELETE /2015-02-01/file-systems/fs-1'),
    `elasticfilesystem:DeleteFileSystem ${at('elasticfilesystem', 'file-system/fs-1')}`,
  ],
  [json('tagging', 'GetResources', {}), 'tag:GetResources *'],
  [json('budgets', 'DescribeBudgets', { AccountId: ACCOUNT }), 'budgets:ViewBudget *'],
  [query('ses', 'GetSendQuota', {}), 'ses:GetSendQuota *'],
];

describe('a request of a client', () => {
  test.each(REQUESTS.map(([request, ...parts]) => [parts.join(' and '), request, parts] as const))(
    'asks for %s',
    (_, request, parts) => {
      expect(partsOf(request)).toEqual(parts);
    },
  );
});

describe('an operation that is for anybody', () => {
  test('needs no permission (https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html)', () => {
    expect(understand(rest('sso-oauth', 'POST /token', {}))).toMatchObject({ operation: 'CreateToken', parts: [] });
  });
});

/** The context of the part of a request that has that action and, where it is told, such a resource. */
function contextOf(request: WireRequest, action: string, resource = ''): object {
  const part = understand(request).parts.find((each) => each.action === action && each.resource.includes(resource));
  return part?.context ?? {};
}

describe('the condition keys of a request', () => {
  test.each<[page: string, request: WireRequest, action: string, context: object]>([
    [
      'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html',
      json('dynamodb', 'GetItem', {
        TableName: 'orders',
        Key: { customer: { S: 'lucy' } },
        ProjectionExpression: '#d, total',
        ExpressionAttributeNames: { '#d': 'day' },
      }),
      'dynamodb:GetItem',
      { 'dynamodb:LeadingKeys': ['lucy'], 'dynamodb:Attributes': ['day', 'total', 'customer'] },
    ],
    [
      'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html',
      json('dynamodb', 'Query', {
        TableName: 'orders',
        KeyConditionExpression: 'customer = :c AND begins_with(#day, :d)',
        ExpressionAttributeValues: { ':c': { S: 'lucy' }, ':d': { S: '2026' } },
        Select: 'ALL_ATTRIBUTES',
      }),
      'dynamodb:Query',
      { 'dynamodb:LeadingKeys': ['lucy'], 'dynamodb:Select': 'ALL_ATTRIBUTES' },
    ],
    [
      'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html',
      json('dynamodb', 'BatchGetItem', {
        RequestItems: { orders: { Keys: [{ customer: { S: 'lucy' } }, { customer: { N: '7' } }] } },
      }),
      'dynamodb:BatchGetItem',
      { 'dynamodb:LeadingKeys': ['lucy', '7'], 'dynamodb:Attributes': ['customer'] },
    ],
    [
      'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html',
      json('dynamodb', 'TransactWriteItems', {
        TransactItems: [{ Delete: { TableName: 'orders', Key: { id: { S: '1' } } } }],
      }),
      'dynamodb:DeleteItem',
      {
        'dynamodb:LeadingKeys': ['1'],
        'dynamodb:Attributes': ['id'],
        'dynamodb:EnclosingOperation': 'TransactWriteItems',
      },
    ],
    [
      'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html',
      json('dynamodb', 'ExecuteStatement', { Statement: 'SELECT * FROM "orders"' }),
      'dynamodb:PartiQLSelect',
      { 'dynamodb:FullTableScan': 'true' },
    ],
    [
      'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html',
      json('kms', 'Decrypt', { KeyId: KEY, EncryptionContext: { tenant: 'shop' } }),
      'kms:Decrypt',
      { 'kms:EncryptionContext:tenant': 'shop', 'kms:EncryptionContextKeys': ['tenant'] },
    ],
    [
      'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html',
      json('kms', 'CreateGrant', { KeyId: KEY, GranteePrincipal: 'arn:aws:iam::1:role/r', Operations: ['Decrypt'] }),
      'kms:CreateGrant',
      { 'kms:GranteePrincipal': 'arn:aws:iam::1:role/r', 'kms:GrantOperations': ['Decrypt'] },
    ],
    [
      'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html',
      json('kms', 'ScheduleKeyDeletion', { KeyId: KEY, PendingWindowInDays: 7 }),
      'kms:ScheduleKeyDeletion',
      { 'kms:ScheduleKeyDeletionPendingWindowInDays': '7' },
    ],
    [
      'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html',
      json('secretsmanager', 'DeleteSecret', { SecretId: 'shop/database', RecoveryWindowInDays: 7 }),
      'secretsmanager:DeleteSecret',
      { 'secretsmanager:SecretId': 'shop/database', 'secretsmanager:RecoveryWindowInDays': '7' },
    ],
    [
      'https://docs.aws.amazon.com/sns/latest/dg/sns-using-identity-based-policies.html#sns-policy-keys',
      query('sns', 'Subscribe', { TopicArn: TOPIC, Protocol: 'https', Endpoint: 'https://example.com' }),
      'sns:Subscribe',
      { 'sns:Protocol': 'https', 'sns:Endpoint': 'https://example.com' },
    ],
    [
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html',
      cbor('monitoring', 'PutMetricData', { Namespace: 'Shop' }),
      'cloudwatch:PutMetricData',
      { 'cloudwatch:namespace': 'Shop' },
    ],
    [
      'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html',
      json('events', 'PutEvents', { Entries: [{ Source: 'shop', DetailType: 'Ordered' }, { Source: 'stock' }] }),
      'events:PutEvents',
      { 'events:source': ['shop', 'stock'], 'events:detail-type': ['Ordered'] },
    ],
    [
      'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-rrset-conditions.html',
      rest(
        'route53',
        'POST /2013-04-01/hostedzone/Z3M3/rrset/',
        '<ChangeResourceRecordSetsRequest><ChangeBatch><Changes><Change><Action>UPSERT</Action><ResourceRecordSet>' +
          '<Name>WWW.example.com.</Name><Type>a</Type></ResourceRecordSet></Change></Changes></ChangeBatch>' +
          '</ChangeResourceRecordSetsRequest>',
      ),
      'route53:ChangeResourceRecordSets',
      {
        'route53:ChangeResourceRecordSetsActions': ['UPSERT'],
        'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['www.example.com'],
        'route53:ChangeResourceRecordSetsRecordTypes': ['A'],
      },
    ],
    [
      'https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html',
      query('ses', 'SendEmail', {
        Source: '"Lucy" <lucy@example.com>',
        'Destination.ToAddresses.member.1': 'bruce@example.com',
      }),
      'ses:SendEmail',
      {
        'ses:FromAddress': 'lucy@example.com',
        'ses:FromDisplayName': 'Lucy',
        'ses:Recipients': ['bruce@example.com'],
      },
    ],
    [
      'https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html',
      json('states', 'StartExecution', { stateMachineArn: `${STATE_MACHINE}:PROD` }),
      'states:StartExecution',
      { 'states:StateMachineQualifier': 'PROD' },
    ],
    [
      'https://docs.aws.amazon.com/lambda/latest/dg/permissions-granting-lambda-conditions.html',
      rest('lambda', 'POST /2015-03-31/functions', {
        FunctionName: 'resize',
        Layers: [at('lambda', 'layer:fonts:3')],
        VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
        Tags: { team: 'shop' },
      }),
      'lambda:CreateFunction',
      {
        'aws:RequestTag/team': 'shop',
        'aws:TagKeys': ['team'],
        'lambda:Layer': [at('lambda', 'layer:fonts:3')],
        'lambda:SecurityGroupIds': ['sg-1'],
        'lambda:SubnetIds': ['subnet-1'],
      },
    ],
    [
      'https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html',
      json('ssm', 'GetParametersByPath', { Path: '/shop', Recursive: true }),
      'ssm:GetParametersByPath',
      { 'ssm:Recursive': 'true' },
    ],
    [
      'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html',
      query('rds', 'CreateDBInstance', {
        DBInstanceIdentifier: 'orders',
        DBInstanceClass: 'db.t3.micro',
        Engine: 'mysql',
      }),
      'rds:CreateDBInstance',
      { 'rds:DatabaseClass': 'db.t3.micro', 'rds:DatabaseEngine': 'mysql' },
    ],
  ])('are those that %s describes', (_, request, action, context) => {
    expect(contextOf(request, action)).toEqual(context);
  });

  test('go with the resource that knows them, where a request has several (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html#amazonec2-RunInstances)', () => {
    const request = query('ec2', 'RunInstances', {
      ImageId: 'ami-1',
      SubnetId: 'subnet-1',
      InstanceType: 't3.micro',
      'BlockDeviceMapping.1.Ebs.VolumeSize': '8',
    });
    expect(contextOf(request, 'ec2:RunInstances', ':instance/')).toEqual({
      'ec2:InstanceType': 't3.micro',
      'ec2:Region': 'eu-west-1',
    });
    expect(contextOf(request, 'ec2:RunInstances', ':volume/')).toEqual({
      'ec2:Region': 'eu-west-1',
      'ec2:VolumeSize': ['8'],
    });
    expect(contextOf(request, 'ec2:RunInstances', ':subnet/')).toEqual({
      'ec2:Region': 'eu-west-1',
      'ec2:SubnetID': 'subnet-1',
    });
  });
});

describe('a transaction without items', () => {
  test('still needs its actions', () => {
    const request = json('dynamodb', 'TransactGetItems', { TransactItems: [] });
    expect(partsOf(request)).toEqual(['dynamodb:GetItem *']);
  });
});

describe('an operation that a service does not have', () => {
  test.each([
    ['of AWS JSON', json('dynamodb', 'DropTable', {}), 'UnknownOperationException'],
    ['of the query protocol', query('sns', 'Shout', {}), 'InvalidAction'],
    ['of another version of the query protocol', query('sns', 'Publish', {}, '1999-01-01'), 'InvalidAction'],
    ['of REST', rest('lambda', 'GET /2015-03-31/factories'), 'UnknownOperationException'],
    ['of RPC v2', cbor('monitoring', 'Shout', {}), 'UnknownOperationException'],
  ])('is refused: %s', (_, request, code) => {
    expect(() => understand(request)).toThrow(expect.objectContaining({ code }));
  });
});
