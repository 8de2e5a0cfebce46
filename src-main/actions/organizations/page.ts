import { invalidInput } from './errors.ts';

/** The greatest that `MaxResults` may be; how many there are without it is for the operation to say. */
const DEFAULT_PAGE_SIZE = 20;

/** How the List operations of AWS Organizations are asked for a page. */
export interface PageInput {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/**
 * Takes one page out of a list.
 * A token names the last item given, not a position, so that items that come or go in between shift nothing.
 * @param keyOf what tells the items from each other.
 * @returns the items, and what the answer says beside them: `NextToken` where there are more.
 * @throws AwsError `InvalidInputException` for a token that no answer gave.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 */
export function page<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  { MaxResults = DEFAULT_PAGE_SIZE, NextToken }: PageInput,
): { items: readonly T[]; next: { NextToken?: string } } {
  const start = NextToken === undefined ? 0 : positionAfter(items, keyOf, NextToken);
  const end = start + MaxResults;
  const taken = items.slice(start, end);
  const last = taken.at(-1);
  if (last === undefined || end >= items.length) return { items: taken, next: {} };
  return { items: taken, next: { NextToken: Buffer.from(keyOf(last)).toString('base64url') } };
}

function positionAfter<T>(items: readonly T[], keyOf: (item: T) => string, token: string): number {
  const key = Buffer.from(token, 'base64url').toString();
  const position = items.findIndex((item) => keyOf(item) === key);
  if (position < 0) {
    throw invalidInput(
      'INVALID_NEXT_TOKEN',
      'Get the value for the NextToken parameter from the response to a previous call of the operation.',
    );
  }
  return position + 1;
}
