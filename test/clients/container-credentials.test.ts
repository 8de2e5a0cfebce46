import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Arn } from '../../src-shared/arn.ts';
import { DecisionRecord } from '../../src-shared/decision/record.ts';
import { roleVariables } from '../../src-renderer/resources/role-in-program.ts';
import { startLab, type TestLab } from '../fixtures/lab.ts';
import { bytesOf, talk, wireTo } from '../fixtures/raw-http.ts';

// The sample has an instance and a function, each with a role.
const ACCOUNT = '123456789012';
const INSTANCE: Arn = `arn:aws:ec2:us-east-1:${ACCOUNT}:instance/i-0a1b2c3d4e5f60718`;
const FUNCTION: Arn = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:make-thumbnails`;
const SESSIONS = [
  ['an instance', INSTANCE, `arn:aws:sts::${ACCOUNT}:assumed-role/web-server/i-0a1b2c3d4e5f60718`],
  ['a function', FUNCTION, `arn:aws:sts::${ACCOUNT}:assumed-role/catalogue-thumbnails/make-thumbnails`],
] as const;

/** Prints who the program is, as the service says. It names neither credentials nor where they are. */
const JAVASCRIPT = `
  import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
  const { Arn } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
  console.log(Arn);
`;
const PYTHON = `
import os, boto3
print(boto3.client("sts", endpoint_url=os.environ["AWS_ENDPOINT_URL"]).get_caller_identity()["Arn"])
`;

/** A command that runs here, of those that may be there under several names; null where none does. */
function find(commands: readonly string[], args: readonly string[]): string | null {
  for (const command of commands) {
    try {
      execFileSync(command, args, { stdio: 'ignore', timeout: 60_000 });
      return command;
    } catch {
      // Another may be there.
    }
  }
  return null;
}

const python = find(['python3', '/usr/bin/python3'], ['-c', 'import boto3']);
if (python === null) console.warn('Skipped: boto3 is not installed.');
const aws = find(['aws'], ['--version']);
if (aws === null) console.warn('Skipped: the aws command line is not installed.');

const Credentials = z.strictObject({
  AccessKeyId: z.string().startsWith('ASIA'),
  SecretAccessKey: z.string().length(40),
  Token: z.string().min(100),
  Expiration: z.iso.datetime(),
  RoleArn: z.string(),
});
const Fault = z.strictObject({ Code: z.string(), Message: z.string(), code: z.string(), message: z.string() });

let lab: TestLab;
let url: string;
let port: number;

beforeAll(async () => {
  lab = await startLab();
  await lab.client.call('credentialStore.useMemory', {});
  await lab.client.call('workspace.openSample', {});
  const status = await lab.client.call('endpoint.start', { port: await freePort() });
  ({ port } = status);
  url = status.url ?? '';
});
afterAll(() => lab.close());

/** A port that nothing listens on. */
function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

const variables = (resourceArn: Arn) => lab.client.call('endpoint.containerCredentials', { resourceArn });

/** Asks as a provider of credentials does. @param headers beside those that every request has. */
async function ask(resourceArn: string, headers: [string, string][], query = ''): ReturnType<typeof talk> {
  const target = `/_gatehouse/credentials?for=${encodeURIComponent(resourceArn)}${query}`;
  return talk(port, bytesOf(wireTo(port, { target, headers })));
}

async function authorized(resourceArn: Arn): ReturnType<typeof talk> {
  const { authorizationToken } = await variables(INSTANCE);
  return ask(resourceArn, [['Authorization', authorizationToken]]);
}

/** Runs a program in a shell into which the lines that the app shows were pasted, and that had other keys before. */
async function run(command: string, args: readonly string[], resourceArn: Arn): Promise<string> {
  const pasted = roleVariables(await variables(resourceArn), { url, region: 'us-east-1' });
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: homeWithKeys(),
    AWS_ACCESS_KEY_ID: 'AKIAI44QH8DHBEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY',
    AWS_PAGER: '',
  };
  return new Promise((resolve, reject) => {
    execFile('sh', ['-c', `${pasted}\nexec "$@"`, 'sh', command, ...args], { env }, (error, out) => {
      if (error === null) resolve(out.trim());
      else reject(error);
    });
  });
}

/** A home with a default profile, as on the machine of somebody who uses AWS. */
function homeWithKeys(): string {
  const folder = join(lab.folder, 'home', '.aws');
  mkdirSync(folder, { recursive: true });
  const lines = ['[default]', 'aws_access_key_id = AKIAI44QH8DHBEXAMPLE', 'aws_secret_access_key = none-of-this'];
  writeFileSync(join(folder, 'credentials'), lines.join('\n'));
  return join(folder, '..');
}

describe.skipIf(process.platform === 'win32')(
  'a program finds the credentials of its role by what was pasted',
  { timeout: 120_000 },
  () => {
    describe.each(SESSIONS)('as the code of %s', (_, resourceArn, session) => {
      it('written for the SDK for JavaScript', async () => {
        expect(await run(process.execPath, ['--input-type=module', '--eval', JAVASCRIPT], resourceArn)).toBe(session);
      });

      it.skipIf(python === null)('written for boto3', async () => {
        expect(await run(python ?? '', ['-c', PYTHON], resourceArn)).toBe(session);
      });

      it.skipIf(aws === null)('or the aws command line', async () => {
        const args = ['sts', 'get-caller-identity', '--endpoint-url', url, '--query', 'Arn', '--output', 'text'];
        expect(await run(aws ?? '', args, resourceArn)).toBe(session);
      });
    });
  },
);

describe('the answer', () => {
  // https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
  it('is what the container credential provider reads', async () => {
    const { status, headers, body } = await authorized(INSTANCE);
    const credentials = Credentials.parse(JSON.parse(body));
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, 'application/json', 'no-store']);
    expect(credentials.RoleArn).toBe(`arn:aws:iam::${ACCOUNT}:role/web-server`);
    expect(Date.parse(credentials.Expiration)).toBeGreaterThan(Date.now() + 5 * 3_600_000);
  });

  it('is a decision of the timeline, without what it gave', async () => {
    const { body } = await authorized(INSTANCE);
    const { SecretAccessKey, Token } = Credentials.parse(JSON.parse(body));
    const { authorizationToken } = await variables(INSTANCE);
    const response = await fetch(`${url}/_gatehouse/decisions`);
    const lines = (await response.text()).trim().split('\n');
    expect(DecisionRecord.parse(JSON.parse(lines.at(-1) ?? ''))).toMatchObject({
      door: 'endpoint',
      action: 'sts:AssumeRole',
      principal: { label: 'ec2.amazonaws.com' },
      verdict: 'Allowed',
    });
    for (const secret of [SecretAccessKey, Token, authorizationToken]) {
      expect(lines.join('\n')).not.toContain(secret);
      expect(lab.log.join('\n')).not.toContain(secret);
    }
  });

  it.each([
    ['for what is no ARN', 'instance', 400, 'InvalidResource'],
    ['for a resource that is not in the model', `${INSTANCE}0`, 404, 'ResourceNotFound'],
    ['for what runs no code', 'arn:aws:s3:::gatehouse-shop-catalogue', 404, 'NoRole'],
  ])('is a fault %s', async (_, resourceArn, status, code) => {
    const { authorizationToken } = await variables(INSTANCE);
    const answer = await ask(resourceArn, [['Authorization', authorizationToken]]);
    expect([answer.status, Fault.parse(JSON.parse(answer.body)).code]).toEqual([status, code]);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html
  it('is AWS’s refusal where the role does not trust the service', async () => {
    const Trust = { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' };
    await lab.perform('iam:UpdateAssumeRolePolicy', {
      RoleName: 'web-server',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: Trust }),
    });
    const answer = await authorized(INSTANCE);
    await lab.client.call('history.undo', {});
    const { Code, Message } = Fault.parse(JSON.parse(answer.body));
    expect([answer.status, Code]).toEqual([403, 'AccessDenied']);
    expect(Message).toContain('ec2.amazonaws.com is not authorized to perform: sts:AssumeRole');
  });
});

describe('the authorization token', () => {
  it('has 256 bits, and is not in the address', async () => {
    const { fullUri, authorizationToken } = await variables(FUNCTION);
    expect(authorizationToken).toMatch(/^[0-9a-f]{64}$/);
    expect(fullUri).toBe(`${url}/_gatehouse/credentials?for=${encodeURIComponent(FUNCTION)}`);
  });

  it.each([
    ['without it', () => [], ''],
    ['with another', () => ['f'.repeat(64)], ''],
    ['with less of it', (token: string) => [token.slice(1)], ''],
    ['with it behind a scheme', (token: string) => [`Bearer ${token}`], ''],
    ['with it twice', (token: string) => [token, token], ''],
    ['with it in the address', () => [], 'token'],
  ])('is what nothing is given for: %s', async (_, shown, inQuery) => {
    const { authorizationToken } = await variables(INSTANCE);
    const headers = shown(authorizationToken).map((value): [string, string] => ['Authorization', value]);
    const query = inQuery === '' ? '' : `&${inQuery}=${authorizationToken}`;
    const { status, body } = await ask(INSTANCE, headers, query);
    expect([status, Fault.parse(JSON.parse(body)).Code]).toEqual([401, 'Unauthorized']);
    expect(body).not.toContain(authorizationToken);
  });

  it.each([
    ['web pages', [['Origin', 'https://example.com']]],
    ['pages whose name was rebound to this machine', [['Host', 'attacker.example']]],
  ])('is of no use to %s', async (_, headers) => {
    const { authorizationToken } = await variables(INSTANCE);
    const shown: [string, string][] = headers.map(([name = '', value = '']) => [name, value]);
    const { status, body } = await ask(INSTANCE, [...shown, ['Authorization', authorizationToken]]);
    expect([status, body.includes('SecretAccessKey')]).toEqual([403, false]);
  });

  it('is another one each time the endpoint is started, and there is none while it is off', async () => {
    const before = await variables(INSTANCE);
    await lab.client.call('endpoint.stop', {});
    await expect(variables(INSTANCE)).rejects.toMatchObject({ code: 'EndpointOff' });
    await lab.client.call('endpoint.start', { port });
    expect((await variables(INSTANCE)).authorizationToken).not.toBe(before.authorizationToken);
    expect((await ask(INSTANCE, [['Authorization', before.authorizationToken]])).status).toBe(401);
  });
});
