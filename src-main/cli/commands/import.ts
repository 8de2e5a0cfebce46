import { randomUUID } from 'node:crypto';
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { GatehouseError } from '../../../src-shared/errors.ts';
import { systemClock } from '../../clock.ts';
import { systemRandom } from '../../random.ts';
import { parseArguments, UsageError, type Command, type Terminal } from '../command.ts';
import { PROGRAM } from '../run-command-line.ts';

/** `import`: a new workspace of what `aws iam get-account-authorization-details` printed. */
export const importCommand: Command = {
  name: 'import',
  summary: 'make a workspace of an `aws iam get-account-authorization-details` output',
  help: `Usage: ${PROGRAM} import FILE --out WORKSPACE [--name NAME] [--force] [--json]

Reads FILE (- for standard input), the output of \`aws iam get-account-authorization-details\` or of \`gatehouse export\`,
and makes a workspace of it. Prints what was found, and every part that could not be taken, with its place and why.

Options:
  --out WORKSPACE  the workspace file to make, such as shop.gatehouse
  --name NAME      what to call the account; FILE’s name otherwise
  --force          replace WORKSPACE when it is there already; it is replaced only once the new one is whole
  --json           print what was found and not taken as one line of JSON on standard output
  -h, --help       this text`,

  async run(args, terminal) {
    const { values, operands } = parseArguments(
      args,
      {
        out: { type: 'string' },
        name: { type: 'string' },
        force: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
      ['FILE'],
    );
    const file = operands[0] ?? '';
    if (values.out === undefined || values.out === '') throw new UsageError('--out WORKSPACE is missing.');
    const out = resolve(values.out);
    if (!existsSync(dirname(out))) {
      throw new GatehouseError('FolderMissing', 'There is no such folder.', {
        place: dirname(out),
        mend: 'Make it first, or choose another place for --out.',
      });
    }
    if (!values.force) refuseToOverwrite(out);

    const [{ previewImport, checkSize }, { createWorkspace }] = await Promise.all([
      import('../../exchange/import-authorization-details.ts'),
      import('../../storage/sqlite-workspace.ts'),
    ]);
    const fileName = file === '-' ? 'standard input' : basename(file);
    const { preview, documents } = previewImport(fileName, await readText(file, checkSize, terminal));
    const name = values.name ?? (file === '-' ? preview.accountId : fileName.replace(/\.json$/i, ''));

    replaceWhole(out, values.force, (temporary) => {
      const store = createWorkspace(temporary, { name, clock: systemClock, random: systemRandom });
      try {
        store.commit({
          id: randomUUID(),
          at: systemClock().toISOString(),
          label: `Import ${fileName}`,
          // A beginning cannot be undone, only left behind.
          origin: 'request',
          edits: documents.map((document) => ({ key: document.arn, before: null, after: document })),
        });
      } finally {
        store.close();
      }
    });

    if (values.json) {
      const { accountId, found, remarks } = preview;
      terminal.out(JSON.stringify({ workspace: out, accountId, found, remarks }));
      return 0;
    }
    const { found } = preview;
    const counts = [
      count(found.users, 'user'),
      count(found.groups, 'group'),
      count(found.roles, 'role'),
      count(found.instanceProfiles, 'instance profile'),
      count(found.customerPolicies, 'customer managed policy', 'customer managed policies'),
      count(found.awsPolicies, 'AWS managed policy', 'AWS managed policies'),
      count(found.inlinePolicies, 'inline policy', 'inline policies'),
    ];
    terminal.err(`Found in account ${preview.accountId}: ${counts.join(', ')}.`);
    for (const { place, message, taken } of preview.remarks) {
      terminal.err(`${taken ? 'Taken with a change' : 'Not taken'}: ${place}: ${message}`);
    }
    terminal.err(`Made ${out}`);
    return 0;
  },
};

function count(number: number, one: string, several = `${one}s`): string {
  return `${number} ${number === 1 ? one : several}`;
}

function refuseToOverwrite(out: string): void {
  if (!existsSync(out)) return;
  throw new GatehouseError('FileExists', 'The file is there already; it was left as it is.', {
    place: out,
    mend: 'Choose another name for --out, or replace it with --force.',
  });
}

/** Refuses what is larger than may be imported. */
type SizeCheck = (place: string, bytes: number) => void;

/** Reads a file whole, unless it is larger than may be imported. */
async function readText(file: string, check: SizeCheck, terminal: Terminal): Promise<string> {
  if (file === '-') return readStream(terminal.stdin, check);
  try {
    check(file, statSync(file).size);
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof GatehouseError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new GatehouseError('FileUnreadable', `The file cannot be read (${code}).`, {
      place: file,
      mend: 'Check the path and the permissions of the file.',
      cause: error,
    });
  }
}

async function readStream(stream: Terminal['stdin'], check: SizeCheck): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    check('standard input', size);
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** SQLite's write-ahead log and its index, which stand beside a database that was not closed. */
function sidecars(file: string): string[] {
  return [`${file}-wal`, `${file}-shm`];
}

/** Lets `write` make a file beside `out`, and puts it in `out`'s place once it is whole. */
function replaceWhole(out: string, force: boolean, write: (temporary: string) => void): void {
  const temporary = join(dirname(out), `.${basename(out)}.${randomUUID()}`);
  try {
    write(temporary);
    if (!force) refuseToOverwrite(out);
    // SQLite would read the log of the old file into the new one.
    for (const sidecar of sidecars(out)) rmSync(sidecar, { force: true });
    renameSync(temporary, out);
  } finally {
    for (const file of [temporary, ...sidecars(temporary)]) rmSync(file, { force: true });
  }
}
