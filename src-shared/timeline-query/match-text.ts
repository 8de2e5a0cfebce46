import type { QueryValue } from './query.ts';

/** Tells whether a text fits. Given in small letters. */
export type TextTest = (lowerCaseText: string) => boolean;

const SPECIAL = /[.+^${}()|[\]\\]/g;

/** A value's `*` and `?` as a regular expression over text in small letters; null where it has none to be heeded. */
function wildcardSource({ text, quoted }: Pick<QueryValue, 'text' | 'quoted'>): string | null {
  if (quoted || !/[*?]/.test(text)) return null;
  return text
    .toLowerCase()
    .replaceAll(SPECIAL, String.raw`\$&`)
    .replaceAll(/\*+/g, '.*')
    .replaceAll('?', '.');
}

/** Tells whether the value occurs anywhere in a text. */
export function containsTest(value: Pick<QueryValue, 'text' | 'quoted'>): TextTest {
  const source = wildcardSource(value);
  if (source === null) {
    const wanted = value.text.toLowerCase();
    return (text) => text.includes(wanted);
  }
  const pattern = new RegExp(source, 's');
  return (text) => pattern.test(text);
}

/** Tells whether the value is the whole of a text. */
export function wholeTest(value: Pick<QueryValue, 'text' | 'quoted'>): TextTest {
  const source = wildcardSource(value);
  if (source === null) {
    const wanted = value.text.toLowerCase();
    return (text) => text === wanted;
  }
  const pattern = new RegExp(`^${source}$`, 's');
  return (text) => pattern.test(text);
}

/**
 * Tells whether the value is the whole of a text or one of its parts: of an ARN the resource and what stands between its
 * slashes and colons, of an action the name behind the prefix. So `principal:user-1` finds user-1, and not user-10.
 */
export function partTest(value: Pick<QueryValue, 'text' | 'quoted'>): TextTest {
  const isWhole = wholeTest(value);
  const isLiteral = wildcardSource(value) === null;
  const wanted = value.text.toLowerCase();
  if (wanted === '') return isWhole;
  return (text) => {
    // Most texts do not even contain it, and parting them takes a hundred times longer than seeing that.
    if (isLiteral && !text.includes(wanted)) return false;
    return isWhole(text) || partsOf(text).some(isWhole);
  };
}

/** The parts of a name that people call it by. */
function partsOf(text: string): readonly string[] {
  const resource = text.startsWith('arn:') ? text.split(':').slice(5).join(':') : text;
  const parts = resource.split(/[/:]/);
  return parts.length === 1 ? [resource] : [resource, ...parts];
}
