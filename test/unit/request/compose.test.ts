import { describe, expect, test } from 'vitest';
import { composeRequest, composerForm } from '../../../src-main/request/compose.ts';
import { operationMembers } from '../../../src-main/request/operation-members.ts';
import { S3_OPERATIONS } from '../../../src-main/request/s3-operations.ts';
import { matchS3Operation } from '../../../src-main/request/s3-operations.ts';
import { writeS3Request } from '../../../src-main/request/s3-request.ts';
import type { WireRequest } from '../../../src-main/request/wire-request.ts';
import { isOperationName, operations } from '../../../src-shared/operations/registry.ts';
import { ACCOUNT, reference, understand } from './scene.ts';

function compose(action: string, parameters: Record<string, string>, region = 'eu-west-1') {
  return composeRequest({ kind: 'action', action, region, parameters }, { reference });
}

function raw(url: string, more: { headers?: [string, string][]; service?: string; method?: string } = {}) {
  return composeRequest(
    {
      kind: 'raw',
      method: more.method ?? 'GET',
      url,
      headers: more.headers ?? [],
      body: '',
      service: more.service ?? 's3',
      region: 'us-east-1',
    },
    { reference },
  );
}

const text = (request: WireRequest): string => new TextDecoder().decode(request.body);

/** A value that survives the way through its kind of member. */
function sample(name: string, kind: string): { typed: string; read: unknown } {
  if (kind === 'list') return { typed: 'a b\nc=d', read: ['a b', 'c=d'] };
  if (kind === 'arns') return { typed: 'a b\nc=d', read: [{ arn: 'a b' }, { arn: 'c=d' }] };
  if (kind === 'tags') {
    return {
      typed: 'team=shop & co\nstage=a=b',
      read: [
        { Key: 'team', Value: 'shop & co' },
        { Key: 'stage', Value: 'a=b' },
      ],
    };
  }
  return { typed: `${name} é+%/`, read: `${name} é+%/` };
}

const performed = Object.keys(operations).filter(isOperationName);
// RegisterSecurityKey is the console's own; AWS's API has no such operation.
const queryOperations = performed.filter((name) => !name.startsWith('s3:') && name !== 'iam:RegisterSecurityKey');

describe('what is composed is understood again', () => {
  test.each(queryOperations)('for %s, with every member given', (name) => {
    const members = operationMembers(name).map((member) => ({ ...member, ...sample(member.name, member.kind) }));
    const { request } = compose(name, Object.fromEntries(members.map((member) => [member.name, member.typed])));
    expect(understand(request)).toMatchObject({
      operationName: name,
      parameters: Object.fromEntries(members.map((member) => [member.name, member.read])),
    });
  });

  test.each(S3_OPERATIONS.map((operation) => [operation.operation, operation] as const))(
    'for S3 %s, with every parameter given',
    (name, operation) => {
      const given: Record<string, string> = {
        ...(operation.on === 'service' ? {} : { Bucket: 'lucy-bucket' }),
        ...(operation.on === 'object' ? { Key: 'a b/ü+c' } : {}),
        // A body is a document of its own.
        ...Object.fromEntries(
          operation.parameters.filter(({ in: place }) => place !== 'body').map(({ name: of }) => [of, `${of} 1`]),
        ),
        ...(operation.header === null ? {} : { CopySource: 'source/key' }),
      };
      const request = writeS3Request(operation, given, 's3.amazonaws.com');
      const read = {
        ...given,
        ...(name === 'GetObjectAttributes' ? { ObjectAttributes: ['ObjectAttributes 1'] } : {}),
      };
      expect(understand(request)).toMatchObject({ operation: name, parameters: read });
    },
  );

  test.each<[string, Record<string, string>, string]>([
    ['s3:GetObjectTorrent', { Bucket: 'b', Key: 'k' }, 's3:GetObjectTorrent arn:aws:s3:::b/k'],
    [
      'dynamodb:Query',
      { TableName: 'orders', IndexName: 'by-date' },
      `dynamodb:Query arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders/index/by-date`,
    ],
    ['dynamodb:CreateTable', { TableName: 't' }, `dynamodb:CreateTable arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/t`],
    ['sqs:CreateQueue', { QueueName: 'q' }, `sqs:CreateQueue arn:aws:sqs:eu-west-1:${ACCOUNT}:q`],
    [
      'lambda:InvokeFunction',
      { FunctionName: 'f' },
      `lambda:InvokeFunction arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f`,
    ],
    [
      'lambda:CreateFunction',
      { FunctionName: 'f' },
      `lambda:CreateFunction arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f`,
    ],
    ['ec2:StopInstances', { InstanceId: 'i-1' }, `ec2:StopInstances arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-1`],
    [
      'iam:GetServiceLinkedRoleDeletionStatus',
      { Resource: `arn:aws:iam::${ACCOUNT}:role/r` },
      `iam:GetServiceLinkedRoleDeletionStatus arn:aws:iam::${ACCOUNT}:role/r`,
    ],
    ['iam:PassRole', { Resource: `arn:aws:iam::${ACCOUNT}:role/r` }, `iam:PassRole arn:aws:iam::${ACCOUNT}:role/r`],
    ['cloudwatch:ListDashboards', {}, 'cloudwatch:ListDashboards *'],
    ['dynamodb:ListTables', {}, 'dynamodb:ListTables *'],
  ])('for the action %s with %j', (action, parameters, part) => {
    const { request } = compose(action, parameters);
    expect(understand(request).parts.map((entry) => `${entry.action} ${entry.resource}`)).toContain(part);
  });

  test('for every action of the services whose wire form is known', () => {
    const prefixes = ['dynamodb', 'sqs', 'sns', 'secretsmanager', 'ssm', 'kms', 'logs', 'lambda', 'ec2', 'kinesis'];
    const lost = prefixes
      .flatMap((prefix) => reference.actions(prefix))
      .filter(({ action }) => {
        const form = composerForm(action, reference);
        const required = form.parameters.filter((parameter) => parameter.required);
        const value = form.exactWireForm ? 'name' : '*';
        const { request } = compose(action, Object.fromEntries(required.map(({ name }) => [name, value])));
        return !understand(request).parts.some((part) => part.action === action);
      });
    expect(lost.map(({ action }) => action)).toEqual([]);
  });
});

