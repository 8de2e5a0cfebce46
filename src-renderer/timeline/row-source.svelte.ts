import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import type { TimelineMatches, TimelineQuestion } from '../../src-shared/contract/timeline.ts';
import type { RecordSummary } from '../../src-shared/decision/record.ts';
import { PagesHeld } from './pages-held.ts';
import { utcOffsetMinutes } from './utc-offset.ts';

/** So many rows are asked for at once. */
const PAGE = 100;
/** So many pages are held; the ones looked at longest ago are let go of. */
const PAGES_HELD = 40;

/**
 * The rows of a question by rank, oldest first, of which only what is looked at is held. New rows come at the end, so that
 * ranks stay.
 */
export class RowSource {
  readonly #client: Client<GatehouseContract>;
  readonly #text: string;
  // What is on screen follows #version, since pages come and go that nobody looks at.
  readonly #pages = new PagesHeld<RecordSummary[]>(PAGES_HELD);
  #asked: readonly number[] = [];
  #matches = $state.raw<TimelineMatches | null>(null);
  /** Grows when a row came that may be on screen. */
  #version = $state(0);

  /** @param text a query without problems. */
  constructor(client: Client<GatehouseContract>, text: string) {
    this.#client = client;
    this.#text = text;
  }

  /** Null until the question was answered. */
  get matches(): TimelineMatches | null {
    return this.#matches;
  }

  /** The question with the time that it was asked at. */
  get question(): TimelineQuestion {
    return { text: this.#text, now: this.#matches?.now ?? null, utcOffsetMinutes: utcOffsetMinutes() };
  }

  /** Asks how many there are. @param workId under which it can be followed. */
  async ask(workId: string | null): Promise<void> {
    this.#matches = await this.#client.call('timeline.ask', { question: this.question, workId });
  }

  /** The row of a rank; null when it is not held, see {@link load}. */
  rowAt(rank: number): RecordSummary | null {
    return this.#version >= 0 ? (this.#pages.get(Math.floor(rank / PAGE))?.[rank % PAGE] ?? null) : null;
  }

  /** The rank of a row that is held; null for others. */
  rankOf(id: string): number | null {
    for (const [page, rows] of this.#pages) {
      for (let index = 0; index < rows.length; index += 1) {
        if (rows[index]?.id === id) return page * PAGE + index;
      }
    }
    return null;
  }

  /**
   * Asks for the rows of some ranks that are not held.
   * @returns false when ranks were given anew, so that the question has to be asked again.
   */
  async load(from: number, to: number): Promise<boolean> {
    const pages: number[] = [];
    for (let page = Math.floor(from / PAGE); page * PAGE < to; page += 1) {
      if (this.#isWhole(page) || this.#asked.includes(page)) continue;
      pages.push(page);
    }
    const answers = await Promise.all(pages.map((page) => this.#loadPage(page)));
    return !answers.includes(false);
  }

  /** Takes a row that was recorded just now and fits. */
  add(summary: RecordSummary): void {
    const matches = this.#matches;
    if (matches === null || summary.sequence <= matches.newest) return;
    const page = Math.floor(matches.end / PAGE);
    const rows = this.#pages.get(page);
    if (rows !== undefined || matches.end % PAGE === 0) {
      const known = rows ?? [];
      known[matches.end % PAGE] = summary;
      this.#pages.set(page, known);
    }
    this.#matches = { ...matches, end: matches.end + 1, newest: summary.sequence };
    this.#version += 1;
  }

  #isWhole(page: number): boolean {
    const rows = this.#pages.get(page);
    if (rows === undefined) return false;
    const { first = 0, end = 0 } = this.#matches ?? {};
    for (let rank = Math.max(first, page * PAGE); rank < Math.min(end, (page + 1) * PAGE); rank += 1) {
      if (rows[rank % PAGE] === undefined) return false;
    }
    return true;
  }

  async #loadPage(page: number): Promise<boolean> {
    this.#asked = [...this.#asked, page];
    try {
      const from = page * PAGE;
      const { question } = this;
      const answer = await this.#client.call('timeline.rows', { question, from, limit: PAGE });
      if (answer.matches.generation !== this.#matches?.generation) return false;
      const start = Math.max(from, answer.matches.first);
      const rows = this.#pages.get(page) ?? [];
      for (const [index, record] of answer.records.entries()) rows[(start + index) % PAGE] = record;
      this.#pages.set(page, rows);
      this.#version += 1;
      return true;
    } finally {
      this.#asked = this.#asked.filter((asked) => asked !== page);
    }
  }
}
