import { isRoleOf, readRecentRoles, rememberRole, type RecentRole, type TextStore } from './recent-roles.ts';

/** The roles of the open workspace that were switched to, kept over a restart of the app. */
export class RecentRoles {
  readonly #store: TextStore;
  readonly #workspaceId: () => string | null;
  #roles = $state.raw<readonly RecentRole[]>([]);

  /** @param workspaceId of the open workspace; null when none is. */
  constructor(store: TextStore, workspaceId: () => string | null) {
    this.#store = store;
    this.#workspaceId = workspaceId;
    this.#roles = readRecentRoles(store);
  }

  /** Newest first. */
  get list(): readonly RecentRole[] {
    const workspaceId = this.#workspaceId();
    return this.#roles.filter((role) => role.workspaceId === workspaceId);
  }

  remember(role: Omit<RecentRole, 'workspaceId'>): void {
    const workspaceId = this.#workspaceId();
    if (workspaceId !== null) this.#roles = rememberRole(this.#store, { ...role, workspaceId });
  }

  /** What the person calls the role of a session; null where they call it nothing of their own. */
  displayNameOf(session: { readonly accountId: string; readonly roleName: string }): string | null {
    const found = this.list.find((role) => isRoleOf(role, session));
    return found === undefined || found.displayName === '' ? null : found.displayName;
  }
}
