import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DecisionRecord } from '../../../src-shared/decision/record.ts';
import { ADMIN, startTestEndpoint, type TestEndpoint } from '../../fixtures/ephemeral-endpoint.ts';
import { bytesOf, iamCall, signed, talk, wireTo, type RawAnswer } from '../../fixtures/raw-http.ts';

let endpoint: TestEndpoint;

beforeEach(async () => {
  endpoint = await startTestEndpoint();
});
afterEach(() => endpoint.close());

const ask = (target: string, method = 'GET'): Promise<RawAnswer> =>
  talk(endpoint.port, bytesOf(wireTo(endpoint.port, { method, target })));
const call = (action: string, parameters: Record<string, string> = {}): Promise<RawAnswer> =>
  talk(endpoint.port, bytesOf(signed(iamCall(endpoint.port, action, parameters))));
const Fault = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** The JSON lines of an answer, whose body is sent in chunks. */
async function decisions(since: number | null): Promise<DecisionRecord[]> {
  const response = await fetch(`${endpoint.url}/_gatehouse/decisions${since === null ? '' : `?since=${since}`}`);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
  const text = await response.text();
  const lines = text.split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => DecisionRecord.parse(JSON.parse(line)));
}

describe('health', () => {
  it('says that requests are answered', async () => {
    expect(JSON.parse((await ask('/_gatehouse/health')).body)).toEqual({ status: 'ok' });
  });
});

describe('the decisions', () => {
  it('are every record of the timeline, oldest first, whole', async () => {
    await call('CreateUser', { UserName: 'lucy' });
    await call('GetUser', { UserName: 'nobody' });
    expect(await decisions(null)).toEqual(endpoint.records);
  });

  it('begin after the one that is named', async () => {
    for (let count = 0; count < 3; count += 1) await call('GetUser');
    expect((await decisions(1)).map(({ sequence }) => sequence)).toEqual([2, 3]);
    expect(await decisions(3)).toEqual([]);
    expect(await decisions(1_000)).toEqual([]);
  });

  it('come in pages, none missing and none twice', async () => {
    await Promise.all(Array.from({ length: 250 }, () => call('GetUser')));
    expect((await decisions(7)).map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 243 }, (_, at) => at + 8),
    );
  });

  it('hold no secret that an answer gave', async () => {
    await call('CreateUser', { UserName: 'lucy' });
    const { body } = await call('CreateAccessKey', { UserName: 'lucy' });
    const secret = /<SecretAccessKey>([^<]+)</.exec(body)?.[1] ?? '';
    expect(secret).toHaveLength(40);
    expect((await ask('/_gatehouse/decisions')).body).not.toContain(secret);
  });

  // Whether the signature is right or not: what should have been signed is recorded in both cases.
  it.each(['s3', 'sts'])('hold no secret that signing for %s repeats', async (service) => {
    const secret = 'Y2FuYXJ5LWN1c3RvbWVyLWtleQ==';
    const request = wireTo(endpoint.port, {
      target: '/b/k?NewPassword=canary-password',
      headers: [['x-amz-server-side-encryption-customer-key', secret]],
    });
    await talk(endpoint.port, bytesOf(signed(request, service)));
    await talk(endpoint.port, bytesOf({ ...signed(request, service), method: 'HEAD' }));
    const [right, wrong] = await decisions(null);
    expect(right?.authentication?.signing?.canonicalRequest).toContain('customer-key:***\n');
    expect(wrong?.authentication?.signing?.canonicalRequest).toContain('NewPassword=***\n');
    expect((await ask('/_gatehouse/decisions')).body).not.toMatch(/Y2FuYXJ5LWN1c3RvbWVyLWtleQ|canary-password/);
  });

  it('leave nothing waiting on the connection, however many pages there are', async () => {
    const warnings: Error[] = [];
    const keep = (warning: Error) => warnings.push(warning);
    process.on('warning', keep);
    for (let batch = 0; batch < 15; batch += 1) await Promise.all(Array.from({ length: 100 }, () => call('GetUser')));
    expect(await decisions(null)).toHaveLength(1_500);
    // Warnings are given in a tick of their own.
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', keep);
    expect(warnings).toEqual([]);
  });

  it.each(['x', '-1', '1.5', '99999999999999999'])('cannot begin after %s', async (since) => {
    const answer = await ask(`/_gatehouse/decisions?since=${since}`);
    expect([answer.status, Fault.parse(JSON.parse(answer.body)).error.code]).toEqual([400, 'InvalidSince']);
  });
});

