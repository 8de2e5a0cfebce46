import { type Node, findNodeAtLocation } from 'jsonc-parser';
import type { PolicyFault } from './fault.ts';

/** A place in a text: line and column from 1, in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface TextPosition extends Position {
  /** How many characters to underline, at least 1. */
  readonly length: number;
}

/** The offsets at which the lines of a text begin: found once, they place any offset in little time. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The line and column of an offset in the text whose lines begin at `starts`. */
export function positionAt(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/**
 * Where a fault stands: the property's name or its value, the last where there are two of the name.
 * @param root the tree of the text.
 * @param starts where the text's lines begin.
 */
export function locateFault(root: Node | undefined, starts: readonly number[], fault: PolicyFault): TextPosition {
  const value = root === undefined ? undefined : findLast(root, fault);
  const node = fault.at === 'name' ? (value?.parent?.children?.[0] ?? value) : value;
  if (node === undefined) return { line: 1, column: 1, length: 1 };
  // A whole statement would underline half the document; its first line is enough to find it.
  const position = positionAt(starts, node.offset);
  const nextLine = starts[position.line];
  const lineLength = nextLine === undefined ? node.length : Math.min(node.length, nextLine - 1 - node.offset);
  return { ...position, length: Math.max(lineLength, 1) };
}

function findLast(root: Node, fault: PolicyFault): Node | undefined {
  const found = findNodeAtLocation(root, [...fault.path]);
  const object = found?.parent?.parent;
  const name = fault.path.at(-1);
  if (fault.at !== 'name' || object?.type !== 'object') return found;
  return object.children?.findLast((property) => property.children?.[0]?.value === name)?.children?.[1] ?? found;
}
