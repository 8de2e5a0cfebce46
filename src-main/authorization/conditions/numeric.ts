import type { Comparison } from './operator.ts';
import type { ValueTest } from './value-test.ts';

/** Reads an integer or decimal number. @returns null for anything else. */
export function parseNumber(text: string): number | null {
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : null;
}

/** Whether `actual` stands to `wanted` as the comparison says. Both are numbers, or both milliseconds. */
function compares(comparison: Comparison, actual: number, wanted: number): boolean {
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
    return number === null ? -1 : firstThatCompares(comparison, number, numbers);
  };
}

/** The position of the first wanted value to which `actual` stands as the comparison says, or -1. */
export function firstThatCompares(comparison: Comparison, actual: number, wanted: readonly (number | null)[]): number {
  for (let index = 0; index < wanted.length; index += 1) {
    const entry = wanted[index] ?? null;
    if (entry !== null && compares(comparison, actual, entry)) return index;
  }
  return -1;
}
