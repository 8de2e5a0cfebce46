import type { AppState } from './app-state.svelte.ts';
import { asksForTab, type Click } from './asks-for-tab.ts';
import type { Route } from './route.ts';

/** Opens where a link or a row leads in a tab behind the shown one, on Ctrl or Command with Enter. */
export function followByKey(
  app: Pick<AppState, 'router' | 'tabs' | 'announcer'>,
  route: Route,
  event: KeyboardEvent,
): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  follow(app, route, { button: 1, ctrlKey: event.ctrlKey, metaKey: event.metaKey });
}

/** Goes where a link or a row leads, or opens it in a tab behind the shown one when the click asks for that. */
export function follow(app: Pick<AppState, 'router' | 'tabs' | 'announcer'>, route: Route, click: Click): void {
  if (asksForTab(click)) {
    app.tabs.open(route, { background: true });
    app.announcer.announce('Opened in a new tab');
  } else if (click.button === 0) app.router.go(route);
}
