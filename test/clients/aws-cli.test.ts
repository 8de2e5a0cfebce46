import { execFile, execFileSync } from 'node:child_process';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createModel } from '../../src-main/account/in-memory-model.ts';
import { authenticate, type AuthenticationOutcome } from '../../src-main/authentication/authenticate.ts';
import { rememberSigningKeys } from '../../src-main/authentication/signature-v4/signing-keys.ts';
import type { WireRequest } from '../../src-main/request/wire-request.ts';
import {
  ACCESS_KEY_ID,
  account,
  lucy,
  reader,
  SECRET,
  SESSION,
  SESSION_TOKENS,
} from '../unit/authentication/fixtures.ts';

const REGION = 'us-east-1';

function findAws(): string | null {
  try {
    return execFileSync('aws', ['--version'], { encoding: 'utf8', timeout: 60_000 }).trim();
  } catch {
    return null;
  }
}

const version = findAws();
if (version === null) console.warn('Skipped: the aws command line is not installed.');

/** The command line signs for the time that it is, and its sessions end an hour later. */
const started = new Date();
const session = { ...SESSION, expiresAt: new Date(started.getTime() + 3_600_000).toISOString() };
const LONG_TERM = { AWS_ACCESS_KEY_ID: ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY: SECRET };
const TEMPORARY = {
  AWS_ACCESS_KEY_ID: session.accessKeyId,
  AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
  AWS_SESSION_TOKEN: SESSION_TOKENS.seal(session),
};

describe.skipIf(version === null)('the aws command line', { timeout: 120_000 }, () => {
  const captured = new Map<string, WireRequest>();
  let server: Server;
  let endpoint = '';

  // Answers everything with nothing, and keeps it by the marker in its path or its body.
  beforeAll(async () => {
    server = createServer((request, response) => {
      void capture(request).then((wire) => {
        captured.set(markerOf(wire), wire);
        response.writeHead(200).end();
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('The listener has no port.');
    endpoint = `http://127.0.0.1:${address.port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const calls: [string, string, Record<string, string>, string[], string?][] = [
    ['iam', 'one', LONG_TERM, ['iam', 'create-user', '--user-name', 'marker-one', '--tags', 'Key=a b,Value=é+/=*~']],
    ['iam', 'two', TEMPORARY, ['iam', 'get-user', '--user-name', 'marker-two']],
    ['sts', 'three', LONG_TERM, ['sts', 'get-access-key-info', '--access-key-id', 'AKIAmarker-three']],
    ['s3', 'four', LONG_TERM, ['s3api', 'list-objects-v2', '--bucket', 'marker-four', '--prefix', "a b/é+'*"]],
    ['s3', 'five', TEMPORARY, ['s3', 'cp', '-', 's3://marker-five/a b/../c//d+é$.txt'], 'hello'],
    ['s3', 'six', LONG_TERM, ['s3', 'cp', '-', 's3://marker-six/a%b'], 'hello'],
    ['dynamodb', 'seven', LONG_TERM, ['dynamodb', 'describe-table', '--table-name', 'marker-seven']],
    [
      'lambda',
      'eight',
      LONG_TERM,
      ['lambda', 'get-function', '--function-name', 'arn:aws:lambda:us-east-1:123456789012:function:marker-eight'],
    ],
  ];

  it.concurrent.each(calls)(
    'is taken at its word by %s, and not with another signature: %s',
    async (service, marker, as, args, input = '') => {
      await run([...args, '--endpoint-url', endpoint], as, input);
      const request = captured.get(`marker-${marker}`);
      if (request === undefined) throw new Error('It sent nothing.');
      const outcome = await ask(request, service);
      expect(outcome.facts.filter(({ ok }) => ok === false)).toEqual([]);
      expect(outcome).toMatchObject({ ok: true, accessKeyId: as['AWS_ACCESS_KEY_ID'] });
      // Of an upload in chunks the object comes out; of anything else, what came in.
      const sent = input === '' ? Buffer.from(request.body).toString() : input;
      expect(outcome.ok && Buffer.from(outcome.body).toString()).toBe(sent);

      const headers = request.headers.map(([name, value]): [string, string] => [
        name,
        value.replace(/Signature=[0-9a-f]{8}/, 'Signature=00000000'),
      ]);
      expect(codeOf(await ask({ ...request, headers }, service))).toMatch(
        /^(SignatureDoesNotMatch|InvalidSignatureException)$/,
      );
    },
  );

  it.concurrent.each([
    ['a long-term access key', LONG_TERM],
    ['temporary credentials', TEMPORARY],
  ])('presigns a URL that is taken at its word, with %s', async (_, as) => {
    const config = '[default]\ns3 =\n  signature_version = s3v4\n  addressing_style = path\n';
    const url = new URL((await run(['s3', 'presign', "s3://lucy-bucket/a b/é+'.txt"], as, '', config)).trim());
    const request: WireRequest = {
      method: 'GET',
      target: url.href.slice(url.origin.length),
      host: url.host,
      headers: [],
      body: new Uint8Array(),
    };
    expect(codeOf(await ask(request, 's3'))).toBe('accepted');
  });
});

/** Runs the command line, alone with these credentials and this configuration. */
async function run(args: readonly string[], as: Record<string, string>, input = '', config = ''): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-aws-'));
  try {
    await writeFile(join(folder, 'config'), config);
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'),
      AWS_DEFAULT_REGION: REGION,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_MAX_ATTEMPTS: '1',
      ...as,
    };
    return await new Promise((resolve) => {
      // It may not like the empty answer; what counts is what it sent.
      const child = execFile('aws', args, { env, encoding: 'utf8' }, (_, output) => {
        resolve(output);
      });
      child.stdin?.end(input);
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function capture(request: IncomingMessage): Promise<WireRequest> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(Buffer.from(piece));
  const { rawHeaders } = request;
  return {
    method: request.method ?? '',
    target: request.url ?? '',
    host: request.headers.host ?? '',
    headers: rawHeaders.flatMap((name, at): [string, string][] =>
      at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? '']] : [],
    ),
    body: Buffer.concat(pieces),
  };
}

function markerOf(wire: WireRequest): string {
  return /marker-[a-z]+/.exec(wire.target + Buffer.from(wire.body).toString())?.[0] ?? '';
}

function ask(request: WireRequest, service: string): Promise<AuthenticationOutcome> {
  return authenticate(
    request,
    { service, region: REGION },
    {
      model: createModel([account, lucy, reader]),
      secretAccessKey: async () => SECRET,
      openSessionToken: SESSION_TOKENS.open,
      signingKeys: rememberSigningKeys(),
      now: new Date(),
    },
  );
}

const codeOf = (outcome: AuthenticationOutcome): string => (outcome.ok ? 'accepted' : outcome.error.code);
