import type { Decision } from '../../src-shared/decision/explanation.ts';
import type { Verdict } from '../../src-shared/decision/record.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import { decide } from '../authorization/decide.ts';
import type { ExplainedPart } from '../timeline/compose-record.ts';
import { askPart, decisionOnParts, explainPart, policiesOfPart, type AskedPart, type Scales } from '../weigh-part.ts';
import type { ReadRecord, RecordedRequest } from './recorded-request.ts';

/** What became of weighing a request: a verdict, or why there is none. */
export type Weighed =
  { readonly kind: 'verdict'; readonly verdict: Verdict } | { readonly kind: 'cannotTell'; readonly reason: string };

/** What authorization is asked for each part of a recorded request, as the model is now. */
export function askAgain(
  { parts, circumstances }: RecordedRequest,
  on: Pick<Scales, 'model' | 'reference'>,
): AskedPart[] {
  return parts.map((part) => askPart(part, circumstances, on));
}

/**
 * The decision on a recorded request, with as little work as it takes.
 * @param asked see {@link askAgain}; it may be kept for as long as nothing but the text of policies changes.
 */
export function decideAgain(
  asked: readonly AskedPart[],
  { circumstances }: RecordedRequest,
  on: Pick<Scales, 'model' | 'policies' | 'facts'>,
): Decision {
  return decisionOnParts(
    asked.map((part) => ({
      part: part.part,
      decision: decide(part.request, policiesOfPart(part, circumstances, on), on.facts),
    })),
  );
}

/** The decision on a recorded request, explained, with the part that settled it. */
export function explainAgain(
  { parts, circumstances }: RecordedRequest,
  on: Scales,
): { readonly decision: Decision; readonly parts: readonly ExplainedPart[]; readonly decisive: ExplainedPart | null } {
  const explained = parts.map((part) => explainPart(part, circumstances, on));
  const decision = decisionOnParts(
    explained.map(({ part, explanation }) => ({ part, decision: explanation.decision })),
  );
  const decisive = explained.find(({ explanation }) => explanation.decision === decision) ?? null;
  return { decision, parts: explained, decisive };
}

/** What weighing comes to where a policy may turn out to be unreadable. */
export function weighed(work: () => Decision): Weighed {
  try {
    return { kind: 'verdict', verdict: work() };
  } catch (thrown) {
    if (!(thrown instanceof GatehouseError)) throw thrown;
    return { kind: 'cannotTell', reason: thrown.message };
  }
}

/** How a record's request fares now, without telling why policies say what they say. */
export function weighRecord(read: ReadRecord, on: Scales): Weighed {
  switch (read.kind) {
    case 'cannotTell':
      return read;
    case 'notAuthenticated':
      return { kind: 'verdict', verdict: 'NotAuthenticated' };
    case 'request':
      return weighed(() => decideAgain(askAgain(read, on), read, on));
  }
}
