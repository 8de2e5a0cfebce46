import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import type { TimelineGroup, TimelineGrouping, TimelineHistogram } from '../../src-shared/contract/timeline.ts';
import type { RecordSummary } from '../../src-shared/decision/record.ts';
import { withFields, type ClauseContent } from '../../src-shared/timeline-query/format-query.ts';
import { recordMatcher } from '../../src-shared/timeline-query/match-record.ts';
import { parseQuery } from '../../src-shared/timeline-query/parse-query.ts';
import type { TimelineQuery } from '../../src-shared/timeline-query/query.ts';
import { FollowedWork } from '../app/followed-work.svelte.ts';
import { itemAt, layoutLength, type LaidGroup } from './list-layout.ts';
import { neighboursIn, type Neighbours } from './neighbours.ts';
import { RowSource } from './row-source.svelte.ts';
import { queryTime } from './utc-offset.ts';

/** Requests may come a thousand a second; the list takes them in so many milliseconds apart. */
const TAKE_IN_EVERY = 60;
const COUNT_AGAIN_AFTER = 1000;
const BUCKETS = 96;
const GROUPS = 300;

/** By the tab, or the client where there is none. */
const timelines = new WeakMap<object, Timeline>();

/** How the list is put together. */
export type Grouping = TimelineGrouping | 'none';

/** One line of the list. A row is null until it was loaded. */
export type Line =
  | { readonly kind: 'row'; readonly summary: RecordSummary | null }
  | { readonly kind: 'group'; readonly group: TimelineGroup; readonly isOpen: boolean };

/**
 * The list of the decision timeline: what was asked, which rows fit, and which of them are shown. Stays with its tab, so
 * that the query, the place and what was chosen are still there when a person comes back to the screen. It hears of new
 * requests only while it is {@link follow}ed, and catches up when it is again.
 */
export class Timeline {
  readonly #client: Client<GatehouseContract>;
  readonly loading: FollowedWork;
  #source = $state.raw<RowSource | null>(null);
  #fits: (summary: RecordSummary) => boolean = () => true;
  #asked = $state('');
  #shownEnd = $state(0);
  #failure = $state.raw<unknown>(null);
  #histogram = $state.raw<TimelineHistogram | null>(null);
  #grouping = $state<Grouping>('none');
  #groups = $state.raw<readonly TimelineGroup[]>([]);
  #others = $state.raw({ groups: 0, records: 0 });
  readonly #open = new SvelteMap<string, RowSource>();
  #waiting: RecordSummary[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #countTimer: ReturnType<typeof setTimeout> | null = null;
  #started = false;
  /** Counts questions, so that an answer to the last one is not taken for this one's. */
  #turn = 0;

  /** What the person typed into the filter; may have problems. */
  text = $state('');
  /** The line that has the keyboard's attention, from the top. */
  activeLine = $state(0);
  /** How far the list is scrolled, in pixels. */
  scrollTop = $state(0);
  /** Whether times are told as `2 min ago`. */
  tellsTimesAgo = $state(false);
  #paused = $state(false);
  /** The IDs of chosen rows, in the order in which they were chosen. */
  readonly selected = new SvelteSet<string>();
  readonly pinned = new SvelteSet<string>();

  private constructor(client: Client<GatehouseContract>) {
    this.#client = client;
    this.loading = new FollowedWork(client);
  }

  /** The timeline of a tab, or of a client where there is none; the same one each time. */
  static of(client: Client<GatehouseContract>, tab: object | null = null): Timeline {
    const timeline = timelines.get(tab ?? client) ?? new Timeline(client);
    timelines.set(tab ?? client, timeline);
    return timeline;
  }

  /** The text as a query, with what is wrong with it. */
  get query(): TimelineQuery {
    return parseQuery(this.text);
  }

  /** The query whose answer is shown: the last one without problems. */
  get asked(): string {
    return this.#asked;
  }

  get source(): RowSource | null {
    return this.#source;
  }

  /** Why the last question could not be answered; null when it could. */
  get failure(): unknown {
    return this.#failure;
  }

  get histogram(): TimelineHistogram | null {
    return this.#histogram;
  }

  get grouping(): Grouping {
    return this.#grouping;
  }

  /** What is in no group that is listed. */
  get others(): { readonly groups: number; readonly records: number } {
    return this.#others;
  }

  get isPaused(): boolean {
    return this.#paused;
  }

  /** How many records match, those that wait included. */
  get matching(): number {
    const { first = 0, end = 0 } = this.#source?.matches ?? {};
    return end - first;
  }

  /** How many records there are at all. */
  get total(): number {
    return this.#source?.matches?.total ?? 0;
  }

