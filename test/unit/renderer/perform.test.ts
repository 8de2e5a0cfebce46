import { expect, test } from 'vitest';
import { CallError } from '../../../src-shared/contract/client.ts';
import type { GatehouseContract } from '../../../src-shared/contract/contract.ts';
import type { Client } from '../../../src-shared/contract/define.ts';
import { RefusedError, withRecord } from '../../../src-renderer/app/perform.ts';

/** A client that only tells of records; `tell` stands for main. */
function listeningClient(): {
  client: Client<GatehouseContract>;
  tell: (id: string, door: string) => void;
  listeners: () => number;
} {
  const heard = new Set<(payload: never) => void>();
  const client: Client<GatehouseContract> = {
    call: () => Promise.reject(new Error('No call is expected.')),
    on: (_name, listener) => {
      heard.add(listener);
      return () => heard.delete(listener);
    },
  };
  return {
    client,
    tell: (id, door) => heard.forEach((listener) => listener({ summary: { id, door } } as never)),
    listeners: () => heard.size,
  };
}

function refusal(place: string | null): CallError {
  return new CallError({
    code: 'AccessDenied',
    message: 'User: … is not authorized …',
    details: { place, mend: 'Open the decision in the timeline.', awsStatus: 403 },
  });
}

async function thrownBy(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => error,
  );
}

test('a refusal that names its record carries it, in place of the place', async () => {
  const { client } = listeningClient();
  const error = await thrownBy(withRecord(client, () => Promise.reject(refusal('timeline:r-1'))));
  expect(error).toBeInstanceOf(RefusedError);
  expect(error).toMatchObject({
    code: 'AccessDenied',
    recordId: 'r-1',
    details: { place: null, mend: null, awsStatus: 403 },
  });
});

test('a refusal that names no record carries the one that the console door told of meanwhile', async () => {
  const { client, tell } = listeningClient();
  const error = await thrownBy(
    withRecord(client, () => {
      tell('r-2', 'console');
      tell('r-3', 'composer');
      return Promise.reject(refusal(null));
    }),
  );
  expect(error).toMatchObject({ recordId: 'r-2', message: 'User: … is not authorized …' });
});

test('a fault without a record stays as it is', async () => {
  const { client } = listeningClient();
  const fault = refusal('UserName');
  expect(await thrownBy(withRecord(client, () => Promise.reject(fault)))).toBe(fault);
});

test('nobody listens any more when the work is done or has failed', async () => {
  const { client, listeners } = listeningClient();
  await expect(withRecord(client, () => Promise.resolve(listeners()))).resolves.toBe(1);
  expect(listeners()).toBe(0);
  await thrownBy(withRecord(client, () => Promise.reject(refusal(null))));
  expect(listeners()).toBe(0);
});
