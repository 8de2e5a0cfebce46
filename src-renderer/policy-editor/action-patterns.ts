/**
 * Whether an action pattern of a policy covers a text; `*` is any number of characters, `?` one, capitals do not count.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function patternMatcher(pattern: string): (action: string) => boolean {
  if (pattern === '*' || pattern === '*:*') return () => true;
  const lower = pattern.toLowerCase();
  if (!/[*?]/.test(lower)) return (action) => action.toLowerCase() === lower;
  const source = lower
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`);
  return (action) => expression.test(action.toLowerCase());
}

/** The actions that a pattern covers, in their order. */
export function covered(pattern: string, actions: readonly string[]): string[] {
  return actions.filter(patternMatcher(pattern));
}

/** Whether a pattern has a wildcard in it. */
export function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

/** The service prefix of an action or a pattern, in small letters; null where a wildcard stands in it, or there is none. */
export function servicePrefix(pattern: string): string | null {
  const colon = pattern.indexOf(':');
  if (colon <= 0) return null;
  const prefix = pattern.slice(0, colon).toLowerCase();
  return hasWildcard(prefix) ? null : prefix;
}

/** A stem in fewer letters than this says nothing to whoever reads the policy. */
const SHORTEST_STEM = 3;

/**
 * Writes actions as few patterns that cover them and nothing else. Only whole words of names are taken for stems, as in
 * `s3:Get*`.
 * @param wanted actions of one service, with their prefix.
 * @param all the actions of that service.
 * @returns patterns and single actions, in the order of `all`.
 */
export function folded(wanted: readonly string[], all: readonly string[]): string[] {
  const chosen = new Set(wanted);
  const first = all[0];
  if (first === undefined) return [...wanted];
  const prefix = first.slice(0, first.indexOf(':') + 1);
  if (all.every((action) => chosen.has(action))) return [`${prefix}*`];

  const stems = new Map<string, { of: number; taken: string[] }>();
  for (const action of all) {
    for (const stem of stemsOf(action.slice(prefix.length))) {
      const entry = stems.get(stem) ?? { of: 0, taken: [] };
      stems.set(stem, entry);
      entry.of += 1;
      if (chosen.has(action)) entry.taken.push(action);
    }
  }
  const patterns: { at: number; text: string }[] = [];
  const done = new Set<string>();
  const position = new Map(all.map((action, index) => [action, index]));
  // The shortest stems first: they cover the most.
  for (const [stem, { of, taken }] of [...stems].toSorted(([a], [b]) => a.length - b.length)) {
    const left = taken.filter((action) => !done.has(action));
    if (of !== taken.length || left.length < 2) continue;
    for (const action of left) done.add(action);
    patterns.push({ at: position.get(left[0] ?? '') ?? 0, text: `${prefix}${stem}*` });
  }
  for (const action of wanted) {
    if (!done.has(action)) patterns.push({ at: position.get(action) ?? all.length, text: action });
  }
  return patterns.toSorted((a, b) => a.at - b.at).map(({ text }) => text);
}

/** The beginnings of a name that end where a word ends: of `GetBucketAcl` these are Get, GetBucket and GetBucketAcl. */
function stemsOf(name: string): string[] {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^A-Za-z\d]+/g) ?? [];
  let stem = '';
  return words.map((word) => (stem += word)).filter((beginning) => beginning.length >= SHORTEST_STEM);
}
