import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openAwsManagedPolicies } from '../../../src-main/account/shipped-managed-policies.ts';
import { AwsManagedPoliciesFile } from '../../../src-main/account/shipped-managed-policies.ts';

const policies = openAwsManagedPolicies('out/data');

describe('the AWS managed policies', () => {
  test('are listed by name', () => {
    const list = policies.list();
    expect(list.length).toBeGreaterThan(1500);
    expect(list.map((policy) => policy.name)).toContain('AdministratorAccess');
  });

  test('are given in their newest version, laid out for reading', () => {
    const policy = policies.get('arn:aws:iam::aws:policy/AdministratorAccess');
    expect(policy).toMatchObject({ name: 'AdministratorAccess', path: '/', versionId: 'v1' });
    expect(policy?.document.split('\n')).toHaveLength(10);
  });

  test('know their paths', () => {
    const arn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
    expect(policies.get(arn)).toMatchObject({ name: 'AWSLambdaBasicExecutionRole', path: '/service-role/' });
  });

  test('are each a JSON policy', () => {
    const broken = policies.list().filter(({ arn }) => {
      const document: unknown = JSON.parse(policies.get(arn)?.document ?? 'null');
      return typeof document !== 'object' || document === null || !('Statement' in document);
    });
    expect(broken).toEqual([]);
  });

  test('do not include what AWS does not have', () => {
    expect(policies.get('arn:aws:iam::aws:policy/NoSuchPolicy')).toBeNull();
  });

  test('are refused when the file is of another shape', () => {
    expect(AwsManagedPoliciesFile.safeParse({ policies: [['not an ARN', 'v1', '', '', '{}']] }).success).toBe(false);
  });
});

test('extracting again with --if-missing leaves the files alone', () => {
  const before = statSync('out/data/service-reference.json.gz').mtimeMs;
  execFileSync(process.execPath, ['build/extract-data.ts', '--if-missing']);
  expect(statSync('out/data/service-reference.json.gz').mtimeMs).toBe(before);
});
