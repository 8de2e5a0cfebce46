import { expect, it } from 'vitest';
import { newAccessKeyId, newSecretAccessKey } from '../../../src-main/authentication/access-key.ts';
import { systemRandom } from '../../../src-main/random.ts';

it("an access key ID has AWS's prefix for long-term keys and 20 characters", () => {
  const ids = Array.from({ length: 100 }, () => newAccessKeyId(systemRandom));
  for (const id of ids) expect(id).toMatch(/^AKIA[A-Z2-7]{16}$/);
  expect(new Set(ids).size).toBe(100);
});

it('a secret access key has 40 characters', () => {
  const secrets = Array.from({ length: 100 }, () => newSecretAccessKey(systemRandom));
  for (const secret of secrets) expect(secret).toMatch(/^[A-Za-z0-9+/]{40}$/);
  expect(new Set(secrets).size).toBe(100);
});
