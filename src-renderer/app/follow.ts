import type { AppState } from './app-state.svelte.ts';
import { asksForTab, type Click } from './asks-for-tab.ts';
import type { Route } from './route.ts';

/** Goes where a link or a row leads, or opens it in a tab behind the shown one when the click asks for that. */
export function follow(app: Pick<AppState, 'router' | 'tabs' | 'announcer'>, route: Route, click: Click): void {
  if (asksForTab(click)) {
    app.tabs.open(route, { background: true });
    app.announcer.announce('Opened in a new tab');
  } else if (click.button === 0) app.router.go(route);
}
