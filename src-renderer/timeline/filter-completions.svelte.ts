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

const LIMIT = 12;
const COUNT = new Intl.NumberFormat('en');

/** What the filter of the timeline offers where the caret is: fields, and the values that the timeline has of one. */
export class FilterCompletions {
  readonly #client: Client<GatehouseContract>;
  #isOpen = $state(false);
  #found = $state.raw<readonly Completion[]>([]);
  /** None at first, so that Enter asks what was typed. */
  #choice = $state(-1);
  #turn = 0;

  constructor(client: Client<GatehouseContract>) {
    this.#client = client;
  }

  get found(): readonly Completion[] {
    return this.#found;
  }

  /** The place of the chosen one; -1 while none is. */
  get choice(): number {
    return this.#choice;
  }

  get chosen(): Completion | null {
    return this.#found[this.#choice] ?? null;
  }

  /** Whether there is a list to be seen. */
  get shown(): boolean {
    return this.#isOpen && this.#found.length > 0;
  }

  /** Opens the list, and fills it with what fits. An answer that comes after a later question is dropped. */
  async look(place: CompletionPlace): Promise<void> {
    this.#isOpen = true;
    const own = (this.#turn += 1);
    const found = place.kind === 'field' ? fieldCompletions(place.typed) : await this.#values(place);
    if (own !== this.#turn) return;
    this.#choice = -1;
    this.#found = found.slice(0, LIMIT);
  }

  /** The next or the one before, around the ends. */
  move(step: 1 | -1): void {
    const { length } = this.#found;
    this.#choice = this.#choice < 0 && step < 0 ? length - 1 : (this.#choice + step + length) % length;
  }

  /** Hides the list until it is looked for again. */
  close(): void {
    this.#isOpen = false;
  }

  /** Hides the list and forgets what was in it. */
  clear(): void {
    this.#isOpen = false;
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
