import { UsageError, parseArguments, type Command } from '../command.ts';
import { PROGRAM } from '../run-command-line.ts';

/** `export`: a workspace's account as JSON, for reviews and pipelines. */
export const exportCommand: Command = {
  name: 'export',
  summary: 'write an account of a workspace as JSON to standard output',
  help: `Usage: ${PROGRAM} export WORKSPACE [--account ID] > account.json

Writes the account in the form of \`aws iam get-account-authorization-details\`, with a member "Gatehouse" beside it for
what that form has no place for. Secrets are not in a workspace and so never exported.

Options:
  --account ID  the account to write, when the workspace holds several
  -h, --help    this text`,

  async run(args, terminal) {
    const { values, operands } = parseArguments(args, { account: { type: 'string' } }, ['WORKSPACE']);
    const [{ openWorkspace }, { createModel }, { exportAccount }] = await Promise.all([
      import('../../storage/sqlite-workspace.ts'),
      import('../../account/in-memory-model.ts'),
      import('../../exchange/export-account.ts'),
    ]);
    const store = openWorkspace(operands[0] ?? '');
    try {
      const model = createModel(store.documents());
      const { text, leftOut } = exportAccount(model, chooseAccount(model.list('account'), values.account));
      terminal.out(text.trimEnd());
      for (const { what, why } of leftOut) terminal.err(`Left out: ${what}. ${why}`);
      return 0;
    } finally {
      store.close();
    }
  },
};

function chooseAccount(accounts: readonly { accountId: string; name: string }[], wanted: string | undefined): string {
  const list = accounts.map((account) => `${account.accountId} (${account.name})`).join(', ');
  const [only] = accounts;
  if (wanted !== undefined) {
    if (accounts.some((account) => account.accountId === wanted)) return wanted;
    throw new UsageError(`The workspace has no account ${wanted}; it has ${list || 'none'}.`);
  }
  if (only === undefined) throw new UsageError('The workspace holds no account.');
  if (accounts.length > 1)
    throw new UsageError(`The workspace holds several accounts: ${list}. Choose one by --account.`);
  return only.accountId;
}
