import { EventEmitter } from 'node:events';
import { parseControlMessage, type ControlReply, type Frame, type Recorded } from './control.ts';

/**
 * A recorded double of the Electron API, as small as the desktop shell needs. It runs in a process of its own with the
 * *built* main bundle, in which `import 'electron'` leads here; the test speaks with it over Node's IPC.
 * It is no Electron: it records what is asked of it, and hands calls and events on.
 */

const recorded: Recorded[] = [];

function record(what: string, value?: unknown): void {
  recorded.push({ what, value: plain(value) });
}

/** What crosses a process: functions and objects with behaviour are left out. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null)) as unknown;
}

/** An event that can be prevented, as Electron's are. */
class PreventableEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

function emitPreventable(emitter: EventEmitter, name: string, ...args: unknown[]): boolean {
  const event = new PreventableEvent();
  emitter.emit(name, event, ...args);
  return event.defaultPrevented;
}

type SchemeHandler = (request: Request) => Response | Promise<Response>;
type CallHandler = (event: { sender: unknown; senderFrame: unknown }, ...args: unknown[]) => unknown;
type WindowOpenHandler = (details: { url: string }) => { action: string };

const schemes = new Map<string, SchemeHandler>();
const callHandlers = new Map<string, CallHandler>();

class WebContents extends EventEmitter {
  readonly mainFrame = { origin: 'app://gatehouse', parent: null };
  windowOpenHandler: WindowOpenHandler = () => ({ action: 'allow' });

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.windowOpenHandler = handler;
  }
  send(channel: string, ...args: unknown[]): void {
    reply({ kind: 'sent', channel, args });
  }
  isDestroyed(): boolean {
    return false;
  }
}

class WebRequest {
  listener: (details: { url: string }, answer: (response: { cancel?: boolean }) => void) => void = (_details, answer) =>
    answer({});
  onBeforeRequest(listener: WebRequest['listener']): void {
    this.listener = listener;
  }
}

class Session extends EventEmitter {
  readonly webRequest = new WebRequest();
  permissionRequest: (
    contents: unknown,
    permission: string,
    grant: (granted: boolean) => void,
    details: { requestingUrl: string },
  ) => void = (_contents, _permission, grant) => grant(true);
  permissionCheck: (contents: unknown, permission: string, origin: string) => boolean = () => true;

  setPermissionRequestHandler(handler: Session['permissionRequest']): void {
    this.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: Session['permissionCheck']): void {
    this.permissionCheck = handler;
  }
  setDevicePermissionHandler(handler: () => boolean): void {
    record('session.devicePermission', handler());
  }
  setDisplayMediaRequestHandler(handler: (request: unknown, answer: (streams: object) => void) => void): void {
    handler({}, (streams) => record('session.displayMedia', streams));
  }
  setSpellCheckerEnabled(enabled: boolean): void {
    record('session.spellChecker', enabled);
  }
}

const windows: BrowserWindow[] = [];
const openWindow = (): BrowserWindow | undefined => windows.at(-1);

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  #bounds: unknown;

  constructor(options: { x: number; y: number; width: number; height: number }) {
    super();
    const { x, y, width, height } = options;
    this.#bounds = { x, y, width, height };
    record('window', options);
    windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  loadURL(url: string): Promise<void> {
    record('window.loadURL', url);
    queueMicrotask(() => this.emit('ready-to-show'));
    return Promise.resolve();
  }
  show(): void {
    record('window.show');
    reply({ kind: 'shown' });
  }
  focus(): void {
    record('window.focus');
  }
  restore(): void {
    record('window.restore');
  }
  maximize(): void {
    record('window.maximize');
  }
  isMinimized(): boolean {
    return true;
  }
  isMaximized(): boolean {
    return false;
  }
  getNormalBounds(): unknown {
    return this.#bounds;
  }
  /** A person moves the window. */
  move(bounds: unknown): void {
    this.#bounds = bounds;
    this.emit('moved');
  }
}

class App extends EventEmitter {
  readonly isPackaged = process.env['DOUBLE_PACKAGED'] === '1';
  readonly #paths = new Map<string, string>();

  getVersion(): string {
    return '0.0.0';
  }
  getPath(name: string): string {
    return this.#paths.get(name) ?? '/nonexistent';
  }
  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }
  whenReady(): Promise<void> {
    record('app.ready');
    return Promise.resolve();
  }
  requestSingleInstanceLock(): boolean {
    record('app.requestSingleInstanceLock');
    return process.env['DOUBLE_SECOND_INSTANCE'] !== '1';
  }
  enableSandbox(): void {
    record('app.enableSandbox');
  }
  quit(): void {
    record('app.quit');
    if (!emitPreventable(this, 'will-quit')) this.exit(0);
  }
  exit(code: number): void {
    reply({ kind: 'exited', code, recorded });
    process.disconnect();
    process.exitCode = code;
  }
}

