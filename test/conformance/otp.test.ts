import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hotp, totp } from '../../src-main/authentication/totp.ts';

const VECTORS = resolve(import.meta.dirname, '../../../shared/conformance/otp-rfc4226-rfc6238.json');
const Vectors = z.object({
  hotp: z.array(z.object({ keyAscii: z.string(), counter: z.number(), digits: z.number(), code: z.string() })),
  totp: z.array(
    z.object({
      time: z.number(),
      alg: z.enum(['sha1', 'sha256', 'sha512']),
      keyAscii: z.string(),
      digits: z.number(),
      step: z.literal(30),
      code: z.string(),
    }),
  ),
});

const areThere = existsSync(VECTORS);
if (!areThere) console.warn(`Skipped: the vectors of RFC 4226 and RFC 6238 are not at ${VECTORS}.`);
const vectors = areThere ? Vectors.parse(JSON.parse(readFileSync(VECTORS, 'utf8'))) : { hotp: [], totp: [] };

describe.skipIf(!areThere)('one-time codes', () => {
  it.each(vectors.hotp)('RFC 4226, appendix D: count $counter gives $code', ({ keyAscii, counter, digits, code }) => {
    expect(hotp(Buffer.from(keyAscii), counter, digits)).toBe(code);
  });

  it.each(vectors.totp)(
    'RFC 6238, appendix B: $time s with $alg gives $code',
    ({ time, alg, keyAscii, digits, code }) => {
      expect(totp(Buffer.from(keyAscii), new Date(time * 1000), digits, alg)).toBe(code);
    },
  );
});
