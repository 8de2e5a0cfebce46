import { REDACTED } from '../request/secret-parameters.ts';
import { uriEncode } from './signature-v4/percent-encoding.ts';

/**
 * A text without a session token, which is a secret that headers, URLs and canonical requests hold: it is replaced by
 * `***`, plain and percent-encoded.
 */
export function hideSessionToken(text: string, token: string | null): string {
  if (token === null || token === '') return text;
  return text.replaceAll(token, REDACTED).replaceAll(uriEncode(token), REDACTED);
}
