import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { AccountId } from '../../../src-shared/arn.ts';
import { GatehouseError } from '../../../src-shared/errors.ts';
import { newAccessKeyId, newSecretAccessKey } from '../../authentication/access-key.ts';
import { systemClock } from '../../clock.ts';
import type { CredentialStore } from '../../credentials/credential-store.ts';
import type { EphemeralAccount } from '../../endpoint/ephemeral-workspace.ts';
import type { ServedWorkspace } from '../../endpoint/served-workspace.ts';
import { faultReport } from '../../fault-report.ts';
import { systemRandom } from '../../random.ts';
import type { GateParts } from '../../remaining-steps.ts';
import { parseArguments, parsePort, UsageError, type Command, type Terminal } from '../command.ts';
import { DATA_FOLDER_VARIABLE, defaultDataFolder } from '../data-folder.ts';
import { REFERENCE_FOLDER } from '../out-folder.ts';
import { extractReferenceDataWhenMissing } from '../reference-data.ts';
import { PROGRAM } from '../run-command-line.ts';

/** Where the endpoint of a workspace listens unless told otherwise. */
const DEFAULT_PORT = 4747;

/** The environment variable that opens a passphrase file, where there is nobody to ask. */
const PASSPHRASE_VARIABLE = 'GATEHOUSE_PASSPHRASE';

/** Whose account an ephemeral workspace is when nothing is said: the one of AWS's documentation. */
const DEFAULT_ACCOUNT_ID = '123456789012';

/** `endpoint`: the loopback endpoint for AWS clients, without the app. */
export const endpointCommand: Command = {
  name: 'endpoint',
  summary: 'answer real AWS clients on this machine',
  help: `Usage: ${PROGRAM} endpoint --workspace FILE [--port N]
       ${PROGRAM} endpoint --ephemeral [--account ID] [--port N]

Answers the aws command line, the SDKs and Terraform as AWS would, on 127.0.0.1 only, until Ctrl+C or SIGTERM. Prints one
line of JSON when it is ready: {"endpoint":"http://127.0.0.1:PORT","accountId":"ID"}

With --workspace the requests go to a workspace file, which the app must not have open. Secrets are where the app keeps
them; a passphrase file is opened with the passphrase in ${PASSPHRASE_VARIABLE}.

With --ephemeral they go to a workspace in memory, with one user, admin, who may do anything. The user's access key is
read from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or from the options below, which others on this machine can see
in the list of processes. Without any, a key is made and printed in the same line, and nowhere else: "accessKeyId" and
"secretAccessKey".

The endpoint's own paths:
  GET  /_gatehouse/health             {"status":"ok"}
  GET  /_gatehouse/decisions?since=N  the timeline after decision N, a JSON line each
  POST /_gatehouse/reset              takes an ephemeral workspace back to its administrator
  GET  /_gatehouse/credentials?for=ARN
                                      the credentials of the role of an EC2 instance or a Lambda function, as programs
                                      ask for them: AWS_CONTAINER_CREDENTIALS_FULL_URI is this address, and
                                      AWS_CONTAINER_AUTHORIZATION_TOKEN what --container-credentials prints

Options:
  --workspace FILE           the workspace file to serve
  --ephemeral                serve a workspace in memory
  --account ID               its account ID, 12 digits (${DEFAULT_ACCOUNT_ID})
  --access-key-id ID         its administrator's access key ID: AKIA and 16 capital letters and digits
  --secret-access-key TEXT   the key's secret, 16 to 128 characters
  --port N                   the port to listen on (${DEFAULT_PORT}; with --ephemeral any free one)
  --container-credentials    print also "containerAuthorizationToken", for programs that run with a role
  --data-folder FOLDER       where preferences and a passphrase file are; ${DATA_FOLDER_VARIABLE} does the same
  -h, --help                 this text`,

  async run(args, terminal) {
    const { values } = parseArguments(
      args,
      {
        workspace: { type: 'string' },
        ephemeral: { type: 'boolean', default: false },
        account: { type: 'string' },
        'access-key-id': { type: 'string' },
        'secret-access-key': { type: 'string' },
        port: { type: 'string' },
        'container-credentials': { type: 'boolean', default: false },
        'data-folder': { type: 'string' },
      },
      [],
    );
    if (values.ephemeral === (values.workspace !== undefined)) {
      throw new UsageError('Give either --workspace FILE or --ephemeral.');
    }
    const listening: Listening = {
      port: parsePort(values.port, values.ephemeral ? 0 : DEFAULT_PORT),
      printsToken: values['container-credentials'],
    };
    if (values.workspace !== undefined) {
      const [option] = (['account', 'access-key-id', 'secret-access-key'] as const).filter((name) => values[name]);
      if (option !== undefined) throw new UsageError(`--${option} goes with --ephemeral only.`);
      const folder = values['data-folder'];
      return serveFile({ path: resolve(values.workspace), folder, listening }, terminal);
    }
    if (values['data-folder'] !== undefined) throw new UsageError('--data-folder goes with --workspace only.');
    const { account, made } = ephemeralAccount(values, terminal.env);
    return serveEphemeral({ account, made, listening }, terminal);
  },
};