describe('the reset', () => {
  it('takes an ephemeral workspace back to its administrator, with the same key and ID', async () => {
    const before = /<UserId>(\w+)</.exec((await call('GetUser')).body)?.[1];
    await call('CreateUser', { UserName: 'lucy' });
    await call('CreateAccessKey', { UserName: 'admin' });
    expect((await ask('/_gatehouse/reset', 'POST')).status).toBe(200);
    const { body } = await call('ListUsers');
    expect([...body.matchAll(/<UserName>(\w+)</g)].map(([, name]) => name)).toEqual(['admin']);
    expect(body).toContain(`<UserId>${before ?? ''}</UserId>`);
    const keys = (await call('ListAccessKeys')).body;
    expect([...keys.matchAll(/<AccessKeyId>(\w+)</g)].map(([, id]) => id)).toEqual([ADMIN.accessKeyId]);
    // The timeline begins anew too.
    expect((await decisions(null)).map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it('leaves requests under way whole: each was done before it or after it', async () => {
    const work = Array.from({ length: 40 }, (_, at) =>
      at === 20 ? ask('/_gatehouse/reset', 'POST') : call('CreateUser', { UserName: `user-${at}` }),
    );
    expect((await Promise.all(work)).map(({ status }) => status)).toEqual(work.map(() => 200));
    expect(endpoint.reported).toEqual([]);
    const kept = await endpoint.workspace.during(async ({ workspace }) => workspace.model.list('user').length - 1);
    expect((await decisions(null)).filter(({ action }) => action === 'iam:CreateUser')).toHaveLength(kept);
  });

  it('is refused where the workspace is one to keep', async () => {
    const kept = await startTestEndpoint({
      served: { during: (work) => endpoint.workspace.during(work), reset: null },
    });
    await call('CreateUser', { UserName: 'lucy' });
    const answer = await talk(kept.port, bytesOf(wireTo(kept.port, { method: 'POST', target: '/_gatehouse/reset' })));
    await kept.close();
    expect([answer.status, Fault.parse(JSON.parse(answer.body)).error.code]).toEqual([403, 'NotEphemeral']);
    expect((await call('GetUser', { UserName: 'lucy' })).status).toBe(200);
  });
});

describe('the endpoint’s own paths', () => {
  it.each([
    ['GET', '/_gatehouse/reset', 'POST'],
    ['POST', '/_gatehouse/decisions', 'GET'],
    ['DELETE', '/_gatehouse/health', 'GET'],
  ])('do not answer %s %s, and say what they answer', async (method, target, allowed) => {
    const answer = await ask(target, method);
    expect([answer.status, answer.headers['allow']]).toEqual([405, allowed]);
  });

  it('are no others', async () => {
    const answer = await ask('/_gatehouse/constructor');
    expect([answer.status, Fault.parse(JSON.parse(answer.body)).error.code]).toEqual([404, 'NotFound']);
  });

  it('are not asked by a request that is signed, which is for S3', async () => {
    const request = signed(wireTo(endpoint.port, { target: '/_gatehouse/health' }), 's3');
    const answer = await talk(endpoint.port, bytesOf(request));
    expect(answer.headers['content-type']).toBe('application/xml');
    expect(endpoint.records).toHaveLength(1);
  });
});
