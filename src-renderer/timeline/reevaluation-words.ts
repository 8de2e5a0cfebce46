import type { ReevaluationResult } from './reevaluation.svelte.ts';

const COUNT = new Intl.NumberFormat('en');

/** What evaluating requests again has shown, in a sentence that is read and heard. */
export function reevaluationSentence(result: Pick<ReevaluationResult, 'lookedAt' | 'flipped' | 'cannotTell'>): string {
  const { lookedAt, flipped, cannotTell } = result;
  if (flipped > 0)
    return `${COUNT.format(flipped)} of ${COUNT.format(lookedAt)} requests would get another verdict now.`;
  const who = lookedAt === 1 ? 'The request' : `All ${COUNT.format(lookedAt)} requests`;
  return `${who} would get the same verdict now${cannotTell > 0 ? ', as far as it can be told' : ''}.`;
}
