import { describe } from 'vitest';
import {
  ACCOUNT,
  ALLOW_ALL,
  type Asked,
  type Given,
  LUCY,
  OTHER_ACCOUNT,
  ROOT,
  SESSION,
  verdicts,
} from '../scenario.ts';

const STRANGER = `arn:aws:iam::${OTHER_ACCOUNT}:user/bob`;

describe('Amazon SQS (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html)', () => {
  const QUEUE = `arn:aws:sqs:us-east-2:${ACCOUNT}:queue1`;
  const send: Asked = { action: 'sqs:SendMessage', resource: QUEUE };
  const receive: Asked = { action: 'sqs:ReceiveMessage', resource: QUEUE };
  const queue = (statement: object): Given => ({ resource: { Effect: 'Allow', Resource: QUEUE, ...statement } });
  const oneAccount = queue({ Principal: { AWS: [OTHER_ACCOUNT] }, Action: 'sqs:SendMessage' });
  const oneRole = queue({ Principal: { AWS: [`arn:aws:iam::${ACCOUNT}:role/worker`, LUCY] }, Action: 'sqs:*' });
  const everybody = queue({ Principal: '*', Action: 'sqs:ReceiveMessage' });
  const window = queue({
    Principal: '*',
    Action: 'sqs:ReceiveMessage',
    Condition: {
      DateGreaterThan: { 'aws:CurrentTime': '2009-01-31T12:00Z' },
      DateLessThan: { 'aws:CurrentTime': '2009-01-31T15:00Z' },
    },
  });
  const addresses: Given = {
    resource: [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: 'sqs:*',
        Resource: QUEUE,
        Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
      },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sqs:*',
        Resource: QUEUE,
        Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/30' } },
      },
    ],
  };
  const topic = queue({
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Condition: { ArnEquals: { 'aws:SourceArn': `arn:aws:sns:us-east-2:${ACCOUNT}:MyTopic` } },
  });
  verdicts([
    [
      'the account that is named, whose policies allow',
      { ...send, principal: STRANGER },
      { ...oneAccount, identity: ALLOW_ALL },
      'Allowed',
    ],
    [
      'the account that is named, whose policies do not',
      { ...send, principal: STRANGER },
      oneAccount,
      'ImplicitlyDenied',
    ],
    ['another action', { ...receive, principal: STRANGER }, { ...oneAccount, identity: ALLOW_ALL }, 'ImplicitlyDenied'],
    ['the role that is named', { ...send, principal: SESSION }, oneRole, 'Allowed'],
    ['the user that is named', send, oneRole, 'Allowed'],
    [
      'somebody else of the account',
      { ...send, principal: `arn:aws:iam::${ACCOUNT}:user/bob` },
      oneRole,
      'ImplicitlyDenied',
    ],
    ['everybody receives', { ...receive, principal: '*' }, everybody, 'Allowed'],
    ['and does not send', { ...send, principal: '*' }, everybody, 'ImplicitlyDenied'],
    [
      'within the time',
      { ...receive, principal: '*', context: { 'aws:CurrentTime': '2009-01-31T13:00:00Z' } },
      window,
      'Allowed',
    ],
    [
      'before it',
      { ...receive, principal: '*', context: { 'aws:CurrentTime': '2009-01-31T11:59:59Z' } },
      window,
      'ImplicitlyDenied',
    ],
    [
      'after it',
      { ...receive, principal: '*', context: { 'aws:CurrentTime': '2009-01-31T15:00:01Z' } },
      window,
      'ImplicitlyDenied',
    ],
    [
      'an address in the range',
      { ...send, principal: '*', context: { 'aws:SourceIp': '192.0.2.9' } },
      addresses,
      'Allowed',
    ],
    [
      'an address in the part that is denied',
      { ...send, principal: '*', context: { 'aws:SourceIp': '192.0.2.2' } },
      addresses,
      'ExplicitlyDenied',
    ],
    [
      'an address outside',
      { ...send, principal: '*', context: { 'aws:SourceIp': '198.51.100.2' } },
      addresses,
      'ImplicitlyDenied',
    ],
    [
      'the topic that is subscribed',
      {
        ...send,
        principal: 'sns.amazonaws.com',
        context: { 'aws:SourceArn': `arn:aws:sns:us-east-2:${ACCOUNT}:MyTopic` },
      },
      topic,
      'Allowed',
    ],
    [
      'another topic',
      {
        ...send,
        principal: 'sns.amazonaws.com',
        context: { 'aws:SourceArn': `arn:aws:sns:us-east-2:${ACCOUNT}:Other` },
      },
      topic,
      'ImplicitlyDenied',
    ],
  ]);

  const locked: Given = { resource: { Effect: 'Deny', Principal: '*', Action: 'sqs:*', Resource: QUEUE } };
  describe('a queue policy that denies everybody (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html#root-user-tasks)', () => {
    verdicts(
      [
        ['the root user sets another', { action: 'sqs:SetQueueAttributes' }, locked, 'Allowed'],
        ['and reads it', { action: 'sqs:GetQueueAttributes' }, locked, 'Allowed'],
        ['and does nothing else', { action: 'sqs:SendMessage' }, locked, 'ExplicitlyDenied'],
        [
          'an administrator is locked out',
          { principal: LUCY, action: 'sqs:SetQueueAttributes' },
          { ...locked, identity: ALLOW_ALL },
          'ExplicitlyDenied',
        ],
        [
          'the root user of another account is',
          { principal: `arn:aws:iam::${OTHER_ACCOUNT}:root`, action: 'sqs:SetQueueAttributes' },
          locked,
          'ExplicitlyDenied',
        ],
      ],
      { principal: ROOT, resource: QUEUE },
    );
  });
});

