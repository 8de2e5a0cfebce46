/**
 * The percent-encoding of Signature Version 4, on bytes rather than on text, since a request target may hold any.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request
 */

/** What each byte becomes: itself when it is unreserved (`A-Z a-z 0-9 - . _ ~`), else `%XX` in upper case. */
const ENCODED: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  return /[A-Za-z0-9\-._~]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
});
const NEEDS_NO_ENCODING = /^[A-Za-z0-9\-._~]*$/;

/** AWS's `UriEncode()`: every byte but the unreserved ones is encoded, `/` included. */
export function uriEncode(value: string | Uint8Array): string {
  if (typeof value === 'string' && NEEDS_NO_ENCODING.test(value)) return value;
  let text = '';
  for (const byte of typeof value === 'string' ? Buffer.from(value) : value) text += ENCODED[byte];
  return text;
}

/** Decodes `%XX` to bytes; other text becomes its UTF-8. A `%` without two hexadecimal digits stands for itself. */
export function percentDecode(text: string): Uint8Array {
  const source = Buffer.from(text);
  if (!text.includes('%')) return source;
  const bytes = Buffer.alloc(source.length);
  let length = 0;
  for (let at = 0; at < source.length; at += 1) {
    const byte = source.readUInt8(at);
    const escape = byte === 0x25 ? source.toString('latin1', at + 1, at + 3) : '';
    if (/^[0-9A-Fa-f]{2}$/.test(escape)) {
      bytes[length] = Number.parseInt(escape, 16);
      at += 2;
    } else {
      bytes[length] = byte;
    }
    length += 1;
  }
  return bytes.subarray(0, length);
}

/**
 * Finds the first escape that is none.
 * @returns what stands behind the `%`: two characters, or fewer at the end of the text; null when all are well formed.
 */
export function findMalformedEscape(text: string): string | null {
  return /%(?![0-9A-Fa-f]{2})(.{0,2})/s.exec(text)?.[1] ?? null;
}
