import { COMMANDS, shortcutsOf, type CommandId } from '../../../src-shared/commands.ts';
import type { Preferences } from '../../../src-shared/contract/preferences.ts';
import type { Platform } from '../../../src-shared/shortcut.ts';
import { switchBack } from '../../sign-in/switch-role.ts';
import type { IconName } from '../../ui/Icon.svelte';
import { subjectOf } from '../accounts.ts';
import type { AppState, Theme } from '../app-state.svelte.ts';
import type { Route } from '../route.ts';
import type { Command } from './command.ts';
import { commandContext } from './command-context.ts';
import type { Created } from './created.ts';
import type { FrameState } from './frame-state.svelte.ts';

/** What the app's commands act on. */
export interface CommandDesk {
  readonly app: AppState;
  readonly frame: FrameState;
  /** Puts a text on the clipboard. Rejects where that is not allowed. */
  readonly copyText: (text: string) => Promise<void>;
}

interface Doing {
  readonly icon: IconName;
  readonly run: (desk: CommandDesk) => void;
}

const going = (icon: IconName, to: Route): Doing => ({ icon, run: ({ app }) => app.router.go(to) });
const creating = (what: Created): Doing => ({
  icon: 'plus',
  run: ({ frame }) => (frame.overlay = { kind: 'create', what }),
});
const theming = (theme: Theme, icon: IconName): Doing => ({
  icon,
  run: ({ app }) => app.run(() => app.setTheme(theme)),
});
const spacing = (density: Preferences['density']): Doing => ({
  icon: 'sort',
  run: ({ app }) => app.run(() => app.setPreferences({ density })),
});

async function copyArn({ app, copyText }: CommandDesk): Promise<void> {
  const arn = subjectOf(app.router.current);
  if (arn === null) return;
  await copyText(arn);
  app.announcer.notify(`Copied ${arn}`);
}

async function startEndpoint({ app }: CommandDesk): Promise<void> {
  if (app.endpoint === null) return;
  app.endpoint = await app.client.call('endpoint.start', { port: app.endpoint.port });
  app.announcer.notify(`AWS clients on this machine are answered at ${app.endpoint.url ?? ''}`);
}

async function stopEndpoint({ app }: CommandDesk): Promise<void> {
  app.endpoint = await app.client.call('endpoint.stop', {});
  app.announcer.notify('The endpoint is off');
}

/** What every command of the app does, and its picture. */
const DOINGS: Readonly<Record<CommandId, Doing>> = {
  showSearch: { icon: 'search', run: ({ frame }) => (frame.overlay = { kind: 'palette', text: '' }) },
  showCommands: { icon: 'forward', run: ({ frame }) => (frame.overlay = { kind: 'palette', text: '>' }) },

  goUsers: going('user', { screen: 'identities', list: 'users' }),
  goGroups: going('group', { screen: 'identities', list: 'groups' }),
  goRoles: going('role', { screen: 'identities', list: 'roles' }),
  goIdentityProviders: going('identityProvider', { screen: 'identityProviders' }),
  goPolicies: going('policy', { screen: 'policies' }),
  goResources: going('resource', { screen: 'resources' }),
  goOrganization: going('organization', { screen: 'organization' }),
  goAccessGraph: going('graph', { screen: 'accessGraph' }),
  goAccount: going('lock', { screen: 'account' }),
  goComposer: going('composer', { screen: 'composer' }),
  goTimeline: going('timeline', { screen: 'timeline' }),
  goAuthenticator: going('phone', { screen: 'authenticator' }),
  goSettings: going('settings', { screen: 'settings' }),
  goSignIn: going('signIn', { screen: 'signIn' }),
  back: { icon: 'back', run: ({ app }) => app.router.back() },
  forward: { icon: 'forward', run: ({ app }) => app.router.forward() },

  createUser: creating('user'),
  createGroup: creating('group'),
  createRole: creating('role'),
  createPolicy: creating('policy'),
  createBucket: creating('bucket'),
  createInstance: creating('instance'),
  createFunction: creating('function'),
  composeRequest: going('composer', { screen: 'composer' }),

  undo: { icon: 'undo', run: ({ app }) => app.run(() => app.undo()) },
  redo: { icon: 'redo', run: ({ app }) => app.run(() => app.redo()) },
  showHistory: { icon: 'clock', run: ({ frame }) => (frame.historyOpen = true) },
  copyArn: { icon: 'copy', run: (desk) => desk.app.run(() => copyArn(desk)) },

  newTab: { icon: 'plus', run: ({ app }) => void app.tabs.open() },
  closeTab: { icon: 'close', run: ({ app }) => app.tabs.close() },
  closeOtherTabs: { icon: 'close', run: ({ app }) => app.tabs.closeOthers() },
  reopenTab: { icon: 'replay', run: ({ app }) => app.tabs.reopen() },
  nextTab: { icon: 'forward', run: ({ app }) => app.tabs.next() },
  previousTab: { icon: 'back', run: ({ app }) => app.tabs.previous() },

  toggleNavigation: { icon: 'expand', run: ({ frame }) => (frame.collapsed = !frame.collapsed) },
  themeSystem: theming('system', 'system'),
  themeLight: theming('light', 'sun'),
  themeDark: theming('dark', 'moon'),
  densityComfortable: spacing('comfortable'),
  densityCompact: spacing('compact'),

  newAccount: going('plus', { screen: 'welcome', section: 'create' }),
  open: going('folder', { screen: 'welcome', section: 'open' }),
  import: going('import', { screen: 'welcome', section: 'import' }),
  export: { icon: 'file', run: ({ frame }) => (frame.overlay = { kind: 'export' }) },
  closeWorkspace: { icon: 'close', run: ({ app }) => app.run(() => app.closeWorkspace()) },
  startEndpoint: { icon: 'gate', run: (desk) => desk.app.run(() => startEndpoint(desk)) },
  stopEndpoint: { icon: 'gate', run: (desk) => desk.app.run(() => stopEndpoint(desk)) },

  switchRole: { icon: 'role', run: ({ frame }) => (frame.overlay = { kind: 'switchRole' }) },
  switchBack: { icon: 'back', run: ({ app }) => app.run(() => switchBack(app)) },
  signOut: { icon: 'signOut', run: ({ app }) => app.run(() => app.signOut()) },
  switchAccount: { icon: 'folder', run: ({ frame }) => (frame.overlay = { kind: 'palette', text: '~' }) },

  showShortcuts: { icon: 'info', run: ({ frame }) => (frame.overlay = { kind: 'shortcuts' }) },
};

/** The commands of the app that have something to do now, in the order of their list. */
export function appCommands(desk: CommandDesk, platform: Platform): readonly Command[] {
  const context = commandContext(desk.app);
  return COMMANDS.filter((command) => command.when?.(context) ?? true).map((command) => ({
    id: command.id,
    label: command.label,
    group: command.group,
    icon: DOINGS[command.id].icon,
    keywords: command.keywords ?? '',
    shortcuts: shortcutsOf(command, platform),
    run: () => DOINGS[command.id].run(desk),
  }));
}
