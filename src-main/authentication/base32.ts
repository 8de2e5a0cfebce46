/** The alphabet of RFC 4648, section 6. */
export const BASE32_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Encodes bytes as base32 (RFC 4648, section 6), without padding. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32_ALPHABET.charAt((buffer >>> bits) & 31);
    }
  }
  return bits === 0 ? text : text + BASE32_ALPHABET.charAt((buffer << (5 - bits)) & 31);
}

/**
 * Decodes base32 (RFC 4648, section 6). As people type seeds by hand, letter case, spaces, hyphens and padding do not
 * matter.
 * @returns null when the text holds any other character.
 */
export function decodeBase32(text: string): Uint8Array | null {
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const character of text
    .toUpperCase()
    .replace(/[\s-]+/g, '')
    .replace(/=+$/, '')) {
    const value = BASE32_ALPHABET.indexOf(character);
    if (value < 0) return null;
    buffer = ((buffer << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffer >>> bits) & 0xff);
    }
  }
  return Uint8Array.from(bytes);
}
