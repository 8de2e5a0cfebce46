import type { MenuItemConstructorOptions } from 'electron';
import type { z } from 'zod';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';

/** What a menu item can ask of the renderer. */
export type MenuCommand = z.infer<GatehouseContract['events']['menu.command']>['command'];

interface CommandItem {
  readonly command: MenuCommand;
  readonly label: string;
  readonly accelerator: string;
}

/**
 * Every command with its label and shortcut; the menus are laid out from it.
 * @see https://www.electronjs.org/docs/latest/tutorial/keyboard-shortcuts#accelerators
 */
const ITEMS = {
  newAccount: { command: 'newAccount', label: 'New Account…', accelerator: 'CmdOrCtrl+N' },
  open: { command: 'open', label: 'Open Workspace…', accelerator: 'CmdOrCtrl+O' },
  import: { command: 'import', label: 'Import…', accelerator: 'CmdOrCtrl+I' },
  export: { command: 'export', label: 'Export…', accelerator: 'CmdOrCtrl+E' },
  closeWorkspace: { command: 'closeWorkspace', label: 'Close Workspace', accelerator: 'CmdOrCtrl+W' },
  undo: { command: 'undo', label: 'Undo', accelerator: 'CmdOrCtrl+Z' },
  redo: { command: 'redo', label: 'Redo', accelerator: 'CmdOrCtrl+Shift+Z' },
  goIdentities: { command: 'goIdentities', label: 'Identities', accelerator: 'CmdOrCtrl+1' },
  goPolicies: { command: 'goPolicies', label: 'Policies', accelerator: 'CmdOrCtrl+2' },
  goResources: { command: 'goResources', label: 'Resources', accelerator: 'CmdOrCtrl+3' },
  goComposer: { command: 'goComposer', label: 'Composer', accelerator: 'CmdOrCtrl+4' },
  goTimeline: { command: 'goTimeline', label: 'Timeline', accelerator: 'CmdOrCtrl+5' },
  goSignIn: { command: 'goSignIn', label: 'Sign In', accelerator: 'CmdOrCtrl+6' },
} as const satisfies { readonly [Name in MenuCommand]: CommandItem & { readonly command: Name } };

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

/**
 * The native menu bar, for Electron's `Menu.buildFromTemplate`.
 * @param options.send told which command was chosen.
 * @param options.development adds reloading and the developer tools.
 */
export function menuTemplate(options: {
  readonly platform: NodeJS.Platform;
  readonly development: boolean;
  readonly send: (command: MenuCommand) => void;
}): MenuItemConstructorOptions[] {
  const item = (name: MenuCommand): MenuItemConstructorOptions => ({
    id: name,
    label: ITEMS[name].label,
    accelerator: ITEMS[name].accelerator,
    click: () => options.send(name),
  });
  // In a text field the keys of undo and redo are the field's own; the page tells the two apart.
  const editItem = (name: 'undo' | 'redo'): MenuItemConstructorOptions => ({
    ...item(name),
    registerAccelerator: false,
  });
  const mac = options.platform === 'darwin';
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'File',
      submenu: [
        item('newAccount'),
        item('open'),
        item('import'),
        SEPARATOR,
        item('export'),
        item('closeWorkspace'),
        ...(mac ? [] : [SEPARATOR, { role: 'quit' } as const]),
      ],
    },
    {
      label: 'Edit',
      submenu: [
        editItem('undo'),
        editItem('redo'),
        SEPARATOR,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: 'Go',
      submenu: [
        item('goIdentities'),
        item('goPolicies'),
        item('goResources'),
        item('goComposer'),
        item('goTimeline'),
        SEPARATOR,
        item('goSignIn'),
      ],
    },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        SEPARATOR,
        { role: 'togglefullscreen' },
        ...(options.development ? [SEPARATOR, { role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
      ],
    },
    { role: 'windowMenu' },
  ];
}
