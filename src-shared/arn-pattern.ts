/**
 * The ARN patterns of resource types as the service authorization reference writes them, such as
 * `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */

const VARIABLE = /\$\{([^}]+)\}/g;

/** What is filled in from the account and the region that a resource is in, and not asked for. */
export const PLACE_VARIABLES: ReadonlySet<string> = new Set(['Partition', 'Region', 'Account']);

/** The variables of a pattern in their order, each once. */
export function arnPatternVariables(pattern: string): readonly string[] {
  return [...new Set([...pattern.matchAll(VARIABLE)].map(([, name = '']) => name))];
}

/** Fills the variables in; one that has no value, or an empty one, is left as it stands. */
export function fillArnPattern(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replaceAll(VARIABLE, (variable, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : '';
    return value === undefined || value === '' ? variable : value;
  });
}

/**
 * Reads the values of the variables out of an ARN. A variable holds at least one character; only the last may hold
 * slashes and colons, as the key of an object does.
 * @returns null for an ARN that does not follow the pattern.
 */
export function matchArnPattern(pattern: string, arn: string): Readonly<Record<string, string>> | null {
  const names: string[] = [];
  const parts = pattern.split(VARIABLE);
  const last = parts.length - 2;
  const source = parts
    .map((part, index) => {
      if (index % 2 === 0) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
      names.push(part);
      return index === last ? '(.+)' : '([^:/]+)';
    })
    .join('');
  const found = new RegExp(`^${source}$`, 's').exec(arn);
  if (found === null) return null;
  const values = new Map<string, string>();
  for (const [index, name] of names.entries()) {
    const value = found[index + 1] ?? '';
    // A variable that stands twice has one value.
    if ((values.get(name) ?? value) !== value) return null;
    values.set(name, value);
  }
  return Object.fromEntries(values);
}
