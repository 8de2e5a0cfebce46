import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createModel } from '../../../src-main/account/in-memory-model.ts';
import { authenticate } from '../../../src-main/authentication/authenticate.ts';
import { signRequest } from '../../../src-main/authentication/signature-v4/sign.ts';
import { ACCESS_KEY_ID, account, listUsers, lucy, NO_SESSIONS, NOW, putObject, SECRET } from './fixtures.ts';

const deps = { model: createModel([account, lucy]), secretAccessKey: async () => SECRET, ...NO_SESSIONS, now: NOW };
const credentials = { accessKeyId: ACCESS_KEY_ID, secretAccessKey: SECRET };

it.each([
  ['iam', listUsers],
  ['s3', putObject],
])(
  'a body, a signed value or a signature that differs by one character is never taken: %s',
  async (service, unsigned) => {
    const { request, signing } = signRequest(unsigned, credentials, { service, region: 'us-east-1' }, NOW);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('body', 'signature', 'host', 'method', 'path'),
        fc.nat(),
        fc.constantFrom(...'abcdefXYZ0189~'),
        async (place, position, character) => {
          const mutate = (text: string): string => {
            const at = position % Math.max(1, text.length);
            return text.slice(0, at) + character + text.slice(at + 1);
          };
          const mutated = {
            ...request,
            method: place === 'method' ? mutate(request.method) : request.method,
            target: place === 'path' ? `/${mutate(request.target.slice(1))}` : request.target,
            body: place === 'body' ? Buffer.from(mutate(Buffer.from(request.body).toString())) : request.body,
            headers: request.headers.map(([name, value]): [string, string] => {
              if (place === 'host' && name === 'Host') return [name, mutate(value)];
              if (place === 'signature' && name === 'Authorization') {
                return [name, value.replace(signing.signature, mutate(signing.signature))];
              }
              return [name, value];
            }),
          };
          const unchanged = JSON.stringify(mutated) === JSON.stringify(request);
          expect((await authenticate(mutated, { service }, deps)).ok).toBe(unchanged);
        },
      ),
      { numRuns: 500 },
    );
  },
);

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
    fc.asyncProperty(fc.array(fc.oneof(parts, fc.string())), async (query) => {
      const outcome = await authenticate({ ...putObject, target: `/?${query.join('')}` }, { service: 's3' }, deps);
      expect(outcome.ok ? outcome.principal.kind : outcome.error.code).not.toBe('user');
    }),
  );
});
