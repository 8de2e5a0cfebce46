import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  authenticationOptions,
  registrationOptions,
  verifyAuthentication,
  verifyRegistration,
} from '../../../src-main/authentication/passkey.ts';
import { passkeyObstacle } from '../../../src-shared/passkey-page.ts';
import { createSoftwareAuthenticator, type SoftwareAuthenticator } from '../../fixtures/software-authenticator.ts';

const LUCY = { id: 'AIDACKCEVSQ6C2EXAMPLE', name: 'lucy' };

let key: SoftwareAuthenticator;
beforeEach(() => {
  key = createSoftwareAuthenticator();
});

async function registered() {
  const options = await registrationOptions(LUCY, randomBytes(32), []);
  return verifyRegistration(key.create(options), options.challenge);
}

// https://www.w3.org/TR/webauthn-3/#sctn-registering-a-new-credential
describe('Registering a passkey', () => {
  it('asks for localhost, without attestation, and keeps registered authenticators out', async () => {
    const present = await registered();
    const options = await registrationOptions(LUCY, Buffer.alloc(32, 1), [present]);
    expect(options).toMatchObject({
      rp: { id: 'localhost', name: 'Gatehouse' },
      user: { id: Buffer.from(LUCY.id).toString('base64url'), name: 'lucy' },
      challenge: Buffer.alloc(32, 1).toString('base64url'),
      attestation: 'none',
      excludeCredentials: [{ id: present.id, transports: ['internal'] }],
    });
  });

  it('gives the public key to keep', async () => {
    expect(await registered()).toEqual({
      id: expect.stringMatching(/^[\w-]{43}$/),
      publicKey: expect.stringMatching(/^[\w-]+$/),
      counter: 0,
      transports: ['internal'],
      deviceType: 'singleDevice',
    });
  });

  it.each<[string, { challenge?: string; rpId?: string; origin?: string }, string]>([
    ['of another challenge', { challenge: 'AAAA' }, 'PasskeyRefused'],
    ['of another site', { rpId: 'example.com' }, 'PasskeyRefused'],
    ['of a page under an IP address', { origin: 'http://127.0.0.1:4242' }, 'PasskeyUnavailable'],
    ['of a page of another domain', { origin: 'https://example.com' }, 'PasskeyUnavailable'],
  ])('refuses an answer %s', async (_, circumstances, code) => {
    const { challenge } = await registrationOptions(LUCY, randomBytes(32), []);
    const answer = key.create({ challenge, ...circumstances }, circumstances);
    await expect(verifyRegistration(answer, challenge)).rejects.toMatchObject({ code });
  });

  it.each([null, {}, { id: 'x' }, 'text'])('refuses %o, which is no answer', async (answer) => {
    await expect(verifyRegistration(answer, 'AAAA')).rejects.toMatchObject({ code: 'PasskeyRefused' });
  });
});

// https://www.w3.org/TR/webauthn-3/#sctn-verifying-assertion
describe('Using a passkey', () => {
  it('is taken, on any port of localhost, and counts', async () => {
    const credential = await registered();
    const options = await authenticationOptions(credential, randomBytes(32));
    const answer = key.get(options, { origin: 'http://localhost:9999' });
    expect(await verifyAuthentication(answer, options.challenge, credential)).toEqual({ ...credential, counter: 1 });
  });

  it.each<[string, { challenge?: string; rpId?: string; origin?: string }, string]>([
    ['of another challenge', { challenge: 'AAAA' }, 'PasskeyRefused'],
    ['of another site', { rpId: 'example.com' }, 'PasskeyRefused'],
    ['of a page under an IP address', { origin: 'http://127.0.0.1:4242' }, 'PasskeyUnavailable'],
  ])('refuses an answer %s', async (_, circumstances, code) => {
    const credential = await registered();
    const { challenge } = await authenticationOptions(credential, randomBytes(32));
    const answer = key.get({ challenge, ...circumstances }, circumstances);
    await expect(verifyAuthentication(answer, challenge, credential)).rejects.toMatchObject({ code });
  });

  it('refuses a counter that did not go up, since the authenticator may have been cloned', async () => {
    const credential = { ...(await registered()), counter: 7 };
    const options = await authenticationOptions(credential, randomBytes(32));
    await expect(verifyAuthentication(key.get(options), options.challenge, credential)).rejects.toMatchObject({
      code: 'PasskeyRefused',
    });
  });

  it('refuses the signature of another key', async () => {
    const credential = await registered();
    const options = await authenticationOptions(credential, randomBytes(32));
    const answer = { ...createSoftwareAuthenticator().get(options), id: credential.id, rawId: credential.id };
    await expect(verifyAuthentication(answer, options.challenge, credential)).rejects.toMatchObject({
      code: 'PasskeyRefused',
    });
  });
});

// https://www.w3.org/TR/webauthn-3/#relying-party-identifier
describe('A page', () => {
  it('of localhost can have passkeys', () => {
    expect(passkeyObstacle('http://localhost:4242')).toBeNull();
  });

  it.each(['http://127.0.0.1:4242', 'http://[::1]:4242', 'http://localhost.example.com', 'app://gatehouse', 'null'])(
    'of %s cannot, and is told to go to localhost',
    (origin) => {
      expect(passkeyObstacle(origin)?.mend).toContain('localhost');
    },
  );
});
