import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { lineStarts, positionAt, type Position } from './position.ts';

/** Where a statement stands in the text of its policy. */
export interface StatementSpan {
  readonly start: Position;
  /** Just behind the statement. */
  readonly end: Position;
}

/**
 * Where the statements of a policy begin and end, by AWS's count, which is that of a parser that has just read what
 * stands before: the first statement of a list begins behind the `[`, each other one behind the statement before it, and
 * a statement that stands alone behind its own `{`.
 *
 * AWS does not describe the count. It is that of the answers in its documentation and of those that were recorded.
 * @param text of a policy that follows the grammar.
 * @returns one span for each statement, in their order.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html (Examples)
 */
export function statementSpans(text: string): readonly StatementSpan[] {
  const root = parseTree(text);
  const statement = root === undefined ? undefined : findNodeAtLocation(root, ['Statement']);
  if (statement === undefined) return [];
  const starts = lineStarts(text);
  const nodes = statement.type === 'array' ? (statement.children ?? []) : [statement];
  let from = statement.offset + 1;
  return nodes.map(({ offset, length }) => {
    const span = { start: positionAt(starts, from), end: positionAt(starts, offset + length) };
    from = offset + length;
    return span;
  });
}
