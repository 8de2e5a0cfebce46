import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkPolicy } from '../../../src-main/authorization/check-policy.ts';
import { openServiceReference } from '../../../src-main/request/iam-data-reference.ts';

const REFERENCE = new URL('../../../out/data', import.meta.url).pathname;

function statement(more: object): string {
  return JSON.stringify(
    { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...more }] },
    null,
    2,
  );
}

describe('checkPolicy', () => {
  it('finds nothing in a good policy', () => {
    expect(checkPolicy(statement({}), 'identity', null)).toEqual([]);
  });

  it('points at an unknown operator and suggests the nearest', () => {
    const text = statement({ Condition: { StringEqual: { 'aws:x': 'y' } } });
    expect(checkPolicy(text, 'identity', null)).toEqual([
      {
        severity: 'error',
        line: 9,
        column: 9,
        length: '"StringEqual"'.length,
        path: 'Statement[0].Condition.StringEqual',
        message: 'There is no condition operator "StringEqual".',
        mend: 'Did you mean "StringEquals"?',
        fix: {
          label: 'Replace by StringEquals',
          change: { kind: 'rename', path: ['Statement', 0, 'Condition', 'StringEqual'], name: 'StringEquals' },
        },
      },
    ]);
  });

  it('points at the second of two like keys', () => {
    const text = '{ "Statement": {\n"Effect": "Deny", "Action": "*", "Resource": "*",\n"Effect": "Allow" } }';
    expect(checkPolicy(text, 'identity', null)).toMatchObject([
      { line: 3, column: 1, message: '"Effect" stands here twice.' },
    ]);
  });

  it('points at where the text ceases to be JSON', () => {
    expect(checkPolicy('{\n  "Version": oops\n}', 'identity', null)).toMatchObject([
      { severity: 'error', line: 2, column: 14 },
    ]);
  });

  it.each([
    ['NumericLessThan', 'ten', 'a number'],
    ['DateGreaterThan', 'tomorrow', 'a date'],
    ['Bool', 'yes', 'true or false'],
    ['IpAddress', '10.0.0.0/40', 'an IP address or CIDR range'],
  ])('warns of a value that %s can never match', (operator, value, what) => {
    const found = checkPolicy(statement({ Condition: { [operator]: { 'aws:x': value } } }), 'identity', null);
    expect(found).toMatchObject([
      {
        severity: 'warning',
        message: `${operator} compares with ${what}; "${value}" is none, so that it never matches.`,
      },
    ]);
  });

  it.each([
    ['identity', 10_240],
    ['trust', 2_048],
    ['resource', 20_480],
  ] as const)('refuses an overlong %s policy', (kind, limit) => {
    const text = `{"Version":"2012-10-17","Id":"${'x'.repeat(limit)}"}`;
    expect(checkPolicy(text, kind, null)[0]?.message).toContain(`the limit is ${limit}.`);
  });

  it('counts no white space against the quota of IAM', () => {
    const text = statement({}).replace('{', `{${' '.repeat(20_000)}`);
    expect(checkPolicy(text, 'identity', null)).toEqual([]);
  });

  it('refuses text that is too long to be read, though it be white space', () => {
    const text = `${statement({})}${' '.repeat(200_000)}`;
    expect(checkPolicy(text, 'identity', null).map(({ message }) => message)).toEqual([
      `The policy has ${text.length} characters; the limit is 131072.`,
    ]);
  });

  it('takes the quota that applies', () => {
    expect(checkPolicy(statement({}), 'identity', null, { maximumLength: 20 })[0]?.message).toContain(
      'the limit is 20.',
    );
  });

  it.each([
    ['identity', 10_240],
    ['scp', 10_240],
    ['rcp', 5_120],
  ] as const)('counts white space of a policy of Organizations, but not of an %s policy', (kind, limit) => {
    const problems = checkPolicy(`${' '.repeat(limit)}{}`, kind, null).map(({ message }) => message);
    expect(problems.some((message) => message.includes('the limit is'))).toBe(kind !== 'identity');
  });

  it.each([
    ['elements without end', `{${Array.from({ length: 12_000 }, (_, index) => `"a${index}":1`).join()}}`],
    ['empty statements without end', `{"Statement":[${Array.from({ length: 30_000 }, () => '{}').join('\n,')}]}`],
    [
      'keys that are written again and again',
      `{"Statement":{${Array.from({ length: 12_000 }, () => '"a":1').join()}}}`,
    ],
  ])('shows the first two hundred of %s', (_name, text) => {
    const problems = checkPolicy(text, 'identity', null, { maximumLength: text.length });
    expect(problems).toHaveLength(200);
    expect(problems.every(({ severity }) => severity === 'error')).toBe(true);
  });

  it('lists problems in the order of the text', () => {
    const text = '{\n"Statement": [\n{"Effect": "allow"},\n{"Effect": "Allow"}],\n"Nonsense": 1}';
    const lines = checkPolicy(text, 'identity', null).map(({ line }) => line);
    expect(lines).toEqual(lines.toSorted((left, right) => left - right));
    expect(lines.length).toBeGreaterThan(3);
  });
});

describe.skipIf(!existsSync(REFERENCE))('checkPolicy with the service authorization reference', () => {
  const reference = openServiceReference(REFERENCE);

  it.each([
    [{ Action: 's3:GetObjects' }, 's3 has no action "s3:GetObjects".', 'Did you mean "s3:GetObject"?'],
    [{ Action: 's4:GetObject' }, 'AWS has no service with the prefix "s4".', null],
    [{ Action: 's3:Foo*' }, '"s3:Foo*" matches no action of s3.', 'Check the spelling.'],
    [
      { Condition: { StringEquals: { 'aws:SourceIpp': 'x' } } },
      'AWS documents no condition key "aws:SourceIpp".',
      'Check the spelling.',
    ],
  ])('warns of %j', (more, message, mend) => {
    const found = checkPolicy(statement(more), 'identity', reference);
    expect(found).toMatchObject([{ severity: 'warning', message, ...(mend === null ? {} : { mend }) }]);
  });

  it.each([
    [{ Action: ['S3:getobject', 's3:Get*', '*', 'ec2:Describe*'] }],
    [{ Condition: { StringEquals: { 'aws:RequestTag/team': 'x', 's3:prefix': 'y', 'AWS:sourceip': 'z' } } }],
  ])('is content with %j', (more) => {
    expect(checkPolicy(statement(more), 'identity', reference)).toEqual([]);
  });
});
