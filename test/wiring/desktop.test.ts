import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contract } from '../../src-shared/contract/contract.ts';
import { startDesktop, type DesktopProcess } from './desktop-process.ts';

/** The built main bundle against the double of Electron, without a page. */

let dataFolder: string;
let desktop: DesktopProcess;

/** A data folder in which secrets are kept in memory, so that no test reaches for a person's keychain. */
function newDataFolder(more: object = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-wiring-'));
  writeFileSync(join(folder, 'preferences.json'), JSON.stringify({ credentialStoreKind: 'memory', ...more }));
  return folder;
}

function preferences(): Record<string, unknown> {
  return JSON.parse(readFileSync(join(dataFolder, 'preferences.json'), 'utf8')) as Record<string, unknown>;
}

beforeEach(async () => {
  dataFolder = newDataFolder({ theme: 'dark' });
  desktop = await startDesktop(dataFolder);
});

afterEach(() => desktop.kill());

const call = (
  name: string,
  input: unknown,
  frame: 'own' | 'subframe' | 'destroyed' | 'navigated' | 'otherWindow' = 'own',
) => desktop.ask({ kind: 'invoke', frame, channel: 'gatehouse:call', args: [name, input] });

interface FileAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}
const fetchFile = async (url: string, method = 'GET') =>
  (await desktop.ask({ kind: 'fetch', url, method })) as FileAnswer;

describe('at its start the app', () => {
  it('turns the sandbox on and makes app:// a secure origin before it is ready', async () => {
    const all = (await desktop.ask({ kind: 'recorded' })) as { what: string; value: unknown }[];
    const order = all.map((entry) => entry.what);
    expect(order.indexOf('app.enableSandbox')).toBeLessThan(order.indexOf('app.ready'));
    expect(order.indexOf('protocol.privileged')).toBeLessThan(order.indexOf('app.ready'));
    expect(await desktop.recorded('protocol.privileged')).toEqual([
      [{ scheme: 'app', privileges: { standard: true, secure: true, codeCache: true } }],
    ]);
  });

  it('opens one window, isolated and without Node, on its own page', async () => {
    const windows = await desktop.recorded('window');
    expect(windows).toHaveLength(1);
    expect(windows[0]).toMatchObject({
      show: false,
      webPreferences: {
        preload: expect.stringMatching(/out\/preload\/preload\.cjs$/) as string,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
      },
    });
    expect(await desktop.recorded('window.loadURL')).toEqual(['app://gatehouse/']);
    expect(await desktop.recorded('window.show')).toHaveLength(1);
  });

  it('follows the theme that was chosen, and a new choice at once', async () => {
    await call('app.setTheme', { theme: 'light' });
    expect(await desktop.recorded('nativeTheme.themeSource')).toEqual(['dark', 'light']);
    expect(preferences()['theme']).toBe('light');
  });
});

describe('the files of app://gatehouse', () => {
  it('come with a policy that forbids everything from elsewhere', async () => {
    const { status, headers, body } = await fetchFile('app://gatehouse/');
    const page = Buffer.from(body, 'base64').toString('utf8');
    const policy = headers['content-security-policy'] ?? '';
    const nonce = /<meta property="csp-nonce" nonce="([^"]+)"/.exec(page)?.[1];
    expect(status).toBe(200);
    expect(nonce).toMatch(/^[\w+/]{24}$/);
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "require-trusted-types-for 'script'",
      'trusted-types svelte-trusted-html',
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  it.each([
    ['app://gatehouse/../main/main.js', 404],
    ['app://gatehouse/%2e%2e/main/main.js', 404],
    ['app://gatehouse/..%2fmain%2fmain.js', 404],
    ['app://gatehouse/main.js', 404],
    ['app://elsewhere/', 403],
  ])('do not include %s', async (url, status) => {
    expect((await fetchFile(url)).status).toBe(status);
  });

  it('are for reading', async () => {
    expect((await fetchFile('app://gatehouse/', 'POST')).status).toBe(403);
  });
});

describe('a call', () => {
  it('of the app’s own page is answered', async () => {
    expect(await call('app.describe', {})).toMatchObject({ ok: true, value: { shell: 'electron', dataFolder } });
  });

  it.each(['subframe', 'destroyed', 'navigated', 'otherWindow'] as const)(
    'of a foreign frame (%s) is refused',
    async (frame) => {
      expect(await call('app.describe', {}, frame)).toMatchObject({ ok: false, error: { code: 'ForeignSender' } });
    },
  );

  it.each([
    ['a name that the contract does not have', 'app.quit', {}, 'UnknownProcedure'],
    ['a name of every object', 'constructor', {}, 'UnknownProcedure'],
    ['a name that is no text', { toString: 'app.describe' }, {}, 'UnknownProcedure'],
    ['input that the contract forbids', 'app.setTheme', { theme: 'pink' }, 'InvalidInput'],
  ])('with %s is refused', async (_what, name, input, code) => {
    expect(await call(name as string, input)).toMatchObject({ ok: false, error: { code } });
  });
});

