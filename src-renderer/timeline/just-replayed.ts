import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';

const replayed = new WeakMap<Client<GatehouseContract>, string>();

/** Remembers the record of a replay that was asked for just now, so that its page shows it going through. */
export function rememberReplay(client: Client<GatehouseContract>, recordId: string): void {
  replayed.set(client, recordId);
}

/** Tells, once, whether the record was replayed just now. */
export function takeReplay(client: Client<GatehouseContract>, recordId: string): boolean {
  return replayed.get(client) === recordId && replayed.delete(client);
}
