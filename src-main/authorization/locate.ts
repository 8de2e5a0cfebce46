import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { type Position, positionAt } from './policy/position.ts';

/**
 * Where each statement of a policy begins, by its index. A single Statement object is statement 0.
 * @returns an empty list when the text has no statements.
 */
export function locateStatements(text: string): Position[] {
  const root = parseTree(text);
  const statement = root === undefined ? undefined : findNodeAtLocation(root, ['Statement']);
  if (statement === undefined) return [];
  const nodes = statement.type === 'array' ? (statement.children ?? []) : [statement];
  return nodes.map(({ offset }) => positionAt(text, offset));
}
