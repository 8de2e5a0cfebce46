import packageJson from '../../package.json' with { type: 'json' };
import { evaluateCommand } from './commands/evaluate.ts';
import { exportCommand } from './commands/export.ts';
import { importCommand } from './commands/import.ts';
import { serveCommand } from './commands/serve.ts';
import type { Terminal } from './command.ts';
import { runCommandLine } from './run-command-line.ts';

/** The command line's entry: `npm run -s gatehouse -- <command>`. */

const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort(signal));

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
  err: (line) => {
    process.stderr.write(`${line}\n`);
  },
  env: process.env,
  ending: ending.signal,
};

process.exitCode = await runCommandLine(
  process.argv.slice(2),
  [serveCommand, importCommand, exportCommand, evaluateCommand],
  packageJson.version,
  terminal,
);
