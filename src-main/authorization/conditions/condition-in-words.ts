import type { ConditionExplanation } from '../../../src-shared/decision/explanation.ts';
import { listed } from '../naming.ts';
import { type ConditionOperator, parseOperator } from './operator.ts';

/** How many values a sentence names before it counts the rest. */
const NAMED_VALUES = 3;

/**
 * What a condition wants and what the request has instead, such as `wants aws:SourceIp to be in 203.0.113.0/24
 * (IpAddress), and the request has 198.51.100.1`. Follows on the statement it stands in.
 */
export function conditionInWords(condition: ConditionExplanation): string {
  const { operator: name, key, actual, note } = condition;
  const operator = parseOperator(name);
  const wish = operator === null ? `to fit ${name}` : wishOf(operator, condition.resolved);
  const there =
    actual === null || actual.length === 0
      ? 'the request does not carry it'
      : `the request has ${listed(shown(actual.map(quoted)), 'and')}`;
  const why = note === null || actual === null || actual.length === 0 ? '' : ` (${note})`;
  return `wants ${subject(operator, key)} ${wish} (${name}), and ${there}${why}`;
}

function subject(operator: ConditionOperator | null, key: string): string {
  if (operator?.quantifier === 'ForAllValues') return `every value of ${key}`;
  if (operator?.quantifier === 'ForAnyValue') return `some value of ${key}`;
  return key;
}

function wishOf(operator: ConditionOperator, wanted: readonly string[]): string {
  if (operator.family === 'Null') return wanted[0]?.toLowerCase() === 'true' ? 'to be absent' : 'to be there';
  const isText = operator.family === 'String' || operator.family === 'Arn' || operator.family === 'Binary';
  const values = shown(isText ? wanted.map(quoted) : wanted);
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

function quoted(value: string): string {
  return `"${value}"`;
}

function shown(values: readonly string[]): readonly string[] {
  if (values.length <= NAMED_VALUES) return values;
  return [...values.slice(0, NAMED_VALUES), `${values.length - NAMED_VALUES} more`];
}
