import type { MenuItemConstructorOptions } from 'electron';
import { commandOf, shortcutsOf, type CommandId } from '../../src-shared/commands.ts';
import { acceleratorOf } from '../../src-shared/shortcut.ts';

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

/** In a text field their keys are the field's own; the page tells the two apart. */
const LEFT_TO_PAGE: ReadonlySet<CommandId> = new Set(['undo', 'redo']);

/**
 * The native menu bar, for Electron's `Menu.buildFromTemplate`.
 * @param options.send told which command was chosen.
 * @param options.development adds reloading and the developer tools.
 */
export function menuTemplate(options: {
  readonly platform: NodeJS.Platform;
  readonly development: boolean;
  readonly send: (command: CommandId) => void;
}): MenuItemConstructorOptions[] {
  const mac = options.platform === 'darwin';
  const item = (id: CommandId): MenuItemConstructorOptions => {
    const command = commandOf(id);
    const shortcuts = shortcutsOf(command, { apple: mac, shell: 'electron' });
    const accelerator = shortcuts.map(acceleratorOf).find((keys) => keys !== null);
    return {
      id,
      label: command.menuLabel ?? command.label,
      ...(accelerator !== undefined && { accelerator }),
      ...(LEFT_TO_PAGE.has(id) && { registerAccelerator: false }),
      click: () => options.send(id),
    };
  };
  const items = (...ids: readonly CommandId[]): MenuItemConstructorOptions[] => ids.map(item);
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'File',
      submenu: [
        ...items('newAccount', 'open', 'import'),
        SEPARATOR,
        {
          label: 'New',
          submenu: items(
            'createUser',
            'createGroup',
            'createRole',
            'createPolicy',
            'createBucket',
            'createInstance',
            'createFunction',
            'composeRequest',
          ),
        },
        SEPARATOR,
        ...items('export', 'closeWorkspace'),
        SEPARATOR,
        ...items('startEndpoint', 'stopEndpoint'),
        ...(mac ? [] : [SEPARATOR, { role: 'quit' } as const]),
      ],
    },
    {
      label: 'Edit',
      submenu: [
        ...items('undo', 'redo', 'showHistory'),
        SEPARATOR,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        SEPARATOR,
        ...items('copyArn', 'showSearch', 'showCommands'),
      ],
    },
    {
      label: 'View',
      submenu: [
        ...items('toggleNavigation'),
        SEPARATOR,
        ...items('themeSystem', 'themeLight', 'themeDark'),
        SEPARATOR,
        ...items('densityComfortable', 'densityCompact'),
        SEPARATOR,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        SEPARATOR,
        { role: 'togglefullscreen' },
        ...(options.development ? [SEPARATOR, { role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
      ],
    },
    {
      label: 'Go',
      submenu: [
        ...items('back', 'forward'),
        SEPARATOR,
        ...items('goUsers', 'goGroups', 'goRoles', 'goIdentityProviders'),
        SEPARATOR,
        ...items('goPolicies', 'goResources', 'goOrganization', 'goAccessGraph', 'goAccount'),
        SEPARATOR,
        ...items('goComposer', 'goTimeline', 'goAuthenticator'),
        SEPARATOR,
        ...items('goSettings'),
      ],
    },
    {
      label: 'Sign-in',
      submenu: [...items('goSignIn', 'switchRole', 'switchBack', 'signOut'), SEPARATOR, ...items('switchAccount')],
    },
    {
      label: 'Tabs',
      submenu: [
        ...items('newTab', 'closeTab', 'closeOtherTabs', 'reopenTab'),
        SEPARATOR,
        ...items('nextTab', 'previousTab'),
      ],
    },
    // Not the role of the whole menu, whose Close would take the keys of closing a tab.
    {
      role: 'window',
      label: 'Window',
      submenu: [{ role: 'minimize' }, { role: 'zoom' }, ...(mac ? [SEPARATOR, { role: 'front' } as const] : [])],
    },
    { role: 'help', label: 'Help', submenu: items('showShortcuts') },
  ];
}