describe('denied by default are', () => {
  it.each(['will-frame-navigate', 'will-redirect', 'will-attach-webview'] as const)('%s', async (event) => {
    expect(await desktop.ask({ kind: 'navigate', event })).toBe(true);
  });

  it('new windows; a link to AWS’s documentation opens in the system’s browser', async () => {
    const links = ['https://docs.aws.amazon.com/IAM/latest/UserGuide/', 'https://evil.example/', 'file:///etc/passwd'];
    for (const url of links) expect(await desktop.ask({ kind: 'openWindow', url })).toBe('deny');
    expect(await desktop.recorded('shell.openExternal')).toEqual([links[0]]);
  });

  it.each([
    ['clipboard-sanitized-write', 'app://gatehouse/', true],
    ['clipboard-sanitized-write', 'https://evil.example/', false],
    ['clipboard-read', 'app://gatehouse/', false],
    ['media', 'app://gatehouse/', false],
    ['geolocation', 'app://gatehouse/', false],
    ['notifications', 'app://gatehouse/', false],
    ['openExternal', 'app://gatehouse/', false],
  ])('permissions: %s for %s is %s', async (permission, origin, granted) => {
    expect(await desktop.ask({ kind: 'permission', permission, origin })).toEqual([granted, granted]);
  });

  it('devices, screens and the spell checker’s downloads', async () => {
    expect(await desktop.recorded('session.devicePermission')).toEqual([false]);
    expect(await desktop.recorded('session.displayMedia')).toEqual([{}]);
    expect(await desktop.recorded('session.spellChecker')).toEqual([false]);
  });

  it.each([
    ['app://gatehouse/assets/index.js', false],
    ['data:image/png;base64,AA==', false],
    ['devtools://devtools/bundled/inspector.html', false],
    ['https://example.com/', true],
    ['http://127.0.0.1:4747/', true],
    ['ws://127.0.0.1:4747/', true],
    ['file:///etc/passwd', true],
    ['app://elsewhere/', true],
  ])('requests: %s is cancelled: %s', async (url, cancelled) => {
    expect(await desktop.ask({ kind: 'webRequest', url })).toBe(cancelled);
  });

  it.each([
    ['blob:app://gatehouse/1b9d', false],
    ['https://example.com/setup.exe', true],
    ['data:text/html,hello', true],
  ])('downloads: %s is prevented: %s', async (url, prevented) => {
    expect(await desktop.ask({ kind: 'download', url })).toBe(prevented);
  });
});

describe('a packaged app', () => {
  it('has no developer tools', async () => {
    const packaged = await startDesktop(newDataFolder(), { DOUBLE_PACKAGED: '1' });
    expect(await packaged.recorded('window')).toMatchObject([{ webPreferences: { devTools: false } }]);
    expect(await packaged.ask({ kind: 'webRequest', url: 'devtools://devtools/bundled/inspector.html' })).toBe(true);
    packaged.kill();
  });
});

describe('the menu', () => {
  it.each(contract.events['menu.command'].shape.command.options)('tells the page of %s', async (command) => {
    const sent = new Promise((resolve) => {
      desktop.onSent((channel, args) => args[0] === 'menu.command' && resolve([channel, ...args]));
    });
    await desktop.ask({ kind: 'menu', command });
    expect(await sent).toEqual(['gatehouse:event', 'menu.command', { command }]);
  });
});

describe('a second instance', () => {
  it('ends at once, without a window', async () => {
    const second = await startDesktop(newDataFolder(), { DOUBLE_SECOND_INSTANCE: '1' });
    const { code, recorded } = await second.exited;
    expect(code).toBe(0);
    expect(recorded.map((entry) => entry.what)).not.toContain('window');
  });

  it('brings the window of the first to the front', async () => {
    await desktop.ask({ kind: 'secondInstance', argv: ['electron', '.'], folder: dataFolder });
    expect(await desktop.recorded('window.restore')).toHaveLength(1);
    expect(await desktop.recorded('window.focus')).toHaveLength(1);
  });

  it('has its workspace opened by the first', async () => {
    const path = join(dataFolder, 'second.gatehouse');
    await call('workspace.create', { name: 'Second', accountId: null, rootEmail: null, path });
    await call('workspace.close', {});
    const argv = ['electron', '--allow-file-access', '.', 'second.gatehouse'];
    await desktop.ask({ kind: 'secondInstance', argv, folder: dataFolder });
    await expect.poll(async () => call('app.describe', {})).toMatchObject({ ok: true, value: { workspace: { path } } });
  });

  it('names a workspace that cannot be opened', async () => {
    await desktop.ask({ kind: 'secondInstance', argv: ['electron', 'none.gatehouse'], folder: dataFolder });
    await expect
      .poll(() => desktop.recorded('dialog.showErrorBox'))
      .toMatchObject([{ text: expect.stringContaining(join(dataFolder, 'none.gatehouse')) as string }]);
  });
});

describe('the window', () => {
  it('opens where it was left', async () => {
    const bounds = { x: 50, y: 60, width: 1000, height: 700 };
    await desktop.ask({ kind: 'move', bounds });
    expect(preferences()['windowState']).toEqual({ bounds, maximised: false });
    await desktop.ask({ kind: 'closeWindow' });
    await desktop.exited;
    desktop = await startDesktop(dataFolder);
    expect(await desktop.recorded('window')).toMatchObject([bounds]);
  });

  it('that is closed ends the app, the workspace being closed first', async () => {
    const path = join(dataFolder, 'shop.gatehouse');
    await call('workspace.create', { name: 'Shop', accountId: null, rootEmail: null, path });
    await desktop.ask({ kind: 'closeWindow' });
    expect((await desktop.exited).code).toBe(0);
    // SQLite removes its log when a database is closed whole.
    expect(() => readFileSync(`${path}-wal`)).toThrow('ENOENT');
  });
});
