import type { Verdict } from '../../src-shared/decision/record.ts';

/** How many requests had one verdict then and have another, or the same, now. */
export interface VerdictFlip {
  readonly from: Verdict;
  readonly to: Verdict;
  readonly count: number;
}

/** What became of sending requests again. */
export interface ReplayResult {
  readonly sent: number;
  /** Those with another verdict than then, the most frequent first. */
  readonly flips: readonly VerdictFlip[];
  /** How many could not be sent again. */
  readonly skipped: number;
  /** Why the first of them could not; null where none was skipped. */
  readonly reason: string | null;
  /** When the first was sent, as the model's clock has it; null when none was. */
  readonly since: string | null;
  readonly wasCancelled: boolean;
}

/** Counts what becomes of requests that are sent again, one after the other. */
export class ReplayTally {
  #sent = 0;
  #skipped = 0;
  #reason: string | null = null;
  #since: string | null = null;
  readonly #flips = new Map<string, VerdictFlip>();

  /** @param from the verdict of then. */
  sent(from: Verdict, { verdict: to, at }: { readonly verdict: Verdict; readonly at: string }): void {
    this.#sent += 1;
    this.#since ??= at;
    if (from === to) return;
    const key = `${from} ${to}`;
    this.#flips.set(key, { from, to, count: (this.#flips.get(key)?.count ?? 0) + 1 });
  }

  skipped(reason: string): void {
    this.#skipped += 1;
    this.#reason ??= reason;
  }

  /** What it comes to so far. */
  result(wasCancelled: boolean): ReplayResult {
    return {
      sent: this.#sent,
      flips: [...this.#flips.values()].toSorted((one, other) => other.count - one.count),
      skipped: this.#skipped,
      reason: this.#reason,
      since: this.#since,
      wasCancelled,
    };
  }
}

const COUNT = new Intl.NumberFormat('en');

/** What sending requests again has come to, in a sentence that is read and heard. */
export function replaySummary({
  sent,
  flips,
  wasCancelled,
}: Pick<ReplayResult, 'sent' | 'flips' | 'wasCancelled'>): string {
  if (sent === 0) return 'No request was sent again.';
  const flipped = flips.reduce((sum, { count }) => sum + count, 0);
  const outcome =
    flipped === 0
      ? `the ${sent === 1 ? 'verdict is' : 'verdicts are'} the same as then`
      : `${COUNT.format(flipped)} got another verdict`;
  const requests = `${COUNT.format(sent)} ${sent === 1 ? 'request' : 'requests'}`;
  return `${wasCancelled ? 'Cancelled after' : 'Replayed'} ${requests}: ${outcome}.`;
}
