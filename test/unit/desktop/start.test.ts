import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

const PROJECT = resolve(import.meta.dirname, '..', '..', '..');
const START = join(PROJECT, 'build', 'start.mjs');

/** Electron does not start for root, so `npm start` does not try; tests that run as root give its child to nobody. */
const NOBODY = 65_534;
const asOther = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
const reachable = spawnSync(process.execPath, ['--check', START], asOther).status === 0;
if (!reachable)
  console.warn('Skipped: npm start with a display, since another user than root cannot read the project.');

const children: ChildProcessByStdio<null, Readable, Readable>[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

interface Run {
  child: ChildProcessByStdio<null, Readable, Readable>;
  output(): { out: string; err: string };
  /** The exit code. */
  end: Promise<number | null>;
}

function start(env: Record<string, string>, user: { uid?: number; gid?: number } = {}): Run {
  const dataFolder = mkdtempSync(join(tmpdir(), 'gatehouse-start-'));
  chmodSync(dataFolder, 0o777);
  const child = spawn(process.execPath, [START], {
    ...user,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], GATEHOUSE_DATA_FOLDER: dataFolder, ...env },
  });
  children.push(child);
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return {
    child,
    output: () => ({ out, err }),
    end: new Promise((done) => {
      child.on('close', done);
    }),
  };
}

/** An Electron that is a shell script. */
function scriptedElectron(script: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-scripted-electron-'));
  writeFileSync(join(folder, 'electron'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'electron'), 0o755);
  chmodSync(folder, 0o755);
  return folder;
}

const reason = (err: string) => err.split('\n').find((line) => line.startsWith('Electron cannot be used'));
const ADDRESS = /^Gatehouse is open at http:\/\/127\.0\.0\.1:\d+\/#token=/m;

// A stale build is made anew first.
describe.skipIf(process.platform !== 'linux')('npm start (on Linux)', { timeout: 120_000 }, () => {
  it('opens in the browser where there is no display, says so in one line, and ends cleanly on Ctrl+C', async () => {
    const { child, output, end } = start({});
    await expect.poll(() => output().out, { timeout: 90_000 }).toMatch(ADDRESS);
    expect(reason(output().err)).toBe(
      'Electron cannot be used: there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set). Gatehouse opens in the browser instead.',
    );
    child.kill('SIGINT');
    expect(await end).toBe(0);
  });

  describe.skipIf(!reachable)('with a display', () => {
    let env: Record<string, string>;
    beforeAll(() => {
      env = { DISPLAY: ':99' };
    });

    it('opens in Electron, and in nothing else, and ends with it', async () => {
      const folder = scriptedElectron('echo "Electron runs $1"');
      const { output, end } = start({ ...env, ELECTRON_OVERRIDE_DIST_PATH: folder }, asOther);
      expect(await end).toBe(0);
      expect(output()).toEqual({ out: `Electron runs ${PROJECT}\n`, err: '' });
    });

    it('opens in the browser when Electron ends at once, with the reason from its last words', async () => {
      const words = 'electron: error while loading shared libraries: libnss3.so: cannot open shared object file';
      const folder = scriptedElectron(`echo "${words}" >&2; exit 127`);
      const { child, output, end } = start({ ...env, ELECTRON_OVERRIDE_DIST_PATH: folder }, asOther);
      await expect.poll(() => output().out, { timeout: 30_000 }).toMatch(ADDRESS);
      expect(reason(output().err)).toBe(
        'Electron cannot be used: the system library libnss3.so is missing. Gatehouse opens in the browser instead.',
      );
      child.kill('SIGTERM');
      expect(await end).toBe(0);
    });
  });
});
