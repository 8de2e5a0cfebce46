import { z } from 'zod';
import { passkeyObstacle } from './passkey-obstacle.ts';

/**
 * Passkeys of the platform. The JSON forms are those of the Web Authentication API, as main gives and takes them.
 * @see https://www.w3.org/TR/webauthn-3/#dictdef-publickeycredentialrequestoptionsjson
 */
const CredentialDescriptor = z.object({
  id: z.string(),
  type: z.string(),
  transports: z.array(z.string()).exactOptional(),
});
const RequestOptions = z.object({
  challenge: z.string(),
  timeout: z.number().exactOptional(),
  rpId: z.string().exactOptional(),
  allowCredentials: z.array(CredentialDescriptor).exactOptional(),
  userVerification: z.string().exactOptional(),
});
const CreationOptions = z.object({
  rp: z.object({ id: z.string().exactOptional(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  challenge: z.string(),
  pubKeyCredParams: z.array(z.object({ type: z.literal('public-key'), alg: z.number() })),
  timeout: z.number().exactOptional(),
  excludeCredentials: z.array(CredentialDescriptor).exactOptional(),
  authenticatorSelection: z
    .object({
      authenticatorAttachment: z.enum(['platform', 'cross-platform']).exactOptional(),
      requireResidentKey: z.boolean().exactOptional(),
      residentKey: z.enum(['discouraged', 'preferred', 'required']).exactOptional(),
      userVerification: z.enum(['discouraged', 'preferred', 'required']).exactOptional(),
    })
    .exactOptional(),
  attestation: z.enum(['none', 'indirect', 'direct', 'enterprise']).exactOptional(),
});

const Json = z.json();
type Json = z.infer<typeof Json>;

/** Why passkeys cannot be used in this window; null where they can. */
export function passkeyObstacleHere(): string | null {
  return passkeyObstacle(location, 'PublicKeyCredential' in globalThis);
}

/**
 * Asks the platform for a signature over main's challenge.
 * @param options PublicKeyCredentialRequestOptionsJSON
 * @returns AuthenticationResponseJSON
 * @throws DOMException such as NotAllowedError, when the person declines or no passkey fits.
 */
export async function signWithPasskey(options: Json): Promise<Json> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(RequestOptions.parse(options));
  return jsonOf(await navigator.credentials.get({ publicKey }));
}

/**
 * Asks the platform to make a passkey.
 * @param options PublicKeyCredentialCreationOptionsJSON
 * @returns RegistrationResponseJSON
 * @throws DOMException as above.
 */
export async function createPasskey(options: Json): Promise<Json> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(CreationOptions.parse(options));
  return jsonOf(await navigator.credentials.create({ publicKey }));
}

function jsonOf(credential: Credential | null): Json {
  if (!(credential instanceof PublicKeyCredential)) throw new Error('No passkey was chosen.');
  return Json.parse(credential.toJSON());
}
