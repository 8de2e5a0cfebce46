import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import type { AwsError } from '../../src-shared/errors.ts';
import { isRecord } from '../../src-shared/is-record.ts';
import type { OpenIdConnectProviderDocument } from '../../src-shared/model/documents.ts';
import type { Tag } from '../../src-shared/principal.ts';
import type { Assertions } from '../request/federation-context.ts';
import {
  type AssertedSession,
  checkSourceIdentity,
  expiredToken,
  type FederatedIdentity,
  idpCommunicationError,
  invalidIdentityToken,
} from './federated-identity.ts';

/** Who a web identity token is for, once it was checked. */
export interface WebIdentity extends FederatedIdentity {
  readonly subject: string;
  /** The client ID of the provider that the token was made for. */
  readonly audience: string;
}

/**
 * How tokens may be signed. `none` is not among them, nor is HMAC, by which anybody who knows the public key could
 * sign.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html (WebIdentityToken)
 */
const ALGORITHMS: readonly string[] = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'];

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html#manage-oidc-provider-prerequisites */
const REQUIRED_CLAIMS = ['iss', 'sub', 'aud', 'exp', 'iat'] as const;

/** Providers that AWS knows without a document in the account, and whose keys are not on this machine. */
const BUILT_IN_ISSUERS: ReadonlySet<string> = new Set(['https://accounts.google.com', 'accounts.google.com']);

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp */
const TAGS_CLAIM = 'https://aws.amazon.com/tags';
/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html */
const SOURCE_IDENTITY_CLAIM = 'https://aws.amazon.com/source_identity';

/** What AWS answers for a token that it cannot read at all. */
const NOT_A_JWT = 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)';
/** What AWS answers when none of the provider's keys is the one that signed. The two spaces are AWS's. */
const NO_KEY =
  "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements";

/**
 * Checks an OIDC token as AWS STS does: a JSON Web Token of a provider that the account has, made for one of the
 * provider's clients, signed by one of its keys, not expired and already valid. Clocks are taken to agree: AWS documents
 * no tolerance. A token may be used again until it expires; AWS keeps no list of those that were.
 * @param providerOf the account's provider with that URL (without `https://`); null when it has none.
 * @throws AwsError `InvalidIdentityToken`, `ExpiredTokenException`; `IDPCommunicationError` where the provider's keys are
 *   not known, since nothing is fetched here.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 * @see https://datatracker.ietf.org/doc/html/rfc7519
 * @see https://datatracker.ietf.org/doc/html/rfc8725
 */
export async function checkWebIdentityToken(
  token: string,
  providerOf: (url: string) => OpenIdConnectProviderDocument | null,
  now: Date,
): Promise<WebIdentity> {
  const claimed = readUnverified(token);
  const issuer = claimed.iss ?? '';
  const provider = issuer.startsWith('https://') ? providerOf(issuer.slice('https://'.length)) : null;
  if (provider === null) {
    throw BUILT_IN_ISSUERS.has(issuer)
      ? idpCommunicationError(`The keys of ${issuer} are not on this machine, and Gatehouse fetches nothing.`)
      : invalidIdentityToken(`No OpenIDConnect provider found in your account for ${issuer}`);
  }
  const audience = audienceOf(claimed).find((client) => provider.clientIdList.includes(client));
  if (audience === undefined) throw invalidIdentityToken('Incorrect token audience');
  const claims = await verify(token, provider, now);
  const subject = String(claims.sub);
  return {
    principal: { kind: 'federated', provider: provider.arn, providerAccountId: provider.accountId, subject },
    federation: { protocol: 'oidc', provider: provider.arn, claims: assertionsIn(claims) },
    asserted: assertedSession(claims),
    subject,
    audience,
  };
}

/** What the token says, before it is known who says so. */
function readUnverified(token: string): JWTPayload {
  let algorithm: string | undefined;
  let claims: JWTPayload;
  try {
    algorithm = decodeProtectedHeader(token).alg;
    claims = decodeJwt(token);
  } catch {
    throw invalidIdentityToken(NOT_A_JWT);
  }
  if (algorithm === undefined || !ALGORITHMS.includes(algorithm)) {
    throw invalidIdentityToken(`The ID Token must be signed by one of ${ALGORITHMS.join(', ')}`);
  }
  for (const name of REQUIRED_CLAIMS) {
    if (claims[name] === undefined) throw invalidIdentityToken(`Missing a required claim: ${name}`);
  }
  if (typeof claims.iss !== 'string' || typeof claims.sub !== 'string' || claims.sub === '') {
    throw invalidIdentityToken(NOT_A_JWT);
  }
  return claims;
}

/**
 * Whom the token is for: the authorized party where it names one, else its audience.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif (aud)
 */
function audienceOf({ azp, aud }: JWTPayload): readonly string[] {
  if (azp !== undefined) return typeof azp === 'string' ? [azp] : [];
  return typeof aud === 'string' ? [aud] : (aud ?? []).filter((client) => typeof client === 'string');
}

