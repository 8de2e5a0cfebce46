import type { PolicyImpact } from '../../src-shared/contract/what-if.ts';
import { VERDICT_WORDS } from '../ui/verdict-words.ts';

const COUNT = new Intl.NumberFormat('en');

/** What the panel says first: in a sentence, and what there is to say beside it. */
export interface ImpactSummary {
  readonly sentence: string;
  /** Empty where there is nothing to add. */
  readonly detail: string;
}

/** What an edit would change, in words. */
export function impactInWords(impact: PolicyImpact): ImpactSummary {
  const { recorded, lookedAt, borneOn, flipped, reachedCount } = impact;
  if (recorded === 0) {
    return {
      sentence: 'No requests yet.',
      detail: 'Send some from the composer, the console or an AWS client: edits are then held against them, live.',
    };
  }
  const among = lookedAt < recorded ? `the newest ${requests(lookedAt)}` : allOf(lookedAt);
  if (flipped > 0) return { sentence: `${COUNT.format(flipped)} of ${among} would change.`, detail: changes(impact) };
  if (borneOn > 0) {
    const verdicts = borneOn === 1 ? 'its verdict stays' : 'their verdicts stay';
    return {
      sentence: `None of ${among} would change.`,
      detail: `The policy bears on ${COUNT.format(borneOn)} of them, and ${verdicts} the same.`,
    };
  }
  const reaches = reachedCount === 0 ? 'It reaches nobody yet' : 'None of them is for what the policy reaches';
  return { sentence: 'No request in the timeline is affected.', detail: `${reaches}: ${lookedAtWords(impact)}.` };
}

/** How many went from which verdict to which, such as `2 allowed → implicitly denied`. */
function changes({ counts }: PolicyImpact): string {
  return counts
    .map(({ from, to, count }) => `${COUNT.format(count)} ${lower(VERDICT_WORDS[from])} → ${lower(VERDICT_WORDS[to])}`)
    .join(', ');
}

function lookedAtWords({ recorded, lookedAt }: PolicyImpact): string {
  return lookedAt < recorded
    ? `the newest ${requests(lookedAt)} were looked at`
    : `all ${requests(lookedAt)} were looked at`;
}

function allOf(count: number): string {
  return count === 1 ? 'the 1 request' : `the ${requests(count)}`;
}

function requests(count: number): string {
  return `${COUNT.format(count)} request${count === 1 ? '' : 's'}`;
}

function lower(words: string): string {
  return words.toLowerCase();
}

/** What cannot be told, in a sentence; null where all can. */
export function cannotTellInWords({ cannotTell: { count, reason } }: PolicyImpact): string | null {
  if (count === 0) return null;
  const of = count === 1 ? 'Of 1 more it cannot be told' : `Of ${COUNT.format(count)} more it cannot be told`;
  return `${of}${reason === null ? '.' : `: ${reason}`}`;
}
