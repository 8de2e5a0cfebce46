import { parseCidr } from '../conditions/ip-address.ts';
import { parseDate } from '../conditions/date.ts';
import { isBase64 } from '../conditions/binary.ts';
import { isBoolean } from '../conditions/boolean.ts';
import { parseNumber } from '../conditions/numeric.ts';
import type { ConditionOperator, OperatorFamily } from '../conditions/operator.ts';
import type { PolicyFault, PolicyPath } from './fault.ts';
import { SYNTAX_ERRORS } from './fault.ts';

const WANTED: Partial<
  Record<OperatorFamily, { readonly what: string; readonly example: string; readonly valid: (text: string) => boolean }>
> = {
  Numeric: { what: 'a number', example: '10', valid: (text) => parseNumber(text) !== null },
  Date: { what: 'a date', example: '2026-01-31T12:00:00Z', valid: (text) => parseDate(text) !== null },
  Bool: { what: 'true or false', example: 'true', valid: isBoolean },
  Null: { what: 'true or false', example: 'true', valid: isBoolean },
  Binary: { what: 'a value in base64', example: 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', valid: isBase64 },
  IpAddress: {
    what: 'an IP address or CIDR range',
    example: '203.0.113.0/24',
    valid: (text) => parseCidr(text) !== null,
  },
};

/** The operators that take no policy variables, by each one's section of AWS's page of operators. */
const WITHOUT_VARIABLES: ReadonlySet<OperatorFamily> = new Set(['Numeric', 'Date', 'Binary', 'IpAddress', 'Null']);

/**
 * Tells whether a value can never match because it is not of its operator's type. A warning, since AWS stores such
 * policies.
 */
export function conditionValueFault(operator: ConditionOperator, value: string, path: PolicyPath): PolicyFault | null {
  const wanted = WANTED[operator.family];
  if (wanted === undefined || wanted.valid(value)) return null;
  if (value.includes('${') && !WITHOUT_VARIABLES.has(operator.family)) return null;
  return {
    severity: 'warning',
    path,
    at: 'value',
    message: `${operator.name} compares with ${wanted.what}; ${JSON.stringify(value)} is none, so that it never matches.`,
    mend: `Write ${wanted.what}, such as "${wanted.example}".`,
    awsMessage: SYNTAX_ERRORS,
  };
}
