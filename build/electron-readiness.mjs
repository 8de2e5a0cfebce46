import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Whether Electron can run here, and if not, why. Plain JavaScript, since it runs before anything else does, on
 * whatever Node the machine has.
 */

/**
 * What stands in the way of Electron before it is even started.
 * @param {{ platform: string, env: Record<string, string | undefined>, uid: number | undefined }} machine
 * @returns {string | null} a reason that ends the sentence `Electron cannot be used: …`; null when nothing is known.
 */
export function knownObstacle({ platform, env, uid }) {
  if (platform !== 'linux') return null;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)';
  if (uid === 0) return 'its sandbox does not start for root; run Gatehouse as another user';
  return null;
}

/**
 * The Electron binary, as the electron package would find it, but without downloading anything.
 * @param {string} electronFolder the folder of the electron package.
 * @param {Record<string, string | undefined>} env
 * @returns {string | null} null when it is not there.
 */
export function electronBinary(electronFolder, env) {
  try {
    const pathFile = join(electronFolder, 'path.txt');
    const override = env.ELECTRON_OVERRIDE_DIST_PATH;
    if (override) {
      const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
      const binary = join(override, name);
      return existsSync(binary) ? binary : null;
    }
    const { version } = JSON.parse(readFileSync(join(electronFolder, 'package.json'), 'utf8'));
    const installed = readFileSync(join(electronFolder, 'dist', 'version'), 'utf8')
      .trim()
      .replace(/^v/, '');
    const binary = join(electronFolder, 'dist', readFileSync(pathFile, 'utf8'));
    return installed === version && existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}

/**
 * How Electron's last words read to a person.
 * @param {{ code: number | null, signal: string | null, stderr: string }} end how the process ended; code null and
 *   signal null when it could not be started, and stderr says why.
 * @returns {string} a reason that ends the sentence `Electron cannot be used: …`.
 */
export function failureReason({ code, signal, stderr }) {
  const library = /error while loading shared libraries: ([^:\s]+)/.exec(stderr)?.[1];
  if (library) return `the system library ${library} is missing`;
  const glibc = /version [`'](GLIBC\w*_[\d.]+)' not found/.exec(stderr)?.[1];
  if (glibc) return `the system is too old for it (${glibc} not found)`;
  if (/Running as root without --no-sandbox/.test(stderr)) {
    return 'its sandbox does not start for root; run Gatehouse as another user';
  }
  if (/SUID sandbox helper|No usable sandbox|Failed to move to new namespace/.test(stderr)) {
    return 'its sandbox cannot start on this system (unprivileged user namespaces are off)';
  }
  if (/Missing X server or \$DISPLAY|cannot open display|Failed to connect to Wayland display/i.test(stderr)) {
    return 'the display cannot be opened';
  }
  const lastLine = stderr
    .split('\n')
    .map((line) => line.trim())
    .findLast((line) => line !== '');
  const end = signal
    ? `it was ended by ${signal}`
    : code === null
      ? 'it could not be started'
      : `it ended with code ${code}`;
  return lastLine ? `${end} (${lastLine.slice(0, 200)})` : end;
}

/**
 * Runs a program that might never end, and ends it when it takes too long or stands still.
 * @param {string} command
 * @param {string[]} args
 * @param {object} limits
 * @param {number} limits.overallMs the longest it may take.
 * @param {number} limits.stillMs the longest it may go without progress.
 * @param {() => number} limits.progress how far it is, in any unit that grows; bytes, say.
 * @param {number} [limits.pollMs] how often to look.
 * @param {NodeJS.ProcessEnv} [limits.env]
 * @returns {Promise<{ ok: true } | { ok: false, reason: 'overall' | 'still' | 'failed', stderr: string }>}
 */
export function runWithLimits(command, args, { overallMs, stillMs, progress, pollMs = 250, env = process.env }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], env });
    let stderr = '';
    let settled = false;
    let seen = progress();
    const started = Date.now();
    let moved = started;

    const settle = (outcome) => {
      if (settled) return;
      settled = true;
      clearInterval(watch);
      resolve(outcome);
    };
    const watch = setInterval(() => {
      const now = Date.now();
      const far = progress();
      if (far !== seen) {
        seen = far;
        moved = now;
      }
      const reason = now - started >= overallMs ? 'overall' : now - moved >= stillMs ? 'still' : null;
      if (reason === null) return;
      child.kill('SIGKILL');
      settle({ ok: false, reason, stderr });
    }, pollMs);

    child.stderr.setEncoding('utf8');
    child.stderr.on('data', (text) => {
      stderr = (stderr + text).slice(-8192);
    });
    child.on('error', (error) => settle({ ok: false, reason: 'failed', stderr: error.message }));
    child.on('close', (code) => settle(code === 0 ? { ok: true } : { ok: false, reason: 'failed', stderr }));
  });
}

/**
 * Lets the electron package fetch its binary, within limits.
 * @param {string} node the Node to run its script with.
 * @param {string} electronFolder
 * @param {{ overallMs: number, stillMs: number, tell: (bytes: number) => void }} limits `tell` hears how much is there.
 * @returns {Promise<string | null>} null when it is there now, else why not.
 */
export async function fetchElectron(node, electronFolder, { overallMs, stillMs, tell }) {
  // The script says nothing while it works; that it works shows in its temporary folder, which is thus given to it.
  const scratch = mkdtempSync(join(tmpdir(), 'gatehouse-electron-'));
  const progress = () => {
    const bytes = bytesIn(scratch) + bytesIn(join(electronFolder, 'dist'));
    tell(bytes);
    return bytes;
  };
  try {
    const outcome = await runWithLimits(node, [join(electronFolder, 'install.js')], {
      overallMs,
      stillMs,
      progress,
      env: { ...process.env, TMPDIR: scratch, TEMP: scratch, TMP: scratch },
    });
    if (outcome.ok) return null;
    if (outcome.reason === 'still') return `its binary could not be downloaded (nothing came for ${stillMs / 1000} s)`;
    if (outcome.reason === 'overall') return `its binary was not downloaded within ${overallMs / 1000} s`;
    const cause =
      /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOSPC|EACCES)\b/.exec(
        outcome.stderr,
      )?.[1];
    if (/fetch failed/.test(outcome.stderr)) return 'its binary could not be downloaded (the server was not reached)';
    const status = /Response code (\d{3})/.exec(outcome.stderr)?.[1];
    const detail = cause ?? (status ? `HTTP ${status}` : null);
    return `its binary could not be downloaded${detail ? ` (${detail})` : ''}`;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** @param {string} folder @returns {number} the sizes of all files below it. */
function bytesIn(folder) {
  let bytes = 0;
  let entries;
  try {
    entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch {
    return 0;
  }
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    try {
      bytes += statSync(join(entry.parentPath ?? entry.path, entry.name)).size;
    } catch {
      // Gone meanwhile.
    }
  }
  return bytes;
}
