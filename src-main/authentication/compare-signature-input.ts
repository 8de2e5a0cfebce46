import { readCanonicalText } from './compare-signature-canonical.ts';
import { readCurl } from './compare-signature-curl.ts';
import { readDebugLog } from './compare-signature-debug-log.ts';
import { readHttp, readPresignedUrl } from './compare-signature-http.ts';
import { unreadable, type PastedRequest } from './compare-signature-pasted.ts';

const METHOD = /^[A-Z]+$/;

/**
 * Reads a signed request in any of the forms in which it is found: HTTP as it was sent, a curl command, a presigned
 * URL (with the method before it, where it is not GET), the log of `aws --debug`, a canonical request with perhaps the
 * string to sign.
 * @throws GatehouseError `UnreadableRequest` or `InvalidUrl`, with the line or word that cannot be read.
 */
export function readPastedRequest(text: string): PastedRequest {
  const pasted = text
    .replaceAll('\r\n', '\n')
    .replace(/^\s*\n/, '')
    .trimStart();
  const [first = ''] = pasted.split('\n', 1);
  if (first === '') {
    throw unreadable('There is nothing to read.', 'line 1', 'Paste a signed request: HTTP, curl, a URL or a log.');
  }
  if (/CanonicalRequest:/.test(pasted)) return readDebugLog(pasted);
  if (/^(\$\s+)?curl(\.exe)?\s/.test(first)) return readCurl(pasted);
  if (/^([A-Z]+\s+)?https?:\/\/\S+\s*$/i.test(pasted)) return readPresignedUrl(pasted.trim());
  if (METHOD.test(first.trim())) return readCanonicalText(pasted);
  return readHttp(pasted);
}
