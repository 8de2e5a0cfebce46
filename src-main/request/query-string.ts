import { AwsError } from '../../src-shared/errors.ts';

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    const escape = /%(?![0-9a-fA-F]{2}).{0,2}/s.exec(text)?.[0] ?? text;
    throw new AwsError('MalformedQueryString', 400, `Illegal hex character in escape % pattern: ${escape}`);
  }
}

/**
 * Takes `application/x-www-form-urlencoded` text apart, in order, duplicates kept.
 * @throws AwsError MalformedQueryString for an escape that is none.
 */
export function parseForm(text: string): [string, string][] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0 ? [decode(pair), ''] : [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))];
    });
}

/** The same for readers that report no faults: text that cannot be taken apart holds nothing. */
export function parseFormLeniently(text: string): [string, string][] {
  try {
    return parseForm(text);
  } catch {
    return [];
  }
}

/** Percent-encodes all but the unreserved characters of RFC 3986, as AWS's clients do. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Writes pairs as a query string or form body. */
export function writeForm(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&');
}
