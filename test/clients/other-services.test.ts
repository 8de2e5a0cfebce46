import { execFile, execFileSync } from 'node:child_process';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountDocument } from '../../src-main/account/new-account.ts';
import type { WireRequest } from '../../src-main/request/wire-request.ts';
import type { DecisionRecord } from '../../src-shared/decision/record.ts';
import type { ModelDocument } from '../../src-shared/model/documents.ts';
import { ACCOUNT_ID, activeKey, iamArn, resource, user } from '../fixtures/account-documents.ts';
import { guardWorkspace, SECRET, type GuardedWorkspace } from '../fixtures/guarded-workspace.ts';
import { withoutRetries } from './aws-cli-words.ts';

const REGION = 'us-east-1';
const LUCYS_KEY = 'AKIAIOSFODNN7EXAMPLE';
const BRUCES_KEY = 'AKIAI44QH8DHBEXAMPLE';

const at = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT_ID}:${rest}` as const;
const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const past = new Date(Date.now() - 86_400_000).toISOString();

/** Lucy may do anything with what is of her team, and whatever the queue's own policy lets her; Bruce may do nothing. */
const DOCUMENTS: readonly ModelDocument[] = [
  accountDocument({ accountId: ACCOUNT_ID, name: 'shop', rootEmail: null }, () => new Date(past)),
  user('lucy', {
    createDate: past,
    accessKeys: [activeKey(LUCYS_KEY)],
    inlinePolicies: {
      OfHerTeam: policy(
        {
          Effect: 'Allow',
          Action: '*',
          Resource: '*',
          Condition: { StringEquals: { 'aws:ResourceTag/team': 'shop' } },
        },
        {
          Effect: 'Allow',
          Action: ['ec2:*', 'cloudwatch:*', 'route53:*', 'sts:DecodeAuthorizationMessage'],
          Resource: '*',
        },
      ),
    },
  }),
  user('bruce', { createDate: past, accessKeys: [activeKey(BRUCES_KEY)], inlinePolicies: {} }),
  resource('dynamodb:table', 'orders', {
    arn: at('dynamodb', 'table/orders'),
    region: REGION,
    tags: [{ Key: 'team', Value: 'shop' }],
  }),
  resource('sqs:queue', 'orders', {
    arn: at('sqs', 'orders'),
    region: REGION,
    policy: policy({
      Effect: 'Allow',
      Principal: { AWS: iamArn('user/lucy') },
      Action: 'sqs:SendMessage',
      Resource: at('sqs', 'orders'),
    }),
  }),
];

function findAws(): string | null {
  try {
    return execFileSync('aws', ['--version'], { encoding: 'utf8', timeout: 60_000 }).trim();
  } catch {
    return null;
  }
}

const version = findAws();
if (version === null) console.warn('Skipped: the aws command line is not installed.');

/** What the command line says, and what the timeline keeps of its request. */
interface Said {
  readonly text: string;
  readonly record: DecisionRecord | undefined;
}

describe.skipIf(version === null)('A service that Gatehouse models no data for, asked by the aws command line', () => {
  let guarded: GuardedWorkspace;
  let server: Server;
  let endpoint = '';
  const records: DecisionRecord[] = [];

  beforeAll(async () => {
    guarded = await guardWorkspace(DOCUMENTS);
    server = createServer((request, response) => {
      void wireOf(request).then(async (wire) => {
        const { record, response: answer } = await guarded.gate.passWire(wire, {
          door: 'endpoint',
          sourceIp: '127.0.0.1',
          secureTransport: false,
          replayOf: null,
        });
        records.push(record);
        response.writeHead(answer.status, answer.headers.flat()).end(answer.body);
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    endpoint = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  });

  afterAll(() => {
    server.close();
  });

  async function aws(accessKeyId: string, ...command: string[]): Promise<Said> {
    const env = {
      PATH: process.env['PATH'],
      HOME: '/nonexistent',
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: SECRET,
      AWS_DEFAULT_REGION: REGION,
      AWS_MAX_ATTEMPTS: '1',
    };
    const said = await new Promise<string>((resolve) => {
      execFile('aws', ['--endpoint-url', endpoint, ...command], { env, timeout: 60_000 }, (_, stdout, stderr) => {
        resolve(`${stdout}${stderr}`.trim());
      });
    });
    return { text: withoutRetries(said), record: records.at(-1) };
  }

  const lucy = (...command: string[]) => aws(LUCYS_KEY, ...command);
  const bruce = (...command: string[]) => aws(BRUCES_KEY, ...command);
  const ALLOWED = 'An error occurred (NotImplemented) when calling';

  it.each<[protocol: string, command: string[], operation: string, code: string, action: string, on: string]>([
    [
      'AWS JSON',
      ['dynamodb', 'get-item', '--table-name', 'orders', '--key', '{"id":{"S":"1"}}'],
      'GetItem',
      'AccessDeniedException',
      'dynamodb:GetItem',
      at('dynamodb', 'table/orders'),
    ],
    [
      'JSON that once was query',
      ['sqs', 'purge-queue', '--queue-url', `https://sqs.${REGION}.amazonaws.com/${ACCOUNT_ID}/orders`],
      'PurgeQueue',
      'AccessDenied',
      'sqs:PurgeQueue',
      at('sqs', 'orders'),
    ],
    [
      'the query protocol',
      ['sns', 'publish', '--topic-arn', at('sns', 'orders'), '--message', 'x'],
      'Publish',
      'AccessDenied',
      'sns:Publish',
      at('sns', 'orders'),
    ],
    [
      'REST with JSON',
      ['lambda', 'get-function', '--function-name', 'resize'],
      'GetFunction',
      'AccessDeniedException',
      'lambda:GetFunction',
      at('lambda', 'function:resize'),
    ],
    [
      'REST with XML',
      ['route53', 'get-hosted-zone', '--id', 'Z3M3'],
      'GetHostedZone',
      'AccessDenied',
      'route53:GetHostedZone',
      'arn:aws:route53:::hostedzone/Z3M3',
    ],
    [
      'RPC with CBOR',
      ['cloudwatch', 'delete-alarms', '--alarm-names', 'errors'],
      'DeleteAlarms',
      'AccessDenied',
      'cloudwatch:DeleteAlarms',
      at('cloudwatch', 'alarm:errors'),
    ],
  ])('refuses in %s what policy does not allow', async (_, command, operation, code, action, on) => {
    const { text: said, record } = await bruce(...command);
    expect(said).toContain(
      `An error occurred (${code}) when calling the ${operation} operation: ` +
        `User: ${iamArn('user/bruce')} is not authorized to perform: ${action} on resource: ${on} `,
    );
    expect(record?.verdict).toBe('ImplicitlyDenied');
  });

  it('lets a request through by the tags of the resource, and says that nothing was done', async () => {
    const { text: said, record } = await lucy(
      'dynamodb',
      'get-item',
      '--table-name',
      'orders',
      '--key',
      '{"id":{"S":"1"}}',
    );
    expect(said).toMatch(`${ALLOWED} the GetItem operation: Allowed by policy.`);
    expect(record?.verdict).toBe('Allowed');
  });

  it('does not let a request through for a resource without the tags', async () => {
    const { text: said } = await lucy('dynamodb', 'get-item', '--table-name', 'stock', '--key', '{"id":{"S":"1"}}');
    expect(said).toContain('is not authorized to perform: dynamodb:GetItem');
  });

  it("lets a request through by the resource's own policy", async () => {
    const url = `https://sqs.${REGION}.amazonaws.com/${ACCOUNT_ID}/orders`;
    const { text: said } = await lucy('sqs', 'send-message', '--queue-url', url, '--message-body', 'x');
    expect(said).toMatch(`${ALLOWED} the SendMessage operation: Allowed by policy.`);
  });

  it.each([
    ['RPC with CBOR', ['cloudwatch', 'delete-alarms', '--alarm-names', 'errors'], 'DeleteAlarms'],
    ['REST with XML', ['route53', 'get-hosted-zone', '--id', 'Z3M3'], 'GetHostedZone'],
    ['the protocol of EC2', ['ec2', 'stop-instances', '--instance-ids', 'i-0123456789abcdef0'], 'StopInstances'],
  ])('says in %s that what policy allows is not done', async (_, command, operation) => {
    const { text: said } = await lucy(...command);
    expect(said).toMatch(`${ALLOWED} the ${operation} operation: Allowed by policy.`);
  });

  it('answers a dry run of EC2 that would have succeeded', async () => {
    const { text: said, record } = await lucy(
      'ec2',
      'stop-instances',
      '--instance-ids',
      'i-0123456789abcdef0',
      '--dry-run',
    );
    expect(said).toBe(
      'An error occurred (DryRunOperation) when calling the StopInstances operation: ' +
        'Request would have succeeded, but DryRun flag is set.',
    );
    expect(record?.verdict).toBe('Allowed');
  });

  it('encodes why EC2 refuses a dry run, for those who may decode it', async () => {
    const { text: said } = await bruce('ec2', 'stop-instances', '--instance-ids', 'i-0123456789abcdef0', '--dry-run');
    expect(said).toContain('(UnauthorizedOperation) when calling the StopInstances operation');
    const encoded = /Encoded authorization failure message: (\S+)/.exec(said)?.[1] ?? '';
    const { text: decoded } = await lucy('sts', 'decode-authorization-message', '--encoded-message', encoded);
    expect(decoded).toContain('ec2:StopInstances');
  });
});

async function wireOf(request: IncomingMessage): Promise<WireRequest> {
  const names = request.rawHeaders.filter((_, index) => index % 2 === 0);
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) {
    if (chunk instanceof Uint8Array) chunks.push(chunk);
  }
  return {
    method: request.method ?? 'GET',
    target: request.url ?? '/',
    host: request.headers.host ?? '',
    headers: names.map((name, index) => [name, request.rawHeaders[index * 2 + 1] ?? '']),
    body: Buffer.concat(chunks),
  };
}
