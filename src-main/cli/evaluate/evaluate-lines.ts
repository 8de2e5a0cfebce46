import { isAscii, isUtf8 } from 'node:buffer';
import type { Decision, Explanation } from '../../../src-shared/decision/explanation.ts';
import type { Principal } from '../../../src-shared/principal.ts';
import type { CompiledStatement } from '../../authorization/compile.ts';
import { conclude } from '../../authorization/conclude.ts';
import type { Found } from '../../authorization/evaluation.ts';
import { explain } from '../../authorization/explain.ts';
import { prepareRequest } from '../../authorization/matching.ts';
import { decidedBy } from '../../authorization/missing.ts';
import { missingContext } from '../../authorization/missing-context.ts';
import { parsePrincipal } from '../../authorization/parse-principal.ts';
import { contextOfPrincipal } from '../../authorization/principal-context.ts';
import type { AuthorizationRequest } from '../../authorization/request.ts';
import type { ServiceFacts } from '../../authorization/service-facts.ts';
import { formatPath } from '../../authorization/policy/fault.ts';
import { CaseFault } from './case-fault.ts';
import { casePolicyCompiler } from './case-policies.ts';
import { type CaseError, type CaseId, type CaseRequest, PRINCIPAL_FAULT } from './evaluation-case.ts';
import { caseReader, idOfLine } from './read-case.ts';
import { RecentlyMade } from './recently-made.ts';
import type { WholeLines } from './whole-lines.ts';

/** The answers to some lines. */
export interface Answers {
  /** A line for each, in UTF-8. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** How many of the lines could not be decided. */
  readonly failed: number;
}

/** Answers lines, in their order. */
export type EvaluateLines = (lines: WholeLines) => Answers;

/**
 * Makes what answers lines of cases: one decision or error for each that is not empty. What it compiled of the last
 * cases it keeps for the next ones.
 * @param options.explain whether each decision is explained.
 */
export function linesEvaluator(options: { explain: boolean; facts: ServiceFacts }): EvaluateLines {
  const evaluateCase = caseEvaluator(options);
  return ({ bytes, firstLine }) => {
    let answers = '';
    let failed = 0;
    let lineNumber = firstLine;
    for (const line of linesOf(bytes)) {
      if (line === null || !isBlank(line)) {
        try {
          if (line === null) throw new CaseFault('', 'The line is not UTF-8. Write the file in that encoding.');
          answers += `${evaluateCase(line)}\n`;
        } catch (error) {
          if (!(error instanceof CaseFault)) throw error;
          failed += 1;
          answers += `${errorAnswer(line === null ? null : idOfLine(line), error, lineNumber)}\n`;
        }
      }
      lineNumber += 1;
    }
    return { bytes: encode(answers), failed };
  };
}

/** The answer to a line that cannot be decided. */
export function errorAnswer(id: CaseId | null, { message, path }: CaseFault, line: number): string {
  const answer: CaseError = { id, error: { message, line, path } };
  return JSON.stringify(answer);
}

/** The lines without their breaks; null for one that is not UTF-8. */
function* linesOf(bytes: Uint8Array): Generator<string | null> {
  if (isUtf8(bytes)) {
    // Latin-1 is read faster, and the same where there is nothing but ASCII.
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(isAscii(bytes) ? 'latin1' : 'utf8');
    for (let start = 0; start < text.length;) {
      const found = text.indexOf('\n', start);
      const end = found < 0 ? text.length : found;
      yield text.slice(start, end);
      start = end + 1;
    }
    return;
  }
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(LINE_FEED, start);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.subarray(start, end);
    yield isUtf8(line) ? Buffer.from(line).toString('utf8') : null;
    start = end + 1;
  }
}

const LINE_FEED = 0x0a;

function isBlank(line: string): boolean {
  return line.charCodeAt(0) !== OPENING_BRACE && line.trim() === '';
}

const OPENING_BRACE = 0x7b;

/** In memory of its own, so that it can be handed to another thread. */
function encode(text: string): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(text, 'utf8');
  return bytes.length === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}

