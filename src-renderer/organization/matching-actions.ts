import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import type { Suggestion } from '../ui/suggestion.ts';

/** So many actions are offered at once. */
const OFFERED = 20;

/** AWS's actions that fit what was typed. */
export async function matchingActions(
  client: Client<GatehouseContract>,
  typed: string,
): Promise<readonly Suggestion[]> {
  if (typed.trim() === '') return [];
  const found = await client.call('reference.searchActions', { query: typed.trim(), limit: OFFERED });
  return found.map(({ action, accessLevel }) => ({ value: action, detail: accessLevel }));
}
