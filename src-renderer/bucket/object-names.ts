/** A folder on the way to another, from the bucket itself on. */
export interface Crumb {
  readonly name: string;
  readonly prefix: string;
}

/**
 * The folders that lead to a prefix, each with its own prefix.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-folders.html
 */
export function crumbsTo(prefix: string): readonly Crumb[] {
  const names = prefix.split('/').slice(0, -1);
  return names.map((name, index) => ({ name, prefix: `${names.slice(0, index + 1).join('/')}/` }));
}

/** What of a key or a prefix is shown in a folder: all behind the folder's own. */
export function nameIn(folder: string, key: string): string {
  return key.startsWith(folder) ? key.slice(folder.length) : key;
}

const UNITS = ['bytes', 'KB', 'MB', 'GB'] as const;
const NUMBER = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** A size in words, such as `1.5 KB`; a kilobyte has 1,024 bytes, as in Amazon S3's console. */
export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const name = bytes === 1 ? 'byte' : UNITS[unit];
  return `${NUMBER.format(value)} ${name ?? ''}`;
}

/** How the content of an object can be shown: as text, as a picture, or only saved. */
export function previewOf(contentType: string | null, key: string): 'text' | 'image' | 'none' {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (/^image\/(png|jpeg|gif|webp|avif)$/.test(type)) return 'image';
  if (/^text\/|[/+](json|xml|yaml|javascript)$|^application\/(x-sh|sql|toml)$/.test(type)) return 'text';
  const isUntold = type === '' || type === 'binary/octet-stream' || type === 'application/octet-stream';
  return isUntold && /\.(txt|md|json|csv|tsv|xml|ya?ml|log|html|css|js|ts|py|sh|sql|toml|ini)$/i.test(key)
    ? 'text'
    : 'none';
}
