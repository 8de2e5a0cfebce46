import { describe, expect, test } from 'vitest';
import type { PolicyProblem } from '../../../src-shared/contract/policies.ts';
import { checkPolicy } from '../../../src-main/authorization/check-policy.ts';
import { arnsOverlap, MANY_BUT_SLASH, patternsOverlap } from '../../../src-main/authorization/policy/glob-overlap.ts';
import { openServiceReference } from '../../../src-main/request/iam-data-reference.ts';

const reference = openServiceReference('out/data');

function advice(statements: object | readonly object[], version = true): PolicyProblem[] {
  const text = JSON.stringify({ ...(version && { Version: '2012-10-17' }), Statement: statements }, null, 2);
  const kind = text.includes('Principal') ? 'resource' : 'identity';
  return checkPolicy(text, kind, reference, { advice: true });
}

const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::photos/*' };

describe('Nothing is said of', () => {
  test.each([
    ['an action on resources that it acts on', READ],
    ['a wildcard of which some actions act on the resource', { ...READ, Action: 's3:*' }],
    ['an action on an ARN with wildcards and variables', { ...READ, Resource: 'arn:aws:s3:::*/${aws:username}/*' }],
    [
      'actions and resources that fit each other by turns',
      {
        ...READ,
        Action: ['s3:ListBucket', 's3:GetObject'],
        Resource: ['arn:aws:s3:::photos', 'arn:aws:s3:::photos/*'],
      },
    ],
    [
      'a key that the action carries',
      {
        ...READ,
        Action: 's3:ListBucket',
        Resource: 'arn:aws:s3:::photos',
        Condition: { StringLike: { 's3:prefix': 'a/*' } },
      },
    ],
    ['a key with a variable part', { ...READ, Condition: { StringEquals: { 's3:ExistingObjectTag/stage': 'live' } } }],
    ['a global key', { ...READ, Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }],
    [
      'every action under a condition',
      { Effect: 'Allow', Action: '*', Resource: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
    ],
    ['a denial of every action', { Effect: 'Deny', Action: '*', Resource: '*' }],
    [
      'actions of an ARN with several patterns',
      {
        Effect: 'Allow',
        Action: 'lambda:InvokeFunction',
        Resource: 'arn:aws:lambda:eu-west-1:111122223333:function:a',
      },
    ],
  ])('%s', (_, statement) => {
    expect(advice(statement)).toEqual([]);
  });
});

describe('It is warned of', () => {
  test.each([
    [
      'an action that acts on none of the resources',
      { ...READ, Action: ['s3:GetObject', 's3:ListBucket'] },
      'No resource of the statement is one that "s3:ListBucket" acts on.',
      8,
    ],
    [
      'an action that acts on no resource of its own',
      { ...READ, Action: ['s3:GetObject', 's3:ListAllMyBuckets'] },
      '"s3:ListAllMyBuckets" acts on no resource of its own',
      8,
    ],
    [
      'a resource that no action acts on',
      { ...READ, Resource: [READ.Resource, 'arn:aws:sqs:eu-west-1:111122223333:jobs'] },
      'No action of the statement acts on "arn:aws:sqs',
      9,
    ],
    [
      'a condition key that no action carries',
      { ...READ, Condition: { StringEquals: { 's3:prefix': 'a' } } },
      'carries the condition key "s3:prefix"',
      10,
    ],
    [
      'an operator that does not fit its key',
      { ...READ, Condition: { StringEquals: { 'aws:SourceIp': '203.0.113.0' } } },
      '"aws:SourceIp" is an IP address',
      10,
    ],
    [
      'every action on every resource',
      { Effect: 'Allow', Action: '*', Resource: '*' },
      'This allows every action on every resource.',
      6,
    ],
    [
      'passing every role',
      { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' },
      'iam:PassRole on every resource',
      6,
    ],
  ])('%s', (_, statement, message, line) => {
    const found = advice([statement]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ severity: 'warning', message: expect.stringContaining(message), line });
  });
});

describe('The mend is offered as a change of the document', () => {
  test.each([
    [
      'a version that is missing',
      () => advice([READ], false),
      { label: 'Add Version', change: { kind: 'insert', path: [], name: 'Version', value: '2012-10-17' } },
    ],
    [
      'a value that another one covers',
      () => advice([{ ...READ, Action: ['s3:GetObject', 's3:Get*'] }]),
      { label: 'Remove s3:GetObject', change: { kind: 'remove', path: ['Statement', 0, 'Action', 0] } },
    ],
    [
      'a value that stands there twice',
      () => advice([{ ...READ, Action: ['s3:GetObject', 's3:getobject'] }]),
      { label: 'Remove s3:getobject', change: { kind: 'remove', path: ['Statement', 0, 'Action', 1] } },
    ],
    [
      'a statement that another one covers',
      () => advice([READ, { ...READ, Action: 's3:Get*', Resource: '*' }]),
      { label: 'Remove statement 1', change: { kind: 'remove', path: ['Statement', 0] } },
    ],
    [
      'an operator',
      () => advice([{ ...READ, Condition: { StringNotEquals: { 'aws:SourceIp': '203.0.113.0' } } }]),
      {
        label: 'Replace by NotIpAddress',
        change: { kind: 'rename', path: ['Statement', 0, 'Condition', 'StringNotEquals'], name: 'NotIpAddress' },
      },
    ],
    [
      'a misspelt action',
      () => advice([{ ...READ, Action: 's3:GetObjekt' }]),
      {
        label: 'Replace by s3:GetObject',
        change: { kind: 'replace', path: ['Statement', 0, 'Action'], value: 's3:GetObject' },
      },
    ],
    [
      'a misspelt service',
      () => advice([{ ...READ, Action: 'dynamodbb:GetItem' }]),
      {
        label: 'Replace by dynamodb:GetItem',
        change: { kind: 'replace', path: ['Statement', 0, 'Action'], value: 'dynamodb:GetItem' },
      },
    ],
    [
      'a misspelt element',
      () => advice([{ Effect: 'Allow', Actions: '*', Resource: '*' }]),
      { label: 'Replace by Action', change: { kind: 'rename', path: ['Statement', 0, 'Actions'], name: 'Action' } },
    ],
    [
      'a misspelt condition operator',
      () => advice([{ ...READ, Condition: { StringLooksLike: { 'aws:username': 'a' } } }]),
      {
        label: 'Replace by StringNotLike',
        change: { kind: 'rename', path: ['Statement', 0, 'Condition', 'StringLooksLike'], name: 'StringNotLike' },
      },
    ],
    [
      'an effect in small letters',
      () => advice([{ ...READ, Effect: 'allow' }]),
      { label: 'Replace by Allow', change: { kind: 'replace', path: ['Statement', 0, 'Effect'], value: 'Allow' } },
    ],
  ])('%s', (_, found, fix) => {
    expect(found().map((problem) => problem.fix)).toContainEqual(fix);
  });
});

describe('Whether two patterns of ARNs have one in common', () => {
  test.each([
    ['arn:*:s3:::*', 'arn:aws:s3:::photos', true],
    [`arn:*:s3:::${MANY_BUT_SLASH}`, 'arn:aws:s3:::photos/*', false],
    [`arn:*:s3:::${MANY_BUT_SLASH}/*`, 'arn:aws:s3:::photos', false],
    [`arn:*:s3:::${MANY_BUT_SLASH}`, 'arn:aws:s3:::*', true],
    ['arn:*:lambda:*:*:function:*', 'arn:aws:lambda:*:*:function:a:live', true],
    ['arn:*:lambda:*:*:function:*', 'arn:aws:l*', true],
    ['arn:*:lambda:*:*:function:*', 'arn:aws:sqs:*:*:*', false],
  ])('%j and %j: %s', (left, right, overlap) => {
    expect(arnsOverlap(left, right)).toBe(overlap);
  });
});

test.each([
  ['a*c', 'ab?', true],
  ['a*c', '*d', false],
  ['', '*', true],
  ['?', '', false],
])('whether %j and %j have a text in common: %s', (left, right, overlap) => {
  expect(patternsOverlap(left, right)).toBe(overlap);
});
