import { describe, expect, test } from 'vitest';
import {
  comparisons,
  decidedIn,
  isTelling,
  mismatches,
  mismatchSentence,
  placeInText,
  replaySentence,
  statementName,
} from '../../../src-renderer/timeline/statement-outcome.ts';
import type {
  ConditionExplanation,
  DecidedBy,
  ElementExplanation,
  StatementExplanation,
} from '../../../src-shared/decision/explanation.ts';

const action: ElementExplanation = {
  element: 'Action',
  matched: false,
  wanted: ['s3:Get*'],
  resolved: ['s3:Get*'],
  actual: 's3:CreateBucket',
  matchedBy: null,
};
const resource: ElementExplanation = {
  element: 'Resource',
  matched: true,
  wanted: ['arn:aws:s3:::${aws:username}-bucket'],
  resolved: ['arn:aws:s3:::lucy-bucket'],
  actual: 'arn:aws:s3:::lucy-bucket',
  matchedBy: 'arn:aws:s3:::${aws:username}-bucket',
};
const condition: ConditionExplanation = {
  operator: 'Bool',
  key: 'aws:MultiFactorAuthPresent',
  matched: false,
  wanted: ['true'],
  resolved: ['true'],
  actual: null,
  matches: [],
  note: 'The key is absent.',
};

function statement(change: Partial<StatementExplanation>): StatementExplanation {
  return {
    index: 0,
    sid: null,
    effect: 'Allow',
    matched: false,
    line: null,
    column: null,
    elements: [action, resource],
    conditions: [],
    ...change,
  };
}

function sentences(explained: StatementExplanation): string[] {
  return mismatches(explained).map(mismatchSentence);
}

describe('a statement that did not match', () => {
  test('says by value what it wanted and what the request has', () => {
    expect(sentences(statement({}))).toEqual(['Action: wanted s3:Get*, request has s3:CreateBucket']);
  });

  test('names two of many wanted values and counts the others', () => {
    const wanted = ['s3:Get*', 's3:List*', 's3:Head*', 's3:Put*'];
    expect(sentences(statement({ elements: [{ ...action, wanted, resolved: wanted }] }))).toEqual([
      'Action: wanted s3:Get* or s3:List* or 2 more, request has s3:CreateBucket',
    ]);
  });

  test('says which entry of a Not element excluded the request', () => {
    const excluded: ElementExplanation = {
      ...action,
      element: 'NotAction',
      wanted: ['iam:*', 's3:*'],
      resolved: ['iam:*', 's3:*'],
      matchedBy: 's3:*',
    };
    expect(sentences(statement({ elements: [excluded] }))).toEqual([
      'NotAction: excludes s3:*, request has s3:CreateBucket',
    ]);
  });

  test('names a context key that the request does not have', () => {
    expect(sentences(statement({ elements: [resource], conditions: [condition] }))).toEqual([
      'Bool aws:MultiFactorAuthPresent: wanted true, request has no aws:MultiFactorAuthPresent',
    ]);
  });

  test('speaks of the values with policy variables filled in', () => {
    expect(sentences(statement({ elements: [{ ...resource, matched: false, actual: 'arn:aws:s3:::other' }] }))).toEqual(
      ['Resource: wanted arn:aws:s3:::lucy-bucket, request has arn:aws:s3:::other'],
    );
  });
});

describe('the comparison table of a statement', () => {
  test('has a line for every element and every condition, in order', () => {
    expect(comparisons(statement({ conditions: [condition] })).map(({ subject }) => subject)).toEqual([
      'Action',
      'Resource',
      'Bool aws:MultiFactorAuthPresent',
    ]);
  });

  test('shows filled-in values only where a variable was', () => {
    expect(comparisons(statement({})).map(({ resolved }) => resolved)).toEqual([null, ['arn:aws:s3:::lucy-bucket']]);
  });

  test('marks the wanted values that the request matches, of an element and of a condition', () => {
    const matched = { ...condition, matches: [{ actual: 'true', matchedBy: 'true' }] };
    expect(comparisons(statement({ conditions: [matched] })).map(({ matchedBy }) => matchedBy)).toEqual([
      [],
      ['arn:aws:s3:::${aws:username}-bucket'],
      ['true'],
    ]);
  });
});

describe('the statement that decided is looked for', () => {
  const by: DecidedBy = {
    layer: 'identity',
    policyName: 'read',
    policyArn: null,
    policySource: 'inline in user lucy',
    statementIndex: 0,
    sid: null,
    line: 4,
    column: 5,
  };
  const own = { name: 'read', arn: null, source: 'inline in user lucy' };

  test('in the policy of its name', () => {
    expect(decidedIn('identity', own, by)).toBe(by);
  });

  test.each([
    ['in one of the same name that came another way', 'identity', { ...own, source: 'inline in group developers' }],
    ['in one of another name', 'identity', { ...own, name: 'write' }],
    ['in one of another kind of policy', 'resource', own],
  ] as const)('and not %s', (_, layer, policy) => {
    expect(decidedIn(layer, policy, by)).toBeNull();
  });

  test('by name alone in a record that does not tell how the policy came to apply', () => {
    const early = { ...by, policySource: '' };
    expect(decidedIn('identity', own, early)).toBe(early);
  });
});

test('a place in a policy is told by line and column', () => {
  expect(placeInText({ line: 12, column: 5 })).toBe('line 12, column 5');
});

describe('a statement is shown unfolded though it did not match', () => {
  const aboutTheAction = statement({
    elements: [
      { ...action, matched: true },
      { ...resource, matched: false },
    ],
  });

  test('when it allows the action and the request was denied by default', () => {
    expect(isTelling(aboutTheAction, 'ImplicitlyDenied')).toBe(true);
  });

  test.each([
    ['when the request was allowed', aboutTheAction, 'Allowed'],
    ['when another statement denied the request', aboutTheAction, 'ExplicitlyDenied'],
    ['when it is about another action', statement({}), 'ImplicitlyDenied'],
    ['when it would only have denied', { ...aboutTheAction, effect: 'Deny' }, 'ImplicitlyDenied'],
  ] as const)('but not %s', (_, explained, decision) => {
    expect(isTelling(explained, decision)).toBe(false);
  });
});

test('a statement is named by its Sid, else by its position from 1', () => {
  expect(statementName({ index: 2, sid: 'AllowRead' })).toBe('“AllowRead”');
  expect(statementName({ index: 2, sid: null })).toBe('Statement 3');
});

test('a replay says what the verdict was and what it is', () => {
  expect(replaySentence('ImplicitlyDenied', 'Allowed')).toBe('Then implicitly denied, now allowed.');
  expect(replaySentence('Allowed', 'Allowed')).toBe('The verdict is the same as then: allowed.');
});
