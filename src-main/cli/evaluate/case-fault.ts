import type { z } from 'zod';
import { nearestName } from '../../authorization/nearest-name.ts';
import { type PolicyPath, formatPath } from '../../authorization/policy/fault.ts';
import { CasePolicies, CaseRequest, EvaluationCase, NamedPolicy } from './evaluation-case.ts';

/** A fault of one line: where in it, what is wrong and how to mend it. */
export class CaseFault extends Error {
  override readonly name = 'CaseFault';
  /** Such as `policies.scp[1][0].document`; empty for the whole line. */
  readonly path: string;

  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

/** The members that an object of the batch format may have; what a mistyped one most likely meant is among them. */
const MEMBERS = [EvaluationCase, CaseRequest, CasePolicies, NamedPolicy].flatMap(({ shape }) => Object.keys(shape));

/** The first fault that a schema found in a case, in words. */
export function faultOf(error: z.ZodError): CaseFault {
  // A mistyped name is also missing under its right one; the slip is the better thing to tell.
  const issue = error.issues.find(({ code }) => code === 'unrecognized_keys') ?? error.issues[0];
  return issue === undefined ? new CaseFault('', 'The case is not valid.') : faultOfIssue(issue, []);
}

type Issue = z.ZodError['issues'][number];

function faultOfIssue(issue: Issue, parent: PolicyPath): CaseFault {
  const path = [...parent, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  switch (issue.code) {
    case 'unrecognized_keys': {
      const [name = ''] = issue.keys;
      const near = nearestName(name, MEMBERS);
      return new CaseFault(
        formatPath([...path, name]),
        `There is no member "${name}" here. ${near === null ? 'Leave it out.' : `Did you mean "${near}"?`}`,
      );
    }
    case 'invalid_union': {
      const closest = closestAlternative(issue.errors);
      return closest === null ? new CaseFault(formatPath(path), issue.message) : faultOfIssue(closest, path);
    }
    case 'invalid_type':
      return new CaseFault(formatPath(path), wrongType(issue.expected, path.at(-1), issue.message));
    default:
      return new CaseFault(formatPath(path), issue.message);
  }
}

/** The fault of the alternative that got furthest into the value: what was meant. Null where none got into it. */
function closestAlternative(alternatives: readonly (readonly Issue[])[]): Issue | null {
  let closest: Issue | null = null;
  for (const [issue] of alternatives) {
    if (issue !== undefined && issue.path.length > (closest?.path.length ?? 0)) closest = issue;
  }
  return closest;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function wrongType(expected: string, member: PolicyPath[number] | undefined, message: string): string {
  const wanted = TYPE_NAMES[expected] ?? expected;
  if (member === undefined) return `A case is ${wanted}.`;
  const subject = typeof member === 'number' ? 'This entry' : `"${member}"`;
  return message.endsWith('received undefined') ? `${subject} is missing: ${wanted}.` : `${subject} must be ${wanted}.`;
}
