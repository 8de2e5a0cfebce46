import type { ExportFormat } from '../../src-shared/contract/timeline.ts';
import type { DecisionRecord, RecordSummary } from '../../src-shared/decision/record.ts';
import { cloudTrailEvent } from './cloudtrail-event.ts';
import { DECISION_CSV_HEADER, decisionCsvLine } from './decision-csv.ts';

/** Which part of a file this is: the first and the last carry what is around the records. */
export interface FilePart {
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/**
 * Writes some rows of the timeline as part of a file.
 * @param recordOf reads the whole record, which CSV does without; null when it is not kept any more.
 */
export function exportDecisions(
  summaries: readonly RecordSummary[],
  format: ExportFormat,
  { part, recordOf }: { readonly part: FilePart; readonly recordOf: (id: string) => DecisionRecord | null },
): string {
  if (format === 'csv') {
    return `${part.isFirst ? DECISION_CSV_HEADER : ''}${summaries.map(decisionCsvLine).join('')}`;
  }
  const [open, close] = format === 'cloudTrail' ? ['{"Records":[\n', '\n]}\n'] : ['[\n', '\n]\n'];
  const records = summaries.flatMap(({ id }) => recordOf(id) ?? []);
  const entries = records.map((record) => JSON.stringify(format === 'cloudTrail' ? cloudTrailEvent(record) : record));
  const gap = part.isFirst || entries.length === 0 ? '' : ',\n';
  return `${part.isFirst ? open : ''}${gap}${entries.join(',\n')}${part.isLast ? close : ''}`;
}
