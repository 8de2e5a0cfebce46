import type { ValueTest } from './value-test.ts';

/**
 * BinaryEquals: values in base64, compared byte by byte. Padding does not count.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_BinaryEquals
 */
export function binaryTest(wanted: readonly string[]): ValueTest {
  const unpadded = wanted.map(withoutPadding);
  return (actual) => unpadded.indexOf(withoutPadding(actual));
}

function withoutPadding(base64: string): string {
  return base64.replace(/=+$/, '');
}
