import type { PolicyFix } from '../../../src-shared/contract/policies.ts';

/** Where in a document: property names and list positions from the root. */
export type PolicyPath = readonly (string | number)[];

/** Something in a policy document that AWS would refuse, or (a warning) that can never take effect. */
export interface PolicyFault {
  readonly severity: 'error' | 'warning';
  readonly path: PolicyPath;
  /** Whether the property's name or its value is at fault. */
  readonly at: 'name' | 'value';
  readonly message: string;
  /** What to do about it. */
  readonly mend: string;
  /** What AWS answers, word for word, in its MalformedPolicyDocument error. */
  readonly awsMessage: string;
  /** The mend as a change of the document, where it takes no judgement. */
  readonly fix?: PolicyFix;
}

/** The answer AWS gives when it says no more than that. */
export const SYNTAX_ERRORS = 'Syntax errors in policy.';

/** What AWS Organizations answers to any service or resource control policy that it does not take. */
export const ORGANIZATIONS_REFUSAL =
  'The provided policy document does not meet the requirements of the specified policy type.';

/** The mend that replaces what stands at a path, or the last name of the path itself. */
export function replaceFix(path: PolicyPath, at: PolicyFault['at'], by: string): PolicyFix {
  const label = `Replace by ${by}`;
  return at === 'name'
    ? { label, change: { kind: 'rename', path: [...path], name: by } }
    : { label, change: { kind: 'replace', path: [...path], value: by } };
}

/** Writes a path as a person would: `Statement[1].Condition.StringLike`; empty for the whole document. */
export function formatPath(path: PolicyPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[\w-]+$/.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}
