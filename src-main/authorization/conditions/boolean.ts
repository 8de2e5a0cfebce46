import { type Template, renderTemplate } from '../template.ts';
import type { ValueTest } from './value-test.ts';

/**
 * Bool: `true` or `false`, without regard to case; anything else matches nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Boolean
 */
export function booleanTest(wanted: readonly Template[]): ValueTest {
  return (actual, context) => {
    const value = actual.toLowerCase();
    if (value !== 'true' && value !== 'false') return -1;
    return wanted.findIndex((template) => renderTemplate(template, context).toLowerCase() === value);
  };
}
