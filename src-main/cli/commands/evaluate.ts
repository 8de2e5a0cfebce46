import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { parseArguments, type Command } from '../command.ts';
import { REFERENCE_FOLDER } from '../out-folder.ts';
import { PROGRAM } from '../run-command-line.ts';

/** `evaluate`: decides many requests without a workspace. */
export const evaluateCommand: Command = {
  name: 'evaluate',
  summary: 'decide requests given as JSON lines on standard input',
  help: `Usage: ${PROGRAM} evaluate [--explain] < cases.jsonl > decisions.jsonl

Reads one case per line (a request and the policies that apply to it) and writes one decision per line, in the same
order. A line that cannot be read gives {"id":…,"error":{…}} in its place; the rest goes on, and the exit code is 1.

  {"id":"1",
   "request":{"principal":"arn:aws:iam::123456789012:user/lucy","action":"s3:GetObject",
              "resource":"arn:aws:s3:::b/k","context":{"aws:SourceIp":"203.0.113.7"}},
   "policies":{"identity":[{"name":"p","document":{"Version":"2012-10-17","Statement":[]}}]}}

(A case is one line; it is broken here to be readable.)

Options:
  --explain   add to each decision why: every policy and statement, what matched and what did not
  -h, --help  this text`,

  async run(args, terminal) {
    const { values } = parseArguments(args, { explain: { type: 'boolean', default: false } }, []);
    const [{ evaluate }, { openServiceReference }, { serviceFacts }] = await Promise.all([
      import('../evaluate.ts'),
      import('../../request/iam-data-reference.ts'),
      import('../../request/service-facts.ts'),
    ]);
    const facts = serviceFacts(openServiceReference(REFERENCE_FOLDER));
    const lines = createInterface({ input: Readable.from(terminal.stdin), crlfDelay: Infinity });
    const { failed } = await evaluate(lines, terminal.out, { explain: values.explain, facts });
    return failed === 0 ? 0 : 1;
  },
};
