import { type Template, matchesTemplate } from '../template.ts';
import type { ValueTest } from './value-test.ts';

/**
 * ArnEquals and ArnLike, which behave alike: each of the six components is compared separately, with wildcards.
 * A value that is no ARN matches only a lone `*`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function arnTest(wanted: readonly Template[]): ValueTest {
  return (actual, context) => {
    const isArn = actual.startsWith('arn:');
    for (let index = 0; index < wanted.length; index += 1) {
      const template = wanted[index];
      if (template === undefined || (!isArn && template.source !== '*')) continue;
      if (matchesTemplate(template, context, actual)) return index;
    }
    return -1;
  };
}
