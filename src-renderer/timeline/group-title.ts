import { parseArn } from '../../src-shared/arn.ts';
import { Verdict } from '../../src-shared/decision/record.ts';
import { VERDICT_WORDS } from '../ui/verdict-words.ts';
import type { Grouping } from './timeline.svelte.ts';

/** What a group is called: a principal by its name, a verdict by its word. */
export function groupTitle(by: Grouping, value: string): string {
  if (by === 'verdict') {
    const verdict = Verdict.safeParse(value);
    return verdict.success ? VERDICT_WORDS[verdict.data] : value;
  }
  if (by !== 'principal') return value === '' ? 'None' : value;
  const resource = parseArn(value)?.resource;
  return resource === undefined ? value : resource.replace(/^(user|assumed-role|federated-user)\//, '');
}
