/** A condition operator of the policy language, without set operator and IfExists. */
export interface Operator {
  readonly name: string;
  /** The types of keys that it is for, as the service authorization reference names them. */
  readonly types: readonly string[];
  /** When the condition holds, in a sentence. */
  readonly description: string;
}

function operator(name: string, types: readonly string[], description: string): Operator {
  return { name, types, description };
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export const OPERATORS: readonly Operator[] = [
  operator('StringEquals', ['String'], 'The text is one of the values; capitals count.'),
  operator('StringNotEquals', ['String'], 'The text is none of the values; capitals count.'),
  operator('StringEqualsIgnoreCase', ['String'], 'The text is one of the values, in any capitals.'),
  operator('StringNotEqualsIgnoreCase', ['String'], 'The text is none of the values, in any capitals.'),
  operator('StringLike', ['String'], 'The text matches one of the values, in which * and ? are wildcards.'),
  operator('StringNotLike', ['String'], 'The text matches none of the values, in which * and ? are wildcards.'),
  operator('NumericEquals', ['Numeric'], 'The number is one of the values.'),
  operator('NumericNotEquals', ['Numeric'], 'The number is none of the values.'),
  operator('NumericLessThan', ['Numeric'], 'The number is less than the value.'),
  operator('NumericLessThanEquals', ['Numeric'], 'The number is the value or less.'),
  operator('NumericGreaterThan', ['Numeric'], 'The number is greater than the value.'),
  operator('NumericGreaterThanEquals', ['Numeric'], 'The number is the value or greater.'),
  operator('DateEquals', ['Date'], 'The time is the value.'),
  operator('DateNotEquals', ['Date'], 'The time is not the value.'),
  operator('DateLessThan', ['Date'], 'The time is before the value.'),
  operator('DateLessThanEquals', ['Date'], 'The time is the value or before it.'),
  operator('DateGreaterThan', ['Date'], 'The time is after the value.'),
  operator('DateGreaterThanEquals', ['Date'], 'The time is the value or after it.'),
  operator('Bool', ['Bool'], 'The key is true, or false, as the value says.'),
  operator('BinaryEquals', ['Binary'], 'The bytes are those of the value, which is written in base64.'),
  operator('IpAddress', ['IPAddress'], 'The IP address is in one of the CIDR ranges.'),
  operator('NotIpAddress', ['IPAddress'], 'The IP address is in none of the CIDR ranges.'),
  operator('ArnEquals', ['ARN'], 'The ARN matches one of the values, in which * and ? are wildcards.'),
  operator('ArnLike', ['ARN'], 'The ARN matches one of the values, in which * and ? are wildcards.'),
  operator('ArnNotEquals', ['ARN'], 'The ARN matches none of the values, in which * and ? are wildcards.'),
  operator('ArnNotLike', ['ARN'], 'The ARN matches none of the values, in which * and ? are wildcards.'),
  operator('Null', [], 'True: the request does not carry the key. False: it carries it.'),
];

/** How the values of a key that holds several are taken together. */
export type SetOperator = '' | 'ForAllValues' | 'ForAnyValue';

/** A condition operator taken apart, such as `ForAnyValue:StringLikeIfExists`. */
export interface OperatorParts {
  readonly set: SetOperator;
  readonly name: string;
  readonly ifExists: boolean;
}

/** Takes an operator's name apart; what is no operator keeps its name. */
export function operatorParts(written: string): OperatorParts {
  const set = written.startsWith('ForAllValues:')
    ? 'ForAllValues'
    : written.startsWith('ForAnyValue:')
      ? 'ForAnyValue'
      : '';
  const rest = set === '' ? written : written.slice(set.length + 1);
  const ifExists = rest.endsWith('IfExists');
  return { set, name: ifExists ? rest.slice(0, -'IfExists'.length) : rest, ifExists };
}

/** The reverse. There is no NullIfExists. */
export function operatorText({ set, name, ifExists }: OperatorParts): string {
  return `${set === '' ? '' : `${set}:`}${name}${ifExists && name !== 'Null' ? 'IfExists' : ''}`;
}

/**
 * The operators that fit a key, those of its own type first. A key of a type that is not known may have any.
 * @param type as the service authorization reference has it, such as `ArrayOfString`.
 */
export function operatorsFor(type: string | null): readonly Operator[] {
  const single = type?.replace(/^ArrayOf/, '') ?? null;
  if (single === null || !OPERATORS.some(({ types }) => types.includes(single))) return OPERATORS;
  const own = OPERATORS.filter(({ types }) => types.includes(single));
  const rest = single === 'ARN' ? OPERATORS.filter(({ types }) => types.includes('String')) : [];
  return [...own, ...rest, ...OPERATORS.filter(({ name }) => name === 'Null')];
}

/** The operator that a new condition on a key begins with; a key that holds several values needs a set operator. */
export function firstOperator(type: string): string {
  const name = operatorsFor(type)[0]?.name ?? 'StringEquals';
  return operatorText({
    set: type.startsWith('ArrayOf') ? 'ForAnyValue' : '',
    name: name === 'ArnEquals' ? 'ArnLike' : name,
    ifExists: false,
  });
}

/** What an operator tests, with its set operator and IfExists; null for what is none. */
export function describeOperator(written: string): string | null {
  const { set, name, ifExists } = operatorParts(written);
  const found = OPERATORS.find((candidate) => candidate.name === name);
  if (found === undefined) return null;
  const sentences = [found.description];
  if (set === 'ForAllValues') sentences.push('Every value of the key has to pass; a key without values passes, too.');
  if (set === 'ForAnyValue') sentences.push('At least one value of the key has to pass.');
  if (ifExists) sentences.push('A request without the key passes.');
  return sentences.join(' ');
}

/** What a type of condition key holds, in a word or two. */
export function typeInWords(type: string): string {
  const words: Readonly<Record<string, string>> = {
    String: 'text',
    ARN: 'ARN',
    Bool: 'true or false',
    Date: 'date',
    IPAddress: 'IP address',
    Numeric: 'number',
  };
  const single = words[type.replace(/^ArrayOf/, '')] ?? type;
  return type.startsWith('ArrayOf') ? `${single}, several` : single;
}
