import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { GatehouseError } from '../../../src-shared/errors.ts';
import { parseKeySet } from '../../../src-main/identity-provider/key-set.ts';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const PUBLIC = { ...publicKey.export({ format: 'jwk' }), kid: 'a', use: 'sig', alg: 'ES256' };
const PRIVATE = privateKey.export({ format: 'jwk' });

function fault(text: string): GatehouseError {
  try {
    parseKeySet(text);
  } catch (thrown) {
    if (thrown instanceof GatehouseError) return thrown;
  }
  throw new Error('The key set was taken.');
}

describe('A key set that a person pasted', () => {
  it('gives its public keys, and no member beside what a key is', () => {
    expect(parseKeySet(JSON.stringify({ keys: [{ ...PUBLIC, x5t: 'abc' }] }))).toEqual([PUBLIC]);
  });

  it('leaves out keys that AWS takes no signature of', () => {
    const keys = [{ kty: 'OKP', crv: 'Ed25519', x: 'abc' }, PUBLIC];
    expect(parseKeySet(JSON.stringify({ keys }))).toEqual([PUBLIC]);
  });

  it.each(['', 'hello', '[]', '{"keys":{}}', '{"keys":[{}]}', '{"keys":[]}', '{"keys":[{"kty":"OKP"}]}'])(
    'is refused when it holds none: %s',
    (text) => {
      expect(fault(text).code).toBe('KeySetInvalid');
    },
  );

  it('is refused when a key of it is private, and the fault does not say the key', () => {
    const { code, place, message, mend } = fault(JSON.stringify({ keys: [PUBLIC, PRIVATE] }));
    expect({ code, place }).toEqual({ code: 'PrivateKeyInKeySet', place: 'jwks.keys[1]' });
    expect(`${message} ${mend}`).not.toContain(String(PRIVATE.d));
  });

  it('is refused when a key of it is a shared secret', () => {
    expect(fault('{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}').code).toBe('PrivateKeyInKeySet');
  });
});
