/** Stands for `*` that matches no slash, as in the name of an S3 bucket. */
export const MANY_BUT_SLASH = '\u0001';

/**
 * Whether there is a text that both of two wildcard patterns match. In each, `*` is any number of characters and `?` one;
 * the first may also hold MANY_BUT_SLASH. Takes time in proportion to the product of the lengths.
 */
export function patternsOverlap(left: string, right: string): boolean {
  // Most patterns part at their first letters, before either has a wildcard.
  for (let at = 0; ; at += 1) {
    const [one, other] = [left[at], right[at]];
    if (one === undefined && other === undefined) return true;
    if (isWild(one) || isWild(other)) break;
    if (one !== other) return false;
  }
  // `row[j]`: whether what is left of `left` from i on and of `right` from j on have a text in common.
  let below: boolean[] = [];
  for (let i = left.length; i >= 0; i -= 1) {
    const row: boolean[] = Array.from({ length: right.length + 1 }, () => false);
    for (let j = right.length; j >= 0; j -= 1) row[j] = overlapFrom(left[i], right[j], j, row, below);
    below = row;
  }
  return below[0] ?? false;
}

/** Whether what is left of both has a text in common, from what is known of every shorter rest. */
function overlapFrom(
  one: string | undefined,
  other: string | undefined,
  j: number,
  row: readonly boolean[],
  next: readonly boolean[],
): boolean {
  if (one === undefined && other === undefined) return true;
  const skipOne = next[j] ?? false;
  const skipOther = row[j + 1] ?? false;
  if (one === '*' && (skipOne || (other !== undefined && skipOther))) return true;
  if (one === MANY_BUT_SLASH && (skipOne || (other !== undefined && other !== '/' && skipOther))) return true;
  if (other === '*' && (skipOther || (one !== undefined && skipOne))) return true;
  if (one === undefined || other === undefined || isMany(one) || isMany(other)) return false;
  return (one === other || one === '?' || other === '?') && (next[j + 1] ?? false);
}

function isWild(character: string | undefined): boolean {
  return character === '?' || (character !== undefined && isMany(character));
}

function isMany(character: string): boolean {
  return character === '*' || character === MANY_BUT_SLASH;
}

const SEGMENTS = 6;

/**
 * Whether there is an ARN that both of two wildcard patterns match; each of the first five segments is compared by itself.
 * @param left has six segments. A `right` with fewer, such as `arn:aws:s3*`, is compared as a whole.
 */
export function arnsOverlap(left: string, right: string): boolean {
  const [ours, theirs] = [segments(left), segments(right)];
  if (theirs.length < SEGMENTS) return patternsOverlap(left, right);
  return ours.every((segment, index) => {
    const other = theirs[index] ?? '';
    return segment === '*' || other === '*' || segment === other || patternsOverlap(segment, other);
  });
}

/** The last one keeps its colons. */
function segments(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= SEGMENTS ? parts : [...parts.slice(0, SEGMENTS - 1), parts.slice(SEGMENTS - 1).join(':')];
}
