import type { WireRequest } from '../../request/wire-request.ts';
import {
  canonicalQuery,
  canonicalRequest,
  canonicalUri,
  queryParameters,
  splitTarget,
  type HeaderIndex,
} from './canonical-request.ts';
import type { ServiceRules } from './service-rules.ts';
import { formatScope, stringToSign, type CredentialScope } from './signature.ts';

/** The strings that a service makes of a request to check its signature. They can be made without the secret. */
export interface ComputedStrings {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly credentialScope: string;
}

const SESSION_TOKEN = 'X-Amz-Security-Token';

/**
 * Makes the canonical request and the string to sign of a request that came in signed.
 * @param claimed.amzDate the date in ISO 8601 basic format.
 * @param rules.signSessionToken false: a session token in the query string was added after signing, as the signature
 *   always is.
 */
export function computeStrings(
  request: WireRequest,
  headers: HeaderIndex,
  claimed: {
    readonly signedHeaders: readonly string[];
    readonly amzDate: string;
    readonly scope: CredentialScope;
    readonly payloadHash: string;
  },
  rules: ServiceRules,
): ComputedStrings {
  const { path, query } = splitTarget(request.target);
  const parameters = queryParameters(query);
  const canonical = canonicalRequest({
    method: request.method,
    uri: canonicalUri(path, rules),
    query: canonicalQuery(
      rules.signSessionToken ? parameters : parameters.filter(({ name }) => name !== SESSION_TOKEN),
    ),
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
