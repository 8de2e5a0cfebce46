import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src-main/cli/evaluate.ts';
import { SERVICE_FACTS } from '../../fixtures/service-facts.ts';
import { LUCY, ROLE } from './scenario.ts';

const READ = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
};
const REQUEST = { principal: LUCY, action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' };

async function run(cases: readonly unknown[], explain = false): Promise<{ answers: unknown[]; failed: number }> {
  async function* lines(): AsyncGenerator<string> {
    for (const entry of cases) yield await Promise.resolve(typeof entry === 'string' ? entry : JSON.stringify(entry));
  }
  const answers: unknown[] = [];
  const { failed } = await evaluate(lines(), (line) => answers.push(JSON.parse(line)), {
    explain,
    facts: SERVICE_FACTS,
  });
  return { answers, failed };
}

describe('the batch format', () => {
  it('answers each case in its order', async () => {
    const { answers, failed } = await run([
      { id: 'a', request: REQUEST, policies: { identity: [{ name: 'p', document: READ }] } },
      '',
      {
        id: 2,
        request: { ...REQUEST, action: 's3:PutObject' },
        policies: { identity: [{ name: 'p', document: READ }] },
      },
    ]);
    expect(failed).toBe(0);
    expect(answers).toEqual([
      {
        id: 'a',
        decision: 'Allowed',
        decidedBy: {
          layer: 'identity',
          policyName: 'p',
          policyArn: null,
          policySource: 'policies.identity[0].document',
          statementIndex: 0,
          sid: 'Read',
          line: 1,
          column: 38,
        },
        missingContext: [],
      },
      { id: 2, decision: 'ImplicitlyDenied', decidedBy: null, missingContext: [] },
    ]);
  });

  it('adds the explanation on demand', async () => {
    const { answers } = await run([{ id: 1, request: REQUEST, policies: {} }], true);
    expect(answers).toMatchObject([
      { explanation: { stoppedBy: 'identity', reason: expect.stringContaining('lucy') as string } },
    ]);
  });

  it('takes keys that follow from the principal, and what the case says above them', async () => {
    const document = {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::b/${aws:username}' },
    };
    const identity = [{ name: 'p', document }];
    const ask = (resource: string, context: object): object => ({
      id: resource,
      request: { ...REQUEST, resource, context },
      policies: { identity },
    });
    const { answers } = await run([
      ask('arn:aws:s3:::b/lucy', {}),
      ask('arn:aws:s3:::b/eve', { 'AWS:UserName': 'eve' }),
    ]);
    expect(answers).toMatchObject([{ decision: 'Allowed' }, { decision: 'Allowed' }]);
  });

  it.each<[string, object, object, string]>([
    [
      'an empty SCP level allows nothing',
      {},
      { identity: [{ name: 'p', document: READ }], scp: [[]] },
      'ImplicitlyDenied',
    ],
    ['no boundary, no limit', {}, { identity: [{ name: 'p', document: READ }], boundary: [] }, 'Allowed'],
    [
      'a resource policy as a bare document',
      { principal: '*' },
      { resource: { Statement: { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' } } },
      'Allowed',
    ],
    [
      'a trust policy when a role is assumed',
      { action: 'sts:AssumeRole', resource: ROLE },
      { resource: { Statement: { Effect: 'Allow', Principal: { AWS: LUCY }, Action: 'sts:AssumeRole' } } },
      'Allowed',
    ],
    [
      'another account',
      { resourceAccount: '999999999999' },
      { identity: [{ name: 'p', document: READ }] },
      'ImplicitlyDenied',
    ],
  ])('%s', async (_name, request, policies, decision) => {
    const { answers } = await run([{ id: 1, request: { ...REQUEST, ...request }, policies }]);
    expect(answers).toMatchObject([{ decision }]);
  });

  it.each<[string, unknown, object]>([
    ['no JSON', '{', { id: null, error: { line: 2, path: '', message: 'The line is not JSON.' } }],
    ['no request', { id: 7, policies: {} }, { id: 7, error: { line: 2, path: 'request' } }],
    [
      'an unknown principal',
      { id: 'x', request: { ...REQUEST, principal: 'lucy' }, policies: {} },
      { id: 'x', error: { line: 2, path: 'request.principal' } },
    ],
    [
      'an action without service',
      { id: 'x', request: { ...REQUEST, action: 'Get' }, policies: {} },
      { id: 'x', error: { line: 2, path: 'request.action' } },
    ],
    [
      'a policy with a fault',
      {
        id: 'x',
        request: REQUEST,
        policies: {
          identity: [
            {
              name: 'p',
              document: {
                Statement: [{ Effect: 'Allow', Action: 'a:b', Resource: '*', Condition: { Sounds: { 'a:b': 'c' } } }],
              },
            },
          ],
        },
      },
      {
        id: 'x',
        error: {
          line: 2,
          path: 'policies.identity[0].document.Statement[0].Condition.Sounds',
          message: 'There is no condition operator "Sounds".',
        },
      },
    ],
  ])('answers a line with %s by an error, and goes on', async (_name, bad, answer) => {
    const good = { id: 'good', request: REQUEST, policies: {} };
    const { answers, failed } = await run([good, bad, good]);
    expect(failed).toBe(1);
    expect(answers).toMatchObject([{ id: 'good' }, answer, { id: 'good' }]);
  });
});
