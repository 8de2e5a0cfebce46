import { isRecord } from '../../../src-shared/is-record.ts';
import { CaseFault, faultOf } from './case-fault.ts';
import type { CompileCasePolicies, CompiledPolicies } from './case-policies.ts';
import { CaseId, CasePolicies, type CaseRequest, EvaluationCase } from './evaluation-case.ts';
import { quickCaseHead } from './quick-case-head.ts';
import { RecentlyMade } from './recently-made.ts';
import { findPoliciesMember, policiesAndRest, policiesAsLastMember } from './split-case.ts';

/** A case that can be decided. */
export interface ReadCase {
  readonly id: CaseId;
  readonly request: CaseRequest;
  readonly policies: CompiledPolicies;
}

/** Up to so many characters of `policies` members, what was compiled of them is kept. */
const KEPT_CHARACTERS = 4_000_000;

/** Compiled for a request that assumes a role, and for one that does not. */
type Kept = Readonly<Record<'assuming' | 'other', RecentlyMade<CompiledPolicies>>>;

/**
 * Makes a reader of lines. It keeps the compiled policies of the lines before, by their text. It throws a CaseFault for
 * a line that is no case.
 */
export function caseReader(compile: CompileCasePolicies): (line: string) => ReadCase {
  const kept: Kept = { assuming: new RecentlyMade(KEPT_CHARACTERS), other: new RecentlyMade(KEPT_CHARACTERS) };
  return (line) => readRepeated(line, kept, compile) ?? readWhole(line, compile);
}

/** Reads a line, parsing of its policies what was not parsed before. @returns null where it has to be read whole. */
function readRepeated(line: string, kept: Kept, compile: CompileCasePolicies): ReadCase | null {
  const member = findPoliciesMember(line);
  if (member === null) return null;
  const last = policiesAsLastMember(line, member);
  const before = member.before === null ? {} : parseObject(member.before);
  if (last === null || before === null) return null;
  const head = quickCaseHead(before);
  if (head !== null) {
    const policies = kept[keptUnder(head.request)].get(last);
    if (policies !== undefined) return { ...head, policies };
  }

  const parts = policiesAndRest(line, member);
  const after = parts === null ? null : parts.after === null ? {} : parseObject(parts.after);
  if (parts === null || after === null) return null;
  const whole = quickCaseHead({ ...before, ...after });
  if (whole === null) return null;
  const memory = kept[keptUnder(whole.request)];
  const known = memory.get(parts.policies);
  if (known !== undefined) return { ...whole, policies: known };
  const policies = CasePolicies.safeParse(parseObject(parts.policies));
  if (!policies.success) return null;
  const compiled = compile(policies.data, keptUnder(whole.request) === 'assuming');
  return { ...whole, policies: memory.keep(parts.policies, compiled) };
}

function readWhole(line: string, compile: CompileCasePolicies): ReadCase {
  const parsed = EvaluationCase.safeParse(parseJson(line));
  if (!parsed.success) throw faultOf(parsed.error);
  const { id, request, policies } = parsed.data;
  return { id, request, policies: compile(policies, keptUnder(request) === 'assuming') };
}

/** The id of a line that is no case, if that much can be read. */
export function idOfLine(line: string): CaseId | null {
  const value = parseObject(line);
  const id = CaseId.safeParse(value?.['id']);
  return id.success ? id.data : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CaseFault('', 'The line is not JSON. A case is one JSON object on a line by itself.');
  }
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

/** Whether the resource's policy is the trust policy of a role: assuming it, or tagging the session on the way. */
function keptUnder({ action, resource }: CaseRequest): keyof Kept {
  return /^sts:(?:AssumeRole\w*|TagSession|SetSourceIdentity|SetContext)$/i.test(action) &&
    /^arn:[^:]*:iam::\d{12}:role\//.test(resource)
    ? 'assuming'
    : 'other';
}
