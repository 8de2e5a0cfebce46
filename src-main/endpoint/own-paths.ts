import type { ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { DecisionRecord } from '../../src-shared/decision/record.ts';
import type { WorkspaceStore } from '../storage/workspace-store.ts';
import {
  answerContainerCredentials,
  CONTAINER_CREDENTIALS_PATH,
  type CredentialsDesk,
} from './container-credentials.ts';
import { valuesOf, type RequestHead } from './request-head.ts';
import type { ServedWorkspace } from './served-workspace.ts';

/** What is the endpoint's own. No bucket is called so: bucket names have no underscore. */
const PREFIX = '/_gatehouse/';

/** How many decisions are read at a time; between two reads other requests have their turn. */
const PAGE = 100;

/** Whether a request is for the endpoint itself. One that is signed is meant for a service of AWS. */
export function isOwnPath({ target, headers }: RequestHead): boolean {
  return (
    target.startsWith(PREFIX) &&
    // Programs show the endpoint's own token in the same header; every signature's begins with AWS.
    !valuesOf(headers, 'authorization').some((value) => value.startsWith('AWS')) &&
    !/[?&]X-Amz-(?:Signature|Credential)=/.test(target)
  );
}

/**
 * Answers a request for the endpoint itself, in JSON:
 * - `GET /_gatehouse/health`: `{"status":"ok"}` as soon as requests are answered.
 * - `GET /_gatehouse/decisions?since=N`: the records of the timeline whose sequence is above N (0 when it is left out),
 *   oldest first, a JSON line each, up to the newest at the time of the request. Records hold no secret.
 * - `POST /_gatehouse/reset`: takes an ephemeral workspace back to its one administrator, after the requests under way.
 * - `GET /_gatehouse/credentials?for=ARN`: the credentials of the role of an EC2 instance or a Lambda function, for whoever
 *   shows the authorization token.
 */
export async function answerOwnPath(head: RequestHead, response: ServerResponse, desk: CredentialsDesk): Promise<void> {
  const { method, target } = head;
  const { served } = desk;
  const [path, query = ''] = target.split('?', 2);
  const found = METHOD_BY_PATH[path ?? ''];
  if (found === undefined) return refuse(response, 404, 'NotFound', `There is nothing at ${PREFIX} by that name.`);
  if (method !== found) {
    response.setHeader('Allow', found);
    return refuse(response, 405, 'MethodNotAllowed', `Ask for it with ${found}.`);
  }
  switch (path) {
    case `${PREFIX}health`:
      return answer(response, 200, { status: 'ok' });
    case `${PREFIX}reset`:
      if (served.reset === null) {
        return refuse(
          response,
          403,
          'NotEphemeral',
          'Only an ephemeral workspace is reset: one that was started with --ephemeral.',
        );
      }
      await served.reset();
      return answer(response, 200, { status: 'reset' });
    case CONTAINER_CREDENTIALS_PATH: {
      const { status, body } = await answerContainerCredentials(head, desk);
      return answer(response, status, body);
    }
    default:
      return answerDecisions(query, response, served);
  }
}

const METHOD_BY_PATH: Readonly<Record<string, string>> = {
  [`${PREFIX}health`]: 'GET',
  [`${PREFIX}decisions`]: 'GET',
  [`${PREFIX}reset`]: 'POST',
  [CONTAINER_CREDENTIALS_PATH]: 'GET',
};

async function answerDecisions(query: string, response: ServerResponse, served: ServedWorkspace): Promise<void> {
  const text = new URLSearchParams(query).get('since') ?? '0';
  if (!/^\d{1,15}$/.test(text)) {
    return refuse(response, 400, 'InvalidSince', 'since is the sequence number of a decision: a whole number.');
  }
  let since = Number(text);
  const { id, newest } = await served.during(async ({ workspace: { store } }) => ({
    id: store.identity.id,
    newest: store.decisions({ before: null, limit: 1 }).records[0]?.sequence ?? 0,
  }));
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson', ...OWN_HEADERS });
  while (since < newest && !response.destroyed) {
    const from = since;
    const records = await served.during(async ({ workspace: { store } }) =>
      // Reset or closed half-way: what was asked for is no more.
      store.identity.id === id ? page(store, from, newest) : null,
    );
    if (records === null) break;
    since = Math.min(since + PAGE, newest);
    const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('');
    if (lines !== '' && !response.write(lines)) await drained(response);
  }
  response.end();
}

/** Until more may be written, or nobody reads any more. Of what was waited for, nothing stays behind. */
async function drained(response: ServerResponse): Promise<void> {
  if (response.destroyed) return;
  const waiting = new AbortController();
  const { signal } = waiting;
  // The loser of the race is aborted, which is no fault.
  const ends = [once(response, 'drain', { signal }), once(response, 'close', { signal })];
  await Promise.race(ends).finally(() => waiting.abort());
  await Promise.allSettled(ends);
}

/** The records after one sequence number, up to {@link PAGE} numbers on. Numbers may be missing. */
function page(store: WorkspaceStore, since: number, newest: number): DecisionRecord[] {
  const before = Math.min(since + PAGE, newest) + 1;
  return store
    .decisions({ before, limit: PAGE })
    .records.filter(({ sequence }) => sequence > since)
    .toReversed()
    .flatMap((summary) => store.decision(summary.id) ?? []);
}

/** For the case that a browser is talked into asking: nothing is sniffed, kept or lent to another page. */
const OWN_HEADERS = {
  'Cache-Control': 'no-store',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  answer(response, status, { error: { code, message } });
}

function answer(response: ServerResponse, status: number, value: unknown): void {
  const body = Buffer.from(`${JSON.stringify(value)}\n`);
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': body.byteLength,
    ...OWN_HEADERS,
  });
  response.end(body);
}
