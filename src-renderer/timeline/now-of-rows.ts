import type { Verdict } from '../../src-shared/decision/record.ts';

/** Whether a request was let in then and would be turned away now, or the other way round, or for another reason. */
export function isFlip(then: Verdict, now: Verdict | null | undefined): boolean {
  return now !== undefined && now !== null && now !== then;
}

/** The verdicts of now by the record's ID. */
export function nowById(
  reevaluated: readonly { readonly id: string; readonly now: Verdict | null }[],
): ReadonlyMap<string, Verdict | null> {
  return new Map(reevaluated.map(({ id, now }) => [id, now]));
}
