import { parseTree } from 'jsonc-parser';
import { AwsError } from '../../src-shared/errors.ts';
import type { PolicyProblem } from '../../src-shared/contract/policies.ts';
import type { ServiceReference } from '../request/service-reference.ts';
import type { PolicyKind } from './policy/document.ts';
import { type PolicyFault, formatPath } from './policy/fault.ts';
import { adviceFaults } from './policy/advice.ts';
import { type PolicyReading, faultPosition, readPolicyText } from './policy/parse-policy.ts';
import { type TextPosition, lineStarts, locateFault } from './policy/position.ts';
import { unknownNameFaults } from './policy/unknown-names.ts';

/**
 * How long a policy may be where nothing closer is known: the largest inline policy (a role's) and a role's trust
 * policy count without white space, a bucket policy and those of AWS Organizations with it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html#min-max-values
 * @see https://aws.amazon.com/about-aws/whats-new/2026/05/aws-organizations-increased-scp-quotas/
 */
const LONGEST: Readonly<Record<PolicyKind, number>> = {
  identity: 10_240,
  resource: 20_480,
  trust: 2_048,
  scp: 10_240,
  rcp: 5_120,
};

/** The kinds of which only what is no white space counts. */
const WITHOUT_WHITE_SPACE: ReadonlySet<PolicyKind> = new Set(['identity', 'trust']);

/** AWS's quotas for the length of identity-based policies, in characters other than white space. */
export const POLICY_QUOTAS = { userInline: 2_048, groupInline: 5_120, roleInline: 10_240, managed: 6_144 } as const;

/** Text beyond this length and its quota is not even read: the API's own limit for a policy document. */
const LONGEST_READ = 131_072;

/** More problems than this help nobody, and each takes time to find in the text. */
const MOST_PROBLEMS = 200;

/**
 * Finds everything in a policy's text that AWS would refuse (errors) or that is likely a mistake (warnings).
 * @param reference where the names of actions, services and condition keys come from; null skips those checks.
 * @param options `maximumLength` is the quota that applies, where the kind does not tell; `advice` also warns of what is
 *   well formed and yet seldom meant, see `adviceFaults`.
 * @returns problems in the order of the text, only some where there are hundreds; no errors mean that AWS would take it.
 */
export function checkPolicy(
  text: string,
  kind: PolicyKind,
  reference: ServiceReference | null,
  options: { maximumLength?: number; advice?: boolean } = {},
): PolicyProblem[] {
  const maximum = options.maximumLength ?? LONGEST[kind];
  const tooLong = lengthProblem(text, kind, maximum);
  const longest = Math.max(maximum, LONGEST_READ);
  if (text.length > longest) return [tooLong ?? tooLongProblem(text.length, 'characters', longest)];
  const reading = readPolicyText(text, kind);
  const problems =
    reading.notJsonAt === null
      ? locateAll(text, reading, reference, options.advice === true ? kind : null)
      : [notJsonProblem(text, reading)];
  if (tooLong !== null) problems.unshift(tooLong);
  return problems.toSorted((left, right) => left.line - right.line || left.column - right.column);
}

/** @param advised the kind of policy that is advised on as well; null for no advice. */
function locateAll(
  text: string,
  reading: PolicyReading,
  reference: ServiceReference | null,
  advised: PolicyKind | null,
): PolicyProblem[] {
  const root = parseTree(text);
  const wellFormed = reading.document !== null && reference !== null;
  const names = wellFormed ? unknownNameFaults(root, reference) : [];
  const advice = wellFormed && advised !== null ? adviceFaults(root, advised, reference) : [];
  const starts = lineStarts(text);
  const faults = [...reading.faults, ...names, ...advice];
  // Errors first, so that none is crowded out by warnings.
  const shown = [...faults.filter(isError), ...faults.filter((fault) => !isError(fault))].slice(0, MOST_PROBLEMS);
  return shown.map((fault) => problem(fault, locateFault(root, starts, fault)));
}

function notJsonProblem(text: string, reading: PolicyReading): PolicyProblem {
  const fault = firstError(reading);
  return problem(fault, faultPosition(reading, fault, text));
}

function problem(fault: PolicyFault, position: TextPosition): PolicyProblem {
  return {
    severity: fault.severity,
    ...position,
    path: formatPath(fault.path),
    message: fault.message,
    mend: fault.mend,
    ...(fault.fix !== undefined && { fix: fault.fix }),
  };
}

function lengthProblem(text: string, kind: PolicyKind, maximum: number): PolicyProblem | null {
  const length = WITHOUT_WHITE_SPACE.has(kind) ? policyLength(text) : text.length;
  if (length <= maximum) return null;
  const counted = WITHOUT_WHITE_SPACE.has(kind) ? 'characters without white space' : 'characters';
  return tooLongProblem(length, counted, maximum);
}

function tooLongProblem(length: number, counted: string, maximum: number): PolicyProblem {
  return {
    severity: 'error',
    line: 1,
    column: 1,
    length: 1,
    path: '',
    message: `The policy has ${length} ${counted}; the limit is ${maximum}.`,
    mend: 'Shorten it, or divide it into several policies.',
  };
}

/** A policy's length as IAM counts it against its quotas: without white space. */
export function policyLength(text: string): number {
  return text.replace(/\s/g, '').length;
}

/**
 * AWS's wording for the first fault of a policy.
 * @returns null when the policy follows the grammar.
 */
export function malformedPolicyMessage(text: string, kind: PolicyKind): string | null {
  if (text.length > LONGEST_READ) return 'The policy is too long.';
  const reading = readPolicyText(text, kind);
  return reading.document === null ? firstError(reading).awsMessage : null;
}

/**
 * Refuses a policy that does not follow the grammar, as IAM and AWS Organizations do.
 * @throws AwsError `MalformedPolicyDocument` (of a service or resource control policy, which are Organizations',
 *   `MalformedPolicyDocumentException`), 400, in AWS's words; its place names the element and the line.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html
 */
export function assertPolicyDocument(text: string, kind: PolicyKind): void {
  const message = malformedPolicyMessage(text, kind);
  if (message === null) return;
  const first = checkPolicy(text, kind, null).find(({ severity }) => severity === 'error');
  const where = first === undefined ? '' : `line ${first.line}, column ${first.column}`;
  const place = [first?.path ?? '', where].filter((part) => part !== '').join(', ');
  const code = kind === 'scp' || kind === 'rcp' ? 'MalformedPolicyDocumentException' : 'MalformedPolicyDocument';
  throw new AwsError(code, 400, message, place === '' ? null : place);
}

function isError({ severity }: PolicyFault): boolean {
  return severity === 'error';
}

function firstError(reading: PolicyReading): PolicyFault {
  const fault = reading.faults.find(isError);
  if (fault === undefined) throw new Error('A reading without a document has an error.');
  return fault;
}
