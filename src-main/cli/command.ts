import { parseArgs, type ParseArgsConfig } from 'node:util';
import { nearest } from './nearest.ts';

/** What a command has of the world. */
export interface Terminal {
  readonly stdin: AsyncIterable<Buffer | string>;
  /** Writes one line to standard output: the result, and nothing but the result. */
  out(line: string): void;
  /** Writes bytes to standard output. Resolves once they are handed on: a slow reader is waited for. */
  write(bytes: Uint8Array): Promise<void>;
  /** Writes one line to standard error: progress, remarks and faults. */
  err(line: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * Resolves when the person presses Ctrl+C or the process is told to end. Without it, that ends the process at once;
   * a command that has something to close asks for it.
   */
  ending(): Promise<void>;
}

/** One command of the command line. */
export interface Command {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What `--help` prints. */
  readonly help: string;
  /**
   * @returns the exit code: 0, or 1 when it ran but failed in part.
   * @throws UsageError for a command line that cannot be understood (exit code 2); anything else exits with 1.
   */
  run(args: readonly string[], terminal: Terminal): Promise<number>;
}

/** A command line that cannot be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

type OptionsConfig = NonNullable<ParseArgsConfig['options']>;
type Parsed<O extends OptionsConfig> = ReturnType<
  typeof parseArgs<{ options: O; strict: true; allowPositionals: true }>
>['values'];

/**
 * Parses the arguments after a command's name.
 * @param operands the names of the operands; one in square brackets may be left out.
 * @throws UsageError that names the argument at fault.
 */
export function parseArguments<O extends OptionsConfig>(
  args: readonly string[],
  options: O,
  operands: readonly string[],
): { values: Parsed<O>; operands: readonly string[] } {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    throw usageFault(error, args, Object.keys(options));
  }
  const given = parsed.positionals;
  const missing = operands.find((operand, index) => !operand.startsWith('[') && index >= given.length);
  if (missing !== undefined) throw new UsageError(`${missing} is missing.`);
  const extra = given[operands.length];
  if (extra !== undefined) throw new UsageError(`There is an argument too many: ${extra}`);
  return { values: parsed.values, operands: given };
}

function usageFault(error: unknown, args: readonly string[], names: readonly string[]): unknown {
  if (!(error instanceof TypeError && 'code' in error)) return error;
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const unknown = /'(-[^']*)'/.exec(error.message)?.[1] ?? args.find((argument) => argument.startsWith('-')) ?? '';
    const near = nearest(unknown.replace(/^-+/, ''), names);
    return new UsageError(`Unknown option ${unknown}.${near === null ? '' : ` Did you mean --${near}?`}`);
  }
  return new UsageError(error.message);
}

/**
 * Reads an option's value as a port number.
 * @param text undefined when the option was not given.
 */
export function parsePort(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new UsageError(`--port takes a number from 0 to 65535, not ${text}.`);
  return port;
}
