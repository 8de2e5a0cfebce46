import { describe, expect, it } from 'vitest';
import { createModel } from '../../../src-main/account/in-memory-model.ts';
import { authenticate } from '../../../src-main/authentication/authenticate.ts';
import { signChunkedRequest } from '../../../src-main/authentication/signature-v4/sign-chunked.ts';
import { presignRequest, signRequest } from '../../../src-main/authentication/signature-v4/sign.ts';
import { rememberSigningKeys } from '../../../src-main/authentication/signature-v4/signing-keys.ts';
import type { WireRequest } from '../../../src-main/request/wire-request.ts';
import {
  ACCESS_KEY_ID,
  account,
  listUsers,
  reader,
  lucy,
  NOW,
  putObject,
  SECRET,
  SESSION,
  SESSION_TOKENS,
} from './fixtures.ts';
import { claimsSignature, signedMeaning } from './signed-meaning.ts';
import { fc } from '../../fixtures/properties.ts';

const REGION = 'us-east-1';
const KEY = { accessKeyId: ACCESS_KEY_ID, secretAccessKey: SECRET };
const TEMPORARY = {
  accessKeyId: SESSION.accessKeyId,
  secretAccessKey: SESSION.secretAccessKey,
  sessionToken: SESSION_TOKENS.seal(SESSION),
};
const IAM = { service: 'iam', region: REGION };
const S3 = { service: 's3', region: REGION };
const deps = {
  model: createModel([account, lucy, reader]),
  secretAccessKey: async () => SECRET,
  openSessionToken: SESSION_TOKENS.open,
  signingKeys: rememberSigningKeys(),
  now: NOW,
};

const query: WireRequest = {
  ...listUsers,
  method: 'GET',
  target: '/a%20b/./c?b=2&a=1&a=%20x&Action=ListUsers',
  body: Buffer.from(''),
};
const upload: WireRequest = {
  ...putObject,
  headers: [
    ['X-Amz-Meta-A', 'one  two'],
    ['X-Amz-Meta-A', 'three'],
    ['X-Amz-Meta-Empty', ''],
    ['Content-Type', 'text/plain'],
  ],
};
const object: WireRequest = { ...putObject, body: Buffer.alloc(9000, 'ab') };

/** Requests of every form, and what of their bodies comes out. */
const SIGNED: [string, 'iam' | 's3', WireRequest, Uint8Array | null][] = [
  ['a form', 'iam', signRequest(listUsers, KEY, IAM, NOW).request, listUsers.body],
  ['a query', 'iam', signRequest(query, KEY, IAM, NOW).request, query.body],
  ['a presigned query', 'iam', presignRequest(query, KEY, IAM, NOW, 60).request, query.body],
  ['a form with a session token', 'iam', signRequest(listUsers, TEMPORARY, IAM, NOW).request, listUsers.body],
  ['an upload', 's3', signRequest(upload, KEY, S3, NOW).request, upload.body],
  // The body of a presigned URL is not signed.
  ['a presigned upload with a session token', 's3', presignRequest(upload, TEMPORARY, S3, NOW, 60).request, null],
  [
    'an upload in signed chunks',
    's3',
    signChunkedRequest(object, KEY, S3, NOW, { chunkSize: 8192, signed: true }).request,
    object.body,
  ],
  [
    'an upload in chunks with a checksum',
    's3',
    signChunkedRequest(object, KEY, S3, NOW, { chunkSize: 8192, signed: false, checksum: 'CRC32' }).request,
    object.body,
  ],
];
const MUTATIONS_OF_EACH = 50_000 / SIGNED.length;

