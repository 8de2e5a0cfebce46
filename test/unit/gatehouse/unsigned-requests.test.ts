import { describe, expect, it } from 'vitest';
import { guardWorkspace } from '../../fixtures/guarded-workspace.ts';

const arrival = { door: 'endpoint', sourceIp: '127.0.0.1', secureTransport: true, replayOf: null } as const;

describe('A request to AWS STS that nobody signed', () => {
  it.each([
    ['a form that cannot be taken apart', 'Action=%zz&Version=2011-06-15'],
    ['an operation that has to be signed', 'Action=GetCallerIdentity&Version=2011-06-15'],
  ])('with %s is answered and kept like any other', async (_, body) => {
    const { gate, workspace } = await guardWorkspace([]);
    const { record, response } = await gate.passWire(
      {
        method: 'POST',
        target: '/',
        host: 'sts.amazonaws.com',
        headers: [['Content-Type', 'application/x-www-form-urlencoded']],
        body: Buffer.from(body),
      },
      arrival,
    );
    expect(response).toMatchObject({ status: 403 });
    expect(record).toMatchObject({
      verdict: 'NotAuthenticated',
      response: { errorCode: 'MissingAuthenticationToken' },
    });
    expect(workspace.store.decision(record.id)).toEqual(record);
    await workspace.close();
  });
});
