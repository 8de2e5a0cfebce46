import type { WeighedDecision } from '../../src-shared/decision/weighed-decision.ts';
import type { ModelView } from '../account/model.ts';
import type { WorkspaceStore } from '../storage/workspace-store.ts';
import type { AskedPart, Scales } from '../weigh-part.ts';
import { readRecord, type ReadRecord } from './recorded-request.ts';
import { askAgain, decideAgain, weighed, type Weighed } from './weigh-again.ts';

/** One recorded request. What is found out of it is kept until the model changes. */
export class TimelineRequest {
  readonly record: WeighedDecision;
  readonly #model: ModelView;
  #read: ReadRecord | null = null;
  #asked: readonly AskedPart[] | null = null;
  #now: Weighed | null = null;

  constructor(record: WeighedDecision, model: ModelView) {
    this.record = record;
    this.#model = model;
  }

  read(): ReadRecord {
    this.#read ??= readRecord(this.record, this.#model);
    return this.#read;
  }

  /**
   * How it fares on the scales.
   * @param on may hold other texts of policies than the model does, and must not differ in anything else.
   */
  weigh(on: Scales): Weighed {
    const read = this.read();
    if (read.kind === 'cannotTell') return read;
    if (read.kind === 'notAuthenticated') return { kind: 'verdict', verdict: 'NotAuthenticated' };
    return weighed(() => {
      this.#asked ??= askAgain(read, { model: this.#model, reference: on.reference });
      return decideAgain(this.#asked, read, on);
    });
  }

  /** How it fares with the policies of the model. @param saved they, as scales. */
  now(saved: Scales): Weighed {
    this.#now ??= this.weigh(saved);
    return this.#now;
  }
}

/** How many of the newest requests are kept in memory between one edit of a policy and the next. */
const KEPT = 2000;

/** How many records are read at a time, about a millisecond each. */
const PAGE = 16;

/** The recorded requests of a workspace, with the newest at hand. */
export class TimelineRequests {
  readonly #store: Pick<WorkspaceStore, 'weighedDecisions' | 'weighedDecision' | 'decisions'>;
  readonly #model: ModelView;
  #kept: ReadonlyMap<number, TimelineRequest> = new Map();

  constructor(store: Pick<WorkspaceStore, 'weighedDecisions' | 'weighedDecision' | 'decisions'>, model: ModelView) {
    this.#store = store;
    this.#model = model;
  }

  /** How many requests the timeline holds. */
  get total(): number {
    return this.#store.decisions({ before: null, limit: 1 }).total;
  }

  /** Forgets what was found out by the model, which has changed. Records themselves never change. */
  modelChanged(): void {
    this.#kept = new Map(
      Array.from(this.#kept, ([sequence, { record }]) => [sequence, new TimelineRequest(record, this.#model)]),
    );
  }

  find(id: string): TimelineRequest | null {
    const record = this.#store.weighedDecision(id);
    return record === null ? null : new TimelineRequest(record, this.#model);
  }

  /**
   * Requests, newest first, a few at a time.
   * @param limit how many at most; null for all.
   */
  *newest(limit: number | null): Generator<readonly TimelineRequest[]> {
    const kept = new Map<number, TimelineRequest>();
    const known = this.#kept;
    let before: number | null = null;
    for (let left = limit ?? Infinity; left > 0;) {
      const page = this.#page(before, Math.min(left, PAGE), known);
      const last = page.at(-1);
      if (last === undefined) break;
      for (const request of page) if (kept.size < KEPT) kept.set(request.record.sequence, request);
      if (kept.size >= known.size || kept.size === KEPT) this.#kept = kept;
      before = last.record.sequence;
      left -= page.length;
      yield page;
    }
    if (kept.size >= known.size) this.#kept = kept;
  }

  /** The requests before one: those at hand, or else a page from the store. */
  #page(before: number | null, limit: number, known: ReadonlyMap<number, TimelineRequest>): TimelineRequest[] {
    const start =
      before === null ? (this.#store.decisions({ before, limit: 1 }).records[0]?.sequence ?? 0) : before - 1;
    const atHand: TimelineRequest[] = [];
    for (let sequence = start; atHand.length < limit; sequence -= 1) {
      const request = known.get(sequence);
      if (request === undefined) break;
      atHand.push(request);
    }
    if (atHand.length > 0) return atHand;
    return this.#store
      .weighedDecisions({ before, limit })
      .map((record) => known.get(record.sequence) ?? new TimelineRequest(record, this.#model));
  }
}
