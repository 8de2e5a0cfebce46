import { type Node, findNodeAtLocation, parseTree } from 'jsonc-parser';
import { GatehouseError } from '../../../src-shared/errors.ts';
import type { PolicyDocument, PolicyKind } from './document.ts';
import { ORGANIZATIONS_REFUSAL, type PolicyFault, type PolicyPath, SYNTAX_ERRORS, formatPath } from './fault.ts';
import { readPolicyDocument } from './grammar.ts';
import { type TextPosition, lineStarts, locateFault, positionAt } from './position.ts';

/** What reading a policy's text gave. `document` is null when a fault is an error. */
export interface PolicyReading {
  readonly document: PolicyDocument | null;
  /** In the order of the grammar, not of the text. */
  readonly faults: readonly PolicyFault[];
  /** Where the text ceases to be JSON, as an offset; null when it is JSON. */
  readonly notJsonAt: number | null;
}

/** No policy of AWS nests deeper than a dozen levels; the JSON parser recurses, so that depth must have an end. */
const MAXIMUM_DEPTH = 64;

/**
 * Reads a policy's text: strict JSON (no comments, no trailing commas, no key twice), then AWS's grammar.
 * Never throws.
 */
export function readPolicyText(text: string, kind: PolicyKind): PolicyReading {
  const deep = depthExceededAt(text);
  if (deep !== null) return notJson(kind, deep, 'The policy is nested too deeply.');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return notJson(kind, syntaxErrorAt(text), 'The policy is not JSON.');
  }
  const { document, faults } = readPolicyDocument(value, kind);
  const root = parseTree(text);
  const duplicates = duplicateKeys(root, syntaxRefusal(kind));
  if (duplicates.length > 0) return { document: null, faults: [...duplicates, ...faults], notJsonAt: null };
  return { document: document === null ? null : withPositions(document, root, text), faults, notJsonAt: null };
}

/** The document with the place of each statement. A single Statement object is statement 0. */
function withPositions(document: PolicyDocument, root: Node | undefined, text: string): PolicyDocument {
  const list = root === undefined ? undefined : findNodeAtLocation(root, ['Statement']);
  const nodes = list?.type === 'array' ? (list.children ?? []) : [list];
  const starts = lineStarts(text);
  return {
    ...document,
    statements: document.statements.map((statement, index) => {
      const node = nodes[index];
      return { ...statement, position: node === undefined ? null : positionAt(starts, node.offset) };
    }),
  };
}

/**
 * Parses a policy's text.
 * @throws GatehouseError `InvalidPolicy` that names the first fault, its place and its mend.
 */
export function parsePolicy(text: string, kind: PolicyKind): PolicyDocument {
  const reading = readPolicyText(text, kind);
  if (reading.document !== null) return reading.document;
  throw invalidPolicy(reading, text);
}

/** The error for a reading that has no document. `text` is null where the document came as a value. */
export function invalidPolicy(
  reading: Pick<PolicyReading, 'faults' | 'notJsonAt'>,
  text: string | null,
): GatehouseError {
  const fault = reading.faults.find(({ severity }) => severity === 'error');
  const path = formatPath(fault?.path ?? []);
  return new GatehouseError('InvalidPolicy', fault?.message ?? 'The policy is not valid.', {
    place: [path, text === null ? '' : describePosition(reading, fault, text)].filter((part) => part !== '').join(', '),
    mend: fault?.mend ?? 'Correct the policy.',
  });
}

function describePosition(
  reading: Pick<PolicyReading, 'notJsonAt'>,
  fault: PolicyFault | undefined,
  text: string,
): string {
  const { line, column } = faultPosition(reading, fault, text);
  return `line ${line}, column ${column}`;
}

/** Where a fault of a reading stands in the text. */
export function faultPosition(
  reading: Pick<PolicyReading, 'notJsonAt'>,
  fault: PolicyFault | undefined,
  text: string,
): TextPosition {
  if (reading.notJsonAt !== null || fault === undefined)
    return { ...positionAt(lineStarts(text), reading.notJsonAt ?? 0), length: 1 };
  return locateFault(parseTree(text), lineStarts(text), fault);
}

function syntaxRefusal(kind: PolicyKind): string {
  return kind === 'scp' || kind === 'rcp' ? ORGANIZATIONS_REFUSAL : SYNTAX_ERRORS;
}

/** AWS words the refusal of a trust policy in its own way. */
function notJson(kind: PolicyKind, offset: number, message: string): PolicyReading {
  const fault: PolicyFault = {
    severity: 'error',
    path: [],
    at: 'value',
    message,
    mend: 'Check brackets, quotes and commas here; JSON has no comments and no comma after the last entry.',
    awsMessage: kind === 'trust' ? 'This policy contains invalid Json' : syntaxRefusal(kind),
  };
  return { document: null, faults: [fault], notJsonAt: offset };
}

/** The offset at which the nesting grows too deep, or null. */
function depthExceededAt(text: string): number | null {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (quoted) {
      if (character === '\\') at += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') {
      quoted = true;
    } else if (character === '{' || character === '[') {
      depth += 1;
      if (depth > MAXIMUM_DEPTH) return at;
    } else if (character === '}' || character === ']') {
      depth -= 1;
    }
  }
  return null;
}

/** The offset of the first error of a text that JSON.parse refuses. */
function syntaxErrorAt(text: string): number {
  const errors: { error: number; offset: number; length: number }[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  return Math.min(errors[0]?.offset ?? 0, Math.max(text.length - 1, 0));
}

/** JSON.parse keeps the last of two like keys in silence; which of them counts must not be a guess. */
function duplicateKeys(root: Node | undefined, awsMessage: string): PolicyFault[] {
  const faults: PolicyFault[] = [];
  const visit = (node: Node, path: PolicyPath): void => {
    if (node.type === 'array') {
      for (const [index, child] of (node.children ?? []).entries()) visit(child, [...path, index]);
    }
    if (node.type !== 'object') return;
    const seen = new Set<unknown>();
    for (const property of node.children ?? []) {
      const [name, value] = property.children ?? [];
      if (name === undefined || value === undefined) continue;
      const key = String(name.value);
      if (seen.has(key)) faults.push(duplicateKey([...path, key], awsMessage));
      seen.add(key);
      visit(value, [...path, key]);
    }
  };
  if (root !== undefined) visit(root, []);
  return faults;
}

function duplicateKey(path: PolicyPath, awsMessage: string): PolicyFault {
  return {
    severity: 'error',
    path,
    at: 'name',
    message: `"${path.at(-1) ?? ''}" stands here twice.`,
    mend: 'Join the two into one; a list takes several values.',
    awsMessage,
  };
}