describe('a signed request that was changed anyhow', () => {
  it.each(SIGNED)(
    `is not taken, ${MUTATIONS_OF_EACH} times, unless what is signed is the same: %s`,
    async (name, service, request, body) => {
      const random = seededRandom(name.length);
      const meaning = signedMeaning(request, service);
      const counts = { accepted: 0, refused: 0, anonymous: 0 };
      for (let count = 0; count < MUTATIONS_OF_EACH; count += 1) {
        let mutated = request;
        for (let times = 1 + random(3); times > 0; times -= 1) mutated = pick(random, MUTATIONS)(mutated, random);
        const outcome = await authenticate(mutated, { service, region: REGION }, deps);
        if (!outcome.ok) {
          counts.refused += 1;
          if (outcome.error.code === '') throw new Error('Refused without a code.');
        } else if (outcome.principal.kind === 'anonymous') {
          counts.anonymous += 1;
          if (service !== 's3' || claimsSignature(mutated)) fail('taken for anonymous', mutated);
        } else {
          counts.accepted += 1;
          if (signedMeaning(mutated, service) !== meaning) fail('taken, and says something else', mutated);
          if (body !== null && Buffer.compare(outcome.body, body) !== 0) fail('taken, with another body', mutated);
        }
      }
      // Both kinds came up, or nothing was tried.
      expect(counts.accepted).toBeGreaterThan(MUTATIONS_OF_EACH / 1000);
      expect(counts.refused).toBeGreaterThan(MUTATIONS_OF_EACH / 4);
    },
  );
});

type Change = (request: WireRequest) => WireRequest;
const headers =
  (change: (headers: WireRequest['headers']) => [string, string][]): Change =>
  (request) => ({ ...request, headers: change(request.headers) });

describe('a signed request', () => {
  it.each<[string, Change]>([
    ['the order of its headers', headers((all) => all.toSorted())],
    ['the case of their names', headers((all) => all.map(([name, value]) => [name.toUpperCase(), value]))],
    [
      'the white space in their values',
      headers((all) => all.map(([name, value]) => [name, ` \t${value.replaceAll(' ', '   ')} `])),
    ],
    [
      'the lines that they are folded into',
      headers((all) => all.map(([name, value]) => [name, value.replaceAll(' ', '\r\n\t ')])),
    ],
    ['a header that is not signed', headers((all) => [...all, ['User-Agent', 'proxy']])],
    [
      'the order of its parameters',
      (request) => ({
        ...request,
        target: request.target.replace(/\?(.*)$/, (_, all: string) => `?${all.split('&').toReversed().join('&')}`),
      }),
    ],
    [
      'the case of the escapes in its parameters',
      (request) => ({
        ...request,
        target: request.target.replace(/\?.*$/, (all) =>
          all.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
        ),
      }),
    ],
  ])('may have changed in what is not signed: %s', async (_, change) => {
    for (const [, service, request] of SIGNED) {
      const outcome = await authenticate(change(request), { service, region: REGION }, deps);
      expect(outcome.facts.filter(({ ok }) => ok === false)).toEqual([]);
      expect(outcome).toMatchObject({ ok: true });
    }
  });
});

it('an Authorization header of any text is refused or anonymous, and never crashes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string(),
      fc.constantFrom('', 'AWS4-HMAC-SHA256 ', 'AWS4-HMAC-SHA256 Credential='),
      async (text, start) => {
        const request = { ...listUsers, headers: [['Authorization', start + text] satisfies [string, string]] };
        expect((await authenticate(request, { service: 'iam' }, deps)).ok).toBe(false);
      },
    ),
  );
});

it('a query string of any text never crashes', async () => {
  const parts = fc.constantFrom(
    'X-Amz-Algorithm=AWS4-HMAC-SHA256',
    'X-Amz-Credential=',
    'X-Amz-Date=',
    '&',
    '%',
    '=',
    '+',
    '%E1',
    'ሴ',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(parts, fc.string())), async (given) => {
      const outcome = await authenticate({ ...putObject, target: `/?${given.join('')}` }, { service: 's3' }, deps);
      expect(outcome.ok ? outcome.principal.kind : outcome.error.code).not.toBe('user');
    }),
  );
});

type Random = (below: number) => number;
type Mutation = (request: WireRequest, random: Random) => WireRequest;

const CHARACTERS = [...'abcxyz0189ABC/%&=?+.;:, ~-', '\u0000', 'é', '\t', '\n', '%2', '%2F', '%zz', '..', '//'];

