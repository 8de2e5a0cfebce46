import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import type { RecordSummary } from '../../src-shared/decision/record.ts';
import { filterRecords, mergeRecords } from './timeline-filter.ts';

const PAGE = 200;

const timelines = new WeakMap<Client<GatehouseContract>, Timeline>();

/**
 * The rows of the decision timeline that are loaded, newest first. Stays with its client, so that the filter, the place
 * and the loaded pages are still there when a person comes back to the screen.
 */
export class Timeline {
  readonly #client: Client<GatehouseContract>;
  #records = $state.raw<readonly RecordSummary[]>([]);
  #total = $state(0);
  #loading = $state(false);
  #failure = $state.raw<unknown>(null);
  #started = false;
  /** Counts workspaces, so that an answer for the last one is not taken for this one's. */
  #generation = 0;

  /** What the person typed into the filter. */
  filter = $state('');
  /** The row that has the keyboard's attention. */
  activeId = $state<string | null>(null);
  /** Whether the list is scrolled to its top; then a new row may push the others down. */
  atTop = $state(true);
  /** At which end the list grew last; the list on screen keeps its place accordingly. */
  growing = $state<'newer' | 'older'>('newer');
  /** How many rows have arrived above the ones in view. */
  unseen = $state(0);

  private constructor(client: Client<GatehouseContract>) {
    this.#client = client;
    client.on('timeline.recorded', ({ summary }) => this.#add(summary));
    client.on('workspace.changed', () => this.#reset());
  }

  /** The timeline of a client; the same one each time. */
  static of(client: Client<GatehouseContract>): Timeline {
    const timeline = timelines.get(client) ?? new Timeline(client);
    timelines.set(client, timeline);
    return timeline;
  }

  // Not $derived: what is derived belongs to the component that happened to come first, and ends with it.
  /** The loaded rows that the filter lets through. */
  get shown(): readonly RecordSummary[] {
    return filterRecords(this.#records, this.filter);
  }

  get records(): readonly RecordSummary[] {
    return this.#records;
  }

  /** How many records the workspace holds, loaded or not. */
  get total(): number {
    return this.#total;
  }

  get loading(): boolean {
    return this.#loading;
  }

  /** Why the last page could not be loaded; null when it could. */
  get failure(): unknown {
    return this.#failure;
  }

  get complete(): boolean {
    return this.#started && this.#records.length >= this.#total;
  }

  /** Loads the newest page, the first time. */
  async start(): Promise<void> {
    if (!this.#started) await this.loadOlder();
  }

  /** Loads the next older page, unless one is being loaded or there is none. */
  async loadOlder(): Promise<void> {
    if (this.#loading || this.complete) return;
    const generation = this.#generation;
    this.#loading = true;
    this.#failure = null;
    try {
      const before = this.#started ? (this.#records.at(-1)?.sequence ?? null) : null;
      const page = await this.#client.call('timeline.list', { before, limit: PAGE });
      if (generation !== this.#generation) return;
      this.growing = 'older';
      this.#records = mergeRecords(this.#records, page.records);
      this.#total = Math.max(page.total, this.#records.length);
      this.#started = true;
    } catch (thrown) {
      if (generation === this.#generation) this.#failure = thrown;
    } finally {
      if (generation === this.#generation) this.#loading = false;
    }
  }

  #add(summary: RecordSummary): void {
    if (!this.#started) return;
    const known = this.#records.length;
    this.growing = 'newer';
    this.#records = mergeRecords(this.#records, [summary]);
    if (this.#records.length === known) return;
    this.#total += 1;
    if (!this.atTop) this.unseen += 1;
  }

  #reset(): void {
    this.#generation += 1;
    this.#records = [];
    this.#total = 0;
    this.#loading = false;
    this.#failure = null;
    this.#started = false;
    this.filter = '';
    this.activeId = null;
    this.atTop = true;
    this.unseen = 0;
  }
}