/** Where the endpoint listens, and whether it says what opens the credentials of roles. */
interface Listening {
  readonly port: number;
  readonly printsToken: boolean;
}

async function serveEphemeral(
  { account, made, listening }: { account: EphemeralAccount; made: boolean; listening: Listening },
  terminal: Terminal,
): Promise<number> {
  const ending = terminal.ending();
  const [parts, { openEphemeralWorkspace }] = await Promise.all([
    gateParts(terminal),
    import('../../endpoint/ephemeral-workspace.ts'),
  ]);
  const served = await openEphemeralWorkspace(account, parts);
  try {
    const { accountId, accessKeyId, secretAccessKey } = account;
    const key = made ? { accessKeyId, secretAccessKey } : {};
    await serveUntil(ending, { served, listening, line: { accountId, ...key } }, terminal);
  } finally {
    await served.close();
  }
  return 0;
}

async function serveFile(
  { path, folder, listening }: { path: string; folder: string | undefined; listening: Listening },
  terminal: Terminal,
): Promise<number> {
  const ending = terminal.ending();
  const [parts, modules] = await Promise.all([
    gateParts(terminal),
    Promise.all([
      import('../../account/applicable-policies.ts'),
      import('../../account/workspace.ts'),
      import('../../account/workspace-accounts.ts'),
      import('../../credentials/credential-store.ts'),
      import('../../gate.ts'),
      import('../../preferences.ts'),
      import('../../storage/sqlite-workspace.ts'),
    ]),
  ]);
  const [
    { createApplicablePolicies },
    { loadWorkspace },
    { accountsByAge },
    { openCredentialStore },
    { Gate },
    preferencesModule,
    sqlite,
  ] = modules;
  const dataFolder =
    folder === undefined
      ? defaultDataFolder({ platform: process.platform, home: homedir(), env: terminal.env })
      : resolve(folder);
  const preferences = preferencesModule.openPreferences(dataFolder, terminal.err);
  const credentialStore = openCredentialStore({ dataFolder, preferences, random: parts.random });
  await unlock(credentialStore, terminal.env);

  const store = sqlite.openWorkspace(path);
  try {
    const workspace = loadWorkspace(store, parts);
    const policies = createApplicablePolicies(workspace.model, parts.managedPolicies);
    const gate = new Gate({ ...parts, vault: credentialStore.vault, workspace, policies });
    const served: ServedWorkspace = { during: (work) => work({ workspace, gate }), reset: null };
    const accountId = accountsByAge(workspace.model)[0]?.accountId ?? null;
    try {
      await serveUntil(ending, { served, listening, line: { accountId } }, terminal);
    } finally {
      await workspace.close();
    }
  } finally {
    store.close();
  }
  return 0;
}

