import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PROGRAM = join(import.meta.dirname, 'keychain-program.ts');

/** Why a real keyring cannot be had on this machine; null when it can. */
export function whyNoKeyring(): string | null {
  if (process.platform !== 'linux') return 'They run on Linux.';
  for (const command of ['dbus-run-session', 'gnome-keyring-daemon']) {
    try {
      execFileSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' });
    } catch {
      return `${command} is not installed (Debian's packages dbus and gnome-keyring).`;
    }
  }
  return null;
}

/**
 * Runs keychain-program.ts, once for each list of arguments, each time in a new D-Bus session with a gnome-keyring of
 * its own that is unlocked. All share one home, and so one keyring on disk, which is gone afterwards.
 * @returns what each run printed, parsed as JSON.
 */
export async function runWithKeyring(runs: string[][], { keyring = true } = {}): Promise<unknown[]> {
  const home = mkdtempSync(join(tmpdir(), 'gatehouse-keyring-'));
  const runtime = join(home, 'runtime');
  mkdirSync(runtime, { mode: 0o700 });
  // The session's own addresses and the person's own keyring must not be seen.
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_RUNTIME_DIR: runtime,
    // Without a keyring D-Bus would start the installed one by itself.
    ...(keyring ? {} : { XDG_DATA_DIRS: join(home, 'nothing') }),
  };
  const unlock = 'printf "pw\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1;';
  const script = `${keyring ? unlock : ''} exec "$@"`;
  try {
    const printed: unknown[] = [];
    for (const args of runs) {
      const command = ['--', 'sh', '-c', script, 'sh', process.execPath, PROGRAM, home, ...args];
      const { stdout } = await run('dbus-run-session', command, { env, timeout: 15_000 });
      printed.push(JSON.parse(stdout));
    }
    return printed;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
