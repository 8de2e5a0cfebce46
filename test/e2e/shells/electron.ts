import { resolve } from 'node:path';
import { _electron } from '@playwright/test';
import { electronBinary, knownObstacle } from '../../../build/electron-readiness.mjs';
import { noteFaults, type StartedShell } from './shell.ts';

const binary = electronBinary(resolve('node_modules/electron'), process.env);
const asRoot = process.getuid?.() === 0;

/** Why Electron cannot be tested on this machine; null when it can. */
export const electronObstacle: string | null =
  binary === null
    ? 'its binary is not installed'
    : // As root it is started without its sandbox, which is no obstacle to a test.
      knownObstacle({ platform: process.platform, env: process.env, uid: undefined });

/** Starts the built app in Electron on its data folder. */
export async function startInElectron(dataFolder: string, faults: string[]): Promise<StartedShell> {
  const app = await _electron.launch({
    executablePath: binary ?? '',
    args: [resolve('.'), ...(asRoot ? ['--no-sandbox'] : [])],
    env: {
      ...definedOf(process.env),
      // No keychain is to be found, as in the tests of browser mode.
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
      GATEHOUSE_DATA_FOLDER: dataFolder,
    },
  });
  const page = await app.firstWindow();
  noteFaults(page, faults);
  return {
    page,
    openTab: null,
    log: () => '',
    readClipboard: () => app.evaluate(({ clipboard }) => clipboard.readText()),
    answerFileDialog: (path) =>
      app.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
      }, path),
    close: () => app.close(),
  };
}

function definedOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
