import { ensureSyntaxTree } from '@codemirror/language';
import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';
import type { TextPlace } from '../app/route.ts';

/** Longer than reading any policy takes: IAM's are 10,240 characters at most. */
const PARSE_MS = 200;

interface Range {
  readonly from: number;
  readonly to: number;
}

const show = StateEffect.define<Range>();

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, transaction) {
    const shown = transaction.effects.find((effect) => effect.is(show));
    return shown === undefined ? set.map(transaction.changes) : linesOf(transaction.state, shown.value);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Lets an editor mark the lines of a statement. They stay marked while the text is edited. */
export const shownStatement: Extension = marks;

function linesOf({ doc }: EditorState, { from, to }: Range): DecorationSet {
  const first = doc.lineAt(from).number;
  const count = doc.lineAt(to).number - first + 1;
  const starts = Array.from({ length: count }, (_, index) => doc.line(first + index).from);
  return Decoration.set(starts.map((start) => Decoration.line({ class: 'cm-shownStatement' }).range(start)));
}

/**
 * The statement that begins at a place: the JSON object there, or nothing but the place itself where the text has been
 * changed since and no object begins there any more.
 */
export function statementRange(state: EditorState, { line, column }: TextPlace): Range {
  const { doc } = state;
  const at = doc.line(Math.min(Math.max(1, line), doc.lines));
  const from = Math.min(at.from + Math.max(0, column - 1), at.to);
  const node = ensureSyntaxTree(state, doc.length, PARSE_MS)?.resolveInner(from, 1);
  const object = node?.name === '{' ? node.parent : node;
  return object?.name === 'Object' && object.from === from ? { from, to: object.to } : { from, to: from };
}

/** Marks the statement that begins at a place, scrolls to it, and puts the cursor before it. */
export function showStatement(view: EditorView, place: TextPlace): void {
  const range = statementRange(view.state, place);
  view.dispatch({
    selection: { anchor: range.from },
    effects: [show.of(range), EditorView.scrollIntoView(range.from, { y: 'nearest', yMargin: 24 })],
  });
  view.focus();
}
