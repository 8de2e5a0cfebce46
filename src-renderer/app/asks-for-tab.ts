/** What of a click decides; a keystroke that clicks says as much. */
export interface Click {
  /** 0 is the main button, 1 the middle one. */
  readonly button: number;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** Whether a click asks for a tab of its own, as on a link of a browser: the middle button, or Ctrl or Command. */
export function asksForTab({ button, ctrlKey, metaKey }: Click): boolean {
  return button === 1 || (button === 0 && (ctrlKey || metaKey));
}
