import type { ConditionExplanation } from '../../../src-shared/decision/explanation.ts';
import { listed } from '../naming.ts';
import { type ConditionOperator, parseOperator } from './operator.ts';

/** How many values a sentence names before it counts the rest. */
const NAMED_VALUES = 3;

/**
 * What a condition wants and what the request has instead, such as `wants aws:SourceIp to be in 203.0.113.0/24
 * (IpAddress), and the request has 198.51.100.1`. Follows on the statement it stands in.
 */
export function conditionInWords({ operator: name, key, resolved, actual }: ConditionExplanation): string {
  const operator = parseOperator(name);
  if (operator === null) return `wants ${key} to fit ${name}`;
  return `wants ${subject(operator, key)} ${wishOf(operator, resolved)} (${name}), and ${thereOf(operator, actual)}`;
}

function thereOf(operator: ConditionOperator, actual: readonly string[] | null): string {
  if (actual === null || actual.length === 0) return 'the request does not carry that key';
  return `the request has ${listed(shown(operator, actual), 'and')}`;
}

function subject(operator: ConditionOperator, key: string): string {
  if (operator.quantifier === 'ForAllValues') return `every value of ${key}`;
  if (operator.quantifier === 'ForAnyValue') return `some value of ${key}`;
  return key;
}

function wishOf(operator: ConditionOperator, wanted: readonly string[]): string {
  if (operator.family === 'Null') return wanted[0]?.toLowerCase() === 'true' ? 'to be absent' : 'to be there';
  const values = shown(operator, wanted);
  const verb = comparisonInWords(operator);
  if (!operator.negated) return `${verb} ${listed(values)}`;
  return values.length === 1 ? `not ${verb} ${listed(values)}` : `${verb} neither ${listed(values, 'nor')}`;
}

function comparisonInWords({ family, comparison }: ConditionOperator): string {
  if (family === 'IpAddress') return 'to be in';
  const isDate = family === 'Date';
  switch (comparison) {
    case 'Equals':
      return 'to be';
    case 'EqualsIgnoreCase':
      return 'to be (in any case)';
    case 'Like':
      return 'to match';
    case 'LessThan':
      return isDate ? 'to be before' : 'to be less than';
    case 'LessThanEquals':
      return isDate ? 'to be no later than' : 'to be at most';
    case 'GreaterThan':
      return isDate ? 'to be after' : 'to be more than';
    case 'GreaterThanEquals':
      return isDate ? 'to be no earlier than' : 'to be at least';
  }
}

/** Values as a sentence names them: text in quotes, and no more than a few. */
function shown({ family }: ConditionOperator, values: readonly string[]): readonly string[] {
  const isText = family === 'String' || family === 'Arn' || family === 'Binary' || family === 'Null';
  const named = values.slice(0, NAMED_VALUES).map((value) => (isText ? `"${value}"` : value));
  return values.length <= NAMED_VALUES ? named : [...named, `${values.length - NAMED_VALUES} more`];
}
