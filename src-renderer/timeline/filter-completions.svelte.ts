import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import { ListedField } from '../../src-shared/contract/timeline.ts';
import {
  fieldCompletions,
  knownCompletions,
  type Completion,
  type CompletionPlace,
} from '../../src-shared/timeline-query/complete-query.ts';
import { formatClause, literalValue } from '../../src-shared/timeline-query/format-query.ts';
import { ListChoice } from '../ui/list-choice.svelte.ts';

const LIMIT = 12;
const COUNT = new Intl.NumberFormat('en');

/** What the filter of the timeline offers where the caret is: fields, and the values that the timeline has of one. */
export class FilterCompletions {
  readonly #client: Client<GatehouseContract>;
  #found = $state.raw<readonly Completion[]>([]);
  /** None is chosen at first, so that Enter asks what was typed. */
  readonly choice: ListChoice = new ListChoice((): number => this.#found.length, -1);
  #turn = 0;

  constructor(client: Client<GatehouseContract>) {
    this.#client = client;
  }

  get found(): readonly Completion[] {
    return this.#found;
  }

  /** What Enter takes; null while the list is not seen, or none is chosen. */
  get chosen(): Completion | null {
    return this.choice.shown ? (this.#found[this.choice.active] ?? null) : null;
  }

  /** Opens the list, and fills it with what fits. An answer that comes after a later question is dropped. */
  async look(place: CompletionPlace): Promise<void> {
    this.choice.show();
    const own = (this.#turn += 1);
    const found = place.kind === 'field' ? fieldCompletions(place.typed) : await this.#values(place);
    if (own !== this.#turn) return;
    this.choice.restart();
    this.#found = found.slice(0, LIMIT);
  }

  /** Hides the list and forgets what was in it. */
  clear(): void {
    this.choice.close();
    this.#found = [];
  }

  async #values({ field, typed }: Extract<CompletionPlace, { kind: 'value' }>): Promise<readonly Completion[]> {
    const known = knownCompletions(field, typed) ?? [];
    const listed = ListedField.safeParse(field);
    if (!listed.success) return known;
    const values = await this.#client
      .call('timeline.values', { field: listed.data, typed, limit: LIMIT })
      .catch(() => []);
    const counted = values.map(({ value, count }) => ({
      text: formatClause({ field: null, negated: false, values: [literalValue(value)] }),
      detail: `${COUNT.format(count)} ${count === 1 ? 'request' : 'requests'}`,
    }));
    return [...known, ...counted.filter(({ text }) => known.every((one) => one.text !== text))];
  }
}
