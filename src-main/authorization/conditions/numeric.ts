import type { Comparison } from './operator.ts';
import type { ValueTest } from './value-test.ts';

/** Reads an integer or decimal number. @returns null for anything else. */
export function parseNumber(text: string): number | null {
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : null;
}

/** Whether `actual` stands to `wanted` as the comparison says. Both are numbers, or both milliseconds. */
export function compares(comparison: Comparison, actual: number, wanted: number): boolean {
  switch (comparison) {
    case 'LessThan':
      return actual < wanted;
    case 'LessThanEquals':
      return actual <= wanted;
    case 'GreaterThan':
      return actual > wanted;
    case 'GreaterThanEquals':
      return actual >= wanted;
    case 'Equals':
    case 'EqualsIgnoreCase':
    case 'Like':
      return actual === wanted;
  }
}

/**
 * The Numeric operators. What is no number matches nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric
 */
export function numericTest(wanted: readonly string[], comparison: Comparison): ValueTest {
  const numbers = wanted.map(parseNumber);
  return (actual) => {
    const number = parseNumber(actual);
    if (number === null) return -1;
    return numbers.findIndex((entry) => entry !== null && compares(comparison, number, entry));
  };
}
