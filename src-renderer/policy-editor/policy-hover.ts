import { EditorState, Prec, StateEffect, StateField, type Extension } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap, showTooltip, type Tooltip } from '@codemirror/view';
import type { PartExplanation } from './explanation-at.ts';
import { placeAt, type PlaceInPolicy } from './place-in-policy.ts';

/** More names than this are counted rather than listed. */
const MOST_NAMES = 24;

type Explain = (place: PlaceInPolicy) => Promise<PartExplanation | null>;
/** Puts a list of actions in the place of a wildcard. */
type ReplaceByList = (place: PlaceInPolicy, list: readonly string[]) => void;

const setExplained = StateEffect.define<Tooltip | null>();

/** What the keyboard asked to have explained; it goes with the next change or move. */
const explained = StateField.define<Tooltip | null>({
  create: () => null,
  update(tooltip, transaction) {
    for (const effect of transaction.effects) if (effect.is(setExplained)) return effect.value;
    return transaction.docChanged || transaction.selection !== undefined ? null : tooltip;
  },
  provide: (field) => showTooltip.from(field),
});

/**
 * Explains actions, ARNs, condition keys and operators: to the pointer that rests on one, and to the keyboard by
 * Ctrl+I (Command+I), which Escape ends.
 */
export function policyHover(options: {
  readonly explain: Explain;
  readonly replaceByList: ReplaceByList | null;
  /** Says what the keyboard asked for to screen readers, too. */
  readonly announce: (text: string) => void;
}): Extension {
  const tooltipAt = async (state: EditorState, position: number): Promise<Tooltip | null> => {
    const place = placeNear(state, position);
    const explanation = place === null ? null : await options.explain(place);
    if (place === null || explanation === null) return null;
    const { list } = explanation;
    const replace = options.replaceByList;
    const onreplace = list === null || list.length === 0 || replace === null ? null : (): void => replace(place, list);
    return {
      pos: place.from,
      end: place.to,
      above: true,
      create: () => ({ dom: render(explanation, onreplace) }),
    };
  };

  /** What the keyboard asked for is not explained a second time to a pointer that happens to rest there. */
  const pointedAt = async (view: EditorView, position: number): Promise<Tooltip | null> => {
    const tooltip = await tooltipAt(view.state, position);
    return view.state.field(explained) === null ? tooltip : null;
  };

  const ask = (view: EditorView): boolean => {
    const { state } = view;
    void tooltipAt(state, state.selection.main.head).then(async (tooltip) => {
      // Only where nothing was typed or moved meanwhile; that problems were marked is no matter.
      if (view.state.doc !== state.doc || !view.state.selection.eq(state.selection)) return;
      view.dispatch({ effects: setExplained.of(tooltip) });
      const place = placeNear(state, state.selection.main.head);
      const explanation = place === null ? null : await options.explain(place);
      options.announce(explanation === null ? 'Nothing is known about what stands here.' : inOneLine(explanation));
    });
    return true;
  };
  const end = (view: EditorView): boolean => {
    if (view.state.field(explained) === null) return false;
    view.dispatch({ effects: setExplained.of(null) });
    return true;
  };

  return [
    explained,
    hoverTooltip(pointedAt, {
      hoverTime: 350,
      hideOn: (transaction) => transaction.effects.some((effect) => effect.is(setExplained)),
    }),
    Prec.high(
      keymap.of([
        { key: 'Mod-i', run: ask, preventDefault: true },
        { key: 'Escape', run: end },
      ]),
    ),
  ];
}

/** The cursor may stand before or behind the quotes, too. */
function placeNear(state: EditorState, position: number): PlaceInPolicy | null {
  return placeAt(state, position) ?? placeAt(state, position - 1) ?? placeAt(state, position + 1, 1);
}

function inOneLine({ title, kind, description, facts }: PartExplanation): string {
  return [title, kind, description, ...facts.map(({ name, values }) => `${name}: ${values.join(', ')}`)]
    .filter(Boolean)
    .join('. ');
}

function render(explanation: PartExplanation, onreplace: (() => void) | null): HTMLElement {
  const box = element('div', 'cm-explanation');
  box.append(element('code', 'cm-explanation-title', explanation.title));
  box.append(element('span', 'cm-explanation-kind', explanation.kind));
  if (explanation.description !== '') box.append(element('p', '', explanation.description));
  for (const { name, values } of explanation.facts) {
    const line = element('p', 'cm-explanation-fact');
    line.append(element('span', 'cm-explanation-kind', name), ' ', shortened(values));
    box.append(line);
  }
  if (explanation.list !== null && explanation.list.length > 0) {
    box.append(element('p', 'cm-explanation-list', shortened(explanation.list)));
  }
  if (onreplace !== null) {
    const button = element('button', 'cm-explanation-button', 'Replace by the list');
    button.setAttribute('type', 'button');
    button.addEventListener('click', onreplace);
    box.append(button);
  }
  return box;
}

function shortened(values: readonly string[]): string {
  const shown = values.slice(0, MOST_NAMES).join(', ');
  return values.length <= MOST_NAMES ? shown : `${shown} and ${values.length - MOST_NAMES} more`;
}

function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  made.textContent = text;
  return made;
}
