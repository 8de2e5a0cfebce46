import { timingSafeEqual } from 'node:crypto';
import type { WireRequest } from '../../request/wire-request.ts';
import {
  canonicalQuery,
  canonicalRequest,
  canonicalUri,
  queryParameters,
  splitTarget,
  type HeaderIndex,
} from './canonical-request.ts';
import type { ClaimedSignature } from './parse.ts';
import type { ServiceRules } from './service-rules.ts';
import { formatScope, signatureOf, signingKey, stringToSign, type CredentialScope } from './signature.ts';

/** The strings that a service makes of a request to check its signature. They can be made without the secret. */
export interface ComputedStrings {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly credentialScope: string;
}

/**
 * Makes the canonical request and the string to sign of a request that came in signed.
 * @param claimed.amzDate the date in ISO 8601 basic format.
 * @param claimed.omittedParameters query parameters that were added after signing; the signature always is.
 */
export function computeStrings(
  request: WireRequest,
  headers: HeaderIndex,
  claimed: {
    readonly signedHeaders: readonly string[];
    readonly amzDate: string;
    readonly scope: CredentialScope;
    readonly payloadHash: string;
    readonly omittedParameters?: readonly string[];
  },
  rules: ServiceRules,
): ComputedStrings {
  const { path, query } = splitTarget(request.target);
  const omitted = claimed.omittedParameters ?? [];
  const canonical = canonicalRequest({
    method: request.method,
    uri: canonicalUri(path, rules),
    query: canonicalQuery(queryParameters(query).filter(({ name }) => !omitted.includes(name))),
    headers,
    signedHeaders: claimed.signedHeaders,
    payloadHash: claimed.payloadHash,
  });
  const credentialScope = formatScope(claimed.scope);
  return {
    canonicalRequest: canonical,
    stringToSign: stringToSign(claimed.amzDate, credentialScope, canonical),
    credentialScope,
  };
}

/** Whether a signature is the one that the secret gives; compared in constant time. */
export function signatureMatches(
  claimed: Pick<ClaimedSignature, 'signature'>,
  secretAccessKey: string,
  scope: CredentialScope,
  toSign: string,
): boolean {
  const expected = Buffer.from(signatureOf(signingKey(secretAccessKey, scope), toSign));
  const given = Buffer.from(claimed.signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
