import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ControlMessage, ControlReply, Recorded } from './control.ts';

export const PROJECT = resolve(import.meta.dirname, '..', '..');
const MAIN = join(PROJECT, 'out', 'main', 'main.js');

/** The built main bundle, running on the double of Electron. */
export interface DesktopProcess {
  ask(message: ControlMessage): Promise<unknown>;
  /** What was asked of Electron so far, by name; all values of that name, in order. */
  recorded(what: string): Promise<unknown[]>;
  /** Hears what main sends to the page. */
  onSent(listener: (channel: string, args: unknown[]) => void): void;
  /** The exit code, and what had been asked of Electron until then. */
  readonly exited: Promise<{ code: number; recorded: Recorded[] }>;
  kill(): void;
}

/** Starts the built main bundle, and waits until its window is shown unless it ends before. */
export async function startDesktop(
  dataFolder: string,
  env: Record<string, string> = {},
  args: readonly string[] = [],
): Promise<DesktopProcess> {
  if (!existsSync(MAIN)) throw new Error('The wiring tests need the built app: npm run build');
  const child: ChildProcess = fork(MAIN, args, {
    cwd: PROJECT,
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      '--import',
      new URL('use-electron-double.ts', import.meta.url).href,
    ],
    env: { ...process.env, GATEHOUSE_DATA_FOLDER: dataFolder, ...env },
  });
  const answers = new Map<number, (value: unknown) => void>();
  const listeners: ((channel: string, args: unknown[]) => void)[] = [];
  let nextId = 0;
  const { promise: shown, resolve: show } = Promise.withResolvers<void>();
  const exited = new Promise<{ code: number; recorded: Recorded[] }>((done, fail) => {
    child.on('message', (message: ControlReply) => {
      switch (message.kind) {
        case 'answer':
          return answers.get(message.id)?.(message.value);
        case 'sent':
          return listeners.forEach((listener) => listener(message.channel, message.args));
        case 'shown':
          return show();
        case 'exited':
          return done(message);
      }
    });
    child.on('exit', (code) => fail(new Error(`The main process ended with ${code}`)));
  });
  exited.catch(() => {});

  const ask = (message: ControlMessage): Promise<unknown> => {
    const id = nextId;
    nextId += 1;
    return new Promise((done) => {
      answers.set(id, done);
      child.send({ ...message, id });
    });
  };
  const recorded = async (what: string): Promise<unknown[]> => {
    const all = (await ask({ kind: 'recorded' })) as Recorded[];
    return all.filter((entry) => entry.what === what).map((entry) => entry.value);
  };

  await Promise.race([shown, exited]);
  return {
    ask,
    recorded,
    onSent: (listener) => listeners.push(listener),
    exited,
    kill: () => child.kill('SIGKILL'),
  };
}
