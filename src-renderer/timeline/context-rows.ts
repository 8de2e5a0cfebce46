import type { Explanation } from '../../src-shared/decision/explanation.ts';
import type { ContextEntry, DecisionRecord } from '../../src-shared/decision/record.ts';

/** A line of the table of the request context. */
export interface ContextRow {
  readonly key: string;
  /** Null where a policy asked for the key and the request does not carry it. */
  readonly values: readonly string[] | null;
  /** Where the values came from, in words. */
  readonly source: string;
  /** Whether a condition of a policy compared the key. */
  readonly asked: boolean;
}

type Parts = NonNullable<DecisionRecord['authorization']>['parts'];

/** The condition keys that any policy of the parts asks about, in lower case, as AWS compares them. */
export function askedKeys(
  parts: readonly { readonly explanation: Pick<Explanation, 'layers'> }[],
): ReadonlySet<string> {
  const conditions = parts
    .flatMap(({ explanation }) => explanation.layers)
    .flatMap(({ policies }) => policies)
    .flatMap(({ statements }) => statements)
    .flatMap((statement) => statement.conditions);
  return new Set(conditions.map(({ key }) => key.toLowerCase()));
}

/** Keys that a policy asked for and the request does not carry, each once. */
export function missingKeys(parts: Parts): string[] {
  return [...new Set(parts.flatMap(({ explanation }) => explanation.missingContext))];
}

/** The context with what is missing from it: that first, then what policies asked for, each by name. */
export function contextRows(context: readonly ContextEntry[], parts: Parts): ContextRow[] {
  const asked = askedKeys(parts);
  const rows = [
    ...missingKeys(parts).map((key) => ({
      key,
      values: null,
      source: 'A policy asked for it, and the request does not carry it.',
      asked: true,
    })),
    ...context.map((entry) => ({ ...entry, asked: asked.has(entry.key.toLowerCase()) })),
  ];
  const rank = (row: ContextRow): number => (row.values === null ? 0 : row.asked ? 1 : 2);
  return rows.toSorted((a, b) => rank(a) - rank(b) || a.key.localeCompare(b.key, 'en'));
}

/** The rows in whose key, values or source every word occurs, without regard to case. */
export function searchContext(rows: readonly ContextRow[], search: string): readonly ContextRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ key, values, source }) => {
    const text = [key, ...(values ?? ['absent', 'missing']), source].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
