import { describe, expect, test } from 'vitest';
import * as changes from '../../../src-renderer/policy-editor/policy-changes.ts';
import { changedRange, type JsonPath } from '../../../src-renderer/policy-editor/json-edits.ts';
import { readForm, type PolicyForm, type StatementForm } from '../../../src-renderer/policy-editor/policy-form.ts';
import { fc } from '../../fixtures/properties.ts';

const POLICY = `{
    "Statement": [
        { "Action": "s3:GetObject", "Effect": "Allow", "Comment": 1e2, "Resource": ["*"] },
        {
            "Sid": "Second",
            "Effect": "Deny",
            "Action": [
                "s3:PutObject",
                "s3:DeleteObject"
            ],
            "Resource":   "*",
            "Condition": { "StringEquals": { "aws:username": "lucy" } }
        }
    ],
    "Version": "2012-10-17"
}
`;

function statementsOf(text: string): unknown[] {
  const { Statement } = JSON.parse(text) as { Statement: unknown[] };
  return Statement;
}

function formOf(text: string): PolicyForm {
  const { form, obstacle } = readForm(text);
  if (form === null) throw new Error(obstacle.reason);
  return form;
}

const FIRST: JsonPath = ['Statement', 0];
const SECOND: JsonPath = ['Statement', 1];

describe('A change writes', () => {
  test.each([
    [
      'a value beside one that stood alone',
      changes.addValue(POLICY, FIRST, 'Action', 's3:ListBucket'),
      '"Action": ["s3:GetObject", "s3:ListBucket"],',
    ],
    [
      'a value on a line of its own, in a list of lines',
      changes.addValue(POLICY, SECOND, 'Action', 's3:Get*'),
      '"s3:DeleteObject",\n                "s3:Get*"\n            ],',
    ],
    [
      'several values in the place of one',
      changes.replaceValues(POLICY, [...SECOND, 'Action'], 0, ['a:B', 'a:C']),
      '[\n                "a:B",\n                "a:C",\n                "s3:DeleteObject"\n',
    ],
    [
      'NotAction for Action',
      changes.setNegated(POLICY, FIRST, 'Action', true),
      '{ "NotAction": "s3:GetObject", "Effect"',
    ],
    [
      'a Sid before the other elements',
      changes.setSid(POLICY, FIRST, 'One'),
      '{ "Sid": "One", "Action": "s3:GetObject"',
    ],
    [
      'an effect in the place of the other',
      changes.setEffect(POLICY, FIRST, 'Deny'),
      '"Effect": "Deny", "Comment": 1e2',
    ],
    [
      'a condition behind the resource',
      changes.addCondition(POLICY, FIRST, 'Bool', 'aws:SecureTransport', ['true']),
      '"Resource": ["*"], "Condition": { "Bool": { "aws:SecureTransport": "true" } } }',
    ],
    [
      'another operator over the same key',
      changes.setConditionOperator(POLICY, SECOND, 'StringEquals', 'aws:username', 'StringLike'),
      '"Condition": { "StringLike": { "aws:username": "lucy" } }',
    ],
    [
      'another key under the same operator',
      changes.setConditionKey(POLICY, SECOND, 'StringEquals', 'aws:username', 'aws:userid'),
      '{ "aws:userid": "lucy" }',
    ],
    [
      'a principal',
      changes.addPrincipal(POLICY, FIRST, 'Principal', 'Service', 'ec2.amazonaws.com'),
      '"Principal": { "Service": "ec2.amazonaws.com" }',
    ],
  ])('%s', (_, after, written) => {
    expect(after).toContain(written);
    expect(() => JSON.parse(after) as unknown).not.toThrow();
  });
});

