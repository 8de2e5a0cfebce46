import { describe, expect, test } from 'vitest';
import { changePermissions, groupStanding, permissionsOf } from '../../../src-renderer/policy-editor/permissions.ts';
import { readForm } from '../../../src-renderer/policy-editor/policy-form.ts';
import { fc } from '../../fixtures/properties.ts';

const S3 = ['s3:DeleteObject', 's3:GetBucketAcl', 's3:GetObject', 's3:ListBucket', 's3:PutObject'];

function policy(...list: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: list }, null, 2);
}

function allowed(text: string): string[] {
  const { form } = readForm(text);
  if (form === null) throw new Error('no form');
  const permissions = permissionsOf(form, 'Allow');
  return S3.filter((action) => permissions.standing(action) !== 'none');
}

function statements(text: string): unknown {
  return (JSON.parse(text) as { Statement: unknown }).Statement;
}

const change = (text: string, actions: readonly string[], on: boolean): string =>
  changePermissions(text, { effect: 'Allow', service: S3, actions, on }, 'identity', '111122223333');

describe('An action stands', () => {
  const { form } = readForm(
    policy(
      { Effect: 'Allow', Action: 's3:Get*', Resource: '*' },
      { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::a/*' },
      { Effect: 'Deny', NotAction: ['s3:*'], Resource: '*' },
    ),
  );
  test.each([
    ['Allow', 's3:GetObject', 'all'],
    ['Allow', 's3:PutObject', 'limited'],
    ['Allow', 's3:ListBucket', 'none'],
    ['Deny', 's3:ListBucket', 'none'],
    ['Deny', 'ec2:RunInstances', 'all'],
  ] as const)('%s %s: %s', (effect, action, standing) => {
    expect(form === null ? null : permissionsOf(form, effect).standing(action)).toBe(standing);
  });

  test('in a group as all, some or none of them do', () => {
    expect(groupStanding(['all', 'all'])).toBe('all');
    expect(groupStanding(['all', 'limited'])).toBe('some');
    expect(groupStanding(['none', 'none'])).toBe('none');
  });
});

describe('Putting actions under an effect', () => {
  test('adds them to the statement that covers every resource, folded', () => {
    const before = policy({ Effect: 'Allow', Action: ['ec2:*', 's3:GetObject'], Resource: '*' });
    expect(statements(change(before, ['s3:GetBucketAcl'], true))).toEqual([
      { Effect: 'Allow', Action: ['ec2:*', 's3:Get*'], Resource: '*' },
    ]);
  });

  test('makes a statement where none covers every resource', () => {
    const before = policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' });
    expect(statements(change(before, S3, true))).toEqual([
      { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' },
      { Effect: 'Allow', Action: 's3:*', Resource: '*' },
    ]);
  });
});

describe('Taking actions from an effect', () => {
  test.each([
    [
      'divides a wildcard',
      { Action: 's3:*' },
      ['s3:PutObject'],
      [{ Action: ['s3:DeleteObject', 's3:Get*', 's3:ListBucket'] }],
    ],
    ['makes every action all but those', { Action: '*' }, ['s3:PutObject'], [{ NotAction: ['s3:PutObject'] }]],
    [
      'adds to what is excepted',
      { NotAction: ['iam:*'] },
      ['s3:PutObject'],
      [{ NotAction: ['iam:*', 's3:PutObject'] }],
    ],
    ['deletes a statement of which nothing is left', { Action: 's3:PutObject' }, ['s3:PutObject'], []],
    ['leaves other services alone', { Action: ['ec2:*', 's3:PutObject'] }, ['s3:PutObject'], [{ Action: ['ec2:*'] }]],
  ])('%s', (_, action, taken, left) => {
    const before = policy({ Effect: 'Allow', ...action, Resource: '*' });
    expect(statements(change(before, taken, false))).toEqual(
      left.map((each) => ({ Effect: 'Allow', ...each, Resource: '*' })),
    );
  });
});

const pattern = fc.constantFrom('s3:*', 's3:Get*', 's3:PutObject', 's3:*Object', '*', 'ec2:*');
const anyPolicy = fc
  .array(
    fc.record({
      Effect: fc.constantFrom('Allow', 'Deny'),
      Action: fc.uniqueArray(pattern, { minLength: 1 }),
      Resource: fc.constantFrom('*', 'arn:aws:s3:::a/*'),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((each) => policy(...each));

test('Whatever the policy, what is taken is not covered any more, and what is put is; no other action of the service changes', () => {
  fc.assert(
    fc.property(anyPolicy, fc.subarray(S3, { minLength: 1 }), fc.boolean(), (before, actions, on) => {
      const was = allowed(before);
      const expected = S3.filter((action) => (actions.includes(action) ? on : was.includes(action)));
      expect(allowed(change(before, actions, on))).toEqual(expected);
    }),
    { numRuns: 400 },
  );
});
