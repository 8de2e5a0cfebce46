import type { ValueTest } from './value-test.ts';

/**
 * BinaryEquals: values in base64, compared byte by byte. Padding does not count.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_BinaryEquals
 */
export function binaryTest(wanted: readonly string[]): ValueTest {
  const unpadded = wanted.map(withoutPadding);
  return (actual) => unpadded.indexOf(withoutPadding(actual));
}

/** Whether a text is base64 (RFC 4648, section 4), with or without its padding. */
export function isBase64(text: string): boolean {
  const digits = withoutPadding(text);
  return /^[A-Za-z0-9+/]*$/.test(digits) && digits.length % 4 !== 1 && text.length - digits.length <= 2;
}

function withoutPadding(base64: string): string {
  let end = base64.length;
  while (end > 0 && base64[end - 1] === '=') end -= 1;
  return end === base64.length ? base64 : base64.slice(0, end);
}
