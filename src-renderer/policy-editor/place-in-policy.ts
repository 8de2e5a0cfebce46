import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { JsonPath } from './json-edits.ts';

type Node = ReturnType<ReturnType<typeof syntaxTree>['resolveInner']>;

/** What a position in a policy's text is about. It holds in a text that is not quite JSON, too. */
export interface PlaceInPolicy {
  /** Of the value, or of the member whose name it is. */
  readonly path: JsonPath;
  /** Whether the position is in the name of a member rather than in a value. */
  readonly inName: boolean;
  /** The text there, without its quotes. */
  readonly text: string;
  /** Where that text begins and ends, without its quotes. */
  readonly from: number;
  readonly to: number;
  /** The action patterns of the statement around it. */
  readonly actions: readonly string[];
}

/** What stands at a position; null where it is neither in a name nor in a text. */
export function placeAt(state: EditorState, position: number, side: -1 | 1 = -1): PlaceInPolicy | null {
  const node = syntaxTree(state).resolveInner(position, side);
  if (node.name !== 'PropertyName' && node.name !== 'String') return null;
  if (position <= node.from) return null;
  const closed = node.to - node.from > 1 && state.sliceDoc(node.to - 1, node.to) === '"';
  const to = closed ? node.to - 1 : node.to;
  if (position > to) return null;
  return {
    path: pathOf(state, node),
    inName: node.name === 'PropertyName',
    text: state.sliceDoc(node.from + 1, to),
    from: node.from + 1,
    to,
    actions: actionsAround(state, node),
  };
}

function pathOf(state: EditorState, node: Node): JsonPath {
  const path: (string | number)[] = [];
  for (let at: Node | null = node; at !== null; at = at.parent) {
    if (at.name === 'Property') path.unshift(nameOf(state, at));
    if (at.parent?.name === 'Array') path.unshift(indexIn(at.parent, at));
  }
  return path;
}

function nameOf(state: EditorState, property: Node): string {
  const name = property.getChild('PropertyName');
  return name === null ? '' : state.sliceDoc(name.from + 1, name.to - 1);
}

function indexIn(list: Node, item: Node): number {
  let index = 0;
  for (let child = list.firstChild; child !== null && child.from < item.from; child = child.nextSibling) {
    if (!['[', ']', ',', '⚠'].includes(child.name)) index += 1;
  }
  return index;
}

/** The texts of Action or NotAction in the innermost object that has one. */
function actionsAround(state: EditorState, node: Node): readonly string[] {
  for (let at: Node | null = node; at !== null; at = at.parent) {
    if (at.name !== 'Object') continue;
    for (const property of at.getChildren('Property')) {
      if (!['Action', 'NotAction'].includes(nameOf(state, property))) continue;
      const list = property.getChild('Array');
      const texts = list === null ? property.getChildren('String') : list.getChildren('String');
      return texts.map((text) => state.sliceDoc(text.from + 1, text.to - 1));
    }
  }
  return [];
}

/** The members of a path without the way to the statement: `['Condition', 'StringEquals', …]`. */
export function withinStatement(path: JsonPath): readonly (string | number)[] | null {
  if (path[0] !== 'Statement') return null;
  return typeof path[1] === 'number' ? path.slice(2) : path.slice(1);
}
