import { AwsError, GatehouseError } from '../../src-shared/errors.ts';
import { faultReport } from '../fault-report.ts';
import { UsageError, type Command, type Terminal } from './command.ts';
import { nearest } from './nearest.ts';

/** How to call the command line, in help texts. */
export const PROGRAM = 'npm run -s gatehouse --';

const EXIT_FAILURE = 1;
const EXIT_USAGE = 2;

/**
 * Runs one command line.
 * @param args the arguments without the program's name.
 * @returns the exit code: 0 done, 1 failed, 2 not understood.
 */
export async function runCommandLine(
  args: readonly string[],
  commands: readonly Command[],
  version: string,
  terminal: Terminal,
): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--help' || name === '-h' || name === 'help') {
    const topic = commands.find((command) => command.name === rest[0]);
    terminal.out(topic?.help ?? overview(commands));
    return 0;
  }
  if (name === '--version' || name === '-v') {
    terminal.out(version);
    return 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    terminal.err(unknownCommand(name, commands));
    return EXIT_USAGE;
  }
  if (asksForHelp(rest)) {
    terminal.out(command.help);
    return 0;
  }
  try {
    return await command.run(rest, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.err(`gatehouse ${command.name}: ${error.message} See ${PROGRAM} ${command.name} --help`);
      return EXIT_USAGE;
    }
    terminal.err(`gatehouse ${command.name}: ${faultText(error)}`);
    return EXIT_FAILURE;
  }
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end === -1 ? args.length : end).some((argument) => argument === '--help' || argument === '-h');
}

function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    `Usage: ${PROGRAM} <command> [options]`,
    '',
    'A lab for AWS IAM on your own machine.',
    '',
    'Commands:',
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`),
    '',
    'Options:',
    '  -h, --help     this text, or after a command, that command’s',
    '  -v, --version  the version of Gatehouse',
    '',
    'Exit codes: 0 done, 1 failed, 2 command line not understood.',
  ].join('\n');
}

function unknownCommand(name: string | undefined, commands: readonly Command[]): string {
  const names = commands.map((command) => command.name);
  if (name === undefined) return `gatehouse: a command is missing: ${names.join(', ')}. See ${PROGRAM} --help`;
  const near = nearest(name, names);
  const kind = name.startsWith('-') ? 'option' : 'command';
  return `gatehouse: unknown ${kind} ${name}.${near === null ? '' : ` Did you mean ${near}?`} See ${PROGRAM} --help`;
}

/** What a person reads of a failure: what, where, and how to mend it. */
function faultText(error: unknown): string {
  if (error instanceof GatehouseError) {
    const place = error.place === null ? '' : `${error.place}: `;
    return `${place}${error.message}${error.mend === null ? '' : ` ${error.mend}`}`;
  }
  if (error instanceof AwsError) return `${error.code}: ${error.message}`;
  return `a fault of Gatehouse’s own. Please report it with what you did.\n${faultReport(error)}`;
}
