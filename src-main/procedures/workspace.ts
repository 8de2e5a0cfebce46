import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { GatehouseContract, ImportPreview, WorkspaceSummary } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { ModelDocument } from '../../src-shared/model/documents.ts';
import { newAccount } from '../account/new-account.ts';
import { sampleAccount } from '../account/sample.ts';
import { createSecretDesk } from '../account/secret-desk.ts';
import { discardUnusedSecrets } from '../account/unused-secrets.ts';
import { accountAsked } from '../account/workspace-accounts.ts';
import { loadWorkspace, type Workspace } from '../account/workspace.ts';
import type { Clock } from '../clock.ts';
import type { CredentialStore } from '../credentials/credential-store.ts';
import { exportAccount } from '../exchange/export-account.ts';
import { previewImportInSteps } from '../exchange/import-authorization-details.ts';
import { faultReport } from '../fault-report.ts';
import type { Gate } from '../gate.ts';
import type { Lab } from '../lab.ts';
import type { LongWork } from '../long-work.ts';
import type { Preferences } from '../preferences.ts';
import type { Random } from '../random.ts';
import { createWorkspace, openWorkspace } from '../storage/sqlite-workspace.ts';
import type { WorkspaceStore } from '../storage/workspace-store.ts';
import { forgetWorkspace, rememberWorkspace } from './recent-workspaces.ts';

/** What opening and making workspaces needs. */
export interface WorkspaceProcedureDependencies {
  readonly clock: Clock;
  readonly random: Random;
  readonly dataFolder: string;
  readonly preferences: Preferences;
  readonly credentialStore: CredentialStore;
  readonly choosePath: ((purpose: 'open' | 'create') => Promise<string | null>) | null;
  readonly log: (line: string) => void;
  readonly longWork: LongWork;
  /** Puts a gate in front of a workspace. */
  readonly guard: (workspace: Workspace) => Gate;
}

/** How many previews are kept; a person looks at one at a time. */
const PREVIEWS_KEPT = 2;

const EXTENSION = '.gatehouse';

