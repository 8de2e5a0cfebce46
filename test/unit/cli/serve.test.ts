import { mkdtempSync, readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultDataFolder } from '../../../src-main/cli/data-folder.ts';
import { ended, startGatehouse, type Ended } from './run-gatehouse.ts';

let dataFolder: string;
let children: ChildProcessWithoutNullStreams[];

beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'gatehouse-data-'));
  children = [];
});

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
});

function serve(...args: string[]): { child: ChildProcessWithoutNullStreams; end: Promise<Ended> } {
  const child = startGatehouse(['serve', ...args], { GATEHOUSE_DATA_FOLDER: dataFolder });
  children.push(child);
  return { child, end: ended(child) };
}

function firstLine(child: ChildProcessWithoutNullStreams): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (more: string) => {
      text += more;
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    child.on('close', (code) => reject(new Error(`Ended with ${code} before it was ready`)));
  });
}

// The first run in a fresh clone builds the app.
describe('serve', { timeout: 120_000 }, () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'prints its address as JSON, serves the app, and ends cleanly on %s',
    async (signal) => {
      const { child, end } = serve('--json');
      const { url } = JSON.parse(await firstLine(child)) as { url: string };
      const response = await fetch(url);
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      child.kill(signal);
      expect((await end).code).toBe(0);
      await expect(fetch(url)).rejects.toThrow('fetch failed');
    },
  );

  it('prints an address for a person', async () => {
    const { child } = serve();
    expect(await firstLine(child)).toMatch(/^Gatehouse is open at http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
  });

  it('keeps to the port it is given, and says when that is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const { port } = other.address() as AddressInfo;
    const { end } = serve('--port', String(port));
    const { code, out, err } = await end;
    other.close();
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(`127.0.0.1:${port}: Port ${port} is in use by another program.`);
  });

  it('names a workspace that is not there and does not start', async () => {
    const { code, err } = await serve(join(dataFolder, 'none.gatehouse')).end;
    expect(code).toBe(1);
    expect(err).toContain('none.gatehouse');
  });

  it('writes to its data folder alone, and there no token', async () => {
    const { child } = serve('--json');
    const { url } = JSON.parse(await firstLine(child)) as { url: string };
    expect(url).toContain('#token=');
    expect(readdirSync(dataFolder).filter((name) => !name.startsWith('preferences'))).toEqual([]);
  });
});

describe('the data folder', () => {
  it.each([
    ['Linux', 'linux', {}, '/home/lucy/.config/Gatehouse'],
    ['Linux with its own place for configuration', 'linux', { XDG_CONFIG_HOME: '/conf' }, '/conf/Gatehouse'],
    [
      'Linux with a relative one, which does not count',
      'linux',
      { XDG_CONFIG_HOME: 'conf' },
      '/home/lucy/.config/Gatehouse',
    ],
    ['macOS', 'darwin', {}, '/home/lucy/Library/Application Support/Gatehouse'],
    ['any system, when the variable says so', 'darwin', { GATEHOUSE_DATA_FOLDER: '/data' }, '/data'],
  ] as const)('of %s', (_what, platform, env, folder) => {
    expect(defaultDataFolder({ platform, home: '/home/lucy', env })).toBe(folder);
  });
});
