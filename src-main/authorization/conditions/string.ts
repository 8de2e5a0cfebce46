import { type Template, matchesTemplate, resolveText } from '../template.ts';
import type { ValueTest } from './value-test.ts';

/**
 * StringEquals and StringLike: the templates say whether `*` and `?` are wildcards.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
 */
export function stringTest(wanted: readonly Template[]): ValueTest {
  return (actual, context) => {
    for (let index = 0; index < wanted.length; index += 1) {
      const template = wanted[index];
      if (template !== undefined && matchesTemplate(template, context, actual)) return index;
    }
    return -1;
  };
}

/** StringEqualsIgnoreCase, and Bool, whose values are text too: whole texts without regard to case. */
export function ignoreCaseTest(wanted: readonly Template[]): ValueTest {
  const fixed = wanted.map(({ pattern }) => (pattern?.shape === 'exact' ? pattern.text.toLowerCase() : null));
  return (actual, context) => {
    const lower = actual.toLowerCase();
    for (let index = 0; index < wanted.length; index += 1) {
      const template = wanted[index];
      const ready = fixed[index] ?? null;
      if (ready === lower) return index;
      if (ready !== null || template === undefined) continue;
      // A letter in lower case has at most twice the length, so that nothing longer can be equal.
      if (resolveText(template, context, 2 * lower.length)?.toLowerCase() === lower) return index;
    }
    return -1;
  };
}