interface MenuItem {
  readonly id?: string;
  readonly submenu?: readonly MenuItem[];
  readonly click?: () => void;
}

export const app = new App();
export const session = { defaultSession: new Session() };
export const ipcMain = {
  handle: (channel: string, handler: CallHandler) => callHandlers.set(channel, handler),
  on: () => {},
};
export const protocol = {
  registerSchemesAsPrivileged: (list: unknown) => record('protocol.privileged', list),
  handle: (scheme: string, handler: SchemeHandler) => schemes.set(scheme, handler),
};
/** The items of a menu and of the menus in it. */
function itemsWithin(items: readonly MenuItem[]): readonly MenuItem[] {
  return items.flatMap((item) => [item, ...itemsWithin(item.submenu ?? [])]);
}
let menu: readonly MenuItem[] = [];
export const Menu = {
  buildFromTemplate: (template: readonly MenuItem[]) => template,
  setApplicationMenu: (template: readonly MenuItem[]) => {
    menu = template;
  },
};
export const nativeTheme = {
  shouldUseDarkColors: true,
  set themeSource(theme: string) {
    record('nativeTheme.themeSource', theme);
  },
};
const display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } };
export const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] };
export const shell = {
  openExternal: (url: string) => {
    record('shell.openExternal', url);
    return Promise.resolve();
  },
};
export const dialog = {
  showErrorBox: (title: string, text: string) => record('dialog.showErrorBox', { title, text }),
  showOpenDialog: () => Promise.resolve({ canceled: true, filePaths: [] }),
  showSaveDialog: () => Promise.resolve({ canceled: true, filePath: '' }),
};
export default { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, protocol, screen, session, shell };

function reply(message: ControlReply): void {
  if (process.connected) process.send?.(message);
}

/** The frames that a call may come from. */
function senderOf(frame: Frame): { sender: unknown; senderFrame: unknown } {
  const own = openWindow()?.webContents ?? null;
  switch (frame) {
    case 'own':
      return { sender: own, senderFrame: own?.mainFrame };
    case 'subframe':
      return { sender: own, senderFrame: { origin: 'app://gatehouse', parent: own?.mainFrame } };
    case 'destroyed':
      return { sender: own, senderFrame: null };
    case 'navigated':
      if (own !== null) own.mainFrame.origin = 'https://evil.example';
      return { sender: own, senderFrame: own?.mainFrame };
    case 'otherWindow': {
      const other = new WebContents();
      return { sender: other, senderFrame: other.mainFrame };
    }
  }
}

async function perform(message: unknown): Promise<unknown> {
  const request = parseControlMessage(message);
  const contents = openWindow()?.webContents;
  switch (request.kind) {
    case 'invoke': {
      const outcome = await callHandlers.get(request.channel)?.(senderOf(request.frame), ...request.args);
      if (request.frame === 'navigated' && contents !== undefined) contents.mainFrame.origin = 'app://gatehouse';
      return outcome;
    }
    case 'fetch': {
      const handler = schemes.get(new URL(request.url).protocol.slice(0, -1));
      if (handler === undefined) return null;
      const response = await handler(new Request(request.url, { method: request.method }));
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.from(await response.arrayBuffer()).toString('base64'),
      };
    }
    case 'navigate':
      return contents !== undefined && emitPreventable(contents, request.event, {});
    case 'openWindow': {
      return contents?.windowOpenHandler({ url: request.url }).action;
    }
    case 'permission': {
      const granted = await new Promise<boolean>((resolve) => {
        session.defaultSession.permissionRequest(contents, request.permission, resolve, {
          requestingUrl: request.origin,
        });
      });
      return [granted, session.defaultSession.permissionCheck(contents, request.permission, request.origin)];
    }
    case 'webRequest':
      return new Promise((resolve) => {
        session.defaultSession.webRequest.listener({ url: request.url }, (response) =>
          resolve(response.cancel === true),
        );
      });
    case 'download':
      return emitPreventable(session.defaultSession, 'will-download', { getURL: () => request.url });
    case 'menu': {
      itemsWithin(menu)
        .find((entry) => entry.id === request.command)
        ?.click?.();
      return null;
    }
    case 'move':
      openWindow()?.move(request.bounds);
      return null;
    case 'secondInstance':
      app.emit('second-instance', {}, request.argv, request.folder);
      return null;
    case 'closeWindow':
      openWindow()?.emit('close');
      openWindow()?.emit('closed');
      app.emit('window-all-closed');
      return null;
    case 'recorded':
      return recorded;
  }
}

process.on('message', (message: { id: number }) => {
  perform(message).then(
    (value) => reply({ kind: 'answer', id: message.id, value }),
    (error: unknown) => reply({ kind: 'answer', id: message.id, value: `The double failed: ${String(error)}` }),
  );
});