describe('Amazon SNS (https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html)', () => {
  const TOPIC = `arn:aws:sns:us-east-2:${ACCOUNT}:MyTopic`;
  const publish: Asked = { action: 'sns:Publish', resource: TOPIC };
  const topic = (statement: object): Given => ({ resource: { Effect: 'Allow', Resource: TOPIC, ...statement } });
  const subscribers = topic({ Principal: { AWS: OTHER_ACCOUNT }, Action: ['sns:Subscribe'] });
  const https = topic({
    Principal: { AWS: OTHER_ACCOUNT },
    Action: ['sns:Subscribe'],
    Condition: { StringEquals: { 'sns:Protocol': 'https' } },
  });
  const bucket = topic({
    Principal: { Service: 's3.amazonaws.com' },
    Action: 'sns:Publish',
    Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:*:*:shop' }, StringEquals: { 'aws:SourceAccount': ACCOUNT } },
  });
  const owner = topic({
    Principal: { AWS: '*' },
    Action: 'sns:Publish',
    Condition: { StringEquals: { 'AWS:SourceOwner': ACCOUNT } },
  });
  const subscribe: Asked = { principal: STRANGER, action: 'sns:Subscribe', resource: TOPIC };
  verdicts([
    ['another account subscribes', subscribe, { ...subscribers, identity: ALLOW_ALL }, 'Allowed'],
    [
      'and does not publish',
      { ...subscribe, action: 'sns:Publish' },
      { ...subscribers, identity: ALLOW_ALL },
      'ImplicitlyDenied',
    ],
    ['by HTTPS', { ...subscribe, context: { 'sns:Protocol': 'https' } }, { ...https, identity: ALLOW_ALL }, 'Allowed'],
    [
      'not by e-mail',
      { ...subscribe, context: { 'sns:Protocol': 'email' } },
      { ...https, identity: ALLOW_ALL },
      'ImplicitlyDenied',
    ],
    [
      'the bucket publishes',
      {
        ...publish,
        principal: 's3.amazonaws.com',
        context: { 'aws:SourceArn': 'arn:aws:s3:::shop', 'aws:SourceAccount': ACCOUNT },
      },
      bucket,
      'Allowed',
    ],
    [
      'a bucket of that name, of somebody else',
      {
        ...publish,
        principal: 's3.amazonaws.com',
        context: { 'aws:SourceArn': 'arn:aws:s3:::shop', 'aws:SourceAccount': OTHER_ACCOUNT },
      },
      bucket,
      'ImplicitlyDenied',
    ],
    [
      'the default policy lets the owner publish',
      { ...publish, context: { 'aws:SourceOwner': ACCOUNT } },
      owner,
      'Allowed',
    ],
    ['and nobody', { ...publish, principal: '*' }, owner, 'ImplicitlyDenied'],
  ]);
});

