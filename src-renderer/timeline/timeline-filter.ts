import type { RecordSummary } from '../../src-shared/decision/record.ts';
import { VERDICT_WORDS } from '../ui/verdict-words.ts';

function searchedText(summary: RecordSummary): string {
  return [
    VERDICT_WORDS[summary.verdict],
    summary.principal.label,
    summary.principal.arn ?? '',
    summary.action,
    summary.resource,
    summary.door,
    String(summary.status),
    summary.errorCode ?? '',
  ]
    .join('\n')
    .toLowerCase();
}

/**
 * The rows in which every word of the filter occurs, without regard to case, in their order. A word is looked for in
 * the verdict, the principal, the action, the resource, the door, the status and the error code.
 * @param filter words parted by white space; none means all rows.
 */
export function filterRecords(records: readonly RecordSummary[], filter: string): readonly RecordSummary[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return records;
  return records.filter((summary) => {
    const text = searchedText(summary);
    return words.every((word) => text.includes(word));
  });
}

/**
 * Puts a page of rows, or one that was just recorded, into the list: newest first, none twice.
 * @returns a new list.
 */
export function mergeRecords(
  records: readonly RecordSummary[],
  added: readonly RecordSummary[],
): readonly RecordSummary[] {
  const byId = new Map(records.map((summary) => [summary.id, summary]));
  for (const summary of added) byId.set(summary.id, summary);
  return [...byId.values()].toSorted((a, b) => b.sequence - a.sequence);
}
