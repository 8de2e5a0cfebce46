import type { AppState } from './app-state.svelte.ts';
import type { Route } from './route.ts';

/** What of a click decides; a keystroke that clicks says as much. */
type Click = Pick<MouseEvent, 'button' | 'ctrlKey' | 'metaKey'>;

/** Whether a click asks for a tab of its own, as on a link of a browser: the middle button, or Ctrl or Command. */
export function asksForTab({ button, ctrlKey, metaKey }: Click): boolean {
  return button === 1 || (button === 0 && (ctrlKey || metaKey));
}

/** Goes where a link or a row leads, or opens it in a tab behind the shown one when the click asks for that. */
export function follow(app: Pick<AppState, 'router' | 'tabs' | 'announcer'>, route: Route, click: Click): void {
  if (asksForTab(click)) {
    app.tabs.open(route, { background: true });
    app.announcer.announce('Opened in a new tab');
  } else if (click.button === 0) app.router.go(route);
}