describe('the endpoint and scope of a composed request', () => {
  test.each([
    ['iam:GetUser', 'eu-west-1', 'iam.amazonaws.com', 'us-east-1'],
    ['sts:GetCallerIdentity', 'eu-west-1', 'sts.eu-west-1.amazonaws.com', 'eu-west-1'],
    ['s3:ListAllMyBuckets', 'us-east-1', 's3.amazonaws.com', 'us-east-1'],
    ['s3:ListAllMyBuckets', 'eu-west-1', 's3.eu-west-1.amazonaws.com', 'eu-west-1'],
    ['dynamodb:ListTables', 'eu-west-1', 'dynamodb.eu-west-1.amazonaws.com', 'eu-west-1'],
    ['cloudwatch:ListDashboards', 'eu-west-1', 'monitoring.eu-west-1.amazonaws.com', 'eu-west-1'],
  ])('for %s in %s are %s and %s', (action, region, host, scopeRegion) => {
    const { request, scope } = compose(action, {}, region);
    expect([request.host, scope.region]).toEqual([host, scopeRegion]);
  });

  test('name the service as it signs, not as its actions do', () => {
    expect(compose('cloudwatch:ListDashboards', {}).scope.service).toBe('monitoring');
  });
});

describe('the form of an action', () => {
  test('asks for what the operation takes, and hides secrets', () => {
    const form = composerForm('iam:CreateLoginProfile', reference);
    expect(form).toMatchObject({ protocol: 'awsQuery', exactWireForm: true });
    expect(form.parameters.map(({ name, required, secret }) => [name, required, secret])).toEqual([
      ['UserName', true, false],
      ['Password', expect.any(Boolean), true],
      ['PasswordResetRequired', false, false],
    ]);
  });

  test('takes an action in any case and answers in that of AWS', () => {
    expect(composerForm('S3:getobject', reference)).toMatchObject({ action: 's3:GetObject', service: 's3' });
  });

  test('says when the wire form is not known', () => {
    const form = composerForm('route53:GetHostedZone', reference);
    expect(form).toMatchObject({ protocol: 'stated', exactWireForm: false });
    expect(form.parameters).toHaveLength(1);
    expect(form.parameters[0]).toMatchObject({
      name: 'Resource',
      required: true,
      placeholder: 'arn:${Partition}:route53:::hostedzone/${Id}',
    });
  });

  test('can be made for every action of AWS', () => {
    const all = reference.services().flatMap(({ prefix }) => reference.actions(prefix));
    expect(all.length).toBeGreaterThan(15_000);
    expect(all.filter(({ action }) => composerForm(action, reference).action !== action)).toEqual([]);
  });
});

