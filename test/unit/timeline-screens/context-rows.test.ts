import { describe, expect, test } from 'vitest';
import { contextRows, searchContext } from '../../../src-renderer/timeline/context-rows.ts';
import type { ConditionExplanation, StatementExplanation } from '../../../src-shared/decision/explanation.ts';
import { decisionRecord, explanationOf } from '../../fixtures/decision-records.ts';

const condition: ConditionExplanation = {
  operator: 'IpAddress',
  key: 'aws:sourceip',
  matched: false,
  wanted: ['198.51.100.0/24'],
  resolved: ['198.51.100.0/24'],
  actual: ['203.0.113.7'],
  matches: [],
  note: null,
};
const statement: StatementExplanation = {
  index: 0,
  sid: null,
  effect: 'Allow',
  matched: false,
  line: null,
  column: null,
  elements: [],
  conditions: [condition],
};
const explanation = explanationOf({
  missingContext: ['aws:MultiFactorAuthPresent'],
  layers: [
    {
      layer: 'identity',
      effect: 'None',
      levels: [],
      exemption: null,
      policies: [{ name: 'P', arn: null, source: 'test', level: null, statements: [statement] }],
    },
  ],
});
const part = { action: 's3:DeleteBucket', resource: 'arn:aws:s3:::shop', explanation };
const rows = contextRows(decisionRecord().request.context, [part, part]);

describe('the table of the request context', () => {
  test('has first what is missing, then what a policy asked for in whatever case, then the rest', () => {
    expect(rows.map(({ key, values, asked }) => [key, values !== null, asked])).toEqual([
      ['aws:MultiFactorAuthPresent', false, true],
      ['aws:SourceIp', true, true],
      ['aws:CurrentTime', true, false],
      ['aws:PrincipalAccount', true, false],
    ]);
  });

  test.each([
    ['', 4],
    ['sourceip', 1],
    ['203.0 address', 1],
    ['missing', 1],
    ['the clock', 1],
    ['nothing like it', 0],
  ])('is searched for “%s” in keys, values and sources', (search, count) => {
    expect(searchContext(rows, search)).toHaveLength(count);
  });
});
