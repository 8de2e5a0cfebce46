import { describe, expect, test } from 'vitest';
import { RESOURCE_RULES } from '../../../src-main/request/resource-from-parameters.ts';
import { ACCOUNT, partsOf, reference, refusal, signedFor, understand, wire } from './scene.ts';

const form = (service: string, body: string) =>
  wire({
    method: 'POST',
    headers: [signedFor(service), ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8']],
    body,
  });
const json = (service: string, target: string, body: unknown, headers: [string, string][] = []) =>
  wire({
    method: 'POST',
    headers: [signedFor(service), ['X-Amz-Target', target], ...headers],
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const iam = (rest: string) => form('iam', `Version=2010-05-08&${rest}`);
const sts = (rest: string) => form('sts', `Version=2011-06-15&${rest}`);

const stated = (resource: string, signedHeaders = 'host;x-gatehouse-resource', target = 'cloudwatch.PutDashboard') =>
  wire({
    method: 'POST',
    headers: [
      signedFor('monitoring', 'eu-west-1', signedHeaders),
      ['X-Amz-Target', target],
      ['X-Gatehouse-Resource', resource],
    ],
    body: '{}',
  });

describe('a query request', () => {
  test('is read with lists and structures put together', () => {
    const request = iam(
      'Action=CreateUser&UserName=lucy&Tags.member.1.Key=team&Tags.member.1.Value=a%20b&Tags.member.2.Key=x&Tags.member.2.Value=',
    );
    expect(understand(request)).toMatchObject({
      operation: 'CreateUser',
      operationName: 'iam:CreateUser',
      parameters: {
        UserName: 'lucy',
        Tags: [
          { Key: 'team', Value: 'a b' },
          { Key: 'x', Value: '' },
        ],
      },
    });
  });

  test('may travel in the query string', () => {
    const target = '/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Date=20260401T120000Z';
    const understood = understand(wire({ target, host: 'sts.amazonaws.com' }));
    expect(understood).toMatchObject({ operationName: 'sts:GetCallerIdentity', parameters: {} });
  });

  test('has an empty list where the client sent an empty list', () => {
    expect(understand(iam('Action=CreateUser&UserName=a&Tags=')).parameters).toEqual({ UserName: 'a', Tags: [] });
  });

  test('leaves out what the operation does not have', () => {
    expect(understand(iam('Action=GetUser&UserName=a&Colour=red')).parameters).toEqual({ UserName: 'a' });
  });

  test('reads a parameter called __proto__ as a parameter', () => {
    const body = 'Action=DescribeInstances&Version=2016-11-15&__proto__.x=1';
    const { parameters } = understand(wire({ method: 'POST', host: 'ec2.eu-west-1.amazonaws.com', body }));
    expect(Object.keys(parameters)).toEqual(['__proto__']);
  });

  test.each([
    ['no action', iam('UserName=lucy'), '400 MissingAction'],
    [
      'an unknown action',
      iam('Action=CreateUsers'),
      '400 InvalidAction Could not find operation CreateUsers for version 2010-05-08',
    ],
    [
      'an action in another case',
      iam('Action=createuser'),
      '400 InvalidAction Could not find operation createuser for version 2010-05-08',
    ],
    [
      'an action of another service',
      sts('Action=CreateUser'),
      '400 InvalidAction Could not find operation CreateUser for version 2011-06-15',
    ],
    [
      'no version',
      form('iam', 'Action=GetUser'),
      '400 InvalidAction Could not find operation GetUser for version NO_VERSION_SPECIFIED',
    ],
    [
      'a permission that is no operation',
      iam('Action=PassRole'),
      '400 InvalidAction Could not find operation PassRole for version 2010-05-08',
    ],
    [
      'an escape that is none',
      iam('Action=%zz'),
      '400 MalformedQueryString Illegal hex character in escape % pattern: %zz',
    ],
  ])('is refused with %s', (_, request, expected) => {
    expect(refusal(() => understand(request))).toContain(expected);
  });
});

describe('the parts of a request', () => {
  const dynamodb = (operation: string, body: unknown) => json('dynamodb', `DynamoDB_20120810.${operation}`, body);
  const table = `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`;

  test.each<[string, Parameters<typeof partsOf>[0], string[]]>([
    ['the item of a table', dynamodb('GetItem', { TableName: 'orders' }), [`dynamodb:GetItem ${table}`]],
    ['a table by its ARN', dynamodb('GetItem', { TableName: table }), [`dynamodb:GetItem ${table}`]],
    [
      'the query of an index',
      dynamodb('Query', { TableName: 'orders', IndexName: 'by-date' }),
      [`dynamodb:Query ${table}/index/by-date`],
    ],
    [
      'a batch over two tables',
      dynamodb('BatchGetItem', { RequestItems: { orders: {}, stock: {} } }),
      [`dynamodb:BatchGetItem ${table}`, `dynamodb:BatchGetItem arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/stock`],
    ],
    [
      'a transaction, item by item',
      dynamodb('TransactWriteItems', {
        TransactItems: [
          { Put: { TableName: 'orders' } },
          { Delete: { TableName: 'orders' } },
          { Put: { TableName: 'orders' } },
        ],
      }),
      [`dynamodb:PutItem ${table}`, `dynamodb:DeleteItem ${table}`],
    ],
    ['what has no resource', dynamodb('ListTables', {}), ['dynamodb:ListTables *']],
    [
      'a queue by its URL',
      json('sqs', 'AmazonSQS.SendMessageBatch', { QueueUrl: `https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/jobs` }),
      [`sqs:SendMessage arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`],
    ],
    [
      'a topic by its ARN',
      form('sns', `Version=2010-03-31&Action=Publish&TopicArn=arn:aws:sns:eu-west-1:${ACCOUNT}:news`),
      [`sns:Publish arn:aws:sns:eu-west-1:${ACCOUNT}:news`],
    ],
    [
      'a secret by its name, with the suffix that the model knows',
      json('secretsmanager', 'secretsmanager.GetSecretValue', { SecretId: 'shop/database' }),
      [`secretsmanager:GetSecretValue arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:shop/database-AbCdEf`],
    ],
    [
      'several parameters',
      json('ssm', 'AmazonSSM.GetParameters', { Names: ['/shop/url', 'plain'] }),
      [
        `ssm:GetParameters arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/shop/url`,
        `ssm:GetParameters arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/plain`,
      ],
    ],
    [
      'a key by its ID',
      json('kms', 'TrentService.Decrypt', { KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab' }),
      [`kms:Decrypt arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`],
    ],
    [
      'a log stream',
      json('logs', 'Logs_20140328.PutLogEvents', { logGroupName: '/shop/web', logStreamName: 'today' }),
      [`logs:PutLogEvents arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/shop/web:log-stream:today`],
    ],
    [
      'a function that is invoked',
      wire({
        method: 'POST',
        target: '/2015-03-31/functions/resize/invocations',
        headers: [signedFor('lambda')],
        body: 'not JSON',
      }),
      [`lambda:InvokeFunction arn:aws:lambda:eu-west-1:${ACCOUNT}:function:resize`],
    ],
    [
      'a function with the role that it is given',
      wire({
        method: 'POST',
        target: '/2015-03-31/functions',
        headers: [signedFor('lambda')],
        body: JSON.stringify({ FunctionName: 'resize', Role: `arn:aws:iam::${ACCOUNT}:role/resize` }),
      }),
      [
        `lambda:CreateFunction arn:aws:lambda:eu-west-1:${ACCOUNT}:function:resize`,
        `iam:PassRole arn:aws:iam::${ACCOUNT}:role/resize`,
      ],
    ],
    [
      'two instances',
      form('ec2', 'Version=2016-11-15&Action=StopInstances&InstanceId.1=i-1&InstanceId.2=i-2'),
      [
        `ec2:StopInstances arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-1`,
        `ec2:StopInstances arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-2`,
      ],
    ],
    [
      'a resource of a service known only from the reference, by its member names',
      json('ecs', 'AmazonEC2ContainerServiceV20141113.DeleteCluster', { ClusterName: 'shop' }),
      [`ecs:DeleteCluster arn:aws:ecs:eu-west-1:${ACCOUNT}:cluster/shop`],
    ],
  ])('are those of %s', (_, request, parts) => {
    expect(partsOf(request)).toEqual(parts);
  });

  test('carry the condition keys that the request sets', () => {
    const [part] = understand(
      json('secretsmanager', 'secretsmanager.CreateSecret', {
        Name: 'shop/database',
        Tags: [{ Key: 'team', Value: 'shop' }],
      }),
    ).parts;
    expect(part?.context).toMatchObject({
      'secretsmanager:Name': 'shop/database',
      'aws:RequestTag/team': 'shop',
      'aws:TagKeys': ['team'],
    });
  });

  test('say which service a passed role is for', () => {
    const [, part] = understand(
      wire({
        method: 'POST',
        target: '/2015-03-31/functions',
        headers: [signedFor('lambda')],
        body: JSON.stringify({ FunctionName: 'f', Role: `arn:aws:iam::${ACCOUNT}:role/r` }),
      }),
    ).parts;
    expect(part?.context).toEqual({
      'iam:PassedToService': 'lambda.amazonaws.com',
      'iam:AssociatedResourceArn': `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f`,
    });
  });
});

describe('a JSON request', () => {
  test.each([
    ['an operation that there is not', json('dynamodb', 'DynamoDB_20120810.Gettem', {}), 'UnknownOperationException'],
    ['the target of another service', json('dynamodb', 'AmazonSSM.GetItem', {}), 'UnknownOperationException'],
    ['no target', json('dynamodb', '', {}), 'UnknownOperationException'],
    ['a body that is no JSON', json('dynamodb', 'DynamoDB_20120810.GetItem', '{'), 'SerializationException'],
    ['a body that is a list', json('dynamodb', 'DynamoDB_20120810.GetItem', []), 'SerializationException'],
    [
      'a path that the service does not have',
      wire({ target: '/2015-03-31/nothing', headers: [signedFor('lambda')] }),
      'UnknownOperationException',
    ],
  ])('is refused with %s', (_, request, code) => {
    expect(refusal(() => understand(request))).toContain(`400 ${code}`);
  });
});

describe('the stated form', () => {
  test('names its resources in a header', () => {
    const request = stated(
      'arn:aws:cloudwatch::123456789012:dashboard/a, arn:aws:cloudwatch::123456789012:dashboard/b',
    );
    expect(partsOf(request)).toEqual([
      'cloudwatch:PutDashboard arn:aws:cloudwatch::123456789012:dashboard/a',
      'cloudwatch:PutDashboard arn:aws:cloudwatch::123456789012:dashboard/b',
    ]);
  });

  test.each([
    ['its header is not signed', stated('*', 'host'), '403 AccessDenied'],
    ['it names no resource', stated(' '), '400 ValidationException'],
    ['it names what is no ARN', stated('dashboard/a'), '400 ValidationException'],
    ['it names no action', stated('*', undefined, 'cloudwatch.PutDashbord'), '400 UnknownOperationException'],
  ])('is refused when %s', (_, request, expected) => {
    expect(refusal(() => understand(request))).toContain(expected);
  });

  test('never stands in for an operation that Gatehouse performs', () => {
    const request = wire({
      method: 'POST',
      headers: [
        signedFor('iam', 'us-east-1', 'host;x-gatehouse-resource'),
        ['X-Amz-Target', 'iam.DeleteUser'],
        ['X-Gatehouse-Resource', `arn:aws:iam::${ACCOUNT}:user/somebody-else`],
      ],
    });
    expect(understand(request).operationName).toBeNull();
  });
});

describe('the rules for naming resources', () => {
  test.each(RESOURCE_RULES.map(({ prefix, resourceType }) => [prefix, resourceType]))(
    'know the resource type %s %s of the reference',
    (prefix, resourceType) => {
      expect(reference.resourceType(prefix, resourceType)?.name).toBe(resourceType);
    },
  );
});
