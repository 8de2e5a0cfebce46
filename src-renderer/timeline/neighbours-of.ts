import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import type { DecisionRecord } from '../../src-shared/decision/record.ts';
import { neighboursIn, type Neighbours } from './neighbours.ts';
import { Timeline } from './timeline.svelte.ts';

/**
 * The decisions beside one: in the list of the tab's timeline as it is filtered, and where that does not hold it, among
 * all records.
 */
export async function neighboursOf(
  { client, tab }: { readonly client: Client<GatehouseContract>; readonly tab: object | null },
  { id, sequence }: Pick<DecisionRecord, 'id' | 'sequence'>,
): Promise<Neighbours> {
  const listed = Timeline.of(client, tab).neighbours(id);
  if (listed !== null) return listed;
  // Exclusive: the first of them is the one after this, where there is one.
  const { records } = await client.call('timeline.list', { before: sequence + 2, limit: 3 });
  return neighboursIn(records, id) ?? { newer: null, older: null };
}
