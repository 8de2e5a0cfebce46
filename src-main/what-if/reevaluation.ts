import type { Reevaluation } from '../../src-shared/contract/what-if.ts';
import type { Verdict } from '../../src-shared/decision/record.ts';
import type { Following } from '../long-work.ts';
import type { Scales } from '../weigh-part.ts';
import type { TimelineRequest } from './timeline-requests.ts';
import { explainAgain } from './weigh-again.ts';

/** How many requests went from one verdict to another, by both. */
export class VerdictCounts {
  readonly #counts = new Map<string, { readonly from: Verdict; readonly to: Verdict; count: number }>();

  add(from: Verdict, to: Verdict): void {
    const key = `${from} ${to}`;
    const entry = this.#counts.get(key) ?? { from, to, count: 0 };
    entry.count += 1;
    this.#counts.set(key, entry);
  }

  /** The most frequent first. */
  list(): { from: Verdict; to: Verdict; count: number }[] {
    return [...this.#counts.values()].toSorted((a, b) => b.count - a.count);
  }
}

/** Why a request gets its verdict on the scales, in a sentence. */
export function reasonOf(request: TimelineRequest, on: Scales): string {
  const read = request.read();
  if (read.kind !== 'request') return read.reason;
  return explainAgain(read, on).decisive?.explanation.reason ?? 'It needs no permission.';
}

/** How a recorded request fared then, and fares now. */
export function reevaluate(request: TimelineRequest, saved: Scales): Reevaluation {
  const { id, verdict: recorded } = request.record;
  const now = request.now(saved);
  return now.kind === 'cannotTell'
    ? { id, recorded, now: null, reason: '', cannotTell: now.reason }
    : { id, recorded, now: now.verdict, reason: reasonOf(request, saved), cannotTell: null };
}

/** How many requests whose verdict changed are listed. */
const LISTED = 500;

/** What became of many recorded requests. */
export interface ReevaluationOfAll {
  readonly lookedAt: number;
  readonly counts: { from: Verdict; to: Verdict; count: number }[];
  readonly cannotTell: { readonly count: number; readonly reason: string | null };
  readonly flippedCount: number;
  /** The first of those whose verdict is another now. */
  readonly flipped: Reevaluation[];
}

/**
 * Evaluates many recorded requests again.
 * @param pages the requests, a few at a time.
 * @param total how many there are.
 * @throws GatehouseError `WorkCancelled`.
 */
export async function reevaluateAll(
  pages: Iterable<readonly TimelineRequest[]>,
  { saved, total, step }: { readonly saved: Scales; readonly total: number } & Following,
): Promise<ReevaluationOfAll> {
  const counts = new VerdictCounts();
  const flipped: Reevaluation[] = [];
  let [lookedAt, flippedCount, unknown] = [0, 0, 0];
  let reason: string | null = null;
  for (const page of pages) {
    for (const request of page) {
      const { verdict: recorded } = request.record;
      const now = request.now(saved);
      if (now.kind === 'cannotTell') {
        unknown += 1;
        reason ??= now.reason;
        continue;
      }
      counts.add(recorded, now.verdict);
      if (recorded === now.verdict) continue;
      flippedCount += 1;
      if (flipped.length < LISTED) flipped.push(reevaluate(request, saved));
    }
    lookedAt += page.length;
    await step(lookedAt, total);
  }
  return { lookedAt, counts: counts.list(), cannotTell: { count: unknown, reason }, flippedCount, flipped };
}
