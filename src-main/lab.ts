import { isDeepStrictEqual } from 'node:util';
import type { GatehouseContract, WorkspaceSummary } from '../src-shared/contract/contract.ts';
import type { Emit } from '../src-shared/contract/define.ts';
import type { Session } from '../src-shared/contract/session.ts';
import { GatehouseError } from '../src-shared/errors.ts';
import { isAccountClosed } from './account/organization.ts';
import { accountsByAge } from './account/workspace-accounts.ts';
import type { Workspace } from './account/workspace.ts';
import type { TemporarySession } from './authentication/session-token.ts';
import type { Gate } from './gate.ts';
import { UnderWay } from './under-way.ts';

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
  #temporary: TemporarySession | null = null;
  /** When the user who switched to a role gave their MFA code: it is theirs again when they switch back. */
  #mfaAtBehind: Date | null = null;
  #stopListening: () => void = () => undefined;
  #underWay = new UnderWay();

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

  /** When the user behind a role's session gave their MFA code; null where none was given, or nobody is behind it. */
  get mfaAtBehind(): Date | null {
    return this.#mfaAtBehind;
  }

  /** What the console's session of a role or a federated user stands for; null for everybody else. */
  get temporary(): TemporarySession | null {
    return this.#temporary;
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

  /**
   * Does the work with the open workspace, which is not closed before the work is over.
   * @throws GatehouseError `NoWorkspaceOpen`; beside that, whatever the work throws.
   */
  during<T>(work: (open: OpenWorkspace) => Promise<T>): Promise<T> {
    return this.#underWay.run(() => work(this.require()));
  }

  summary(): WorkspaceSummary | null {
    return this.#open === null ? null : summaryOf(this.#open.workspace);
  }

  /** Takes a workspace in place of the one that was open, which is closed. */
  async replace(next: OpenWorkspace): Promise<WorkspaceSummary> {
    await this.#leave();
    this.#open = next;
    const { workspace } = next;
    let summary = summaryOf(workspace);
    this.#stopListening = workspace.onChanged(({ keys, label }) => {
      this.#emit('model.changed', { keys: [...keys], label });
      if (keys.some(namesAccount)) {
        const now = summaryOf(workspace);
        if (!isDeepStrictEqual(now, summary)) this.#emit('workspace.changed', { workspace: now });
        summary = now;
      }
      this.#emit('history.changed', workspace.history());
      this.#signOutWhoIsGone();
    });
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

  /**
   * @param mfaAt when the MFA code was given; null where none was.
   * @param temporary what the session of a role or a federated user stands for, as their session token holds it.
   */
  signIn(session: Session, mfaAt: Date | null, temporary: TemporarySession | null = null): void {
    const switched = session.kind === 'roleSession' && session.behind !== null;
    this.#mfaAtBehind = switched ? (this.#session.kind === 'user' ? this.#mfaAt : this.#mfaAtBehind) : null;
    this.#session = session;
    this.#mfaAt = mfaAt;
    this.#temporary = temporary;
    this.#emit('session.changed', { session });
  }

  signOut(): Session {
    if (this.#session.kind !== 'designer') this.signIn(DESIGNER, null);
    return this.#session;
  }

  /** Goes back from a role to the user who switched to it; without such a user it signs out. */
  switchBack(): Session {
    const { behind } = this.#session.kind === 'roleSession' ? this.#session : { behind: null };
    if (behind === null) return this.signOut();
    this.signIn(behind, this.#mfaAtBehind);
    this.#signOutWhoIsGone();
    return this.#session;
  }

  /** A session of somebody who was deleted (or whose creation was undone) ends with them, and with their account. */
  #signOutWhoIsGone(): void {
    const { model } = this.#open?.workspace ?? {};
    const session = this.#session;
    if (model === undefined || session.kind === 'designer') return;
    const isClosed = isAccountClosed(model, session.accountId);
    if (session.kind === 'roleSession') {
      if (isClosed || model.roleByName(session.accountId, session.roleName) === null) this.switchBack();
    } else if (isClosed || (session.kind === 'user' && model.get(session.arn) === null)) {
      this.signOut();
    }
  }

  async #leave(): Promise<void> {
    this.signOut();
    this.#stopListening();
    this.#stopListening = () => undefined;
    const { workspace } = this.#open ?? {};
    const underWay = this.#underWay;
    this.#open = null;
    this.#underWay = new UnderWay();
    await underWay.settled();
    await workspace?.close();
  }
}

/** Whether a document's key is that of an account, `arn:aws:iam::123456789012:root`. */
function namesAccount(key: string): boolean {
  return key.endsWith(':root');
}

function summaryOf(workspace: Workspace): WorkspaceSummary {
  return {
    id: workspace.store.identity.id,
    name: workspace.store.identity.name,
    path: workspace.store.path,
    accounts: accountsByAge(workspace.model).map(({ accountId, name, alias }) => ({ accountId, name, alias })),
  };
}