describe('A change takes away', () => {
  test('a value with its line', () => {
    expect(changes.removeValue(POLICY, [...SECOND, 'Action'], 1)).toContain(
      '[\n                "s3:PutObject"\n            ]',
    );
  });

  test('a condition, and what stands empty without it', () => {
    expect(statementsOf(changes.removeCondition(POLICY, SECOND, 'StringEquals', 'aws:username'))[1]).not.toHaveProperty(
      'Condition',
    );
  });

  test('the last principal of a type, and the type with it', () => {
    const one = changes.addPrincipal(POLICY, FIRST, 'Principal', 'AWS', '111122223333');
    const two = changes.addPrincipal(one, FIRST, 'Principal', 'Service', 'ec2.amazonaws.com');
    expect(statementsOf(changes.removePrincipal(two, FIRST, 'Principal', 'AWS', 0))[0]).toMatchObject({
      Principal: { Service: 'ec2.amazonaws.com' },
    });
  });

  test('a Sid', () => {
    expect(changes.setSid(POLICY, SECOND, '')).toContain('{\n            "Effect": "Deny"');
  });
});

describe('A statement', () => {
  test('is moved as it is written, with what the form does not know', () => {
    const moved = changes.moveStatement(POLICY, 0, 1);
    expect(moved).toContain(
      '},\n        { "Action": "s3:GetObject", "Effect": "Allow", "Comment": 1e2, "Resource": ["*"] }\n    ]',
    );
    expect(changes.moveStatement(moved, 1, 0)).toBe(POLICY);
  });

  test('is copied as it is written, with a Sid of its own', () => {
    const copied = changes.duplicateStatement(changes.duplicateStatement(POLICY, 1), 1);
    expect(statementsOf(copied)).toMatchObject([{}, { Sid: 'Second' }, { Sid: 'Second3' }, { Sid: 'Second2' }]);
    expect(copied.match(/"Resource": {3}"\*"/g)).toHaveLength(3);
  });

  test('that stands without a list comes into one when there is to be a second', () => {
    const after = changes.addStatement('{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}', {
      Effect: 'Allow',
    });
    expect(after).toBe('{"Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}, { "Effect": "Allow" }]}');
  });

  test('can be the first of a policy that has none', () => {
    expect(changes.addStatement('{\n  "Version": "2012-10-17",\n  "Statement": []\n}', { Effect: 'Deny' })).toBe(
      '{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "Deny"\n    }\n  ]\n}',
    );
  });

  test('that is deleted leaves the others as they are', () => {
    expect(changes.deleteStatement(POLICY, 1)).toBe(POLICY.replace(/,\n {8}\{\n {12}"Sid"[^]*\} \}\n {8}\}/, ''));
  });
});

const values = fc.uniqueArray(fc.constantFrom('s3:GetObject', 's3:Put*', 'ec2:*', '*', 'iam:PassRole'), {
  minLength: 1,
});
const element = fc.oneof(
  values,
  values.map(([first]) => first),
);
const statement = fc.record(
  {
    Sid: fc.constantFrom('One', 'Two'),
    Effect: fc.constantFrom('Allow', 'Deny'),
    Action: element,
    Resource: element,
    Condition: fc.constant({ StringLike: { 'aws:username': ['l*', 'm*'] }, Bool: { 'aws:SecureTransport': true } }),
    Unknown: fc.constant({ kept: [1, { deep: null }] }),
  },
  { requiredKeys: ['Effect', 'Action'] },
);
const text = fc
  .tuple(fc.array(statement, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '  ', '    ', '\t'), fc.boolean())
  .map(([statements, indent, spaced]) => {
    const written = JSON.stringify({ Statement: statements, Version: '2012-10-17', Extra: [true] }, null, indent);
    return spaced ? ` ${written}\n\n` : written;
  });

