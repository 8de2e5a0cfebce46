/** The keys of the rows between two, both included, in the order of the table. */
function between(keys: readonly string[], from: number, to: number): readonly string[] {
  return keys.slice(Math.min(from, to), Math.max(from, to) + 1);
}

/** Adds a row to a selection, or takes it out. */
export function withToggled(selected: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** Adds all rows from one to another to a selection. */
export function withRange(
  selected: ReadonlySet<string>,
  keys: readonly string[],
  from: number,
  to: number,
): ReadonlySet<string> {
  return new Set([...selected, ...between(keys, from, to)]);
}

/** Selects all rows of a table, or none of them when all were; rows that a filter hides stay as they were. */
export function withAll(selected: ReadonlySet<string>, keys: readonly string[]): ReadonlySet<string> {
  const shown = new Set(keys);
  return keys.every((key) => selected.has(key))
    ? new Set([...selected].filter((key) => !shown.has(key)))
    : new Set([...selected, ...keys]);
}