/** Making, opening, importing, exporting and closing workspaces. */
export function workspaceProcedures(
  lab: Lab,
  on: WorkspaceProcedureDependencies,
): Pick<Handlers<GatehouseContract>, Extract<keyof GatehouseContract['procedures'], `workspace.${string}`>> {
  const { clock, random, preferences, credentialStore } = on;
  const previews = new Map<string, { preview: Omit<ImportPreview, 'previewId'>; documents: ModelDocument[] }>();

  async function enter(store: WorkspaceStore): Promise<WorkspaceSummary> {
    const workspace = loaded(store);
    const summary = await lab.replace({ workspace, gate: on.guard(workspace) });
    if (store.path !== null) {
      rememberWorkspace(preferences, { path: store.path, name: store.identity.name, openedAt: clock().toISOString() });
    }
    return summary;
  }

  /** A store whose documents cannot be read is closed again, so that it is not left locked. */
  function loaded(store: WorkspaceStore): Workspace {
    try {
      return loadWorkspace(store, { clock, random });
    } catch (thrown) {
      store.close();
      throw thrown;
    }
  }

  /** Deletes the secrets of users long deleted. In turn with the edits, so that a key made now does not lose its own. */
  function tidy(workspace: Workspace): void {
    workspace
      .perform('Discard unused secrets', 'request', () => discardUnusedSecrets(workspace.store, credentialStore.vault))
      .catch((error: unknown) => on.log(faultReport(error)));
  }

  /** Makes a file with the given documents in it, and opens it. */
  async function make(
    name: string,
    path: string | null,
    fill: (workspaceId: string) => Promise<{ label: string; documents: ModelDocument[] }>,
  ): Promise<WorkspaceSummary> {
    const store = createWorkspace(path === null ? freePath(on.dataFolder, name) : resolve(path), {
      name,
      clock,
      random,
    });
    try {
      const { label, documents } = await fill(store.identity.id);
      store.commit({
        id: Buffer.from(random(16)).toString('hex'),
        at: clock().toISOString(),
        label,
        // A beginning cannot be undone, only left behind.
        origin: 'request',
        edits: documents.map((document) => ({ key: document.arn, before: null, after: document })),
      });
    } catch (thrown) {
      store.close();
      // The file was made a moment ago and holds nothing.
      if (store.path !== null) rmSync(store.path, { force: true });
      throw thrown;
    }
    return enter(store);
  }

  return {
    'workspace.create': ({ name, accountId, rootEmail, path }) =>
      make(name, path, async () => ({
        label: `Create account ${name}`,
        documents: newAccount({ name, accountId, rootEmail }, { clock, random }),
      })),
    'workspace.open': async ({ path }) => {
      const full = resolve(path);
      const current = lab.summary();
      if (current !== null && current.path === full) return current;
      const summary = await enter(openWorkspace(full));
      if ((await credentialStore.ready()).state === 'ready') tidy(lab.require().workspace);
      return summary;
    },
    'workspace.openSample': async () => {
      await requireCredentialStore(credentialStore);
      return make('Gatehouse shop', null, async (workspaceId) => {
        const secrets = createSecretDesk(credentialStore.vault, workspaceId);
        const documents = sampleAccount({ clock, random, secrets });
        await secrets.flush();
        return { label: 'Open the sample', documents };
      });
    },
    'workspace.close': async () => {
      await lab.close();
      return {};
    },
    'workspace.choosePath': async ({ purpose }) => ({
      supported: on.choosePath !== null,
      path: on.choosePath === null ? null : await on.choosePath(purpose),
    }),
    'workspace.forgetRecent': ({ path }) => {
      forgetWorkspace(preferences, path);
      return {};
    },
    'workspace.previewImport': async ({ workId, fileName, text }) => {
      const { preview, documents } = await on.longWork.run(workId, (following) =>
        previewImportInSteps(fileName, text, following),
      );
      const previewId = Buffer.from(random(8)).toString('hex');
      previews.set(previewId, { preview, documents });
      for (const [oldest] of previews) if (previews.size > PREVIEWS_KEPT) previews.delete(oldest);
      return { ...preview, previewId };
    },
    'workspace.import': async ({ previewId, name, path }) => {
      const held = previews.get(previewId);
      if (held === undefined) {
        throw new GatehouseError('PreviewGone', 'The preview of that import is no longer here.', {
          mend: 'Choose the file again.',
        });
      }
      const summary = await make(name, path, async () => ({
        label: `Import ${held.preview.fileName}`,
        documents: held.documents,
      }));
      previews.delete(previewId);
      return summary;
    },
    'workspace.export': (asked) => {
      const { model } = lab.require().workspace;
      const accountId = accountAsked(model, asked.accountId);
      const { text, leftOut } = exportAccount(model, accountId);
      return { fileName: `${accountId}.json`, text, leftOut: [...leftOut] };
    },
  };
}

/** The sample's access keys need a place for their secrets before they are made. */
async function requireCredentialStore(store: CredentialStore): Promise<void> {
  const status = await store.ready();
  if (status.state === 'ready') return;
  throw new GatehouseError('CredentialStoreUnavailable', status.message, {
    place: 'credential store',
    mend: 'Choose where secrets are kept, then open the sample.',
  });
}

/** A path in the data folder that is named after the workspace and free. */
function freePath(dataFolder: string, name: string): string {
  const folder = join(dataFolder, 'workspaces');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stem =
    name
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-|-$/g, '')
      .toLowerCase() || 'account';
  for (let number = 1; ; number += 1) {
    const path = join(folder, `${stem}${number === 1 ? '' : `-${number}`}${EXTENSION}`);
    if (!existsSync(path)) return path;
  }
}
