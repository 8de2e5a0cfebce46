import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { z } from 'zod';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { PasskeyCredential } from '../../src-shared/model/documents.ts';
import { PASSKEY_RP_ID, passkeyObstacle } from '../../src-shared/passkey-page.ts';

/** The library takes a fifth of a second to load, which nobody should wait for who has no passkey. */
const loadWebAuthn = () => import('@simplewebauthn/server');

/** What the browser's dialog calls the site. */
const RP_NAME = 'Gatehouse';
/** EdDSA, ES256 and RS256: what security keys and credential managers have. @see https://www.iana.org/assignments/cose */
const ALGORITHMS = [-8, -7, -257];

/** Whose passkey it is to be, as the authenticator keeps it. */
export interface PasskeyOwner {
  /** The user's unique ID, or the account's ID for the root user: opaque, as WebAuthn wants it. */
  readonly id: string;
  /** What the person chooses by, such as `lucy`. */
  readonly name: string;
}

/**
 * Makes what `navigator.credentials.create` is asked with. The password was the first factor, so the authenticator need
 * not verify the person; it does where it can.
 * @param challenge at least 16 random bytes, never used before (WebAuthn, section 13.4.3).
 * @param registered the owner's passkeys, so that no authenticator is registered twice.
 * @see https://www.w3.org/TR/webauthn-3/#dictdef-publickeycredentialcreationoptionsjson
 */
export async function registrationOptions(
  owner: PasskeyOwner,
  challenge: Uint8Array,
  registered: readonly PasskeyCredential[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { generateRegistrationOptions } = await loadWebAuthn();
  return generateRegistrationOptions({
    rpName: RP_NAME,
    rpID: PASSKEY_RP_ID,
    userID: bytes(Buffer.from(owner.id)),
    userName: owner.name,
    userDisplayName: owner.name,
    challenge: bytes(challenge),
    attestationType: 'none',
    excludeCredentials: registered.map(({ id, transports }) => ({ id, transports: [...transports] })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    supportedAlgorithmIDs: ALGORITHMS,
  });
}

/**
 * Checks what `navigator.credentials.create` gave.
 * @param response RegistrationResponseJSON, from the renderer.
 * @param challenge that it was asked with, in base64url (`options.challenge`).
 * @returns the credential to keep.
 * @throws GatehouseError `PasskeyRefused`, or `PasskeyUnavailable` for a page that cannot have passkeys.
 */
export async function verifyRegistration(response: unknown, challenge: string): Promise<PasskeyCredential> {
  const parsed = RegistrationResponse.safeParse(response);
  if (!parsed.success) throw passkeyRefused();
  const { verifyRegistrationResponse } = await loadWebAuthn();
  const verified = await verifyRegistrationResponse({
    response: parsed.data,
    expectedChallenge: challenge,
    expectedOrigin: originOf(parsed.data.response.clientDataJSON),
    expectedRPID: PASSKEY_RP_ID,
    requireUserVerification: false,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(refuse);
  if (!verified.verified) throw passkeyRefused();
  const { credential, credentialDeviceType } = verified.registrationInfo;
  return {
    id: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: [...(credential.transports ?? [])],
    deviceType: credentialDeviceType,
  };
}

/** Makes what `navigator.credentials.get` is asked with, for one passkey. @param challenge as for registrationOptions. */
export async function authenticationOptions(
  { id, transports }: PasskeyCredential,
  challenge: Uint8Array,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await loadWebAuthn();
  return generateAuthenticationOptions({
    rpID: PASSKEY_RP_ID,
    challenge: bytes(challenge),
    allowCredentials: [{ id, transports: [...transports] }],
    userVerification: 'preferred',
  });
}

/**
 * Checks what `navigator.credentials.get` gave: the signature over the challenge and the page's origin, and that the
 * counter went up, which it does not when an authenticator was cloned (WebAuthn, section 6.1.1).
 * @param response AuthenticationResponseJSON, from the renderer.
 * @param challenge that it was asked with, in base64url (`options.challenge`).
 * @returns the credential with its new counter, to be kept.
 * @throws GatehouseError as {@link verifyRegistration}.
 */
export async function verifyAuthentication(
  response: unknown,
  challenge: string,
  credential: PasskeyCredential,
): Promise<PasskeyCredential> {
  const parsed = AuthenticationResponse.safeParse(response);
  if (!parsed.success || parsed.data.id !== credential.id) throw passkeyRefused();
  const { verifyAuthenticationResponse } = await loadWebAuthn();
  const verified = await verifyAuthenticationResponse({
    response: parsed.data,
    expectedChallenge: challenge,
    expectedOrigin: originOf(parsed.data.response.clientDataJSON),
    expectedRPID: PASSKEY_RP_ID,
    credential: {
      id: credential.id,
      publicKey: bytes(Buffer.from(credential.publicKey, 'base64url')),
      counter: credential.counter,
      transports: [...credential.transports],
    },
    requireUserVerification: false,
  }).catch(refuse);
  if (!verified.verified) throw passkeyRefused();
  return { ...credential, counter: verified.authenticationInfo.newCounter };
}

const Base64Url = z.string().regex(/^[A-Za-z0-9_-]+$/);
const PublicKeyCredential = z.object({
  id: Base64Url,
  rawId: Base64Url,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}),
});
const RegistrationResponse: z.ZodType<RegistrationResponseJSON> = PublicKeyCredential.extend({
  response: z.object({
    clientDataJSON: Base64Url,
    attestationObject: Base64Url,
    transports: z.array(z.string()).exactOptional(),
  }),
});
const AuthenticationResponse: z.ZodType<AuthenticationResponseJSON> = PublicKeyCredential.extend({
  response: z.object({
    clientDataJSON: Base64Url,
    authenticatorData: Base64Url,
    signature: Base64Url,
    userHandle: Base64Url.exactOptional(),
  }),
});
const ClientData = z.object({ origin: z.string() });

/**
 * The origin of the page that asked, as the browser signed it. Any port of localhost will do: the port of browser mode
 * changes from run to run, and no other page reaches this code, since the transports admit the app's own alone.
 */
function originOf(clientDataJson: string): string {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(clientDataJson, 'base64url').toString());
  } catch (cause) {
    throw passkeyRefused(cause);
  }
  const parsed = ClientData.safeParse(value);
  if (!parsed.success) throw passkeyRefused();
  assertPasskeyPage(parsed.data.origin);
  return parsed.data.origin;
}

/** @throws GatehouseError `PasskeyUnavailable` when a page of that origin can have no passkeys. */
export function assertPasskeyPage(origin: string): void {
  const obstacle = passkeyObstacle(origin);
  if (obstacle !== null) throw new GatehouseError('PasskeyUnavailable', obstacle.message, { mend: obstacle.mend });
}

/** The library's own words name what it compared, which is of no use to a person. */
function refuse(cause: unknown): never {
  throw passkeyRefused(cause);
}

function passkeyRefused(cause?: unknown): GatehouseError {
  return new GatehouseError('PasskeyRefused', 'The answer of the passkey does not hold.', {
    mend: 'Try again with the passkey that was registered.',
    ...(cause === undefined ? {} : { cause }),
  });
}

/** A copy in a buffer of its own, as WebCrypto wants it. */
function bytes(from: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(from);
}
