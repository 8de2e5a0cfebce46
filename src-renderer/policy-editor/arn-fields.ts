/** One variable of an ARN pattern, such as `BucketName`. */
export interface ArnField {
  readonly name: string;
  /** In words: `Bucket name`. */
  readonly label: string;
  /** What it is when nothing is typed. */
  readonly initial: string;
}

const VARIABLE = /\$\{([^}]+)\}/g;

/**
 * The variables of an ARN pattern of the service authorization reference, each once, in order; the partition is AWS's own.
 * @param pattern such as `arn:${Partition}:s3:::${BucketName}/${ObjectName}`.
 */
export function arnFields(pattern: string, accountId: string): readonly ArnField[] {
  const names = new Set([...pattern.matchAll(VARIABLE)].flatMap(([, name]) => (name === undefined ? [] : [name])));
  names.delete('Partition');
  return [...names].map((name) => ({
    name,
    label: inWords(name),
    initial: name === 'Account' ? accountId : '*',
  }));
}

/** The ARN with its variables filled in; what is empty becomes a wildcard. */
export function builtArn(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replace(VARIABLE, (_, name: string) => {
    if (name === 'Partition') return 'aws';
    const value = values[name]?.trim() ?? '';
    return value === '' ? '*' : value;
  });
}

function inWords(name: string): string {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [name];
  return words.map((word, index) => (index === 0 || /^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase())).join(' ');
}
