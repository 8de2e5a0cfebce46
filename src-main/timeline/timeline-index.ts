import { compileQuery } from '../../src-shared/timeline-query/compile-query.ts';
import type { QueryTime, TimelineQuery } from '../../src-shared/timeline-query/query.ts';
import type { TimelineStore } from '../storage/timeline-store.ts';
import { DecisionColumns } from './decision-columns.ts';
import { FieldValues } from './field-values.ts';
import { rowTest, type RowTest } from './match-columns.ts';
import { RowList } from './row-list.ts';
import { TermList } from './term-list.ts';
import type { Turns } from './turns.ts';

/** Rows that are kept in the file together; the ones that are left over are made again when the workspace is opened. */
const ROWS_KEPT_TOGETHER = 2048;
const ROWS_READ_AT_ONCE = 256;
const TERMS_AT_ONCE = 4096;
const COLUMNS_AT_ONCE = 8;
const ROWS_BETWEEN_LOOKS = 8192;
const QUERIES_HELD = 12;
/** Rows that the store has forgotten are let go of when there are so many of them. */
const FORGOTTEN_ROWS_HELD = 20_000;

/** The rows that fit a query, oldest first, and the range of their ranks that is still kept. */
export interface Matches {
  readonly rows: RowList;
  readonly first: number;
  readonly end: number;
}

interface HeldQuery {
  readonly rows: RowList;
  readonly test: RowTest;
  readonly dependsOnPins: boolean;
  /** So many of the columns' rows were looked at. */
  seen: number;
}

/** A query with its key: what is asked in the same words at the same time has the same answer. */
export interface KeyedQuery {
  readonly key: string;
  readonly query: TimelineQuery;
  readonly time: QueryTime;
}

/**
 * Answers which decisions fit a query, from columns in memory. The columns are read from the workspace, or made of its
 * decisions, when something is first asked, and catch up with what was decided since whenever something is asked.
 */
export class TimelineIndex {
  readonly #store: TimelineStore;
  #columns = new DecisionColumns(new TermList());
  #values = new FieldValues(this.#columns);
  #generation = 0;
  #pinGeneration = 0;
  #loaded = false;
  #keptRows = 0;
  #keptTerms = 1;
  #catchingUp: Promise<void> | null = null;
  readonly #held = new Map<string, HeldQuery>();

  constructor(store: TimelineStore) {
    this.#store = store;
  }

  get columns(): DecisionColumns {
    return this.#columns;
  }

  /** The values of the columns' fields. */
  get values(): FieldValues {
    return this.#values;
  }

  /** Grows when the matches of a query are given other ranks. */
  generationOf(query: TimelineQuery): number {
    return asksForPins(query) ? this.#generation + this.#pinGeneration : this.#generation;
  }

  /** How many decisions there are. */
  get total(): number {
    return this.#columns.length - this.#firstKeptRow();
  }

  /** The sequence number of the newest decision that was looked at; 0 where there is none. */
  get newest(): number {
    return this.#lastSequence();
  }

