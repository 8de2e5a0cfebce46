import type { OpenWorkspace } from '../lab.ts';

/** What stands behind the endpoint: the workspace that its requests go to. */
export interface ServedWorkspace {
  /**
   * Does the work with the workspace that is open now and its gate. The workspace is not closed before the work is over.
   * @throws GatehouseError `NoWorkspaceOpen`; beside that, whatever the work throws.
   */
  during<T>(work: (open: OpenWorkspace) => Promise<T>): Promise<T>;
  /** Takes the workspace back to how it began, whole; null for a workspace that is not ephemeral. */
  readonly reset: (() => Promise<void>) | null;
}
