import { type Template, resolveTemplate } from '../template.ts';
import { matchesPattern } from '../wildcard.ts';
import type { ValueTest } from './value-test.ts';

/**
 * StringEquals and StringLike: the templates say whether `*` and `?` are wildcards.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
 */
export function stringTest(wanted: readonly Template[]): ValueTest {
  return (actual, context) => {
    for (let index = 0; index < wanted.length; index += 1) {
      const template = wanted[index];
      if (template === undefined) continue;
      const pattern = template.pattern ?? resolveTemplate(template, context);
      if (pattern !== null && matchesPattern(pattern, actual)) return index;
    }
    return -1;
  };
}

/** StringEqualsIgnoreCase. */
export function stringIgnoreCaseTest(wanted: readonly Template[]): ValueTest {
  const fixed = wanted.map(({ pattern }) => (pattern?.shape === 'exact' ? pattern.text.toLowerCase() : null));
  return (actual, context) => {
    const lower = actual.toLowerCase();
    return wanted.findIndex((template, index) => {
      const ready = fixed[index] ?? null;
      if (ready !== null) return ready === lower;
      const pattern = resolveTemplate(template, context);
      return pattern?.shape === 'exact' && pattern.text.toLowerCase() === lower;
    });
  };
}