  /** Forgets the answers that depend on what is pinned. */
  pinsChanged(): void {
    for (const [key, { dependsOnPins }] of this.#held) if (dependsOnPins) this.#held.delete(key);
    this.#pinGeneration += 1;
  }

  /**
   * The rows that fit a query, of all that were decided so far.
   * @throws what giving others their turn throws; what was done until then is kept.
   */
  async matches(asked: KeyedQuery, turns: Turns): Promise<Matches> {
    await this.#catchUp(turns);
    const held = this.#hold(asked);
    // Others may start the columns anew meanwhile; these stay whole.
    const columns = this.#columns;
    while (held.seen < columns.length) {
      const end = Math.min(columns.length, held.seen + ROWS_BETWEEN_LOOKS);
      for (let row = held.seen; row < end; row += 1) if (held.test(row)) held.rows.push(row);
      held.seen = end;
      await turns.rest(end, columns.length);
    }
    const first = held.rows.rankOf(this.#firstKeptRow());
    return { rows: held.rows, first, end: held.rows.length };
  }

  /** The sequence numbers of matches. */
  sequencesOf(rows: Uint32Array): number[] {
    return Array.from(rows, (row) => this.#columns.sequence[row] ?? 0);
  }

  #hold({ key, query, time }: KeyedQuery): HeldQuery {
    const known = this.#held.get(key);
    if (known !== undefined) {
      this.#held.delete(key);
      this.#held.set(key, known);
      return known;
    }
    const dependsOnPins = asksForPins(query);
    const pinned = dependsOnPins ? this.#store.pins().flatMap((id) => this.#store.sequenceOf(id) ?? []) : [];
    const test = rowTest(this.#columns, compileQuery(query, time), new Set(pinned));
    const held = { rows: new RowList(), test, dependsOnPins, seen: 0 };
    this.#held.set(key, held);
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= QUERIES_HELD) break;
      this.#held.delete(oldest);
    }
    return held;
  }

  /** Workspaces in memory forget old decisions. */
  #firstKeptRow(): number {
    const oldest = this.#store.oldestSequence();
    const { sequence, length } = this.#columns;
    let [low, high] = [0, length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sequence[middle] ?? 0) < oldest) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Two questions at the same time wait for the same work. */
  async #catchUp(turns: Turns): Promise<void> {
    while (this.#catchingUp !== null) await this.#catchingUp.catch(() => undefined);
    this.#catchingUp = this.#read(turns);
    try {
      await this.#catchingUp;
    } finally {
      this.#catchingUp = null;
    }
  }

  async #read(turns: Turns): Promise<void> {
    const newest = this.#store.newestSequence();
    if (this.#firstKeptRow() > FORGOTTEN_ROWS_HELD) this.#startAnew();
    if (!this.#loaded) {
      if (!(await this.#readKept(turns))) {
        this.#startAnew();
        this.#store.forgetColumns();
      }
      this.#loaded = true;
    }
    let last = this.#lastSequence();
    while (last < newest) {
      const rows = this.#store.rowsAfter(last, ROWS_READ_AT_ONCE);
      for (const row of rows) this.#columns.push(row);
      if (rows.length === 0) break;
      last = this.#lastSequence();
      this.#keepRows();
      await turns.rest(this.#columns.length, this.#columns.length + newest - last);
    }
  }

  #lastSequence(): number {
    return this.#columns.length === 0 ? 0 : (this.#columns.sequence[this.#columns.length - 1] ?? 0);
  }

  /** @returns false when what is kept does not fit together. */
  async #readKept(turns: Turns): Promise<boolean> {
    const { terms } = this.#columns;
    const newest = this.#store.newestSequence();
    for (;;) {
      const texts = this.#store.terms(terms.length, TERMS_AT_ONCE);
      if (texts.length === 0) break;
      for (const text of texts) terms.numberOf(text);
      await turns.rest(this.#columns.length, newest);
    }
    this.#keptTerms = terms.length;
    for (let after = -1; ;) {
      const kept = this.#store.columns(after, COLUMNS_AT_ONCE);
      if (kept.length === 0) break;
      for (const { firstSequence, columns } of kept) {
        if (firstSequence <= this.#lastSequence() || !this.#columns.appendPacked(columns)) return false;
        after = firstSequence;
      }
      await turns.rest(this.#columns.length, newest);
    }
    this.#keptRows = this.#columns.length;
    return true;
  }

  #keepRows(): void {
    if (!this.#store.keepsColumns) return;
    while (this.#columns.length - this.#keptRows >= ROWS_KEPT_TOGETHER) {
      const end = this.#keptRows + ROWS_KEPT_TOGETHER;
      const firstSequence = this.#columns.sequence[this.#keptRows] ?? 0;
      const terms = this.#columns.terms.from(this.#keptTerms);
      this.#store.keepColumns(
        { firstSequence, columns: this.#columns.pack(this.#keptRows, end) },
        terms,
        this.#keptTerms,
      );
      this.#keptTerms += terms.length;
      this.#keptRows = end;
    }
  }

  #startAnew(): void {
    this.#columns = new DecisionColumns(new TermList());
    this.#values = new FieldValues(this.#columns);
    this.#held.clear();
    this.#generation += 1;
    this.#keptRows = 0;
    this.#keptTerms = 1;
  }
}

function asksForPins({ clauses }: TimelineQuery): boolean {
  return clauses.some(({ field }) => field === 'pinned');
}
