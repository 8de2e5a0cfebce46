import { sessionName } from '../../src-shared/contract/session.ts';
import { HOME, type AppState } from '../app/app-state.svelte.ts';
import { withRecord } from '../app/perform.ts';

/** What somebody types to switch to a role. */
export interface RoleChoice {
  /** The ID or alias of the role's account. */
  readonly account: string;
  readonly roleName: string;
  /** What the person calls it; empty for nothing of their own. */
  readonly displayName: string;
}

/**
 * Switches to a role as the user who signed in, and remembers it for the next time.
 * @throws RefusedError when the role may not be assumed.
 */
export async function switchRole(app: AppState, { account, roleName, displayName }: RoleChoice): Promise<void> {
  const { session } = await withRecord(app.client, () => app.client.call('signIn.switchRole', { account, roleName }));
  app.session = session;
  if (session.kind === 'roleSession') {
    app.recentRoles.remember({ accountId: session.accountId, roleName, displayName });
  }
  app.announcer.notify(`You act as ${sessionName(session)}`);
  app.router.go(HOME);
}

/** From the role back to the user who switched to it. */
export async function switchBack(app: AppState): Promise<void> {
  const { session } = await app.client.call('signIn.switchBack', {});
  app.session = session;
  app.announcer.notify(`You are ${sessionName(session)} again`);
}
