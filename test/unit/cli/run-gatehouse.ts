import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join, resolve } from 'node:path';

/** The project's folder, where package.json is. */
export const PROJECT = resolve(import.meta.dirname, '..', '..', '..');

/** How a run of the command line ended. */
export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Starts the command line as a process of its own, as npm does. */
export function startGatehouse(
  args: readonly string[],
  env: Record<string, string> = {},
): ChildProcessWithoutNullStreams {
  const program = ['--disable-warning=ExperimentalWarning', join(PROJECT, 'src-main', 'cli', 'gatehouse.ts')];
  return spawn(process.execPath, [...program, ...args], { cwd: PROJECT, env: { ...process.env, ...env } });
}

/** Waits for the end of a run, collecting what it writes. */
export function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code, out, err }));
  });
}

/** Runs the command line to its end. */
export function runGatehouse(args: readonly string[], stdin = ''): Promise<Ended> {
  const child = startGatehouse(args);
  // A command line that is not understood ends before it reads.
  child.stdin.on('error', () => {});
  child.stdin.end(stdin);
  return ended(child);
}
