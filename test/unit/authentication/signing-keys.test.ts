import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { signatureOf, signingKey } from '../../../src-main/authentication/signature-v4/signature.ts';
import { rememberSigningKeys } from '../../../src-main/authentication/signature-v4/signing-keys.ts';
import { SECRET } from './fixtures.ts';

const SCOPE = { date: '20260301', region: 'us-east-1', service: 'iam' };

it('gives the key that is derived, the first time and again', () => {
  const keys = rememberSigningKeys();
  const right = signatureOf(signingKey(SECRET, SCOPE), 'text');
  expect(signatureOf(keys.of(SECRET, SCOPE), 'text')).toBe(right);
  expect(signatureOf(keys.of(SECRET, SCOPE), 'text')).toBe(right);
});

it('derives a key once', () => {
  const keys = rememberSigningKeys();
  expect(keys.of(SECRET, SCOPE)).toBe(keys.of(SECRET, { ...SCOPE }));
});

it.each([
  ['secret', 'another', SCOPE],
  ['day', SECRET, { ...SCOPE, date: '20260302' }],
  ['region', SECRET, { ...SCOPE, region: 'eu-west-1' }],
  ['service', SECRET, { ...SCOPE, service: 'sts' }],
])('gives another key for another %s', (_, secret, scope) => {
  const keys = rememberSigningKeys();
  const first = signatureOf(keys.of(SECRET, SCOPE), 'text');
  const second = signatureOf(keys.of(secret, scope), 'text');
  expect(second).not.toBe(first);
  expect(second).toBe(signatureOf(signingKey(secret, scope), 'text'));
});

it('forgets the key that was not used for the longest time', () => {
  const keys = rememberSigningKeys(2);
  const [first, second] = [keys.of('1', SCOPE), keys.of('2', SCOPE)];
  expect(keys.of('1', SCOPE)).toBe(first);
  keys.of('3', SCOPE);
  expect(keys.of('1', SCOPE)).toBe(first);
  expect(keys.of('2', SCOPE)).not.toBe(second);
});

it('shows no key and no secret when a key is logged', () => {
  const shown = inspect(rememberSigningKeys().of(SECRET, SCOPE), { depth: 9, showHidden: true });
  expect(shown).not.toContain(SECRET);
  expect(shown).not.toContain(signingKey(SECRET, SCOPE).export().toString('hex'));
});