function caseEvaluator(options: { explain: boolean; facts: ServiceFacts }): (line: string) => string {
  const readCase = caseReader(casePolicyCompiler());
  const readPrincipal = principalReader();
  const nameFound = foundNamer();
  return (line) => {
    const { id, request, policies } = readCase(line);
    const asked = authorizationRequest(request, readPrincipal);
    if (options.explain) {
      const explanation = explain(asked, policies.set, options.facts);
      const { decision, decidedBy: by, missingContext: missing } = explanation;
      return answerText(id, decision, JSON.stringify(by), missing, explanation);
    }
    const prepared = prepareRequest(asked, policies.set, options.facts);
    const { decision, by } = conclude(prepared, policies.set);
    return answerText(id, decision, nameFound(by), missingContext(prepared, policies.asking), null);
  };
}

function answerText(
  id: CaseId,
  decision: Decision,
  by: string,
  missing: readonly string[],
  explanation: Explanation | null,
): string {
  const keys = missing.length === 0 ? '[]' : JSON.stringify(missing);
  const why = explanation === null ? '' : `,"explanation":${JSON.stringify(explanation)}`;
  return `{"id":${JSON.stringify(id)},"decision":"${decision}","decidedBy":${by},"missingContext":${keys}${why}}`;
}

/** Names what decided, as JSON; each statement once, since it decides many cases. */
function foundNamer(): (found: Found | null) => string {
  const named = new WeakMap<CompiledStatement, string>();
  return (found) => {
    if (found === null) return 'null';
    const known = named.get(found.statement);
    if (known !== undefined) return known;
    const text = JSON.stringify(decidedBy(found.layer, found.statement));
    named.set(found.statement, text);
    return text;
  };
}

/** A principal, with what follows from it. */
interface ReadPrincipal {
  readonly principal: Principal;
  /** Names in lower case. */
  readonly keys: readonly (readonly [string, string | readonly string[]])[];
  readonly accountId: string;
}

type ReadPrincipalText = (text: string, userId: string) => ReadPrincipal;

/** Up to so many characters of principals' texts, what was read of them is kept. */
const KEPT_PRINCIPAL_CHARACTERS = 100_000;

function principalReader(): ReadPrincipalText {
  const kept = new RecentlyMade<ReadPrincipal>(KEPT_PRINCIPAL_CHARACTERS);
  return (text, userId) => {
    const key = userId === '' ? text : `${text}\n${userId}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const principal = parsePrincipal(text, userId);
    if (principal === null) throw new CaseFault('request.principal', PRINCIPAL_FAULT);
    return kept.keep(key, { principal, keys: [...contextOfPrincipal(principal)], accountId: accountOf(principal) });
  };
}

function accountOf(principal: Principal): string {
  if (principal.kind === 'federated') return principal.providerAccountId ?? '';
  return 'accountId' in principal ? principal.accountId : '';
}

/** The context is what the case gives, and beside that what follows from the principal. */
function authorizationRequest(request: CaseRequest, readPrincipal: ReadPrincipalText): AuthorizationRequest {
  const context = givenContext(request.context ?? {});
  const userId = context.get('aws:userid');
  const { principal, keys, accountId } = readPrincipal(request.principal, typeof userId === 'string' ? userId : '');
  for (let index = 0; index < keys.length; index += 1) {
    const entry = keys[index];
    if (entry !== undefined && !context.has(entry[0])) context.set(entry[0], entry[1]);
  }
  const { action, resource, resourceAccount } = request;
  return { principal, action, resource, resourceAccountId: resourceAccount ?? accountId, context };
}

function givenContext(given: NonNullable<CaseRequest['context']>): Map<string, string | readonly string[]> {
  const context = new Map<string, string | readonly string[]>();
  for (const [name, value] of Object.entries(given)) {
    const key = name.toLowerCase();
    if (context.has(key)) {
      const path = formatPath(['request', 'context', name]);
      throw new CaseFault(path, `"${name}" is given twice: keys are compared without regard to case. Join the two.`);
    }
    context.set(key, Array.isArray(value) ? value.map(String) : String(value));
  }
  return context;
}