async function verify(token: string, provider: OpenIdConnectProviderDocument, now: Date): Promise<JWTPayload> {
  if (provider.jwks === null) {
    throw idpCommunicationError(
      `The keys of ${provider.url} are not in the model. Paste its JSON Web Key Set: Gatehouse fetches nothing.`,
    );
  }
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet({ keys: provider.jwks.keys }), {
      algorithms: [...ALGORITHMS],
      issuer: `https://${provider.url}`,
      requiredClaims: [...REQUIRED_CLAIMS],
      currentDate: now,
      clockTolerance: 0,
    });
    if (typeof payload.iat === 'number' && payload.iat > seconds(now)) {
      throw invalidIdentityToken('The ID Token was issued in the future');
    }
    return payload;
  } catch (thrown) {
    throw verificationError(thrown, now);
  }
}

function verificationError(thrown: unknown, now: Date): unknown {
  if (thrown instanceof errors.JWTExpired) {
    // The missing space is AWS's.
    const times = `current date/time ${seconds(now)} must be before the expiration date/time${thrown.payload.exp}`;
    return expiredToken(`Token expired: ${times}`);
  }
  if (thrown instanceof errors.JWTClaimValidationFailed) return claimError(thrown);
  if (thrown instanceof errors.JWSSignatureVerificationFailed) return invalidIdentityToken('Token signature invalid');
  if (thrown instanceof errors.JWKSNoMatchingKey || thrown instanceof errors.JWKSMultipleMatchingKeys) {
    return invalidIdentityToken(NO_KEY);
  }
  // A key that cannot be used for the algorithm: too short, of another curve, not a key at all.
  if (thrown instanceof TypeError || thrown instanceof DOMException) return invalidIdentityToken(NO_KEY);
  return thrown instanceof errors.JOSEError ? invalidIdentityToken(NOT_A_JWT) : thrown;
}

function claimError({ claim, reason }: errors.JWTClaimValidationFailed): AwsError {
  if (claim === 'nbf' && reason === 'check_failed') return invalidIdentityToken('The ID Token is not valid yet');
  return invalidIdentityToken(`The claim ${claim} of the ID Token is not valid`);
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

/** Claims as condition keys can hold them: texts and lists of texts. */
function assertionsIn(claims: JWTPayload): Assertions {
  const found: [string, string | readonly string[]][] = [];
  for (const [name, value] of Object.entries(claims)) {
    const said = assertion(value);
    if (said !== null) found.push([name, said]);
  }
  return Object.fromEntries(found);
}

function assertion(value: unknown): string | readonly string[] | null {
  if (!Array.isArray(value)) return scalar(value);
  const texts = value.map(scalar).filter((entry) => entry !== null);
  return texts.length === value.length ? texts : null;
}

function scalar(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/**
 * Session tags and source identity. Tags come nested under one claim, or flat, each under a claim of its own:
 * `https://aws.amazon.com/tags/principal_tags/KEY`.
 * @throws AwsError `InvalidIdentityToken`.
 */
function assertedSession(claims: JWTPayload): AssertedSession {
  const nested = claims[TAGS_CLAIM];
  if (nested !== undefined && !isRecord(nested)) throw malformedTags();
  const principalTags = nested?.['principal_tags'] ?? {};
  if (!isRecord(principalTags)) throw malformedTags();
  const flatPrefix = `${TAGS_CLAIM}/principal_tags/`;
  const flat = Object.entries(claims)
    .filter(([name]) => name.startsWith(flatPrefix))
    .map(([name, value]): [string, unknown] => [name.slice(flatPrefix.length), value]);
  const tags = [...Object.entries(principalTags), ...flat].map(([key, value]) => readTag(key, value));
  const sourceIdentity = claims[SOURCE_IDENTITY_CLAIM];
  if (sourceIdentity !== undefined && typeof sourceIdentity !== 'string') {
    throw invalidIdentityToken('The source identity of the ID Token is not a text');
  }
  return {
    sessionName: null,
    tags,
    transitiveTagKeys: readTexts(nested?.['transitive_tag_keys'] ?? claims[`${TAGS_CLAIM}/transitive_tag_keys`] ?? []),
    sourceIdentity: sourceIdentity === undefined ? null : checkSourceIdentity(sourceIdentity),
    notOnOrAfter: null,
  };
}

/** A tag has one value, which tokens give as a text or as a list of one. */
function readTag(key: string, value: unknown): Tag {
  const [first, ...more] = readTexts(value);
  if (first === undefined || more.length > 0) throw malformedTags();
  return { Key: key, Value: first };
}

function readTexts(value: unknown): string[] {
  const list = typeof value === 'string' ? [value] : value;
  if (!Array.isArray(list) || !list.every((entry): entry is string => typeof entry === 'string')) throw malformedTags();
  return list;
}

function malformedTags(): AwsError {
  return invalidIdentityToken('The session tags of the ID Token are not in the form that AWS takes');
}
