type Parameters = Readonly<Record<string, unknown>>;

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The first text among some members of a structure; null where there is none. */
export function member(value: unknown, ...names: readonly string[]): string | null {
  if (typeof value !== 'object' || value === null) return null;
  for (const name of names) {
    const found = text(Reflect.get(value, name));
    if (found !== null) return found;
  }
  return null;
}

/** Tags that a request sets: a list of keys and values, or a map; services differ in how they write them. */
function tagsOf(value: unknown): (readonly [string, string])[] {
  if (Array.isArray(value)) {
    return value.flatMap((entry) => {
      const key = member(entry, 'Key', 'key', 'TagKey');
      return key === null ? [] : [[key, member(entry, 'Value', 'value', 'TagValue') ?? ''] as const];
    });
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => (typeof entry === 'string' ? [[key, entry] as const] : []));
}

/** The texts of a list; none where the value is no list. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

function tagsSet(parameters: Parameters): (readonly [string, string])[] {
  const specifications = Array.isArray(parameters['TagSpecification']) ? parameters['TagSpecification'] : [];
  return [
    ...tagsOf(parameters['Tags'] ?? parameters['tags'] ?? parameters['Tag']),
    ...specifications.flatMap((entry: unknown) =>
      typeof entry === 'object' && entry !== null ? tagsOf(Reflect.get(entry, 'Tag')) : [],
    ),
  ];
}

/** The keys of the tags that a request sets or removes, each once. */
export function tagKeys(parameters: Parameters): string[] {
  const removed = strings(parameters['TagKeys'] ?? parameters['tagKeys']);
  return [...new Set([...tagsSet(parameters).map(([key]) => key), ...removed])];
}

/**
 * aws:RequestTag/KEY and aws:TagKeys of a request that sets or removes tags; nothing where it does neither.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requesttag
 */
export function requestTags(parameters: Parameters): Readonly<Record<string, string | readonly string[]>> {
  const keys = tagKeys(parameters);
  return {
    ...Object.fromEntries(tagsSet(parameters).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    ...(keys.length === 0 ? {} : { 'aws:TagKeys': keys }),
  };
}
