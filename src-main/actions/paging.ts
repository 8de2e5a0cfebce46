import { AwsError } from '../../src-shared/errors.ts';

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html (MaxItems) */
const DEFAULT_PAGE_SIZE = 100;

/** How IAM's List operations are asked for a page. */
export interface PageInput {
  readonly MaxItems?: number | undefined;
  readonly Marker?: string | undefined;
}

/** What IAM's List operations say of a page. */
export interface PageOutput {
  IsTruncated: boolean;
  Marker?: string;
}

/**
 * Takes one page out of a list.
 * A marker names the last item given, not a position, so that items that come or go in between shift nothing.
 * @param items in the order of their keys.
 * @param keyOf what the items are ordered by; unique within the list.
 * @throws AwsError `ValidationError` for a marker that no answer gave.
 */
export function page<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  { MaxItems = DEFAULT_PAGE_SIZE, Marker }: PageInput,
): { items: readonly T[]; page: PageOutput } {
  const start = Marker === undefined ? 0 : positionAfter(items, keyOf, Marker);
  const end = start + MaxItems;
  const taken = items.slice(start, end);
  const last = taken.at(-1);
  if (last === undefined || end >= items.length) return { items: taken, page: { IsTruncated: false } };
  return { items: taken, page: { IsTruncated: true, Marker: Buffer.from(keyOf(last)).toString('base64url') } };
}

function positionAfter<T>(items: readonly T[], keyOf: (item: T) => string, marker: string): number {
  const key = Buffer.from(marker, 'base64url').toString();
  const position = items.findIndex((item) => keyOf(item) === key);
  if (position < 0) throw new AwsError('ValidationError', 400, `Invalid Marker: ${marker}`, 'marker');
  return position + 1;
}
