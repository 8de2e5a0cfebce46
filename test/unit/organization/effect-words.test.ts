import { describe, expect, test } from 'vitest';
import {
  actionsInWords,
  effectInWords,
  levelInWords,
  limitsInWords,
} from '../../../src-renderer/organization/effect-words.ts';
import type { ControlLevel, ControlStatement, Extent } from '../../../src-shared/contract/organization.ts';

function level(name: string, allowed: Extent, denied: Extent, passes: Extent): ControlLevel {
  return { id: name, name, kind: 'organizationalUnit', policies: [], allowed, denied, passes };
}

const root = level('Root', 'all', 'none', 'all');
const workloads = level('Workloads', 'all', 'some', 'some');
const sandboxes = level('Sandboxes', 'none', 'none', 'none');
const closed = level('Closed', 'all', 'all', 'none');

describe('What policies leave is summed up', () => {
  test.each([
    ['all pass', [root], 'all', null, 'Nothing is limited'],
    ['an action passes', [root], 'all', 's3:GetObject', 's3:GetObject passes'],
    ['some pass, by the levels it depends on', [root, workloads], 'some', null, 'It depends on Workloads.'],
    ['nothing is allowed', [root, sandboxes], 'none', null, 'At Sandboxes no statement allows anything.'],
    ['an action is denied', [root, closed], 'none', 's3:GetObject', 'At Closed a statement denies it.'],
  ] as const)('where %s', (_, levels, passes, action, expected) => {
    const { title, text } = effectInWords({ levels, passes, unbound: null }, 'SERVICE_CONTROL_POLICY', action);
    expect(`${title}. ${text}`).toContain(expected);
  });

  test.each([
    ['SERVICE_CONTROL_POLICY', 'managementAccount', 'its users and roles'],
    ['RESOURCE_CONTROL_POLICY', 'managementAccount', 'its resources'],
    ['RESOURCE_CONTROL_POLICY', 'notEnabled', 'until they are enabled'],
  ] as const)('where a %s does not bind (%s)', (type, unbound, expected) => {
    expect(effectInWords({ levels: [root], passes: 'all', unbound }, type, null).text).toContain(expected);
  });
});

test.each([
  [root, 'Passes all'],
  [workloads, 'Denies some'],
  [level('Part', 'some', 'none', 'some'), 'Allows some'],
  [sandboxes, 'Allows nothing'],
  [closed, 'Denies all'],
])('A level is told in a word: %o', (of, text) => {
  expect(levelInWords(of).text).toBe(text);
});

describe('A statement is told by', () => {
  const statement: ControlStatement = {
    index: 0,
    sid: null,
    effect: 'Deny',
    actions: { negated: false, values: ['*'] },
    resources: { negated: false, values: ['*'] },
    conditions: [],
    matches: 'all',
  };

  test.each([
    [{ negated: false, values: ['*'] }, 'all actions'],
    [{ negated: false, values: ['s3:*', 'sqs:*'] }, 's3:*, sqs:*'],
    [{ negated: true, values: ['iam:*'] }, 'all actions but iam:*'],
  ])('its actions: %o', (actions, text) => {
    expect(actionsInWords({ ...statement, actions })).toBe(text);
  });

  test('nothing more where it is about everything', () => {
    expect(limitsInWords(statement)).toEqual([]);
  });

  test('its resources and conditions', () => {
    const conditions = [{ operator: 'StringEquals', key: 'aws:RequestedRegion', values: ['eu-central-1'] }];
    const resources = { negated: true, values: ['arn:aws:s3:::logs/*'] };
    expect(limitsInWords({ ...statement, resources, conditions })).toEqual([
      'on all resources but arn:aws:s3:::logs/*',
      'when aws:RequestedRegion StringEquals eu-central-1',
    ]);
  });
});
