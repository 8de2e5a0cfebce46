import { availableParallelism } from 'node:os';
import { parseArguments, UsageError, type Command } from '../command.ts';
import { REFERENCE_FOLDER } from '../out-folder.ts';
import { PROGRAM } from '../run-command-line.ts';

/** `evaluate`: decides many requests without a workspace. */
export const evaluateCommand: Command = {
  name: 'evaluate',
  summary: 'decide requests given as JSON lines on standard input',
  help: `Usage: ${PROGRAM} evaluate [--explain] [--threads [N]] < cases.jsonl > decisions.jsonl

Reads one case per line (a request and the policies that apply to it) and writes one decision per line, in the same
order. A line that cannot be read gives {"id":…,"error":{…}} in its place; the rest goes on, and the exit code is 1.

  {"id":"1",
   "request":{"principal":"arn:aws:iam::123456789012:user/lucy","action":"s3:GetObject",
              "resource":"arn:aws:s3:::b/k","context":{"aws:SourceIp":"203.0.113.7"}},
   "policies":{"identity":[{"name":"p","document":{"Version":"2012-10-17","Statement":[]}}]}}

(A case is one line; it is broken here to be readable.)

Options:
  --explain      add to each decision why: every policy and statement, what matched and what did not
  --threads [N]  decide in N threads, or in as many as the machine has cores; otherwise in one
  --schema       print the JSON Schema of a case and of an answer, and read nothing
  -h, --help     this text`,

  async run(args, terminal) {
    const { values } = parseArguments(
      withThreadCount(args, availableParallelism()),
      {
        explain: { type: 'boolean', default: false },
        threads: { type: 'string', default: '1' },
        schema: { type: 'boolean', default: false },
      },
      [],
    );
    const count = parseThreadCount(values.threads);
    if (values.schema) {
      const { evaluationJsonSchema } = await import('../evaluate/json-schema.ts');
      terminal.out(JSON.stringify(evaluationJsonSchema(), null, 2));
      return 0;
    }

    const [{ extractReferenceDataWhenMissing }, { evaluateInput }, { evaluateHere, evaluateInThreads }] =
      await Promise.all([
        import('../reference-data.ts'),
        import('../evaluate/evaluate-input.ts'),
        import('../evaluate/threads.ts'),
      ]);
    await extractReferenceDataWhenMissing(terminal);
    const options = { explain: values.explain, referenceFolder: REFERENCE_FOLDER };
    if (count === 1) return exitCode(await evaluateInput(terminal.stdin, terminal.write, evaluateHere(options)));
    const threads = evaluateInThreads(count, options);
    try {
      return exitCode(await evaluateInput(terminal.stdin, terminal.write, threads));
    } finally {
      await threads.close();
    }
  },
};

function exitCode({ failed }: { readonly failed: number }): number {
  return failed === 0 ? 0 : 1;
}

const THREADS = '--threads';

/** The arguments with a number to `--threads`, which may stand alone: an option's value cannot be left out otherwise. */
function withThreadCount(args: readonly string[], cores: number): string[] {
  return args.map((argument, index) => {
    const next = args[index + 1];
    return argument === THREADS && (next === undefined || next.startsWith('-')) ? `${THREADS}=${cores}` : argument;
  });
}

const MOST_THREADS = 256;

function parseThreadCount(text: string): number {
  const count = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (count >= 1 && count <= MOST_THREADS) return count;
  throw new UsageError(`${THREADS} takes a number from 1 to ${MOST_THREADS}, not ${text}.`);
}
