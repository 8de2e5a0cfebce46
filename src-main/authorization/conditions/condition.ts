import type { ConditionEntry } from '../policy/document.ts';
import type { ContextKeys } from '../request.ts';
import { type Template, type TemplateOptions, compileTemplate } from '../template.ts';
import { arnTest } from './arn.ts';
import { binaryTest } from './binary.ts';
import { booleanTest } from './boolean.ts';
import { dateTest } from './date.ts';
import { ipAddressTest } from './ip-address.ts';
import { numericTest } from './numeric.ts';
import type { ConditionOperator } from './operator.ts';
import { ignoreCaseTest, stringTest } from './string.ts';
import type { ValueTest } from './value-test.ts';

/** One operator and key of a Condition, compiled. */
export interface CompiledCondition {
  readonly operator: ConditionOperator;
  /** As written. */
  readonly key: string;
  /** In lower case, as the context has it. */
  readonly contextKey: string;
  readonly wanted: readonly Template[];
  readonly test: ValueTest;
}

/** @param variables whether the policy's version has policy variables. */
export function compileCondition(entry: ConditionEntry, variables: boolean): CompiledCondition {
  const options = templateOptions(entry.operator, variables);
  const wanted = entry.values.map((value) => compileTemplate(value, options));
  return {
    operator: entry.operator,
    key: entry.key,
    contextKey: entry.key.toLowerCase(),
    wanted,
    test: valueTest(entry.operator, entry.values, wanted),
  };
}

/**
 * Which families take policy variables and wildcards, by AWS's page of operators. It lets Bool have variables, while the
 * page of variables does not; what a policy says is then taken at its word.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-conditionelement
 */
function templateOptions({ family, comparison }: ConditionOperator, variables: boolean): TemplateOptions {
  switch (family) {
    case 'String':
      return { variables, wildcards: comparison === 'Like' ? 'text' : 'none' };
    case 'Arn':
      return { variables, wildcards: 'arnCondition' };
    case 'Bool':
      return { variables, wildcards: 'none' };
    case 'Numeric':
    case 'Date':
    case 'Binary':
    case 'IpAddress':
    case 'Null':
      return { variables: false, wildcards: 'none' };
  }
}

function valueTest(operator: ConditionOperator, values: readonly string[], wanted: readonly Template[]): ValueTest {
  switch (operator.family) {
    case 'String':
      return operator.comparison === 'EqualsIgnoreCase' ? ignoreCaseTest(wanted) : stringTest(wanted);
    case 'Numeric':
      return numericTest(values, operator.comparison);
    case 'Date':
      return dateTest(values, operator.comparison);
    case 'Bool':
    case 'Null':
      return booleanTest(wanted);
    case 'Binary':
      return binaryTest(values);
    case 'IpAddress':
      return ipAddressTest(values);
    case 'Arn':
      return arnTest(wanted);
  }
}

/**
 * Whether a condition holds.
 * - Several wanted values: one must match; for the Not… forms none may.
 * - An absent key matches nothing, so that Not… forms hold; with IfExists it holds in any case.
 * - ForAllValues holds when there is no value, or an empty one; ForAnyValue does not.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function conditionHolds(condition: CompiledCondition, context: ContextKeys): boolean {
  const { operator, test } = condition;
  const actual = context.get(condition.contextKey);
  const absent = actual === undefined || (typeof actual !== 'string' && actual.length === 0);
  if (operator.family === 'Null') return test(absent ? 'true' : 'false', context) >= 0;
  if (absent) return holdsWhenAbsent(operator);
  if (operator.quantifier !== null) return quantified(operator, actual, test, context);
  return anyMatches(actual, test, context) !== operator.negated;
}

/** What a condition other than Null comes to when the request does not carry the key. */
export function holdsWhenAbsent(operator: ConditionOperator): boolean {
  if (operator.ifExists || operator.quantifier === 'ForAllValues') return true;
  return operator.quantifier === null && operator.negated;
}

type ContextValue = string | readonly string[];

/** AWS leaves open how an operator without set operator takes several values; here one match is enough. */
function anyMatches(actual: ContextValue, test: ValueTest, context: ContextKeys): boolean {
  if (typeof actual === 'string') return test(actual, context) >= 0;
  for (let index = 0; index < actual.length; index += 1) {
    if (test(actual[index] ?? '', context) >= 0) return true;
  }
  return false;
}

function quantified(
  { quantifier, negated }: ConditionOperator,
  actual: ContextValue,
  test: ValueTest,
  context: ContextKeys,
): boolean {
  const forAll = quantifier === 'ForAllValues';
  if (isEmpty(actual)) return forAll;
  if (typeof actual === 'string') return test(actual, context) >= 0 !== negated;
  for (let index = 0; index < actual.length; index += 1) {
    const matches = test(actual[index] ?? '', context) >= 0 !== negated;
    if (matches !== forAll) return matches;
  }
  return forAll;
}

/** Values that "resolve to an empty data set (for example, an empty string)", as AWS's page of set operators has it. */
function isEmpty(actual: ContextValue): boolean {
  if (typeof actual === 'string') return actual === '';
  for (let index = 0; index < actual.length; index += 1) if (actual[index] !== '') return false;
  return true;
}
