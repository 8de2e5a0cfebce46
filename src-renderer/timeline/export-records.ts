import type { z } from 'zod';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import type { ExportFormat, RecordChoice } from '../../src-shared/contract/timeline.ts';

/** How each format is called, and what its file is. */
export const FORMATS: Readonly<
  Record<ExportFormat, { readonly label: string; readonly extension: string; readonly mediaType: string }>
> = {
  json: { label: 'JSON: the whole records', extension: 'json', mediaType: 'application/json' },
  cloudTrail: {
    label: 'JSON as CloudTrail writes its log files',
    extension: 'cloudtrail.json',
    mediaType: 'application/json',
  },
  csv: { label: 'CSV: the rows of the list', extension: 'csv', mediaType: 'text/csv' },
};

type Part = z.infer<GatehouseContract['procedures']['timeline.exportPart']['output']>;

/**
 * Reads records part by part, and puts the file together from them.
 * @param following hears how far it is, and ends it between two parts.
 * @returns null when it was ended.
 */
export async function exportRecords(
  client: Client<GatehouseContract>,
  { choice, format }: { readonly choice: RecordChoice; readonly format: ExportFormat },
  following: { readonly progress: (done: number, total: number) => void; readonly signal: AbortSignal },
): Promise<Blob | null> {
  const parts: Blob[] = [];
  let done = 0;
  let end: number | null = null;
  for (;;) {
    const part: Part = await client.call('timeline.exportPart', { choice, format, done, end });
    if (following.signal.aborted) return null;
    // The browser may keep these on the disk, as it cannot with one long text.
    parts.push(new Blob([part.text]));
    done = part.done;
    end = part.end;
    following.progress(done, part.total);
    if (part.last) return new Blob(parts, { type: FORMATS[format].mediaType });
  }
}
