/** What a condition operator compares. */
export type OperatorFamily = 'String' | 'Numeric' | 'Date' | 'Bool' | 'Binary' | 'IpAddress' | 'Arn' | 'Null';

/** How a comparison is made inside a family; `Equals` where the family knows only one. */
export type Comparison =
  'Equals' | 'EqualsIgnoreCase' | 'Like' | 'LessThan' | 'LessThanEquals' | 'GreaterThan' | 'GreaterThanEquals';

interface BaseOperator {
  readonly family: OperatorFamily;
  readonly comparison: Comparison;
  /** True for the Not… forms, which match when none of the wanted values does. */
  readonly negated: boolean;
}

/** A condition operator taken apart, such as `ForAnyValue:StringNotLikeIfExists`. */
export interface ConditionOperator extends BaseOperator {
  /** As written. */
  readonly name: string;
  readonly quantifier: 'ForAllValues' | 'ForAnyValue' | null;
  readonly ifExists: boolean;
}

function base(family: OperatorFamily, comparison: Comparison, negated = false): BaseOperator {
  return { family, comparison, negated };
}

/**
 * Every operator of the policy language, without set operator and IfExists.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
const BASE_OPERATORS: ReadonlyMap<string, BaseOperator> = new Map([
  ['StringEquals', base('String', 'Equals')],
  ['StringNotEquals', base('String', 'Equals', true)],
  ['StringEqualsIgnoreCase', base('String', 'EqualsIgnoreCase')],
  ['StringNotEqualsIgnoreCase', base('String', 'EqualsIgnoreCase', true)],
  ['StringLike', base('String', 'Like')],
  ['StringNotLike', base('String', 'Like', true)],
  ['NumericEquals', base('Numeric', 'Equals')],
  ['NumericNotEquals', base('Numeric', 'Equals', true)],
  ['NumericLessThan', base('Numeric', 'LessThan')],
  ['NumericLessThanEquals', base('Numeric', 'LessThanEquals')],
  ['NumericGreaterThan', base('Numeric', 'GreaterThan')],
  ['NumericGreaterThanEquals', base('Numeric', 'GreaterThanEquals')],
  ['DateEquals', base('Date', 'Equals')],
  ['DateNotEquals', base('Date', 'Equals', true)],
  ['DateLessThan', base('Date', 'LessThan')],
  ['DateLessThanEquals', base('Date', 'LessThanEquals')],
  ['DateGreaterThan', base('Date', 'GreaterThan')],
  ['DateGreaterThanEquals', base('Date', 'GreaterThanEquals')],
  ['Bool', base('Bool', 'Equals')],
  ['BinaryEquals', base('Binary', 'Equals')],
  ['IpAddress', base('IpAddress', 'Equals')],
  ['NotIpAddress', base('IpAddress', 'Equals', true)],
  ['ArnEquals', base('Arn', 'Like')],
  ['ArnLike', base('Arn', 'Like')],
  ['ArnNotEquals', base('Arn', 'Like', true)],
  ['ArnNotLike', base('Arn', 'Like', true)],
  ['Null', base('Null', 'Equals')],
]);

/** The names of the operators without set operator and IfExists, for suggestions. */
export const OPERATOR_NAMES: readonly string[] = [...BASE_OPERATORS.keys()];

const IF_EXISTS = 'IfExists';

/**
 * Takes an operator's name apart.
 * @returns null when there is no such operator; IfExists cannot be added to Null.
 */
export function parseOperator(name: string): ConditionOperator | null {
  const { quantifier, rest } = takeQuantifier(name);
  const ifExists = rest.endsWith(IF_EXISTS);
  const found = BASE_OPERATORS.get(ifExists ? rest.slice(0, -IF_EXISTS.length) : rest);
  if (found === undefined || (ifExists && found.family === 'Null')) return null;
  return { name, quantifier, ifExists, ...found };
}

function takeQuantifier(name: string): { quantifier: ConditionOperator['quantifier']; rest: string } {
  if (name.startsWith('ForAllValues:')) return { quantifier: 'ForAllValues', rest: name.slice(13) };
  if (name.startsWith('ForAnyValue:')) return { quantifier: 'ForAnyValue', rest: name.slice(12) };
  return { quantifier: null, rest: name };
}
