import { chmodSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  electronBinary,
  failureReason,
  fetchElectron,
  knownObstacle,
  runWithLimits,
} from '../../../build/electron-readiness.mjs';

function scratchFolders(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('gatehouse-electron-') && !name.includes('package'));
}

describe('what stands in the way is known without starting Electron', () => {
  const display = { DISPLAY: ':0' };
  it.each([
    ['Linux with X', 'linux', display, 1000, null],
    ['Linux with Wayland', 'linux', { WAYLAND_DISPLAY: 'wayland-0' }, 1000, null],
    ['Linux without a display', 'linux', {}, 1000, 'there is no display'],
    ['Linux with an empty DISPLAY', 'linux', { DISPLAY: '' }, 1000, 'there is no display'],
    ['root on Linux', 'linux', display, 0, 'its sandbox does not start for root'],
    ['macOS', 'darwin', {}, 501, null],
    ['root on macOS', 'darwin', {}, 0, null],
    ['Windows, which has no user IDs', 'win32', {}, undefined, null],
  ])('%s', (_what, platform, env, uid, reason) => {
    const obstacle = knownObstacle({ platform, env, uid });
    expect(obstacle?.slice(0, reason?.length) ?? null).toBe(reason);
  });
});

describe('the last words of Electron become a reason', () => {
  it.each([
    [
      'a missing library',
      {
        code: 127,
        stderr: 'electron: error while loading shared libraries: libnss3.so: cannot open shared object file',
      },
      'the system library libnss3.so is missing',
    ],
    [
      'an old system',
      { code: 1, stderr: "electron: /lib/libc.so.6: version `GLIBC_2.38' not found (required by electron)" },
      'the system is too old for it (GLIBC_2.38 not found)',
    ],
    [
      'root',
      {
        code: 1,
        stderr: '[1:1122/FATAL:electron_main_delegate.cc(300)] Running as root without --no-sandbox is not supported.',
      },
      'its sandbox does not start for root; run Gatehouse as another user',
    ],
    [
      'a sandbox helper that is not set up',
      { signal: 'SIGTRAP', stderr: 'The SUID sandbox helper binary was found, but is not configured correctly.' },
      'its sandbox cannot start on this system (unprivileged user namespaces are off)',
    ],
    [
      'no display',
      { code: 1, stderr: '[1:ERROR:ozone_platform_x11.cc(250)] Missing X server or $DISPLAY' },
      'the display cannot be opened',
    ],
    ['anything else', { code: 3, stderr: 'first\nlast words\n\n' }, 'it ended with code 3 (last words)'],
    ['a signal', { signal: 'SIGSEGV', stderr: '' }, 'it was ended by SIGSEGV'],
    ['a file that is no program', { stderr: 'spawn EACCES' }, 'it could not be started (spawn EACCES)'],
  ])('%s', (_what, end, reason) => {
    expect(failureReason({ code: null, signal: null, ...end })).toBe(reason);
  });
});

describe('the binary', () => {
  let folder: string;

  /** An electron package as `npm ci` leaves it: without the binary, with a script that would fetch it. */
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-electron-package-'));
    writeFileSync(join(folder, 'package.json'), '{"version":"45.4.1"}');
  });

  function installBinary(version: string): string {
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist', 'version'), `${version}\n`);
    writeFileSync(join(folder, 'dist', 'electron'), '');
    writeFileSync(join(folder, 'path.txt'), 'electron');
    return join(folder, 'dist', 'electron');
  }

  const limits = { overallMs: 5000, stillMs: 2000, tell: () => {} };

  it('is found where the package puts it', () => {
    const binary = installBinary('45.4.1');
    expect(electronBinary(folder, {})).toBe(binary);
  });

  it('is not taken from another version', () => {
    installBinary('44.0.0');
    expect(electronBinary(folder, {})).toBeNull();
  });

  it('is not there before it was fetched', () => {
    expect(electronBinary(folder, {})).toBeNull();
  });

  it('is taken from ELECTRON_OVERRIDE_DIST_PATH, and from nowhere else then', () => {
    installBinary('45.4.1');
    const override = mkdtempSync(join(tmpdir(), 'gatehouse-electron-dist-'));
    expect(electronBinary(folder, { ELECTRON_OVERRIDE_DIST_PATH: override })).toBeNull();
    writeFileSync(join(override, 'electron'), '');
    chmodSync(join(override, 'electron'), 0o755);
    expect(electronBinary(folder, { ELECTRON_OVERRIDE_DIST_PATH: override })).toBe(join(override, 'electron'));
  });

  it('is fetched by the script of the package', async () => {
    writeFileSync(join(folder, 'install.js'), '');
    expect(await fetchElectron(process.execPath, folder, limits)).toBeNull();
  });

  it.each([
    ['RequestError: getaddrinfo ENOTFOUND github.com', 'its binary could not be downloaded (ENOTFOUND)'],
    ['TypeError: fetch failed', 'its binary could not be downloaded (the server was not reached)'],
    ['HTTPError: Response code 404 (Not Found)', 'its binary could not be downloaded (HTTP 404)'],
    ['Error: something else', 'its binary could not be downloaded'],
  ])('that cannot be fetched is told with the cause: %s', async (words, reason) => {
    writeFileSync(join(folder, 'install.js'), `console.error(${JSON.stringify(words)}); process.exit(1);`);
    expect(await fetchElectron(process.execPath, folder, limits)).toBe(reason);
  });

  it('whose download stands still is given up', async () => {
    writeFileSync(join(folder, 'install.js'), 'setInterval(() => {}, 1000);');
    expect(await fetchElectron(process.execPath, folder, { ...limits, stillMs: 300 })).toBe(
      'its binary could not be downloaded (nothing came for 0.3 s)',
    );
  });

  it('whose download never ends is given up though bytes still come', async () => {
    writeFileSync(
      join(folder, 'install.js'),
      "const file = require('path').join(require('os').tmpdir(), 'part');\n" +
        "setInterval(() => require('fs').appendFileSync(file, 'x'), 20);",
    );
    const reason = await fetchElectron(process.execPath, folder, { ...limits, overallMs: 1500, stillMs: 1000 });
    expect(reason).toBe('its binary was not downloaded within 1.5 s');
  });

  it('leaves no part of a failed download behind', async () => {
    writeFileSync(
      join(folder, 'install.js'),
      "require('fs').writeFileSync(process.env.TMPDIR + '/part', 'x'); process.exit(1);",
    );
    const before = scratchFolders();
    await fetchElectron(process.execPath, folder, limits);
    expect(scratchFolders()).toEqual(before);
  });
});

describe('a program that is run within limits', () => {
  const patient = { overallMs: 5000, stillMs: 5000, progress: () => 0, pollMs: 20 };

  it('has its end reported', async () => {
    expect(await runWithLimits(process.execPath, ['-e', ''], patient)).toEqual({ ok: true });
  });

  it('has its last words kept', async () => {
    const outcome = await runWithLimits(process.execPath, ['-e', 'console.error("no"); process.exit(2)'], patient);
    expect(outcome).toEqual({ ok: false, reason: 'failed', stderr: 'no\n' });
  });

  it('may be one that is not there', async () => {
    expect(await runWithLimits('/no/such/program', [], patient)).toMatchObject({ ok: false, reason: 'failed' });
  });

  it('is ended even when it ignores being asked to end', async () => {
    const stubborn = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)";
    const outcome = await runWithLimits(process.execPath, ['-e', stubborn], { ...patient, stillMs: 200 });
    expect(outcome).toMatchObject({ ok: false, reason: 'still' });
  });
});
