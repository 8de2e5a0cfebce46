import { Arn } from '../../src-shared/arn.ts';
import type { AppState } from '../app/app-state.svelte.ts';
import type { Identity } from './identity.ts';

/**
 * Says that an identity was created, once its page can find it: the news of the change may come later than the answer
 * of the operation that made it.
 * @param arn as the operation answered it.
 * @returns the same, to open the page with.
 */
export async function announceCreated(app: AppState, kind: Identity['type'], name: string, arn: string): Promise<Arn> {
  const created = Arn.parse(arn);
  await app.model.refresh([created]);
  app.announcer.notify(`Created ${kind} ${name}`);
  return created;
}