  /** How many new rows wait, since the list is paused or scrolled down. */
  get unseen(): number {
    return Math.max(0, (this.#source?.matches?.end ?? 0) - this.#shownEnd);
  }

  /** How many lines the list has. */
  get length(): number {
    if (this.#grouping !== 'none') return layoutLength(this.#laid());
    return Math.max(0, this.#shownEnd - (this.#source?.matches?.first ?? 0));
  }

  /** What stands at a line; null where the list ends. */
  lineAt(line: number): Line | null {
    if (line < 0 || line >= this.length) return null;
    if (this.#grouping === 'none') {
      return { kind: 'row', summary: this.#source?.rowAt(this.#shownEnd - 1 - line) ?? null };
    }
    const laid = this.#laid();
    const item = itemAt(laid, line);
    const of = item === null ? undefined : laid[item.place];
    if (item === null || of === undefined) return null;
    if (item.kind === 'group') return { kind: 'group', group: of.group, isOpen: of.isOpen };
    const source = this.#open.get(of.group.value);
    const end = source?.matches?.end ?? 0;
    return { kind: 'row', summary: source?.rowAt(end - 1 - item.index) ?? null };
  }

  /**
   * Hears of new requests from now on, after it caught up with those that came meanwhile.
   * @param failed is told what went wrong meanwhile.
   * @returns what ends it, as when the list is not on show any more.
   */
  follow(failed: (thrown: unknown) => void): () => void {
    const endings = [
      this.#client.on('timeline.recorded', ({ summary }) => this.#receive(summary)),
      this.#client.on('workspace.changed', () => {
        this.#reset();
        this.#start().catch(failed);
      }),
    ];
    (this.#started ? this.#catchUp() : this.#start()).catch(failed);
    return () => {
      for (const end of endings) end();
      this.#takeIn();
      if (this.#countTimer !== null) clearTimeout(this.#countTimer);
      this.#countTimer = null;
    };
  }

  async #start(): Promise<void> {
    this.#started = true;
    const [{ ids }] = await Promise.all([this.#client.call('timeline.pins', {}), this.ask()]);
    this.#takePins(ids);
  }

  async #catchUp(): Promise<void> {
    const { ids } = await this.#client.call('timeline.pins', {});
    this.#takePins(ids);
    const source = this.#source;
    const generation = source?.matches?.generation;
    if (source === null || generation === undefined) return this.ask();
    await source.ask(null);
    if (source !== this.#source) return;
    if (source.matches?.generation !== generation) return this.ask();
    this.#takeIn();
    if (!this.#paused && this.scrollTop <= 0) this.#showNewestAbove();
    this.#countSoon();
  }

  /** Asks what is typed, unless there is a problem with it. The list begins at its top. */
  async ask(): Promise<void> {
    const { query } = this;
    if (query.problems.length > 0) return;
    const turn = (this.#turn += 1);
    const asked = this.text.trim();
    const source = new RowSource(this.#client, asked);
    this.#failure = null;
    try {
      const done = await this.loading.run(async (workId) => {
        await source.ask(workId);
        const { first = 0, end = 0 } = source.matches ?? {};
        await source.load(Math.max(first, end - 1), end);
        return true;
      });
      if (done === null || turn !== this.#turn) return;
    } catch (thrown) {
      if (turn === this.#turn) this.#failure = thrown;
      return;
    }
    const now = Date.parse(source.matches?.now ?? '');
    const { utcOffsetMinutes } = source.question;
    this.#fits = recordMatcher(query, {
      time: { now, utcOffsetMinutes },
      isPinned: (id) => this.pinned.has(id),
    });
    this.#source = source;
    this.#asked = asked;
    this.#open.clear();
    this.activeLine = 0;
    this.scrollTop = 0;
    this.#takeIn();
    this.showNew();
    await this.#count();
  }

  /** Loads the rows of lines that are not held. */
  async load(from: number, to: number): Promise<void> {
    try {
      if (this.#grouping === 'none') {
        const loaded = await this.#source?.load(Math.max(0, this.#shownEnd - to), this.#shownEnd - from);
        if (loaded === false) await this.ask();
        return;
      }
      const laid = this.#laid();
      for (let line = from; line < to; line += 1) {
        const item = itemAt(laid, line);
        if (item?.kind !== 'row') continue;
        const source = this.#open.get(laid[item.place]?.group.value ?? '');
        const end = source?.matches?.end ?? 0;
        await source?.load(end - 1 - item.index, end - item.index);
      }
    } catch (thrown) {
      this.#failure = thrown;
    }
  }

  /** Shows the rows that wait. */
  showNew(): void {
    this.#shownEnd = this.#source?.matches?.end ?? 0;
  }

  pause(): void {
    this.#paused = true;
  }

  /** Shows what came meanwhile, and what comes from now on. */
  resume(): void {
    this.#paused = false;
    this.#takeIn();
    this.showNew();
    this.#countSoon();
  }

  async groupBy(grouping: Grouping): Promise<void> {
    this.#grouping = grouping;
    this.#open.clear();
    this.#groups = [];
    this.activeLine = 0;
    this.scrollTop = 0;
    await this.#count();
  }

  /** Opens a group, or closes it. */
  async toggleGroup(group: TimelineGroup): Promise<void> {
    if (this.#open.delete(group.value)) return;
    const source = new RowSource(this.#client, `${this.#asked} ${group.clause}`.trim());
    await source.ask(null);
    this.#open.set(group.value, source);
  }

  /** Replaces what the query says of times. @param range milliseconds since 1970; null takes the times out. */
  async setRange(range: { readonly from: number; readonly to: number } | null): Promise<void> {
    const clauses = range === null ? [] : [timeClause('since', range.from), timeClause('until', range.to)];
    this.text = withFields(parseQuery(this.#asked).clauses, ['since', 'until'], clauses);
    await this.ask();
  }

  async setPinned(ids: readonly string[], pinned: boolean): Promise<void> {
    const answer = await this.#client.call('timeline.setPinned', { ids: [...ids], pinned });
    this.#takePins(answer.ids);
    if (parseQuery(this.#asked).clauses.some(({ field }) => field === 'pinned')) await this.ask();
    else await this.#source?.ask(null);
  }

  /** The decisions beside one, as the list stands; null when it does not hold it. */
  neighbours(id: string): Neighbours | null {
    const rank = this.#source?.rankOf(id) ?? null;
    if (rank === null) return null;
    const around = [rank + 1, rank, rank - 1].flatMap((each) => this.#source?.rowAt(each) ?? []);
    return neighboursIn(around, id);
  }

  #laid(): readonly LaidGroup[] {
    return this.#groups.map((group) => {
      const source = this.#open.get(group.value);
      const { first = 0, end = 0 } = source?.matches ?? {};
      return { group, isOpen: source !== undefined, rows: end - first };
    });
  }

  #takePins(ids: readonly string[]): void {
    this.pinned.clear();
    for (const id of ids) this.pinned.add(id);
  }

  #receive(summary: RecordSummary): void {
    if (!this.#started) return;
    this.#waiting.push(summary);
    this.#timer ??= setTimeout(() => this.#takeIn(), TAKE_IN_EVERY);
  }

  #takeIn(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const source = this.#source;
    if (source === null || source.matches === null) return;
    const isFollowing = !this.#paused && this.scrollTop <= 0;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const summary of waiting) if (this.#fits(summary)) source.add(summary);
    if (waiting.length === 0 || !isFollowing) return;
    this.#showNewestAbove();
    this.#countSoon();
  }

  /** Who is at a row stays at it; who is at the top sees the newest. */
  #showNewestAbove(): void {
    const end = this.#shownEnd;
    this.showNew();
    if (this.activeLine > 0) this.activeLine += this.#shownEnd - end;
  }

  #countSoon(): void {
    if (this.#countTimer !== null) return;
    this.#countTimer = setTimeout(() => {
      this.#countTimer = null;
      void this.#count();
    }, COUNT_AGAIN_AFTER);
  }

  /** The histogram and the groups of what is asked. */
  async #count(): Promise<void> {
    const source = this.#source;
    if (source === null) return;
    const { question } = source;
    const by = this.#grouping;
    try {
      const [histogram, grouped] = await Promise.all([
        this.#client.call('timeline.histogram', { question, buckets: BUCKETS }),
        by === 'none' ? null : this.#client.call('timeline.groups', { question, by, limit: GROUPS }),
      ]);
      if (source !== this.#source || by !== this.#grouping) return;
      this.#histogram = histogram;
      this.#groups = grouped?.groups ?? [];
      this.#others = grouped?.others ?? { groups: 0, records: 0 };
    } catch (thrown) {
      if (source === this.#source) this.#failure = thrown;
    }
  }

  #reset(): void {
    this.#turn += 1;
    this.loading.cancel();
    this.#source = null;
    this.#asked = '';
    this.#shownEnd = 0;
    this.#failure = null;
    this.#histogram = null;
    this.#grouping = 'none';
    this.#groups = [];
    this.#open.clear();
    this.#waiting = [];
    this.#started = false;
    this.text = '';
    this.activeLine = 0;
    this.scrollTop = 0;
    this.#paused = false;
    this.selected.clear();
    this.pinned.clear();
  }
}

function timeClause(field: 'since' | 'until', time: number): ClauseContent {
  return { field, negated: false, values: [{ text: queryTime(time), quoted: false }] };
}
