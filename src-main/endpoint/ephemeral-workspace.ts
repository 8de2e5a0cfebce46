import type { AccountDocument, UserDocument } from '../../src-shared/model/documents.ts';
import { createApplicablePolicies } from '../account/applicable-policies.ts';
import { accountDocument } from '../account/new-account.ts';
import { createSecretDesk } from '../account/secret-desk.ts';
import { newUniqueId } from '../account/unique-id.ts';
import { loadWorkspace } from '../account/workspace.ts';
import { createMemoryVault } from '../credentials/memory-vault.ts';
import { Gate } from '../gate.ts';
import type { OpenWorkspace } from '../lab.ts';
import type { GateParts } from '../remaining-steps.ts';
import { createWorkspace } from '../storage/sqlite-workspace.ts';
import { UnderWay } from '../under-way.ts';
import type { ServedWorkspace } from './served-workspace.ts';

/** The one user of an ephemeral workspace. */
export const ADMINISTRATOR = 'admin';

/** The account of an ephemeral workspace, and the access key of its administrator. */
export interface EphemeralAccount {
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A workspace in memory, which is gone when it is closed. */
export interface EphemeralWorkspace extends ServedWorkspace {
  readonly reset: () => Promise<void>;
  close(): Promise<void>;
}

/**
 * Makes a workspace in memory with one account and one user in it, `admin`, to whom AdministratorAccess is attached and
 * whose access key is the one given. Secrets are kept in memory too.
 *
 * A reset puts a new workspace with the same user and key in its place: what asks from then on sees that one. It is over
 * when the requests that had begun before have ended, which they do in the workspace that they began in.
 */
export async function openEphemeralWorkspace(
  account: EphemeralAccount,
  parts: Omit<GateParts, 'vault'>,
): Promise<EphemeralWorkspace> {
  const documents = administratorAccount(account, parts);

  const make = async (): Promise<OpenWorkspace> => {
    const { clock, random } = parts;
    const vault = createMemoryVault();
    const store = createWorkspace(null, { name: 'Ephemeral', clock, random });
    store.commit({
      id: Buffer.from(random(16)).toString('hex'),
      at: clock().toISOString(),
      label: 'Create the administrator',
      // A beginning cannot be undone.
      origin: 'request',
      edits: documents.map((document) => ({ key: document.arn, before: null, after: document })),
    });
    const secrets = createSecretDesk(vault, store.identity.id);
    secrets.set('access-key', account.accessKeyId, account.secretAccessKey);
    await secrets.flush();
    const workspace = loadWorkspace(store, { clock, random });
    const policies = createApplicablePolicies(workspace.model, parts.managedPolicies);
    return { workspace, gate: new Gate({ ...parts, vault, workspace, policies }) };
  };

  let open = await make();
  let underWay = new UnderWay();

  return {
    during: (work) => underWay.run(() => work(open)),
    async reset() {
      const next = await make();
      const [left, work] = [open, underWay];
      [open, underWay] = [next, new UnderWay()];
      await leave(left, work);
    },
    close: () => leave(open, underWay),
  };
}

async function leave(left: OpenWorkspace, underWay: UnderWay): Promise<void> {
  await underWay.settled();
  await left.workspace.close();
}

function administratorAccount(
  { accountId, accessKeyId }: EphemeralAccount,
  { clock, random }: Pick<GateParts, 'clock' | 'random'>,
): [AccountDocument, UserDocument] {
  const createDate = clock().toISOString();
  return [
    accountDocument({ accountId, name: 'Ephemeral', rootEmail: null }, clock),
    {
      type: 'user',
      arn: `arn:aws:iam::${accountId}:user/${ADMINISTRATOR}`,
      accountId,
      userName: ADMINISTRATOR,
      userId: newUniqueId('user', random),
      path: '/',
      createDate,
      groups: [],
      attachedPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess'],
      inlinePolicies: {},
      permissionsBoundary: null,
      tags: [],
      loginProfile: null,
      passwordLastUsed: null,
      accessKeys: [{ accessKeyId, status: 'Active', createDate, lastUsed: null }],
      mfaDevices: [],
      signingCertificates: [],
      sshPublicKeys: [],
      serviceSpecificCredentials: [],
    },
  ];
}