describe('a bucket that is created', () => {
  test('in another region than us-east-1 says which', () => {
    expect(text(compose('s3:CreateBucket', { Bucket: 'b' }).request)).toContain(
      '<LocationConstraint>eu-west-1</LocationConstraint>',
    );
  });

  test('in us-east-1 has no body', () => {
    expect(text(compose('s3:CreateBucket', { Bucket: 'b' }, 'us-east-1').request)).toBe('');
  });
});

describe('the operation meant by an S3 request', () => {
  test('is the one that asks for most', () => {
    const asked = {
      method: 'PUT',
      on: 'object' as const,
      query: new Map([
        ['partNumber', '1'],
        ['uploadId', 'u'],
      ]),
    };
    expect(matchS3Operation({ ...asked, headers: new Set(['x-amz-copy-source']) })?.operation).toBe('UploadPartCopy');
    expect(matchS3Operation({ ...asked, headers: new Set() })?.operation).toBe('UploadPart');
  });
});

describe('a draft is refused', () => {
  test.each<[string, () => unknown, string, string]>([
    [
      'without a parameter it needs',
      () => compose('s3:GetObject', { Bucket: 'b' }),
      'MissingParameter',
      'parameters.Key',
    ],
    ['with an action that there is not', () => compose('s3:GetObjekt', {}), 'UnknownAction', 'action'],
    [
      'with a region that cannot be one',
      () => compose('s3:ListAllMyBuckets', {}, 'eu west'),
      'InvalidRegion',
      'region',
    ],
    ['with half a URL', () => raw('s3.amazonaws.com/b'), 'InvalidUrl', 'url'],
    ['with a space in the URL', () => raw('https://s3.amazonaws.com/a b'), 'InvalidUrl', 'url'],
    ['with a letter outside ASCII in the URL', () => raw('https://s3.amazonaws.com/ü'), 'InvalidUrl', 'url'],
    ['with a fragment in the URL', () => raw('https://s3.amazonaws.com/b#top'), 'InvalidUrl', 'url'],
    ['with a password in the URL', () => raw('https://lucy:pw@s3.amazonaws.com/'), 'InvalidUrl', 'url'],
    [
      'with a line break in a header',
      () => raw('https://x.y/', { headers: [['a', 'b\r\nc']] }),
      'InvalidHeader',
      'headers[0]',
    ],
    [
      'with a header that has no name',
      () => raw('https://x.y/', { headers: [['', 'b']] }),
      'InvalidHeader',
      'headers[0]',
    ],
    ['with a method that is none', () => raw('https://x.y/', { method: 'GE T' }), 'InvalidMethod', 'method'],
    ['without a service to sign for', () => raw('https://x.y/', { service: '' }), 'InvalidService', 'service'],
  ])('%s, naming the place and the mend', (_, attempt, code, place) => {
    expect(attempt).toThrow(expect.objectContaining({ code, place, mend: expect.stringMatching(/\w{3}/) }));
  });

  test('without repeating a password that stood in its URL', () => {
    expect(() => raw('https://lucy:hunter2@s3.amazonaws.com/')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });
});

describe('a raw request', () => {
  test('is sent as it was typed, nothing normalised', () => {
    const { request } = raw('https://S3.amazonaws.com/a/../b//c%2f?x=1&x=%41&y');
    expect(request).toMatchObject({ host: 's3.amazonaws.com', target: '/a/../b//c%2f?x=1&x=%41&y' });
  });

  test('has the path / where the URL has none', () => {
    expect(raw('https://s3.amazonaws.com?x').request.target).toBe('/?x');
  });

  test('goes by its own Host header where it has one', () => {
    const { request } = raw('https://127.0.0.1:4747/', { headers: [['Host', 'iam.amazonaws.com']] });
    expect(request).toMatchObject({ host: 'iam.amazonaws.com', headers: [] });
  });
});
