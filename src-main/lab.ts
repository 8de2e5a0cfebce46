import type { GatehouseContract, Session, WorkspaceSummary } from '../src-shared/contract/contract.ts';
import type { Emit } from '../src-shared/contract/define.ts';
import { GatehouseError } from '../src-shared/errors.ts';
import type { Workspace } from './account/workspace.ts';
import type { Gate } from './gate.ts';

/** A workspace that is open, and the gate in front of it. */
export interface OpenWorkspace {
  readonly workspace: Workspace;
  readonly gate: Gate;
}

const DESIGNER: Session = { kind: 'designer' };

/**
 * What the app is working on: at most one open workspace, and who is at the controls. The one place where that state
 * lives; whoever changes it here tells every renderer.
 */
export class Lab {
  readonly #emit: Emit<GatehouseContract>;
  #open: OpenWorkspace | null = null;
  #session: Session = DESIGNER;
  #mfaAt: Date | null = null;
  #stopListening: () => void = () => undefined;

  constructor(emit: Emit<GatehouseContract>) {
    this.#emit = emit;
  }

  get session(): Session {
    return this.#session;
  }

  /** When the MFA code of the session was given; null where none was. */
  get mfaAt(): Date | null {
    return this.#mfaAt;
  }

  /** @throws GatehouseError `NoWorkspaceOpen`. */
  require(): OpenWorkspace {
    if (this.#open === null) {
      throw new GatehouseError('NoWorkspaceOpen', 'No workspace is open.', {
        mend: 'Make a new account, open a workspace, or open the sample.',
      });
    }
    return this.#open;
  }

  summary(): WorkspaceSummary | null {
    return this.#open === null ? null : summaryOf(this.#open.workspace);
  }

  /** Takes a workspace in place of the one that was open, which is closed. */
  async replace(next: OpenWorkspace): Promise<WorkspaceSummary> {
    await this.#leave();
    this.#open = next;
    const { workspace } = next;
    this.#stopListening = workspace.onChanged(({ keys, label }) => {
      this.#emit('model.changed', { keys: [...keys], label });
      this.#emit('history.changed', workspace.history());
      this.#signOutWhoIsGone();
    });
    const summary = summaryOf(workspace);
    this.#emit('workspace.changed', { workspace: summary });
    this.#emit('history.changed', workspace.history());
    return summary;
  }

  /** Closes the workspace; does nothing when none is open. */
  async close(): Promise<void> {
    if (this.#open === null) return;
    await this.#leave();
    this.#emit('workspace.changed', { workspace: null });
  }

  signIn(session: Session, mfaAt: Date | null): void {
    this.#session = session;
    this.#mfaAt = mfaAt;
    this.#emit('session.changed', { session });
  }

  signOut(): Session {
    if (this.#session.kind !== 'designer') this.signIn(DESIGNER, null);
    return this.#session;
  }

  /** A session of a user who was deleted (or whose creation was undone) ends with them. */
  #signOutWhoIsGone(): void {
    if (this.#session.kind === 'user' && this.#open?.workspace.model.get(this.#session.arn) === null) this.signOut();
  }

  async #leave(): Promise<void> {
    this.signOut();
    this.#stopListening();
    this.#stopListening = () => undefined;
    const { workspace } = this.#open ?? {};
    this.#open = null;
    await workspace?.close();
  }
}

function summaryOf(workspace: Workspace): WorkspaceSummary {
  return {
    id: workspace.store.identity.id,
    name: workspace.store.identity.name,
    path: workspace.store.path,
    accounts: workspace.model.list('account').map(({ accountId, name, alias }) => ({ accountId, name, alias })),
  };
}
