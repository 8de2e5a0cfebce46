import { parseTree, type Node } from 'jsonc-parser';
import type { StatementExplanation } from '../../src-shared/decision/explanation.ts';
import { comparisons, type Comparison } from './statement-outcome.ts';

/** A run of characters of a line; `matched` where the request matches the value that stands there. */
export interface SourceRun {
  readonly text: string;
  readonly matched: boolean;
}

/** A line of a statement's text. */
export interface SourceLine {
  /** From 1, in the policy's text; null where the text is not at hand and the statement was written anew. */
  readonly number: number | null;
  readonly runs: readonly SourceRun[];
  /** How the element or condition that stands on the line came out; null where the line says nothing to compare. */
  readonly outcome: 'match' | 'mismatch' | null;
  /** Whether the line begins what the outcome is of. */
  readonly begins: boolean;
}

/** A statement's text with what matched marked in it. */
export interface StatementSource {
  readonly lines: readonly SourceLine[];
  /** False where the policy no longer says so, or is not at hand: the lines are then written from the explanation. */
  readonly current: boolean;
}

/**
 * A statement as its policy writes it.
 * @param policyText the policy as it is now; null where it is not at hand.
 */
export function statementSource(statement: StatementExplanation, policyText: string | null): StatementSource {
  const compared = comparisons(statement);
  const found = policyText === null ? null : statementNode(policyText, statement.index);
  if (policyText !== null && found !== null && saysTheSame(found, statement)) {
    return { lines: annotate(policyText, found, compared, true), current: true };
  }
  const text = JSON.stringify(rewritten(statement), null, 2);
  const node = parseTree(text);
  return { lines: node === undefined ? [] : annotate(text, node, compared, false), current: false };
}

function member(node: Node, name: string): Node | null {
  const property = node.children?.find(({ children }) => children?.[0]?.value === name);
  return property?.children?.[1] ?? null;
}

function statementNode(text: string, index: number): Node | null {
  const root = parseTree(text);
  const list = root === undefined ? null : member(root, 'Statement');
  if (list?.type === 'object') return index === 0 ? list : null;
  return list?.children?.[index] ?? null;
}

/** Every string in it, in order. */
function valuesIn(node: Node): string[] {
  if (node.type === 'object')
    return (node.children ?? []).flatMap(({ children }) => children?.slice(1).flatMap(valuesIn) ?? []);
  if (node.type === 'array') return (node.children ?? []).flatMap(valuesIn);
  return [String(node.value)];
}

/** Whether the text is the one that the explanation was made of: each value that was wanted stands there, and no more. */
function saysTheSame(node: Node, { effect, sid, elements, conditions }: StatementExplanation): boolean {
  if (member(node, 'Effect')?.value !== effect || (member(node, 'Sid')?.value ?? null) !== (sid ?? null)) return false;
  return (
    elements.every(({ element, wanted }) => holds(member(node, element), wanted.map(bare))) &&
    conditions.every(({ operator, key, wanted }) =>
      holds(memberOf(memberOf(member(node, 'Condition'), operator), key), wanted),
    )
  );
}

function memberOf(node: Node | null, name: string): Node | null {
  return node === null ? null : member(node, name);
}

/** Whether these are the values that stand there. */
function holds(node: Node | null, wanted: readonly string[]): boolean {
  const found = node === null ? [] : valuesIn(node);
  return node !== null && found.length === wanted.length && found.every((value) => wanted.includes(value));
}

/** A value of a Principal element is told with its type before it, such as `AWS: 123456789012`. */
function bare(wanted: string): string {
  return wanted.replace(/^(?:AWS|Service|Federated|CanonicalUser): /, '');
}

/** The statement as the explanation has it, for where its text is not at hand. */
function rewritten({ sid, effect, elements, conditions }: StatementExplanation): Record<string, unknown> {
  const condition: Record<string, Record<string, unknown>> = {};
  for (const { operator, key, wanted } of conditions) {
    condition[operator] = { ...condition[operator], [key]: oneOrMany(wanted) };
  }
  return {
    ...(sid === null ? {} : { Sid: sid }),
    Effect: effect,
    ...Object.fromEntries(
      elements.map(({ element, wanted }) => [
        element,
        element.endsWith('Principal') ? principalElement(wanted) : oneOrMany(wanted),
      ]),
    ),
    ...(conditions.length === 0 ? {} : { Condition: condition }),
  };
}

