import type { PolicyImpact, VerdictFlip } from '../../src-shared/contract/what-if.ts';
import type { Following } from '../long-work.ts';
import type { Scales } from '../weigh-part.ts';
import type { PolicyReach } from './policy-reach.ts';
import { reasonOf, VerdictCounts } from './reevaluation.ts';
import type { TimelineRequest } from './timeline-requests.ts';

/** How many flips are listed, and how many of those whom a policy reaches. */
const LISTED = 200;

/** For how long other work may have to wait for its turn. */
const TURN_MS = 8;

/** What the requests are weighed with, before the edit and after it. */
export interface ImpactScales {
  readonly saved: Scales;
  readonly edited: Scales;
}

/**
 * Finds the recorded requests that get another verdict when a policy's text is edited.
 * @param pages the requests to look at, newest first, a few at a time.
 * @param recorded how many requests the timeline holds, and how many of them there are to look at.
 * @throws GatehouseError `WorkCancelled`.
 */
export async function findImpact(
  pages: Iterable<readonly TimelineRequest[]>,
  reach: PolicyReach,
  { saved, edited }: ImpactScales,
  { recorded, toLookAt, step }: { readonly recorded: number; readonly toLookAt: number } & Following,
): Promise<PolicyImpact> {
  const counts = new VerdictCounts();
  const flips: VerdictFlip[] = [];
  let [lookedAt, borneOn, flipped, unknown] = [0, 0, 0, 0];
  let reason: string | null = null;
  let turnBegan = performance.now();
  for (const page of pages) {
    for (const request of page) {
      const read = request.read();
      if (read.kind !== 'request' || !reach.bearsOn(read)) continue;
      borneOn += 1;
      const now = request.now(saved);
      const withDraft = request.weigh(edited);
      if (now.kind === 'cannotTell' || withDraft.kind === 'cannotTell') {
        unknown += 1;
        if (now.kind === 'cannotTell') reason ??= now.reason;
        else if (withDraft.kind === 'cannotTell') reason ??= withDraft.reason;
      } else if (now.verdict !== withDraft.verdict) {
        flipped += 1;
        counts.add(now.verdict, withDraft.verdict);
        const { id, at, principal, action, resource, verdict } = request.record;
        const told = {
          id,
          at,
          principal,
          action,
          resource,
          recorded: verdict,
          now: now.verdict,
          withDraft: withDraft.verdict,
        };
        if (flips.length < LISTED) flips.push({ ...told, reason: reasonOf(request, edited) });
      }
    }
    lookedAt += page.length;
    if (performance.now() - turnBegan < TURN_MS) continue;
    await step(lookedAt, toLookAt);
    turnBegan = performance.now();
  }
  return {
    reached: reach.reached.slice(0, LISTED),
    reachedCount: reach.reached.length,
    recorded,
    lookedAt,
    borneOn,
    flipped,
    flips,
    counts: counts.list(),
    cannotTell: { count: unknown, reason },
  };
}
