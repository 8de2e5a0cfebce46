import { describe, expect, test } from 'vitest';
import type { FieldShape, FormField } from '../../../src-shared/contract/composer-form.ts';
import {
  constraintWords,
  givenValue,
  missingFields,
  valueFault,
} from '../../../src-renderer/composer/parameter-values.ts';
import { suggestionsFor, type Named } from '../../../src-renderer/composer/parameter-suggestions.ts';

function text(more: Partial<Extract<FieldShape, { kind: 'text' }>> = {}): FieldShape {
  return {
    kind: 'text',
    format: 'plain',
    multiline: false,
    choices: [],
    minLength: null,
    maxLength: null,
    pattern: null,
    ...more,
  };
}
function field(name: string, shape: FieldShape, required = false): FormField {
  return { name, required, placeholder: '', description: '', secret: false, shape };
}
const TAG: FieldShape = { kind: 'structure', members: [field('Key', text(), true), field('Value', text(), true)] };
const TAGS: FieldShape = { kind: 'list', entry: TAG, minCount: null, maxCount: 2 };

describe('what was given for a parameter', () => {
  test.each([
    ['nothing for an empty text', text(), '', null],
    ['a text as it stands', text(), ' lucy ', ' lucy '],
    [
      'a list without its empty entries',
      { kind: 'list', entry: text(), minCount: null, maxCount: null },
      ['a', ''],
      ['a'],
    ],
    ['nothing for a list of empty entries', TAGS, [{ Key: '', Value: '' }], null],
    ['the empty value of a tag, which AWS takes', TAGS, [{ Key: 'team', Value: '' }], [{ Key: 'team', Value: '' }]],
    ['a map without the entries that have no key', { kind: 'map', value: text() }, { a: 'b', '': 'c' }, { a: 'b' }],
  ] as const)('is %s', (_, shape, value, expected) => {
    expect(givenValue(shape as FieldShape, value as never)).toEqual(expected);
  });

  test('leaves the required fields that nothing was given for', () => {
    const fields = [field('UserName', text(), true), field('Tags', TAGS, true), field('Path', text())];
    expect(missingFields(fields, { Tags: [{ Key: 'a', Value: 'b' }] }).map(({ name }) => name)).toEqual(['UserName']);
  });
});

describe('a value that AWS would refuse', () => {
  test.each([
    ['too short', text({ minLength: 3 }), 'ab', 'Give at least 3 characters.'],
    ['too long', text({ maxLength: 3 }), 'abcd', 'Give at most 3 characters; this has 4.'],
    ['not one of the choices', text({ choices: ['Active', 'Inactive'] }), 'On', 'Give one of Active, Inactive.'],
    ['against the pattern', text({ pattern: '[\\w+=,.@-]+' }), 'a b', 'It must match [\\w+=,.@-]+'],
    ['no JSON', text({ format: 'policy' }), '{', 'It is not valid JSON.'],
    ['no time', text({ format: 'timestamp' }), 'soon', 'Give a time, such as 2026-03-01T12:00:00Z.'],
    ['no number', { kind: 'number', whole: true, minimum: null, maximum: null }, 'x', 'Give a number.'],
    ['a fraction', { kind: 'number', whole: true, minimum: null, maximum: null }, '1.5', 'Give a whole number.'],
    ['too small', { kind: 'number', whole: true, minimum: 3600, maximum: null }, '60', 'Give 3,600 or more.'],
    ['too many', TAGS, [{}, {}, {}], 'Give at most 2 entries.'],
  ] as const)('because it is %s says what to give', (_, shape, value, fault) => {
    expect(valueFault(shape as FieldShape, value as never)).toBe(fault);
  });

  test('is not one that fits, is empty, or has a pattern that cannot be read here', () => {
    expect(valueFault(text({ pattern: '[a-z]+' }), 'lucy')).toBeNull();
    expect(valueFault(text({ minLength: 3 }), '')).toBeNull();
    expect(valueFault(text({ pattern: '(?i[' }), 'x')).toBeNull();
  });
});

test.each([
  [{ kind: 'number', whole: true, minimum: 3600, maximum: 43_200 }, '3,600 to 43,200'],
  [text({ minLength: 1, maxLength: 64 }), 'At most 64 characters.'],
  [text({ maxLength: 131_072 }), ''],
  [TAGS, 'At most 2 entries.'],
] as const)('%j is described as "%s"', (shape, words) => {
  expect(constraintWords(shape as FieldShape)).toBe(words);
});

describe('the suggestions for a parameter', () => {
  const account = {
    users: [{ userName: 'lucy', arn: 'arn:aws:iam::111122223333:user/lucy' }],
    groups: [],
    roles: [{ roleName: 'deployer', arn: 'arn:aws:iam::111122223333:role/deployer' }],
    policies: [{ arn: 'arn:aws:iam::111122223333:policy/read' }],
    resources: [
      { resourceType: 's3:bucket', name: 'reports', arn: 'arn:aws:s3:::reports' },
      { resourceType: 'sqs:queue', name: 'jobs', arn: 'arn:aws:sqs:eu-west-1:111122223333:jobs' },
    ],
  } as unknown as Named;

  test.each([
    ['UserName', false, '', ['lucy']],
    ['UserName', false, 'x', []],
    ['Bucket', false, 'REP', ['reports']],
    ['RoleArn', true, '', ['arn:aws:iam::111122223333:role/deployer']],
    ['QueueArn', true, 'jobs', ['arn:aws:sqs:eu-west-1:111122223333:jobs']],
    ['Description', false, '', []],
  ] as const)('%s (an ARN: %s) after "%s" are %j', (name, isArn, typed, expected) => {
    expect(suggestionsFor(name, isArn, typed, account)).toEqual(expected);
  });
});
