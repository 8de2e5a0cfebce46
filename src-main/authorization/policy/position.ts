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

/** The line and column of an offset. */
export function positionAt(text: string, offset: number): Position {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}

/** Where a fault stands: the property's name or its value, the last where there are two of the name. */
export function locateFault(root: Node | undefined, text: string, fault: PolicyFault): TextPosition {
  const value = root === undefined ? undefined : findLast(root, fault);
  const node = fault.at === 'name' ? (value?.parent?.children?.[0] ?? value) : value;
  if (node === undefined) return { line: 1, column: 1, length: 1 };
  // A whole statement would underline half the document; its first line is enough to find it.
  const end = text.indexOf('\n', node.offset);
  const lineLength = end < 0 ? node.length : Math.min(node.length, end - node.offset);
  return { ...positionAt(text, node.offset), length: Math.max(lineLength, 1) };
}

function findLast(root: Node, fault: PolicyFault): Node | undefined {
  const found = findNodeAtLocation(root, [...fault.path]);
  const object = found?.parent?.parent;
  const name = fault.path.at(-1);
  if (fault.at !== 'name' || object?.type !== 'object') return found;
  return object.children?.findLast((property) => property.children?.[0]?.value === name)?.children?.[1] ?? found;
}
