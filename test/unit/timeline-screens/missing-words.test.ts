import { describe, expect, test } from 'vitest';
import {
  levelName,
  missingWord,
  partsSentence,
  principalElement,
  relationSentence,
} from '../../../src-renderer/timeline/missing-words.ts';
import type { Decision } from '../../../src-shared/decision/explanation.ts';

const GROUP = 'arn:aws:iam::123456789012:group/developers';

describe('what an action can be asked for on, in a sentence', () => {
  test.each([
    ['s3:GetObject', 'arn:aws:s3:::b/k', true, ['s3:object'], 's3:GetObject takes s3:object; this is one.'],
    ['iam:DeleteRole', GROUP, false, ['iam:role'], 'iam:DeleteRole takes iam:role; this is none.'],
    [
      'iam:TagResource',
      GROUP,
      false,
      ['iam:role', 'iam:user', 'iam:policy'],
      'iam:TagResource takes iam:role, iam:user, or iam:policy; this is none.',
    ],
    ['s3:GetObject', '*', true, ['s3:object'], 's3:GetObject takes s3:object; “*” stands for every one.'],
    [
      'sts:GetCallerIdentity',
      '*',
      true,
      [],
      'sts:GetCallerIdentity takes no resource: it is asked for on “*”, as here.',
    ],
    ['iam:ListUsers', GROUP, false, [], 'iam:ListUsers takes no resource: it is asked for on “*” alone, not on this.'],
  ])('%s on %s', (action, resource, applies, resourceTypes, sentence) => {
    expect(relationSentence(action, resource, { applies, resourceTypes })).toBe(sentence);
  });
});

test('a Principal element is written as a policy has it', () => {
  expect(principalElement({ type: 'AWS', value: 'arn:aws:iam::123456789012:user/lucy' })).toBe(
    '"Principal": { "AWS": "arn:aws:iam::123456789012:user/lucy" }',
  );
});

test.each([
  ['allow', 'Allow needed'],
  ['deny', 'Deny in the way'],
  ['relation', 'Wrong resource type'],
  ['restriction', 'Setting in the way'],
] as const)('what is missing of the kind %s is called “%s”', (kind, word) => {
  expect(missingWord(kind)).toBe(word);
});

test('the parts that were allowed are counted', () => {
  const parts = (['Allowed', 'ImplicitlyDenied', 'Allowed'] satisfies Decision[]).map((decision) => ({
    explanation: { decision },
  }));
  expect(partsSentence(parts)).toBe('2 of 3 parts allowed');
});

test('the levels of an organization are counted from its root', () => {
  expect([0, 1, 2].map(levelName)).toEqual([
    'Root of the organization',
    'Level 2 of the organization',
    'Level 3 of the organization',
  ]);
});
