import { z } from 'zod';
import { AccountId, Arn } from '../arn.ts';
import { COMMAND_IDS } from '../commands.ts';
import { RecordSummary } from '../decision/record.ts';
import { DocumentType, ModelDocument } from '../model/documents.ts';
import { accessGraphProcedures } from './access-graph.ts';
import { AskedAccount } from './asked-account.ts';
import { bucketProcedures } from './bucket.ts';
import { clockProcedures, ClockStatus } from './clock.ts';
import { composerProcedures, HeldSession } from './composer.ts';
import { authenticatorProcedures } from './authenticator.ts';
import { Nothing, procedure } from './define.ts';
import { endpointProcedures, EndpointStatus } from './endpoint.ts';
import { passkeyProcedures } from './passkey.ts';
import { identityProcedures } from './identities.ts';
import { identityProviderProcedures } from './identity-provider.ts';
import { leftOpenProcedures } from './left-open.ts';
import { organizationProcedures } from './organization.ts';
import { policyProcedures } from './policies.ts';
import { preferenceProcedures, Preferences } from './preferences.ts';
import { referenceProcedures } from './reference.ts';
import { resourceProcedures } from './resources.ts';
import { savedRequestProcedures, SavedRequestsChanged } from './saved-requests.ts';
import { Session } from './session.ts';
import { signInProcedures } from './sign-in.ts';
import { timelineProcedures } from './timeline.ts';
import { whatIfProcedures } from './what-if.ts';
import { WorkId, WorkProgress, workProcedures } from './work.ts';

const WorkspaceSummary = z.object({
  id: z.string(),
  name: z.string(),
  /** Where the file is; null for a workspace in memory. */
  path: z.string().nullable(),
  /** Oldest first: the account that the workspace began with, then those that were made later. */
  accounts: z.array(z.object({ accountId: AccountId, name: z.string(), alias: z.string().nullable() })),
});

const RecentWorkspace = z.object({
  path: z.string(),
  name: z.string(),
  openedAt: z.iso.datetime(),
  missing: z.boolean(),
});

const NewPassphrase = z.string().min(8, 'A passphrase has at least 8 characters.').max(1024);

/** Where secrets are kept, and whether that place is ready. */
const CredentialStore = z.object({
  kind: z.enum(['keychain', 'passphraseFile', 'memory', 'none']),
  state: z.enum(['ready', 'locked', 'unavailable']),
  /** What it is and what it means for the person, in a sentence. */
  message: z.string(),
  /** True when a passphrase file exists already and would be unlocked rather than made. */
  passphraseFileExists: z.boolean(),
});

const ImportPreview = z.object({
  previewId: z.string(),
  fileName: z.string(),
  accountId: AccountId,
  found: z.object({
    users: z.number(),
    groups: z.number(),
    roles: z.number(),
    instanceProfiles: z.number(),
    customerPolicies: z.number(),
    awsPolicies: z.number(),
    inlinePolicies: z.number(),
  }),
  /** What was in the file and could not be taken, or was taken with a change: where and why. */
  remarks: z.array(z.object({ place: z.string(), message: z.string(), taken: z.boolean() })),
});

const HistoryEntry = z.object({
  id: z.string(),
  label: z.string(),
  at: z.iso.datetime(),
  origin: z.enum(['designer', 'request']),
});
const History = z.object({
  /** What undo and redo would do next; null when there is nothing. */
  undo: z.string().nullable(),
  redo: z.string().nullable(),
  /** What stands, newest first. */
  entries: z.array(HistoryEntry),
  /** What was taken back and can be done again, newest first: the last of them is the first to be done again. */
  undone: z.array(HistoryEntry),
});

