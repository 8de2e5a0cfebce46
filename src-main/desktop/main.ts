import { join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, protocol, session, shell } from 'electron';
import { z } from 'zod';
import { GatehouseError } from '../../src-shared/errors.ts';
import { systemClock } from '../clock.ts';
import { openCredentialStore } from '../credentials/credential-store.ts';
import { faultReport } from '../fault-report.ts';
import { createGatehouse, type Gatehouse } from '../gatehouse.ts';
import { systemRandom } from '../random.ts';
import { handleAppScheme, registerAppScheme } from './app-protocol.ts';
import { openDesktopPreferences } from './desktop-preferences.ts';
import { handleCalls, sendEvent } from './ipc.ts';
import { lockDownContents, lockDownSession } from './lockdown.ts';
import { menuTemplate } from './menu.ts';
import { openWindow } from './window.ts';
import { WORKSPACE_EXTENSION, workspaceArgument } from './workspace-argument.ts';

/** The desktop app's composition: it joins the parts to Electron and decides nothing itself. */

const OUT_FOLDER = join(import.meta.dirname, '..');
const Theme = z.enum(['system', 'light', 'dark']).catch('system');

let window: BrowserWindow | null = null;
const contents = () => window?.webContents ?? null;
const log = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
const report = (error: unknown): void => log(faultReport(error));

async function choosePath(purpose: 'open' | 'create'): Promise<string | null> {
  const filters = [{ name: 'Gatehouse workspace', extensions: [WORKSPACE_EXTENSION] }];
  if (window === null) return null;
  if (purpose === 'create') {
    const { canceled, filePath } = await dialog.showSaveDialog(window, { filters });
    return canceled ? null : filePath;
  }
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { filters, properties: ['openFile'] });
  return canceled ? null : (filePaths[0] ?? null);
}

async function showFolder(path: string): Promise<void> {
  const obstacle = await shell.openPath(path);
  if (obstacle !== '') throw new GatehouseError('FolderNotShown', 'The folder could not be shown.', { place: path });
}

async function openWorkspace(gatehouse: Gatehouse, path: string | null): Promise<void> {
  if (path === null) return;
  try {
    await gatehouse.handlers['workspace.open']({ path });
  } catch (error) {
    if (!(error instanceof GatehouseError)) throw error;
    dialog.showErrorBox(
      'The workspace was not opened',
      [error.place, error.message, error.mend].filter(Boolean).join('\n'),
    );
  }
}

async function start(): Promise<void> {
  await app.whenReady();
  const development = !app.isPackaged;
  const dataFolder = app.getPath('userData');
  const preferences = openDesktopPreferences(dataFolder, log);
  nativeTheme.themeSource = Theme.parse(preferences.get('theme'));

  lockDownSession(session.defaultSession, development);
  handleAppScheme(protocol, join(OUT_FOLDER, 'renderer'), systemRandom);

  const gatehouse = createGatehouse({
    clock: systemClock,
    random: systemRandom,
    shell: 'electron',
    dataFolder,
    referenceFolder: join(OUT_FOLDER, 'data'),
    preferences,
    credentialStore: openCredentialStore({ dataFolder, preferences, random: systemRandom }),
    choosePath,
    showFolder,
    log,
  });
  const { handlers } = gatehouse;
  handleCalls(
    ipcMain,
    {
      ...handlers,
      // Menus, dialogs and scroll bars follow the theme too.
      'app.setTheme': (input) => {
        nativeTheme.themeSource = input.theme;
        return handlers['app.setTheme'](input);
      },
    },
    contents,
    report,
  );
  gatehouse.subscribe((name, payload) => sendEvent(contents(), name, payload));
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate({
        platform: process.platform,
        development,
        send: (command) => sendEvent(contents(), 'menu.command', { command }),
      }),
    ),
  );

  app.on('second-instance', (_event, argv, folder) => {
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
    openWorkspace(gatehouse, workspaceArgument(argv, folder)).catch(report);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    openWorkspace(gatehouse, path).catch(report);
  });
  app.on('window-all-closed', () => app.quit());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    // The workspace is closed whole before the process ends.
    event.preventDefault();
    void gatehouse
      .close()
      .catch(report)
      .finally(() => {
        closed = true;
        app.quit();
      });
  });

  await openWorkspace(gatehouse, workspaceArgument(process.argv, process.cwd()));
  window = openWindow(preferences, join(OUT_FOLDER, 'preload', 'preload.cjs'), development);
  window.on('closed', () => {
    window = null;
  });
}

const dataFolder = process.env['GATEHOUSE_DATA_FOLDER'];
if (dataFolder !== undefined && dataFolder !== '') app.setPath('userData', dataFolder);
if (app.requestSingleInstanceLock()) {
  app.enableSandbox();
  registerAppScheme(protocol);
  lockDownContents(app, (url) => void shell.openExternal(url));
  start().catch((error: unknown) => {
    report(error);
    dialog.showErrorBox(
      'Gatehouse could not start',
      error instanceof GatehouseError ? error.message : 'A fault of its own; the terminal says where.',
    );
    app.exit(1);
  });
} else {
  // The first instance has been told of our arguments, and comes to the front.
  app.quit();
}