describe('AWS Lambda (https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html)', () => {
  const FUNCTION = `arn:aws:lambda:us-east-2:${ACCOUNT}:function:my-function`;
  const invoke: Asked = { action: 'lambda:InvokeFunction', resource: FUNCTION };
  const fn = (statement: object): Given => ({
    resource: { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: FUNCTION, ...statement },
  });
  const bucket = fn({
    Sid: 's3-account',
    Principal: { Service: 's3.amazonaws.com' },
    Condition: { StringEquals: { 'AWS:SourceAccount': ACCOUNT }, ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::shop' } },
  });
  const account = fn({ Sid: 'xaccount', Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` } });
  const organization = fn({
    Sid: 'org',
    Principal: '*',
    Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5f' } },
  });
  const url = fn({
    Principal: '*',
    Action: 'lambda:InvokeFunctionUrl',
    Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
  });
  const open: Asked = { principal: '*', action: 'lambda:InvokeFunctionUrl', resource: FUNCTION };
  verdicts([
    [
      'S3 for the bucket',
      {
        ...invoke,
        principal: 's3.amazonaws.com',
        context: { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': 'arn:aws:s3:::shop' },
      },
      bucket,
      'Allowed',
    ],
    [
      'S3 for another bucket',
      {
        ...invoke,
        principal: 's3.amazonaws.com',
        context: { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': 'arn:aws:s3:::other' },
      },
      bucket,
      'ImplicitlyDenied',
    ],
    [
      'S3 for another account',
      {
        ...invoke,
        principal: 's3.amazonaws.com',
        context: { 'aws:SourceAccount': OTHER_ACCOUNT, 'aws:SourceArn': 'arn:aws:s3:::shop' },
      },
      bucket,
      'ImplicitlyDenied',
    ],
    [
      'a version is another resource',
      {
        ...invoke,
        resource: `${FUNCTION}:1`,
        principal: 's3.amazonaws.com',
        context: { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': 'arn:aws:s3:::shop' },
      },
      bucket,
      'ImplicitlyDenied',
    ],
    [
      'another account whose policies allow',
      { ...invoke, principal: STRANGER },
      { ...account, identity: ALLOW_ALL },
      'Allowed',
    ],
    ['another account whose policies do not', { ...invoke, principal: STRANGER }, account, 'ImplicitlyDenied'],
    [
      'a member of the organization',
      { ...invoke, principal: STRANGER, context: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5f' } },
      { ...organization, identity: ALLOW_ALL },
      'Allowed',
    ],
    ['somebody else', { ...invoke, principal: STRANGER }, { ...organization, identity: ALLOW_ALL }, 'ImplicitlyDenied'],
    [
      'a URL without authentication, to nobody',
      { ...open, context: { 'lambda:FunctionUrlAuthType': 'NONE' } },
      url,
      'Allowed',
    ],
    [
      'a URL with authentication, to nobody',
      { ...open, context: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } },
      url,
      'ImplicitlyDenied',
    ],
    ['the owner by its own policies alone', invoke, { identity: ALLOW_ALL }, 'Allowed'],
  ]);
});

/** A policy of a secret that gives reading, but for what is said otherwise. */
function secret(statement: object): Given {
  return {
    resource: { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*', ...statement },
  };
}

describe('AWS Secrets Manager (https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html)', () => {
  const SECRET = `arn:aws:secretsmanager:us-east-2:${ACCOUNT}:secret:MySecret-a1b2c3`;
  const read: Asked = { action: 'secretsmanager:GetSecretValue', resource: SECRET };
  const role = secret({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/worker` } });
  const stage = secret({
    Principal: { AWS: LUCY },
    Condition: { 'ForAnyValue:StringEquals': { 'secretsmanager:VersionStage': 'AWSCURRENT' } },
  });
  const account = secret({ Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` } });
  const vpc: Given = {
    identity: ALLOW_ALL,
    ...secret({
      Effect: 'Deny',
      Principal: '*',
      Action: 'secretsmanager:*',
      Condition: { StringNotEquals: { 'aws:sourceVpce': 'vpce-1234a5678b9012c' } },
    }),
  };
  const byName = {
    Effect: 'Allow',
    Action: 'secretsmanager:GetSecretValue',
    Resource: `arn:aws:secretsmanager:us-east-2:${ACCOUNT}:secret:MySecret-??????`,
  };
  verdicts([
    ['the role that is named', { ...read, principal: SESSION }, role, 'Allowed'],
    ['somebody else', read, role, 'ImplicitlyDenied'],
    ['by the identity-based policy alone', read, { identity: byName }, 'Allowed'],
    [
      'not a secret whose name is longer',
      { ...read, resource: SECRET.replace('MySecret', 'MySecretOther') },
      { identity: byName },
      'ImplicitlyDenied',
    ],
    ['the current version', { ...read, context: { 'secretsmanager:VersionStage': ['AWSCURRENT'] } }, stage, 'Allowed'],
    [
      'not the previous one',
      { ...read, context: { 'secretsmanager:VersionStage': ['AWSPREVIOUS'] } },
      stage,
      'ImplicitlyDenied',
    ],
    ['another account, by both', { ...read, principal: STRANGER }, { ...account, identity: ALLOW_ALL }, 'Allowed'],
    ['another account, by the secret alone', { ...read, principal: STRANGER }, account, 'ImplicitlyDenied'],
    ['through the endpoint', { ...read, context: { 'aws:SourceVpce': 'vpce-1234a5678b9012c' } }, vpc, 'Allowed'],
    ['around it', read, vpc, 'ExplicitlyDenied'],
    [
      'the root user around it: no exception is made for secrets',
      { ...read, principal: ROOT },
      vpc,
      'ExplicitlyDenied',
    ],
  ]);
});
