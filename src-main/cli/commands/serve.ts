import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { GatehouseError } from '../../../src-shared/errors.ts';
import { systemClock } from '../../clock.ts';
import { faultReport } from '../../fault-report.ts';
import { systemRandom } from '../../random.ts';
import { parseArguments, parsePort, type Command, type Terminal } from '../command.ts';
import { DATA_FOLDER_VARIABLE, defaultDataFolder } from '../data-folder.ts';
import { OUT_FOLDER, REFERENCE_FOLDER } from '../out-folder.ts';
import { hasReferenceData } from '../reference-data.ts';
import { PROGRAM } from '../run-command-line.ts';

/** `serve`: browser mode. */
export const serveCommand: Command = {
  name: 'serve',
  summary: 'open the app in a browser on this machine',
  help: `Usage: ${PROGRAM} serve [WORKSPACE] [--port N] [--data-folder FOLDER] [--json]

Serves the app to browsers on this machine (127.0.0.1 only) until Ctrl+C, and prints its address. Whoever has the whole
address can use the app; keep it to yourself.

WORKSPACE is a workspace file to open at once.

Options:
  --port N              the port to listen on; any free one otherwise
  --data-folder FOLDER  where workspaces and preferences are kept; ${DATA_FOLDER_VARIABLE} does the same
  --json                print one line {"url":…} when ready, for scripts
  -h, --help            this text`,

  async run(args, terminal) {
    const { values, operands } = parseArguments(
      args,
      {
        port: { type: 'string' },
        'data-folder': { type: 'string' },
        json: { type: 'boolean', default: false },
      },
      ['[WORKSPACE]'],
    );
    const port = parsePort(values.port, 0);
    const dataFolder =
      values['data-folder'] === undefined
        ? defaultDataFolder({ platform: process.platform, home: homedir(), env: terminal.env })
        : resolve(values['data-folder']);
    await buildWhenMissing(terminal);

    const [{ createGatehouse }, { openCredentialStore }, { openPreferences }, { startBrowserMode }] = await Promise.all(
      [
        import('../../gatehouse.ts'),
        import('../../credentials/credential-store.ts'),
        import('../../preferences.ts'),
        import('../../browser/server.ts'),
      ],
    );
    const log = terminal.err;
    const preferences = openPreferences(dataFolder, log);
    const gatehouse = createGatehouse({
      clock: systemClock,
      random: systemRandom,
      shell: 'browser',
      dataFolder,
      referenceFolder: REFERENCE_FOLDER,
      preferences,
      credentialStore: openCredentialStore({ dataFolder, preferences, random: systemRandom }),
      choosePath: null,
      log,
    });
    const ending = terminal.ending();
    try {
      if (operands[0] !== undefined) await gatehouse.handlers['workspace.open']({ path: resolve(operands[0]) });
      const browserMode = await startBrowserMode({
        gatehouse,
        rendererFolder: join(OUT_FOLDER, 'renderer'),
        port,
        random: systemRandom,
        report: (error) => log(faultReport(error)),
      });
      try {
        if (values.json) terminal.out(JSON.stringify({ url: browserMode.url }));
        else terminal.out(`Gatehouse is open at ${browserMode.url}\nPress Ctrl+C to end it.`);
        await ending;
      } finally {
        await browserMode.close();
      }
    } finally {
      await gatehouse.close();
    }
    return 0;
  },
};

/** Builds the app when a fresh clone has nothing to serve yet. */
async function buildWhenMissing(terminal: Terminal): Promise<void> {
  if (existsSync(join(OUT_FOLDER, 'renderer', 'index.html')) && hasReferenceData()) return;
  terminal.err('Building Gatehouse …');
  const code = await new Promise((done, fail) => {
    // Standard output is for the address alone.
    const child = spawn(process.execPath, [join(dirname(OUT_FOLDER), 'build', 'build-app.mjs')], {
      cwd: dirname(OUT_FOLDER),
      stdio: ['ignore', 2, 2],
    });
    child.on('error', fail);
    child.on('exit', done);
  });
  if (code !== 0) {
    throw new GatehouseError('BuildFailed', 'Gatehouse could not be built; what went wrong stands above.', {
      mend: 'Run npm ci, then try again.',
    });
  }
}
