import { percentEncode } from '../../request/query-string.ts';
import type { ListStart } from '../../storage/object-store.ts';
import { behindPrefix } from '../../storage/object-key-order.ts';

/** What a listing is asked for. */
export interface AskedListing {
  readonly prefix: string;
  /** What ends the first part of a key behind the prefix; empty for none. */
  readonly delimiter: string;
  /** Keys up to and with this one are left out; null to begin at the start. */
  readonly after: string | null;
  /** Of several entries of that key, those up to and with this one are left out; null for all of them. */
  readonly afterWithin: string | null;
  readonly most: number;
}

/** One page of a listing. */
export interface Listing<Entry> {
  readonly entries: readonly Entry[];
  /** The beginnings that keys with a delimiter are rolled up into. */
  readonly commonPrefixes: readonly string[];
  /** What the page ends with: a key or a common prefix; null where nothing is left behind it. */
  readonly next: { readonly key: string; readonly entry: Entry | null } | null;
}

const BATCH = 1000;

/**
 * Lists keys page by page, with those that share a beginning up to a delimiter rolled up into one.
 * @param fetch what is in the store from a place on.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html
 */
export function listKeys<Entry extends { readonly key: string }>(
  fetch: (start: ListStart, afterWithin: string | null) => readonly Entry[],
  { prefix, delimiter, after, afterWithin, most }: AskedListing,
): Listing<Entry> {
  const entries: Entry[] = [];
  const commonPrefixes: string[] = [];
  let last: Listing<Entry>['next'] = null;
  let from = after === null ? null : startBehind(after, prefix, delimiter);
  let within = afterWithin;
  if (most <= 0) return { entries, commonPrefixes, next: null };
  for (;;) {
    const limit = Math.min(BATCH, most - entries.length - commonPrefixes.length + 1);
    const batch = fetch({ prefix, from, limit }, within);
    let rolledUp: string | null = null;
    for (const entry of batch) {
      if (entries.length + commonPrefixes.length === most) return { entries, commonPrefixes, next: last };
      rolledUp = commonPrefix(entry.key, prefix, delimiter);
      if (rolledUp !== null) {
        commonPrefixes.push(rolledUp);
        last = { key: rolledUp, entry: null };
        break;
      }
      entries.push(entry);
      last = { key: entry.key, entry };
    }
    if (rolledUp === null && batch.length < limit) return { entries, commonPrefixes, next: null };
    const behind = rolledUp === null ? null : behindPrefix(rolledUp);
    if (rolledUp !== null && behind === null) return { entries, commonPrefixes, next: null };
    from = behind === null ? { key: last?.key ?? '', inclusive: false } : { key: behind, inclusive: true };
    within = null;
  }
}

function commonPrefix(key: string, prefix: string, delimiter: string): string | null {
  if (delimiter === '') return null;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? null : key.slice(0, at + delimiter.length);
}

/** A page that ended with a common prefix goes on behind all keys that it stands for. */
function startBehind(after: string, prefix: string, delimiter: string): ListStart['from'] {
  const behind =
    commonPrefix(after, prefix, delimiter) === after && after.startsWith(prefix) ? behindPrefix(after) : null;
  return behind === null ? { key: after, inclusive: false } : { key: behind, inclusive: true };
}

/**
 * Keys and what they are asked for with, as `encoding-type=url` has them: XML cannot hold every character of a key.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html (EncodingType)
 */
export function keyWriter(encodingType: string | undefined): (key: string) => string {
  if (encodingType !== 'url') return (key) => key;
  return (key) => percentEncode(key).replaceAll('%2F', '/').replaceAll('%20', '+');
}
