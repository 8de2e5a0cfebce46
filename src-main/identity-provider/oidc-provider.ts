import { calculateJwkThumbprint, exportJWK, exportPKCS8, generateKeyPair, importPKCS8, SignJWT } from 'jose';
import type { TokenForm } from '../../src-shared/contract/identity-provider.ts';
import { PublicJwk } from '../../src-shared/model/documents.ts';
import type { Random } from '../random.ts';

/** The algorithm that every OIDC provider has to offer, and AWS takes. */
const ALGORITHM = 'RS256';

/** A new signing key of a local OIDC provider. */
export interface OidcSigningKey {
  /** The key's thumbprint (RFC 7638): its `kid`, and the name that the vault knows it by. */
  readonly keyId: string;
  /** PKCS #8 in PEM. For the vault alone. */
  readonly privateKey: string;
  readonly jwks: { readonly keys: PublicJwk[] };
}

/**
 * Makes the signing key of a local OIDC provider: RSA of 2,048 bits. Its randomness is the platform's own, which key
 * generation does not let one pass in.
 */
export async function newOidcSigningKey(): Promise<OidcSigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(publicKey);
  const keyId = await calculateJwkThumbprint(jwk);
  const published = PublicJwk.parse({ ...jwk, kid: keyId, alg: ALGORITHM, use: 'sig' });
  return { keyId, privateKey: await exportPKCS8(privateKey), jwks: { keys: [published] } };
}

/** A token as its maker shows it. */
export interface MintedToken {
  /** The JSON Web Token itself. */
  readonly token: string;
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly expiresAt: Date;
}

/**
 * Signs an ID token. Its claims are those that AWS reads: session tags and source identity under AWS's own names, nested.
 * @param provider its URL (without `https://`), and the key to sign with.
 * @see https://openid.net/specs/openid-connect-core-1_0.html#IDToken
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp
 */
export async function mintToken(
  form: TokenForm,
  provider: { readonly url: string; readonly keyId: string; readonly privateKey: string },
  { now, random }: { readonly now: Date; readonly random: Random },
): Promise<MintedToken> {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const expiresAt = issuedAt + form.lifetimeSeconds;
  const header = { alg: ALGORITHM, kid: provider.keyId, typ: 'JWT' };
  const claims = {
    iss: `https://${provider.url}`,
    sub: form.subject,
    aud: form.audience,
    iat: issuedAt,
    nbf: issuedAt,
    exp: expiresAt,
    jti: Buffer.from(random(16)).toString('base64url'),
    ...(form.amr.length === 0 ? {} : { amr: form.amr }),
    ...tagClaims(form),
    ...(form.sourceIdentity === null ? {} : { 'https://aws.amazon.com/source_identity': form.sourceIdentity }),
    ...form.claims,
  };
  const key = await importPKCS8(provider.privateKey, ALGORITHM);
  const token = await new SignJWT(claims).setProtectedHeader(header).sign(key);
  return { token, header, claims, expiresAt: new Date(expiresAt * 1000) };
}

function tagClaims({ tags, transitiveTagKeys }: TokenForm): Record<string, unknown> {
  if (tags.length === 0 && transitiveTagKeys.length === 0) return {};
  return {
    'https://aws.amazon.com/tags': {
      principal_tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, [Value]])),
      ...(transitiveTagKeys.length === 0 ? {} : { transitive_tag_keys: transitiveTagKeys }),
    },
  };
}
