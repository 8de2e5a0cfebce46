import type { CommandContext } from '../../../src-shared/commands.ts';
import { subjectOf } from '../accounts.ts';
import type { AppState } from '../app-state.svelte.ts';

/** What decides which commands have something to do now. */
export function commandContext(app: AppState): CommandContext {
  const { session, workspace, router, tabs } = app;
  const behind = session.kind === 'roleSession' ? session.behind : null;
  const designer = session.kind === 'designer';
  // The welcome screen stands in place of the workspace, which stays open.
  const workspaceOpen = workspace !== null && router.current.screen !== 'welcome';
  return {
    workspaceOpen,
    designer,
    canSwitchRole: workspaceOpen && (session.kind === 'user' || behind !== null),
    canSwitchBack: workspaceOpen && behind !== null,
    canSwitchAccount: workspaceOpen && designer && workspace.accounts.length > 1,
    canUndo: workspaceOpen && app.undoLabel !== null,
    canRedo: workspaceOpen && app.redoLabel !== null,
    canGoBack: router.canGoBack,
    canGoForward: router.canGoForward,
    canCloseTab: workspaceOpen && tabs.canClose,
    canReopenTab: workspaceOpen && tabs.canReopen,
    endpointOn: app.endpoint !== null && app.endpoint.url !== null,
    subjectShown: workspaceOpen && subjectOf(router.current) !== null,
  };
}
