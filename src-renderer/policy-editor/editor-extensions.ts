import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import type { CompletionSource } from '@codemirror/autocomplete';
import { json } from '@codemirror/lang-json';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap } from '@codemirror/lint';
import { EditorState, type Extension, type Transaction } from '@codemirror/state';
import { EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { minimalSetup } from 'codemirror';
import { shownStatement } from './shown-statement.ts';

/** The editor in the app's own tokens, which follow light and dark by themselves. */
const theme = EditorView.theme({
  '&': { backgroundColor: 'var(--surface-panel)', color: 'var(--text)', fontSize: 'var(--text-md)', height: '100%' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: 'var(--leading)', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--text)', padding: '0' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': {
    backgroundColor: 'var(--surface-sunken)',
    color: 'var(--text-muted)',
    border: 'none',
    borderRight: '1px solid var(--border)',
  },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '3ch' },
  // There is always an active line, but without the focus nothing is typed there.
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--surface-hover) 55%, transparent)' },
  '&.cm-focused .cm-activeLineGutter': { backgroundColor: 'var(--surface-hover)', color: 'var(--text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'light-dark(#c9d5fb, #37457a)',
  },
  '&.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--surface-selected)',
    outline: '1px solid var(--accent)',
  },
  '.cm-shownStatement, &.cm-focused .cm-shownStatement.cm-activeLine': {
    backgroundColor: 'var(--accent-soft)',
    boxShadow: 'inset 3px 0 var(--accent)',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--surface-raised)',
    color: 'var(--text)',
    border: '1px solid var(--border)',
    borderRadius: 'var(--radius-md)',
    boxShadow: 'var(--shadow-overlay)',
  },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-mono)', maxHeight: '14rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: 'var(--space-1) var(--space-3)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--surface-selected)',
    color: 'var(--text)',
  },
  '.cm-completionInfo': { maxWidth: '22rem', padding: 'var(--space-3)' },
  '.cm-explanation': {
    display: 'grid',
    gap: 'var(--space-2)',
    maxWidth: '30rem',
    padding: 'var(--space-3) var(--space-4)',
  },
  '.cm-explanation-title': { fontWeight: 'var(--weight-bold)', overflowWrap: 'anywhere' },
  '.cm-explanation-kind': { color: 'var(--text-muted)', fontSize: 'var(--text-sm)' },
  '.cm-explanation-fact, .cm-explanation-list': { overflowWrap: 'anywhere' },
  '.cm-explanation-list': { fontFamily: 'var(--font-mono)', fontSize: 'var(--text-sm)' },
  '.cm-explanation-button, .cm-diagnosticAction': {
    justifySelf: 'start',
    padding: 'var(--space-1) var(--space-3)',
    border: '1px solid var(--border-strong)',
    borderRadius: 'var(--radius-sm)',
    backgroundColor: 'var(--surface-panel)',
    color: 'var(--text)',
    cursor: 'pointer',
  },
  '.cm-completionDetail': { marginLeft: 'var(--space-4)', color: 'var(--text-muted)', fontStyle: 'normal' },
  '.cm-diagnostic': { padding: 'var(--space-3) var(--space-4)', maxWidth: '32rem' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--danger)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--warning)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--danger)',
    textUnderlineOffset: '0.2em',
  },
  '.cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--warning)',
    textUnderlineOffset: '0.2em',
  },
  // CodeMirror draws its markers as data: images; these are shapes in the app's colours.
  '.cm-lint-marker': { content: 'normal', width: '0.6rem', height: '0.6rem', margin: '0.35em auto 0' },
  '.cm-lint-marker-error': { content: '""', backgroundColor: 'var(--danger)', borderRadius: '50%' },
  '.cm-lint-marker-warning': {
    content: '""',
    backgroundColor: 'var(--warning)',
    clipPath: 'polygon(50% 0, 100% 100%, 0 100%)',
  },
});

const highlighting = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--code-key)' },
  { tag: tags.string, color: 'var(--code-string)' },
  { tag: tags.number, color: 'var(--code-number)' },
  { tag: [tags.bool, tags.null], color: 'var(--code-keyword)' },
  { tag: [tags.separator, tags.squareBracket, tags.brace], color: 'var(--code-punctuation)' },
]);

/**
 * Types over a selection by the editor's own means. Left to do it, Chromium keeps the style of the text that it replaces
 * in a style attribute, which the page's Content-Security-Policy forbids.
 */
const typeOverSelection = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { data } = event;
    const { from, to, empty } = view.state.selection.main;
    if (event.inputType !== 'insertText' || data === null || empty || view.state.readOnly) return false;
    const typed = (): Transaction =>
      view.state.update(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true });
    // Closing brackets and the like come first, as for any other input.
    const handled = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, data, typed));
    if (!handled) view.dispatch(typed());
    event.preventDefault();
    return true;
  },
});

/** How policies look wherever they are shown and not edited, as beside another version. */
export function policyReading(label: string, nonce: string | null): Extension {
  return [
    nonce === null ? [] : EditorView.cspNonce.of(nonce),
    lineNumbers(),
    EditorView.lineWrapping,
    json(),
    syntaxHighlighting(highlighting),
    theme,
    EditorState.readOnly.of(true),
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }),
  ];
}

/**
 * Everything that makes a plain editor one for policies. Tab is left to the browser, so that the keyboard is never
 * caught in the editor.
 * @param nonce what the page's Content-Security-Policy lets a style element carry; null where there is none.
 */
export function policyEditorExtensions(options: {
  readonly label: string;
  readonly describedBy: string;
  readonly readOnly: boolean;
  readonly nonce: string | null;
  readonly completions: CompletionSource;
  readonly onchange: (text: string) => void;
}): Extension {
  return [
    options.nonce === null ? [] : EditorView.cspNonce.of(options.nonce),
    lineNumbers(),
    lintGutter(),
    minimalSetup,
    indentOnInput(),
    bracketMatching(),
    EditorView.lineWrapping,
    json(),
    syntaxHighlighting(highlighting),
    shownStatement,
    theme,
    // Editable content can be focused by itself, but not every checker and assistive technology knows.
    EditorView.contentAttributes.of({
      'aria-label': options.label,
      'aria-describedby': options.describedBy,
      tabindex: '0',
    }),
    options.readOnly
      ? [EditorState.readOnly.of(true), EditorView.contentAttributes.of({ 'aria-readonly': 'true' })]
      : [
          typeOverSelection,
          closeBrackets(),
          autocompletion({ override: [options.completions] }),
          highlightActiveLine(),
          highlightActiveLineGutter(),
        ],
    keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) options.onchange(update.state.doc.toString());
    }),
  ];
}
