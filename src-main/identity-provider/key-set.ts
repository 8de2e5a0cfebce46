import { z } from 'zod';
import { GatehouseError } from '../../src-shared/errors.ts';
import { PublicJwk } from '../../src-shared/model/documents.ts';

const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(100) });

/** Members of a key that are secret. @see https://datatracker.ietf.org/doc/html/rfc7518#section-6 */
const SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const;

/**
 * Reads a JSON Web Key Set that a person pasted. Keys of a kind that AWS takes no signature of (neither RSA nor EC) are
 * left out.
 * @throws GatehouseError `KeySetInvalid`, or `PrivateKeyInKeySet`: a model holds no secret. No key is part of the message.
 * @see https://datatracker.ietf.org/doc/html/rfc7517#section-5
 */
export function parseKeySet(text: string): PublicJwk[] {
  const parsed = KeySet.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new GatehouseError('KeySetInvalid', 'This is not a JSON Web Key Set.', {
      place: 'jwks',
      mend: 'Paste what the provider publishes at its jwks_uri: {"keys":[…]}.',
    });
  }
  const secret = parsed.data.keys.findIndex((key) => SECRET_MEMBERS.some((member) => member in key));
  if (secret >= 0) {
    throw new GatehouseError('PrivateKeyInKeySet', `Key ${secret + 1} of the set is not public.`, {
      place: `jwks.keys[${secret}]`,
      mend: 'Paste the public keys alone, and consider this private key known to others.',
    });
  }
  const keys = parsed.data.keys.flatMap((key) => PublicJwk.safeParse(key).data ?? []);
  if (keys.length > 0) return keys;
  throw new GatehouseError('KeySetInvalid', 'There is no RSA or EC key in the set.', {
    place: 'jwks.keys',
    mend: 'AWS takes tokens that are signed by RS256, RS384, RS512, ES256, ES384 or ES512.',
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