const MUTATIONS: readonly Mutation[] = [
  (request, random) => ({ ...request, method: changeText(request.method, random) }),
  (request, random) => ({ ...request, target: changeText(request.target, random) }),
  (request, random) => ({ ...request, target: changeText(request.target, random) }),
  (request, random) => ({ ...request, host: changeText(request.host, random) }),
  onParameters((all, random) => all.toSpliced(random(all.length), 1)),
  onParameters((all, random) =>
    all.toSpliced(random(all.length), 0, pick(random, [...all, 'x=y', 'X-Amz-Signature=0', '=', 'a'])),
  ),
  onParameters((all, random) => swap(all, random)),
  onHeaders((all, random) => all.toSpliced(random(all.length), 1)),
  onHeaders((all, random) => all.toSpliced(random(all.length), 0, pick(random, all))),
  onHeaders((all, random) => swap(all, random)),
  onHeaders((all, random) => [
    ...all,
    [pick(random, ['User-Agent', 'X-Amz-Acl', 'x-custom', 'Date', 'Host', 'X-Amz-Security-Token']), 'a'],
  ]),
  onHeader(([name, value], random) => [name, changeText(value, random)]),
  onHeader(([name, value], random) => [name, changeText(value, random)]),
  onHeader(([name, value], random) => [changeText(name, random), value]),
  onHeader(([name, value], random) => [random(2) === 0 ? name.toUpperCase() : name.toLowerCase(), value]),
  onHeader(([name, value], random) => [name, value.replace(' ', pick(random, ['\r\n ', '\t', '  ', '']))]),
  onHeader(([name, value], random) => [
    name,
    value.replace(/Signature=[0-9a-f]+/, (given) => changeText(given, random)),
  ]),
  onHeader(([name, value], random) => [name, value.replace(/Credential=[^,]+/, (given) => changeText(given, random))]),
  onHeader(([name, value], random) => [
    name,
    value.replace(/SignedHeaders=[^,]+/, (given) => changeText(given, random)),
  ]),
  (request, random) => ({ ...request, body: changeBytes(request.body, random) }),
  (request, random) => ({ ...request, body: changeBytes(request.body, random) }),
];

function changeText(text: string, random: Random): string {
  const at = random(text.length + 1);
  const after = random(3) === 0 ? at : at + 1;
  return text.slice(0, at) + (random(4) === 0 ? '' : pick(random, CHARACTERS)) + text.slice(after);
}

function changeBytes(bytes: Uint8Array, random: Random): Uint8Array {
  // Where something other than the object stands: at the beginning, at the end, or anywhere.
  const at = pick(random, [random(100), bytes.length - random(300), random(bytes.length + 1)]);
  const kept = Math.max(0, Math.min(at, bytes.length));
  const put = random(3) === 0 ? [] : [random(256)];
  return Buffer.concat([bytes.subarray(0, kept), Buffer.from(put), bytes.subarray(kept + random(2))]);
}

function onParameters(change: (all: string[], random: Random) => string[]): Mutation {
  return (request, random) => {
    const [path = '', ...rest] = request.target.split('?');
    const all = rest.join('?').split('&');
    return { ...request, target: `${path}?${change(all, random).join('&')}` };
  };
}

function onHeaders(change: (all: [string, string][], random: Random) => [string, string][]): Mutation {
  return (request, random) => ({ ...request, headers: change([...request.headers], random) });
}

function onHeader(change: (header: [string, string], random: Random) => [string, string]): Mutation {
  return (request, random) => {
    const which = random(request.headers.length);
    return {
      ...request,
      headers: request.headers.map((header, at) => (at === which ? change(header, random) : header)),
    };
  };
}

function swap<Item>(all: readonly Item[], random: Random): Item[] {
  const from = random(all.length);
  return all.toSpliced(from, 1).toSpliced(random(all.length), 0, ...all.slice(from, from + 1));
}

function pick<Item>(random: Random, from: readonly Item[]): Item {
  const item = from[random(from.length)];
  if (item === undefined) throw new RangeError('Nothing to pick from.');
  return item;
}

/** The same numbers each time: Marsaglia's xorshift. */
function seededRandom(seed: number): Random {
  let state = (seed * 0x9e3779b1) | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % Math.max(1, below);
  };
}

function fail(what: string, request: WireRequest): never {
  throw new Error(
    `${what}: ${JSON.stringify({ ...request, body: Buffer.from(request.body).toString('latin1').slice(-500) })}`,
  );
}
