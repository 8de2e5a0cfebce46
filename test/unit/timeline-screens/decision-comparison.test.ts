import { describe, expect, test } from 'vitest';
import { compareDecisions } from '../../../src-renderer/timeline/decision-comparison.ts';
import type { DecidedBy, StatementExplanation } from '../../../src-shared/decision/explanation.ts';
import { decisionRecord, explanationOf, stepsTo } from '../../fixtures/decision-records.ts';

const decidedBy: DecidedBy = {
  layer: 'identity',
  policyName: 'delete-buckets',
  policyArn: null,
  policySource: 'inline in user lucy',
  statementIndex: 0,
  sid: 'Delete',
  line: 4,
  column: 5,
};

function identityLayer(matched: boolean): ReturnType<typeof explanationOf>['layers'] {
  const statement: StatementExplanation = {
    index: 0,
    sid: 'Delete',
    effect: 'Allow',
    matched,
    line: 4,
    column: 5,
    elements: [],
    conditions: [],
  };
  const policy = {
    name: 'delete-buckets',
    arn: null,
    source: 'inline in user lucy',
    level: null,
    statements: [statement],
  };
  return [{ layer: 'identity', effect: matched ? 'Allow' : 'None', levels: [], exemption: null, policies: [policy] }];
}

const part = { action: 's3:DeleteBucket', resource: 'arn:aws:s3:::shop' };
const denied = decisionRecord({
  authorization: { parts: [{ ...part, explanation: explanationOf({ layers: identityLayer(false) }) }] },
});
const allowed = decisionRecord({
  id: 'record-2',
  verdict: 'Allowed',
  steps: stepsTo(null),
  authorization: {
    parts: [
      {
        ...part,
        explanation: explanationOf({ decision: 'Allowed', stoppedBy: null, decidedBy, layers: identityLayer(true) }),
      },
    ],
  },
  response: { ...denied.response, status: 204, errorCode: null, errorMessage: null },
});

/** What differs of one section, such as `Verdict: Implicitly denied | Allowed`. */
function differing(title: string, ...[left, right]: Parameters<typeof compareDecisions>): string[] {
  const section = compareDecisions(left, right).sections.find((entry) => entry.title === title);
  return (section?.rows ?? [])
    .filter(({ differs }) => differs)
    .map(({ label, left: one, right: other }) => `${label}: ${one?.join(', ') ?? '-'} | ${other?.join(', ') ?? '-'}`);
}

describe('two decisions side by side', () => {
  test('differ in nothing where they are the same', () => {
    expect(compareDecisions(denied, denied).differences).toBe(0);
  });

  test('differ in how they ended', () => {
    expect(differing('Outcome', denied, allowed)).toEqual([
      'Verdict: Implicitly denied | Allowed',
      'Why: No identity-based policy allows it. | No identity-based policy of lucy allows s3:DeleteBucket on arn:aws:s3:::shop.',
      'Closed at: Authorization: Closed | Passed all five steps',
      'Answer: HTTP 403 AccessDenied | HTTP 204',
    ]);
  });

  test('differ in what policies and their statements said', () => {
    expect(differing('What policies said', denied, allowed)).toEqual([
      'decided by: No statement | “Delete” of delete-buckets, line 4, column 5',
      'stopped by: Identity-based policies | Nothing',
      'identity-based policies: No statement applies | An Allow applies',
    ]);
    expect(differing('Statements', denied, allowed)).toEqual([
      'delete-buckets: “Delete”: Allow: does not apply | Allow: applies',
    ]);
  });

  test('differ in keys that only one of them has, in values, and last of all in the moment', () => {
    const other = decisionRecord({
      request: {
        ...denied.request,
        context: [
          { key: 'aws:CurrentTime', values: ['2026-03-02T10:00:00Z'], source: 'the clock' },
          { key: 'aws:PrincipalAccount', values: ['123456789012'], source: 'the account of lucy' },
          { key: 'aws:SourceIp', values: ['198.51.100.1'], source: 'the address' },
          { key: 'aws:MultiFactorAuthPresent', values: ['true'], source: 'the session' },
        ],
      },
    });
    expect(differing('Request context', denied, other)).toEqual([
      'aws:SourceIp: 203.0.113.7 | 198.51.100.1',
      'aws:MultiFactorAuthPresent: - | true',
      'aws:CurrentTime: 2026-03-01T10:00:00Z | 2026-03-02T10:00:00Z',
    ]);
    expect(compareDecisions(decisionRecord(), other).differences).toBe(2);
  });

  test('put what differs before what does not', () => {
    const rows = compareDecisions(denied, decisionRecord({ ...denied, resource: 'arn:aws:s3:::other' })).sections[1]
      ?.rows;
    expect(rows?.map(({ label, differs }) => `${label} ${differs}`).slice(0, 2)).toEqual([
      'Resource true',
      'Principal false',
    ]);
  });

  test('name the part where a request has several', () => {
    const [first] = denied.authorization?.parts ?? [];
    const twice = decisionRecord({ authorization: { parts: first === undefined ? [] : [first, first] } });
    const labels = compareDecisions(twice, twice).sections.find(({ title }) => title === 'What policies said')?.rows;
    expect(labels?.map(({ label }) => label)).toContain('Part 2, stopped by');
  });

  test('leave out what neither has, as policies of requests that never came to them', () => {
    const refused = decisionRecord({
      verdict: 'NotAuthenticated',
      authorization: null,
      steps: stepsTo('authentication'),
    });
    expect(compareDecisions(refused, refused).sections.map(({ title }) => title)).toEqual([
      'Outcome',
      'Request',
      'Request context',
    ]);
  });
});
