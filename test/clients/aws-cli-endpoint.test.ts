import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, startTestEndpoint, type TestEndpoint } from '../fixtures/ephemeral-endpoint.ts';
import { withoutRetries } from './aws-cli-words.ts';

function findAws(): string | null {
  try {
    return execFileSync('aws', ['--version'], { encoding: 'utf8', timeout: 60_000 }).trim();
  } catch {
    return null;
  }
}

const version = findAws();
if (version === null) console.warn('Skipped: the aws command line is not installed.');

const arnOf = ({ Arn }: { Arn: string }): string => Arn;
const userArn = ({ User }: { User: { Arn: string } }): string => User.Arn;
const keyText = ({ AccessKey }: { AccessKey: { AccessKeyId: string; SecretAccessKey: string } }): string =>
  `${AccessKey.AccessKeyId} ${AccessKey.SecretAccessKey}`;

/** What a run of the command line printed, and whether it was content. */
interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

describe.skipIf(version === null)('the aws command line at the endpoint', { timeout: 120_000 }, () => {
  let endpoint: TestEndpoint;
  let home: string;

  beforeAll(async () => {
    endpoint = await startTestEndpoint();
    home = mkdtempSync(join(tmpdir(), 'gatehouse-home-'));
  });
  afterAll(async () => {
    await endpoint.close();
    rmSync(home, { recursive: true, force: true });
  });

  /** Runs it with nothing of this machine's own configuration. @param answers what is typed at its questions. */
  function aws(args: readonly string[], answers = ''): Promise<Run> {
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      AWS_ENDPOINT_URL: endpoint.url,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_MAX_ATTEMPTS: '1',
      AWS_PAGER: '',
    };
    return new Promise((resolve) => {
      const child = execFile(
        'aws',
        ['--endpoint-url', endpoint.url, ...args],
        { env, encoding: 'utf8' },
        (_, out, err) => resolve({ code: child.exitCode ?? -1, out, err: withoutRetries(err.trim()) }),
      );
      child.stdin?.end(answers);
    });
  }

  /** Runs it, expects it to be content, and reads what it printed. */
  async function read(args: readonly string[], path: (output: never) => unknown): Promise<string> {
    const { code, out, err } = await aws([...args, '--output', 'json']);
    expect([code, err]).toEqual([0, '']);
    return String(path(JSON.parse(out) as never));
  }

  const configure = (profile: string, key: { accessKeyId: string; secretAccessKey: string }): Promise<Run> =>
    aws(['configure', '--profile', profile], `${key.accessKeyId}\n${key.secretAccessKey}\nus-east-1\njson\n`);

  // One story: every step stands on the one before.
  it('walks through the day on which lucy got her bucket', async () => {
    expect(await configure('admin', ADMIN)).toMatchObject({ code: 0 });
    expect(readFileSync(join(home, '.aws', 'credentials'), 'utf8')).toContain('[admin]');
    const admin = ['--profile', 'admin'];
    expect(await read(['sts', 'get-caller-identity', ...admin], arnOf)).toBe('arn:aws:iam::123456789012:user/admin');

    const created = await read(['iam', 'create-user', '--user-name', 'lucy', ...admin], userArn);
    expect(created).toBe('arn:aws:iam::123456789012:user/lucy');
    const again = await aws(['iam', 'create-user', '--user-name', 'lucy', ...admin]);
    expect(again.code).toBeGreaterThan(0);
    expect(again.err).toBe(
      'An error occurred (EntityAlreadyExists) when calling the CreateUser operation: User with name lucy already exists.',
    );

    const made = await read(['iam', 'create-access-key', '--user-name', 'lucy', ...admin], keyText);
    const [accessKeyId = '', secretAccessKey = ''] = made.split(' ');
    expect(await configure('lucy', { accessKeyId, secretAccessKey })).toMatchObject({ code: 0 });
    const lucy = ['--profile', 'lucy'];
    expect(await read(['sts', 'get-caller-identity', ...lucy], arnOf)).toBe('arn:aws:iam::123456789012:user/lucy');

    const denied = await aws(['s3', 'mb', 's3://lucy-bucket', ...lucy]);
    expect(denied.code).toBeGreaterThan(0);
    expect(denied.err).toBe(
      'make_bucket failed: s3://lucy-bucket An error occurred (AccessDenied) when calling the CreateBucket operation: ' +
        'User: arn:aws:iam::123456789012:user/lucy is not authorized to perform: s3:CreateBucket on resource: ' +
        '"arn:aws:s3:::lucy-bucket" because no identity-based policy allows the s3:CreateBucket action',
    );

    const document = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['s3:CreateBucket', 's3:ListAllMyBuckets'], Resource: '*' }],
    });
    const policyArn = await read(
      ['iam', 'create-policy', '--policy-name', 'create-buckets', '--policy-document', document, ...admin],
      (output: { Policy: { Arn: string } }) => output.Policy.Arn,
    );
    const attach = ['iam', 'attach-user-policy', '--user-name', 'lucy', '--policy-arn', policyArn, ...admin];
    expect(await aws(attach)).toEqual({ code: 0, out: '', err: '' });

    expect(await aws(['s3', 'mb', 's3://lucy-bucket', ...lucy])).toEqual({
      code: 0,
      out: 'make_bucket: lucy-bucket\n',
      err: '',
    });
    expect((await aws(['s3', 'ls', ...lucy])).out).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d lucy-bucket\n$/);

    expect(endpoint.records.filter(({ action }) => action === 's3:CreateBucket').map(({ verdict }) => verdict)).toEqual(
      ['ImplicitlyDenied', 'Allowed'],
    );
    expect(endpoint.reported).toEqual([]);
  });

  it('works in any region with services that have one endpoint for all', async () => {
    const output = await aws(['iam', 'get-user', '--profile', 'admin', '--region', 'eu-west-1', '--output', 'json']);
    expect([output.code, output.err]).toEqual([0, '']);
  });

  it('is told in AWS’s words that its secret is wrong', async () => {
    await configure('wrong', { ...ADMIN, secretAccessKey: `${ADMIN.secretAccessKey}x` });
    const { code, err } = await aws(['iam', 'list-users', '--profile', 'wrong']);
    expect(code).toBeGreaterThan(0);
    expect(err).toMatch(
      /^An error occurred \(SignatureDoesNotMatch\) when calling the ListUsers operation: The request signature we calculated does not match the signature you provided\./,
    );
  });

  it('is told of a service that is not modelled that its policies allow it', async () => {
    const { err } = await aws(['dynamodb', 'list-tables', '--profile', 'admin']);
    expect(err).toContain('(NotImplemented) when calling the ListTables operation: Allowed by policy.');
  });
});
