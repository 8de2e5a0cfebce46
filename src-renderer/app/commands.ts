import type { AppState } from './app-state.svelte.ts';
import type { Route } from './route.ts';

/** The commands of the native menu. */
export type MenuCommand =
  | 'undo'
  | 'redo'
  | 'newAccount'
  | 'open'
  | 'import'
  | 'export'
  | 'closeWorkspace'
  | 'goIdentities'
  | 'goPolicies'
  | 'goResources'
  | 'goComposer'
  | 'goTimeline'
  | 'goSignIn';

const PLACES: Partial<Record<MenuCommand, Route>> = {
  goIdentities: { screen: 'identities', list: 'users' },
  goPolicies: { screen: 'policies' },
  goResources: { screen: 'resources' },
  goComposer: { screen: 'composer' },
  goTimeline: { screen: 'timeline' },
  goSignIn: { screen: 'signIn' },
};

/**
 * Does what the menu asks.
 * @param showExport opens the export dialog, which is the frame's.
 */
export function runMenuCommand(app: AppState, command: MenuCommand, showExport: () => void): void {
  const place = PLACES[command];
  if (place !== undefined) {
    if (app.workspace !== null) app.router.go(place);
    return;
  }
  switch (command) {
    case 'undo':
      return app.run(() => app.undo());
    case 'redo':
      return app.run(() => app.redo());
    case 'newAccount':
      return app.router.go({ screen: 'welcome', section: 'create' });
    case 'open':
      return app.router.go({ screen: 'welcome', section: 'open' });
    case 'import':
      return app.router.go({ screen: 'welcome', section: 'import' });
    case 'export':
      if (app.workspace !== null) showExport();
      return;
    case 'closeWorkspace':
      if (app.workspace !== null) app.run(() => app.closeWorkspace());
  }
}
