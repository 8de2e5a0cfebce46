import { describe, expect, test } from 'vitest';
import { statementSource } from '../../../src-renderer/timeline/statement-source.ts';
import type { StatementExplanation } from '../../../src-shared/decision/explanation.ts';

const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Other", "Effect": "Allow", "Action": "*", "Resource": "*" },
    {
      "Sid": "Read",
      "Effect": "Allow",
      "Action": ["s3:Put*", "s3:Get*"],
      "Resource": "arn:aws:s3:::a/*",
      "Condition": {
        "Bool": { "aws:SecureTransport": "true" },
        "StringEquals": {
          "aws:PrincipalTag/team": ["red", "blue"]
        }
      }
    }
  ]
}`;

const statement: StatementExplanation = {
  index: 1,
  sid: 'Read',
  effect: 'Allow',
  matched: false,
  line: 5,
  column: 5,
  elements: [
    {
      element: 'Action',
      matched: true,
      wanted: ['s3:Put*', 's3:Get*'],
      resolved: ['s3:Put*', 's3:Get*'],
      actual: 's3:GetObject',
      matchedBy: 's3:Get*',
    },
    {
      element: 'Resource',
      matched: true,
      wanted: ['arn:aws:s3:::a/*'],
      resolved: ['arn:aws:s3:::a/*'],
      actual: 'arn:aws:s3:::a/b',
      matchedBy: 'arn:aws:s3:::a/*',
    },
  ],
  conditions: [
    {
      operator: 'Bool',
      key: 'aws:SecureTransport',
      matched: true,
      wanted: ['true'],
      resolved: ['true'],
      actual: ['true'],
      matches: [{ actual: 'true', matchedBy: 'true' }],
      note: null,
    },
    {
      operator: 'StringEquals',
      key: 'aws:PrincipalTag/team',
      matched: false,
      wanted: ['red', 'blue'],
      resolved: ['red', 'blue'],
      actual: ['green'],
      matches: [{ actual: 'green', matchedBy: null }],
      note: null,
    },
  ],
};

/** Each line with its outcome before it and matched values in angle brackets. */
function drawn(source: ReturnType<typeof statementSource>): string[] {
  return source.lines.map(({ number, runs, outcome }) => {
    const text = runs.map((run) => (run.matched ? `‹${run.text}›` : run.text)).join('');
    return `${number ?? '-'} ${outcome === null ? ' ' : outcome === 'match' ? '✓' : '✗'} ${text}`;
  });
}

describe('the source text of a statement', () => {
  test('has the lines of the policy, each element and condition marked, and the values that matched', () => {
    const source = statementSource(statement, POLICY);
    expect(source.current).toBe(true);
    expect(drawn(source)).toEqual([
      '5   {',
      '6     "Sid": "Read",',
      '7     "Effect": "Allow",',
      '8 ✓   "Action": ["s3:Put*", ‹"s3:Get*"›],',
      '9 ✓   "Resource": ‹"arn:aws:s3:::a/*"›,',
      '10     "Condition": {',
      '11 ✓     "Bool": { "aws:SecureTransport": ‹"true"› },',
      '12       "StringEquals": {',
      '13 ✗       "aws:PrincipalTag/team": ["red", "blue"]',
      '14       }',
      '15     }',
      '16   }',
    ]);
  });

  test('tells where an outcome begins, so that it is marked once', () => {
    const many = POLICY.replace('["s3:Put*", "s3:Get*"]', '[\n"s3:Put*",\n"s3:Get*"\n]');
    const lines = statementSource(statement, many).lines.filter(({ outcome }) => outcome === 'match');
    expect(lines.slice(0, 4).map(({ begins }) => begins)).toEqual([true, false, false, false]);
  });

  test('takes a Statement that is no list', () => {
    const text = '{"Statement":{"Sid":"Read","Effect":"Allow","Action":"s3:Get*","Resource":"*"}}';
    const source = statementSource(
      {
        ...statement,
        index: 0,
        elements: [
          {
            element: 'Action',
            matched: true,
            wanted: ['s3:Get*'],
            resolved: [],
            actual: 's3:GetObject',
            matchedBy: 's3:Get*',
          },
          { element: 'Resource', matched: true, wanted: ['*'], resolved: ['*'], actual: 'x', matchedBy: '*' },
        ],
        conditions: [],
      },
      text,
    );
    expect(source.current).toBe(true);
    expect(drawn(source)).toEqual(['1 ✓ {"Sid":"Read","Effect":"Allow","Action":‹"s3:Get*"›,"Resource":‹"*"›}']);
  });

  test.each([
    ['is not at hand', null],
    ['is no JSON any more', 'nonsense'],
    ['has no such statement any more', '{ "Statement": [] }'],
    ['wants something else now', POLICY.replace('s3:Put*', 's3:List*')],
    ['has turned into a Deny', POLICY.replaceAll('"Allow"', '"Deny"')],
  ])('is written from the explanation where the policy %s', (_, text) => {
    const source = statementSource(statement, text);
    expect(source.current).toBe(false);
    expect(drawn(source)).toContain('- ✗       "aws:PrincipalTag/team": [');
    expect(drawn(source)).toContain('- ✓     ‹"s3:Get*"›');
  });

  test('writes a Principal element by the types of its values', () => {
    const source = statementSource(
      {
        ...statement,
        elements: [
          {
            element: 'Principal',
            matched: true,
            wanted: ['AWS: arn:aws:iam::123456789012:user/lucy', 'Service: ec2.amazonaws.com'],
            resolved: [],
            actual: 'arn:aws:iam::123456789012:user/lucy',
            matchedBy: 'AWS: arn:aws:iam::123456789012:user/lucy',
          },
        ],
        conditions: [],
      },
      null,
    );
    expect(drawn(source).slice(3)).toEqual([
      '- ✓   "Principal": {',
      '- ✓     "AWS": ‹"arn:aws:iam::123456789012:user/lucy"›,',
      '- ✓     "Service": "ec2.amazonaws.com"',
      '- ✓   }',
      '-   }',
    ]);
  });
});
