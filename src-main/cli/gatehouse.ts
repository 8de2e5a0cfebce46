import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import packageJson from '../../package.json' with { type: 'json' };
import { endpointCommand } from './commands/endpoint.ts';
import { evaluateCommand } from './commands/evaluate.ts';
import { exportCommand } from './commands/export.ts';
import { importCommand } from './commands/import.ts';
import { serveCommand } from './commands/serve.ts';
import type { Terminal } from './command.ts';
import { runCommandLine } from './run-command-line.ts';

/** The command line's entry: `npm run -s gatehouse -- <command>`. */

// What a command needs is loaded by the command, so that it is compiled once and not at each start. The folder is as safe
// as the code beside it; Node's own default, in the system's temporary folder, could be written by others.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/gatehouse', import.meta.url)));

const SIGNAL_EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;
const ending = Promise.withResolvers<void>();
let endsByItself = true;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // `on`, not `once`: a package that `conf` brings sends each signal again, and the default would end us half-way.
  // A handler runs between two steps of JavaScript, so what is written in one step is written whole.
  process.on(signal, () => {
    if (endsByItself) process.exit(SIGNAL_EXIT_CODES[signal]);
    ending.resolve();
  });
}

// `gatehouse export x | head` closes the pipe: whoever read has enough, and that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const terminal: Terminal = {
  stdin: process.stdin,
  out: (line) => {
    process.stdout.write(`${line}\n`);
  },
  write: (bytes) =>
    new Promise((resolve) => {
      // A failure is the matter of the listener above.
      process.stdout.write(bytes, (error) => {
        if (error === null || error === undefined) resolve();
      });
    }),
  err: (line) => {
    process.stderr.write(`${line}\n`);
  },
  env: process.env,
  ending: () => {
    endsByItself = false;
    return ending.promise;
  },
};

process.exitCode = await runCommandLine(
  process.argv.slice(2),
  [serveCommand, endpointCommand, importCommand, exportCommand, evaluateCommand],
  packageJson.version,
  terminal,
);