function oneOrMany(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? (values[0] ?? '') : values;
}

function principalElement(wanted: readonly string[]): unknown {
  const typed: Record<string, string[]> = {};
  for (const value of wanted) {
    const [, type, name] = /^(AWS|Service|Federated|CanonicalUser): (.*)$/.exec(value) ?? [];
    if (type === undefined || name === undefined) return '*';
    typed[type] = [...(typed[type] ?? []), name];
  }
  return Object.fromEntries(Object.entries(typed).map(([type, names]) => [type, oneOrMany(names)]));
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly comparison: Comparison;
}

/** The property of each comparison, from its name to the end of its value. */
function spansOf(node: Node, compared: readonly Comparison[]): Span[] {
  const condition = member(node, 'Condition');
  return compared.flatMap((comparison): Span[] => {
    const space = comparison.subject.indexOf(' ');
    const value =
      comparison.kind === 'element'
        ? member(node, comparison.subject)
        : memberOf(memberOf(condition, comparison.subject.slice(0, space)), comparison.subject.slice(space + 1));
    const property = value?.parent;
    return value === null || property === undefined
      ? []
      : [{ from: property.offset, to: value.offset + value.length, comparison }];
  });
}

/** Where values stand that the request matches. */
function matchedStrings(node: Node, { comparison }: Span): readonly Node[] {
  if (node.type !== 'string')
    return (node.children ?? []).flatMap((child) => matchedStrings(child, { from: 0, to: 0, comparison }));
  const isName = node.parent?.type === 'property' && node.parent.children?.[0] === node;
  return !isName && comparison.matchedBy.map(bare).includes(String(node.value)) ? [node] : [];
}

function annotate(text: string, statement: Node, compared: readonly Comparison[], numbered: boolean): SourceLine[] {
  const spans = spansOf(statement, compared);
  const marked = spans.flatMap((span) => {
    const property = findProperty(statement, span.from);
    return property === null ? [] : matchedStrings(property, span);
  });
  const start = text.lastIndexOf('\n', statement.offset - 1) + 1;
  const end = statement.offset + statement.length;
  const firstNumber = text.slice(0, start).split('\n').length;
  // What stands before the statement on its first line belongs to something else.
  const indent = text.slice(start, statement.offset).replace(/\S/g, ' ');
  const rows = (indent + text.slice(statement.offset, end)).split('\n');
  const margin = Math.min(...rows.filter((row) => row.trim() !== '').map((row) => row.search(/\S/)));
  let offset = start;
  return rows.map((row, index) => {
    const [from, to] = [offset, offset + row.length];
    offset = to + 1;
    const span = spans.find((entry) => entry.from < to && entry.to > from);
    return {
      number: numbered ? firstNumber + index : null,
      runs: runsOf(row, from, marked, margin),
      outcome: span === undefined ? null : span.comparison.matched ? 'match' : 'mismatch',
      begins: span !== undefined && span.from >= from,
    };
  });
}

function findProperty(node: Node, offset: number): Node | null {
  if (node.type === 'property' && node.offset === offset) return node;
  for (const child of node.children ?? []) {
    const found = findProperty(child, offset);
    if (found !== null) return found;
  }
  return null;
}

/** Parts a line at the values that are marked on it, without its margin. */
function runsOf(row: string, from: number, marked: readonly Node[], margin: number): SourceRun[] {
  const here = marked
    .map(({ offset, length }) => ({ at: offset - from, end: offset - from + length }))
    .filter(({ at, end }) => at >= 0 && end <= row.length)
    .toSorted((one, other) => one.at - other.at);
  const runs: SourceRun[] = [];
  let at = margin;
  for (const mark of here) {
    if (mark.at > at) runs.push({ text: row.slice(at, mark.at), matched: false });
    runs.push({ text: row.slice(mark.at, mark.end), matched: true });
    at = mark.end;
  }
  if (at < row.length) runs.push({ text: row.slice(at), matched: false });
  return runs;
}