const CHANGES: readonly ((text: string, at: StatementForm) => string)[] = [
  (before, { path }) => changes.setSid(before, path, 'New'),
  (before, { path }) => changes.setSid(before, path, ''),
  (before, { path }) => changes.setEffect(before, path, 'Deny'),
  (before, { path }) => changes.addValue(before, path, 'Action', 'sqs:SendMessage'),
  (before, { path }) => changes.addValue(before, path, 'Resource', 'arn:aws:sqs:::jobs'),
  (before, { path }) => changes.removeValue(before, [...path, 'Action'], 0),
  (before, { path }) => changes.replaceValues(before, [...path, 'Action'], 0, ['a:B', 'c:D']),
  (before, { path, action }) =>
    changes.setValues(before, [...path, 'Action'], action?.values ?? [], [...(action?.values ?? []).slice(1), 'x:Y']),
  (before, { path }) => changes.setNegated(before, path, 'Action', true),
  (before, { path }) => changes.addCondition(before, path, 'StringEquals', 'aws:RequestedRegion', ['eu-west-1', 'b']),
  (before, { path }) => changes.addCondition(before, path, 'Bool', 'aws:ViaAWSService', ['true']),
  (before, { path }) => changes.removeCondition(before, path, 'Bool', 'aws:SecureTransport'),
  (before, { path }) => changes.setConditionOperator(before, path, 'StringLike', 'aws:username', 'StringNotLike'),
  (before, { path }) => changes.setConditionOperator(before, path, 'StringLike', 'aws:username', 'Bool'),
  (before, { path }) => changes.setConditionKey(before, path, 'StringLike', 'aws:username', 'aws:userid'),
  (before, { path }) => changes.addPrincipal(before, path, 'Principal', 'AWS', '*'),
];

test('Whatever is changed in a statement, every character outside it stays', () => {
  fc.assert(
    fc.property(text, fc.nat(), fc.constantFrom(...CHANGES), (before, pick, change) => {
      const { statements } = formOf(before);
      const at = statements[pick % statements.length];
      if (at === undefined) return;
      const after = change(before, at);
      expect(() => JSON.parse(after) as unknown).not.toThrow();
      expect(after.slice(0, at.from)).toBe(before.slice(0, at.from));
      const behind = before.slice(at.to);
      expect(after.slice(after.length - behind.length)).toBe(behind);
      expect(statementsOf(after)).toHaveLength(statements.length);
    }),
    { numRuns: 600 },
  );
});

test('Whatever is changed in a statement, members that the form does not know stay as they are written', () => {
  fc.assert(
    fc.property(text, fc.constantFrom(...CHANGES), (before, change) => {
      const [at] = formOf(before).statements;
      if (at === undefined) return;
      const [old] = statementsOf(before) as [Record<string, unknown>];
      const [now] = statementsOf(change(before, at)) as [Record<string, unknown>];
      expect(now['Unknown']).toEqual(old['Unknown']);
    }),
  );
});

test('The range that changed is all that has to be put into the editor', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const range = changedRange(before, after);
      const put = range === null ? before : before.slice(0, range.from) + range.insert + before.slice(range.to);
      expect(put).toBe(after);
    }),
  );
});

describe('A text that no form can show says why and where', () => {
  test.each([
    ['is not JSON', '{ "Statement": [ }', /^The text is not JSON: a value is missing|closing bracket/, 17],
    ['is empty', '', /not JSON/, 0],
    ['is no object', '[]', 'The policy is not an object.', 0],
    ['has an element twice', '{"Statement":[{"Effect":"Allow","Effect":"Deny"}]}', 'Statement 1 has Effect twice.', 32],
    ['has an element with its opposite', '{"Statement":[{"Action":"*","NotAction":"*"}]}', /Action and NotAction/, 40],
    ['has an element of another kind', '{"Statement":[{"Action":{"s3":1}}]}', /^Action is neither/, 24],
  ])('when it %s', (_, written, reason, offset) => {
    const { form, obstacle } = readForm(written);
    expect(form).toBeNull();
    expect(obstacle?.reason).toMatch(reason);
    expect(obstacle?.offset).toBe(offset);
  });
});