/** The whole surface between main and renderer. Nothing else crosses. */
export const contract = {
  procedures: {
    'app.describe': procedure(
      Nothing,
      z.object({
        version: z.string(),
        shell: z.enum(['electron', 'browser']),
        dataFolder: z.string(),
        credentialStore: CredentialStore,
        recentWorkspaces: z.array(RecentWorkspace),
        workspace: WorkspaceSummary.nullable(),
        session: Session,
        theme: z.enum(['system', 'light', 'dark']),
      }),
    ),
    'app.setTheme': procedure(z.object({ theme: z.enum(['system', 'light', 'dark']) }), Nothing),

    ...preferenceProcedures,
    ...clockProcedures,
    ...leftOpenProcedures,

    'credentialStore.createPassphraseFile': procedure(z.object({ passphrase: NewPassphrase }), CredentialStore),
    'credentialStore.unlock': procedure(z.object({ passphrase: z.string().max(1024) }), CredentialStore),
    /** Seals what is in the open passphrase file with another passphrase; `current` is asked for, since a window may stand open. */
    'credentialStore.changePassphrase': procedure(
      z.object({ current: z.string().max(1024), passphrase: NewPassphrase }),
      CredentialStore,
    ),
    /** Looks for the keychain again, after it was unlocked or started. */
    'credentialStore.retry': procedure(Nothing, CredentialStore),
    'credentialStore.useMemory': procedure(Nothing, CredentialStore),

    /** Path null: a file named after the account in the data folder. */
    'workspace.create': procedure(
      z.object({
        name: z.string().trim().min(1, 'Give the account a name.').max(100),
        accountId: AccountId.nullable(),
        rootEmail: z.email('Give an e-mail address, such as root@example.com.').nullable(),
        path: z.string().nullable(),
      }),
      WorkspaceSummary,
    ),
    'workspace.open': procedure(
      z.object({ path: z.string().min(1, 'Give the path of a workspace file.') }),
      WorkspaceSummary,
    ),
    'workspace.openSample': procedure(Nothing, WorkspaceSummary),
    'workspace.close': procedure(Nothing, Nothing),
    /** The system's own dialog. `supported` is false in browser mode, where the renderer asks for a path instead. */
    'workspace.choosePath': procedure(
      z.object({ purpose: z.enum(['open', 'create']) }),
      z.object({ supported: z.boolean(), path: z.string().nullable() }),
    ),
    'workspace.forgetRecent': procedure(z.object({ path: z.string() }), Nothing),
    /** Can be followed and cancelled. */
    'workspace.previewImport': procedure(
      z.object({ workId: WorkId, fileName: z.string(), text: z.string() }),
      ImportPreview,
    ),
    /** Makes a new workspace of a file that was previewed. Path null: a file in the data folder. */
    'workspace.import': procedure(
      z.object({ previewId: z.string(), name: z.string().trim().min(1).max(100), path: z.string().nullable() }),
      WorkspaceSummary,
    ),
    /** An account in the form of `aws iam get-account-authorization-details`, with Gatehouse's resources beside it. */
    'workspace.export': procedure(
      z.object({ accountId: AskedAccount }),
      z.object({
        fileName: z.string(),
        text: z.string(),
        /** What is not in the file, and why. */
        leftOut: z.array(z.object({ what: z.string(), why: z.string() })),
      }),
    ),

    'history.get': procedure(Nothing, History),
    'history.undo': procedure(Nothing, History),
    'history.redo': procedure(Nothing, History),
    /** Takes the designer's changes back one after another, from the newest to this one; each whole or not at all. */
    'history.undoTo': procedure(z.object({ id: z.string() }), History),
    /** Does the changes that were taken back again, from the oldest to this one; each whole or not at all. */
    'history.redoTo': procedure(z.object({ id: z.string() }), History),

    'model.list': procedure(z.object({ type: DocumentType }), z.array(ModelDocument)),
    'model.get': procedure(z.object({ key: Arn }), ModelDocument.nullable()),

    ...policyProcedures,

    /**
     * Performs an operation by name: as the designer (no authorization) in the account asked for, or as the principal who
     * signed in, in their own.
     */
    'actions.perform': procedure(
      z.object({ operation: z.string(), parameters: z.unknown(), accountId: AskedAccount }),
      z.object({ output: z.unknown(), recordId: z.string().nullable() }),
    ),

    ...referenceProcedures,

    ...signInProcedures,
    ...passkeyProcedures,
    ...authenticatorProcedures,

    ...composerProcedures,

    ...identityProviderProcedures,

    ...endpointProcedures,

    ...resourceProcedures,

    ...bucketProcedures,

    ...timelineProcedures,

    ...whatIfProcedures,

    ...identityProcedures,

    ...organizationProcedures,

    ...accessGraphProcedures,

    ...savedRequestProcedures,

    ...workProcedures,
  },
  events: {
    /** Documents were put, changed or deleted. */
    'model.changed': z.object({ keys: z.array(z.string()), label: z.string() }),
    'workspace.changed': z.object({ workspace: WorkspaceSummary.nullable() }),
    'history.changed': History,
    'session.changed': z.object({ session: Session }),
    'timeline.recorded': z.object({ summary: RecordSummary }),
    /** How far long work is. */
    'work.progress': WorkProgress,
    /** Temporary credentials were taken, or forgotten. Newest first. */
    'composer.sessionsChanged': z.object({ sessions: z.array(HeldSession) }),
    /** Saved requests were added, changed, moved or deleted. */
    'savedRequests.changed': SavedRequestsChanged,
    'credentialStore.changed': CredentialStore,
    'preferences.changed': Preferences,
    /** The model's clock was set. */
    'clock.changed': ClockStatus,
    /** The endpoint was turned on or off. */
    'endpoint.changed': EndpointStatus,
    /** A native menu item or shortcut was chosen. */
    'menu.command': z.object({
      command: z.enum(COMMAND_IDS),
    }),
  },
} as const;

export type GatehouseContract = typeof contract;
export type WorkspaceSummary = z.infer<typeof WorkspaceSummary>;
export type RecentWorkspace = z.infer<typeof RecentWorkspace>;
export type CredentialStore = z.infer<typeof CredentialStore>;
export type ImportPreview = z.infer<typeof ImportPreview>;
export type History = z.infer<typeof History>;
export type HistoryEntry = z.infer<typeof HistoryEntry>;
