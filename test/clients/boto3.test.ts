import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN, startTestEndpoint, type TestEndpoint } from '../fixtures/ephemeral-endpoint.ts';

/** A Python that has boto3; null where none has. */
function findPython(): string | null {
  for (const python of ['python3', '/usr/bin/python3']) {
    try {
      execFileSync(python, ['-c', 'import boto3'], { stdio: 'ignore', timeout: 60_000 });
      return python;
    } catch {
      // Another may have it.
    }
  }
  return null;
}

const python = findPython();
if (python === null) console.warn('Skipped: boto3 is not installed.');

const USER = 'arn:aws:iam::123456789012:user/lucy';

describe.skipIf(python === null)('boto3 at the endpoint', { timeout: 120_000 }, () => {
  let endpoint: TestEndpoint;
  beforeAll(async () => {
    endpoint = await startTestEndpoint();
  });
  afterAll(() => endpoint.close());

  it('is answered as AWS would answer it', async () => {
    const walk = join(import.meta.dirname, 'boto3_walk.py');
    const { accessKeyId, secretAccessKey } = ADMIN;
    const printed = await new Promise<string>((resolve, reject) => {
      execFile(python ?? '', [walk, endpoint.url, accessKeyId, secretAccessKey], (error, out) => {
        if (error === null) resolve(out);
        else reject(error);
      });
    });
    const steps = printed
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(steps).toEqual([
      ['create a user', [USER, 0]],
      ['list users in pages', [['admin', 'clerk-1'], ['clerk-2', 'clerk-3'], ['clerk-4', 'clerk-5'], ['lucy']]],
      ['create it again', [409, 'EntityAlreadyExists', 'User with name lucy already exists.']],
      [
        'act without a permission',
        [
          403,
          'AccessDenied',
          `User: ${USER} is not authorized to perform: s3:CreateBucket on resource: "arn:aws:s3:::lucy-bucket" ` +
            'because no identity-based policy allows the s3:CreateBucket action',
        ],
      ],
      ['read the trust policy', 'sts:AssumeRole'],
      ['who am I', 'arn:aws:sts::123456789012:assumed-role/keeper/monday'],
      ['upload and download', true],
      ['list objects', ['a folder/large é.bin']],
      ['read a key that is not there', [404, 'NoSuchKey', 'The specified key does not exist.']],
      ['delete a bucket that is not empty', [409, 'BucketNotEmpty', 'The bucket you tried to delete is not empty']],
      ['create an organization', '123456789012'],
      [
        'create it again',
        [400, 'AlreadyInOrganizationException', 'The provided account is already a member of an organization.'],
      ],
    ]);
    expect(endpoint.reported).toEqual([]);
  });
});
