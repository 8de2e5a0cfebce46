import { isBase64 } from '../../authorization/conditions/binary.ts';
import { isBoolean } from '../../authorization/conditions/boolean.ts';
import { parseDate } from '../../authorization/conditions/date.ts';
import { parseCidr } from '../../authorization/conditions/ip-address.ts';
import { parseNumber } from '../../authorization/conditions/numeric.ts';
import type { ContextKeys } from '../../authorization/request.ts';
import type { OperationInput } from '../operations.ts';
import { invalidInput } from './errors.ts';

type ContextEntry = NonNullable<OperationInput<'iam:SimulateCustomPolicy'>['ContextEntries']>[number];
type ContextKeyType = NonNullable<ContextEntry['ContextKeyType']>;

const isAnyText = (): boolean => true;
const isNumber = (text: string): boolean => parseNumber(text) !== null;
const isDate = (text: string): boolean => parseDate(text) !== null;
const isAddress = (text: string): boolean => parseCidr(text) !== null;

/** What a value must look like, by the type of its key. */
const VALUE_TESTS: Readonly<Record<ContextKeyType, (text: string) => boolean>> = {
  string: isAnyText,
  stringList: isAnyText,
  numeric: isNumber,
  numericList: isNumber,
  boolean: isBoolean,
  booleanList: isBoolean,
  ip: isAddress,
  ipList: isAddress,
  binary: isBase64,
  binaryList: isBase64,
  date: isDate,
  dateList: isDate,
};

/**
 * The request context of a simulation: the keys that the entries give, over those that are known of the caller.
 * @throws AwsError `InvalidInput` for an entry without a name or a type, for a value that is not of its type, and for
 *   several values of a type that is no list.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ContextEntry.html
 */
export function simulatedContext(entries: readonly ContextEntry[], ofCaller: ContextKeys): ContextKeys {
  return new Map([...ofCaller, ...entries.map(contextKey)]);
}

function contextKey({
  ContextKeyName: name,
  ContextKeyType: type,
  ContextKeyValues: values = [],
}: ContextEntry): readonly [string, string | readonly string[]] {
  if (name === undefined || type === undefined) {
    throw invalidInput('A context entry needs a ContextKeyName and a ContextKeyType.');
  }
  const wrong = values.find((value) => !VALUE_TESTS[type](value));
  if (wrong !== undefined) throw invalidInput(`The value ${wrong} of context key ${name} is not of type ${type}.`);
  const [only] = values;
  if (type.endsWith('List') || only === undefined) return [name.toLowerCase(), values];
  if (values.length > 1) throw invalidInput(`Context key ${name} of type ${type} takes one value.`);
  return [name.toLowerCase(), only];
}
