import { describe, expect, it } from 'vitest';
import {
  hashPassword,
  needsUpgrade,
  PASSWORD_COST,
  unmatchableHash,
  verifyPassword,
} from '../../../src-main/authentication/password.ts';
import { systemRandom } from '../../../src-main/random.ts';

const CHEAP = { ln: 4, r: 8, p: 1 };

describe('a hashed password', () => {
  it('is verified by the password and by no other', async () => {
    const hash = await hashPassword('correct horse', systemRandom, CHEAP);
    expect(await verifyPassword('correct horse', hash)).toBe(true);
    for (const wrong of ['', 'correct hors', 'correct horse ', 'Correct horse']) {
      expect(await verifyPassword(wrong, hash)).toBe(false);
    }
  });

  it('has its parameters beside it, and does not hold the password', async () => {
    const hash = await hashPassword('correct horse', systemRandom);
    expect(hash).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(hash).not.toContain('correct');
  });

  it('has a salt of its own', async () => {
    expect(await hashPassword('same', systemRandom, CHEAP)).not.toBe(await hashPassword('same', systemRandom, CHEAP));
  });

  it('needs an upgrade when it was made at another cost', async () => {
    const old = await hashPassword('x', systemRandom, CHEAP);
    expect(needsUpgrade(old)).toBe(true);
    expect(needsUpgrade(old, CHEAP)).toBe(false);
    expect(needsUpgrade(unmatchableHash(), PASSWORD_COST)).toBe(false);
  });

  it.each([
    '',
    'plain',
    '$scrypt$ln=15,r=8,p=3$c2FsdA$aGFzaA',
    `$scrypt$ln=40,r=8,p=3$${'A'.repeat(22)}$${'A'.repeat(43)}`,
  ])("is not '%s', which matches nothing", async (text) => {
    expect(await verifyPassword('', text)).toBe(false);
    expect(needsUpgrade(text)).toBe(true);
  });
});
