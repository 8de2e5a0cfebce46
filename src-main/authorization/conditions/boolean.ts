import type { Template } from '../template.ts';
import { ignoreCaseTest } from './string.ts';
import type { ValueTest } from './value-test.ts';

/**
 * Bool: `true` or `false`, without regard to case; anything else matches nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Boolean
 */
export function booleanTest(wanted: readonly Template[]): ValueTest {
  const test = ignoreCaseTest(wanted);
  return (actual, context) => (isBoolean(actual) ? test(actual, context) : -1);
}

/** Whether a text is `true` or `false`, in whatever capitals. */
export function isBoolean(text: string): boolean {
  if (text.length !== 4 && text.length !== 5) return false;
  const lower = text.toLowerCase();
  return lower === 'true' || lower === 'false';
}