/** Opens the endpoint, prints the line that says so, and closes it at the end. */
async function serveUntil(
  ending: Promise<void>,
  { served, listening, line }: { served: ServedWorkspace; listening: Listening; line: object },
  terminal: Terminal,
): Promise<void> {
  const { startEndpoint } = await import('../../endpoint/server.ts');
  const endpoint = await startEndpoint({
    served,
    port: listening.port,
    anotherPort: 'choose another port with --port; --port 0 takes any that is free',
    random: systemRandom,
    // Nobody follows the timeline here; it is read from the endpoint.
    tell: () => undefined,
    report: (error) => terminal.err(faultReport(error)),
  });
  try {
    const token = listening.printsToken ? { containerAuthorizationToken: endpoint.authorizationToken } : {};
    terminal.out(JSON.stringify({ endpoint: endpoint.url, ...line, ...token }));
    await ending;
  } finally {
    await endpoint.close();
  }
}

/** What every gate stands on, besides the workspace and the vault. */
async function gateParts(terminal: Terminal): Promise<Omit<GateParts, 'vault'>> {
  await extractReferenceDataWhenMissing(terminal);
  const [{ openServiceReference }, { openAwsManagedPolicies }, { serviceFacts }] = await Promise.all([
    import('../../request/iam-data-reference.ts'),
    import('../../account/shipped-managed-policies.ts'),
    import('../../request/service-facts.ts'),
  ]);
  const reference = openServiceReference(REFERENCE_FOLDER);
  return {
    managedPolicies: openAwsManagedPolicies(REFERENCE_FOLDER),
    reference,
    facts: serviceFacts(reference),
    clock: systemClock,
    random: systemRandom,
  };
}

/** @throws GatehouseError when there is no vault to be had: no signature could be checked. */
async function unlock(credentialStore: CredentialStore, env: Terminal['env']): Promise<void> {
  const status = await credentialStore.ready();
  if (status.state === 'ready') return;
  const passphrase = env[PASSPHRASE_VARIABLE];
  if (status.kind === 'passphraseFile' && status.state === 'locked' && passphrase !== undefined) {
    await credentialStore.unlock(passphrase);
    return;
  }
  throw new GatehouseError('CredentialStoreUnavailable', status.message, {
    place: 'credential store',
    mend:
      status.kind === 'passphraseFile'
        ? `Put its passphrase into the environment variable ${PASSPHRASE_VARIABLE}.`
        : 'Unlock the keychain, or choose in the app where secrets are kept.',
  });
}

/**
 * The account and the key that were asked for, with a key that is made up where none was.
 * @throws UsageError for what AWS could not have given out.
 */
function ephemeralAccount(
  values: {
    readonly account?: string | undefined;
    readonly 'access-key-id'?: string | undefined;
    readonly 'secret-access-key'?: string | undefined;
  },
  env: Terminal['env'],
): { account: EphemeralAccount; made: boolean } {
  const accountId = AccountId.safeParse(values.account ?? DEFAULT_ACCOUNT_ID);
  if (!accountId.success) throw new UsageError('--account takes an account ID: 12 digits.');
  const accessKeyId = values['access-key-id'] ?? present(env['AWS_ACCESS_KEY_ID']);
  const secretAccessKey = values['secret-access-key'] ?? present(env['AWS_SECRET_ACCESS_KEY']);
  if (accessKeyId === undefined && secretAccessKey === undefined) {
    const key = { accessKeyId: newAccessKeyId(systemRandom), secretAccessKey: newSecretAccessKey(systemRandom) };
    return { account: { accountId: accountId.data, ...key }, made: true };
  }
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new UsageError('An access key ID and a secret access key go together; give both, or neither.');
  }
  if (!/^AKIA[A-Z0-9]{16}$/.test(accessKeyId)) {
    throw new UsageError('An access key ID is AKIA and 16 capital letters and digits, such as AKIAIOSFODNN7EXAMPLE.');
  }
  // Says nothing of what was given: it is a secret.
  if (!/^[\u0021-\u007e]{16,128}$/.test(secretAccessKey)) {
    throw new UsageError('A secret access key has 16 to 128 letters, digits and signs.');
  }
  return { account: { accountId: accountId.data, accessKeyId, secretAccessKey }, made: false };
}

/** An environment variable that is set to nothing is not set. */
function present(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
