import type { FieldShape, FormField, ParameterValue } from '../../src-shared/contract/composer-form.ts';

/** What stands in a field that nothing was given for. */
export function blankValue(shape: FieldShape): ParameterValue {
  switch (shape.kind) {
    case 'list':
      return [];
    case 'map':
    case 'structure':
      return {};
    case 'text':
    case 'number':
    case 'boolean':
      return '';
  }
}

/**
 * What was given, without what was left empty: entries of lists that nothing was typed into, and optional members of
 * structures. A required text of a structure that has other members is sent empty, as the value of a tag may be.
 * @returns null where nothing was given.
 */
export function givenValue(shape: FieldShape, value: ParameterValue | undefined): ParameterValue | null {
  if (value === undefined) return null;
  if (typeof value === 'string') return value === '' ? null : value;
  if (Array.isArray(value)) {
    const entry = shape.kind === 'list' ? shape.entry : null;
    const entries = value.flatMap((item) => (entry === null ? item : (givenValue(entry, item) ?? [])));
    return entries.length === 0 ? null : entries;
  }
  const members = Object.entries(value).flatMap(([name, member]): [string, ParameterValue][] => {
    if (shape.kind === 'map' && name === '') return [];
    const inner = memberShape(shape, name);
    const given = inner === null ? member : givenValue(inner, member);
    if (given !== null) return [[name, given]];
    return shape.kind === 'map' ? [[name, '']] : [];
  });
  if (members.length === 0) return null;
  const required = shape.kind === 'structure' ? shape.members.filter((member) => member.required) : [];
  const empty = required.filter(
    ({ name, shape: of }) => of.kind === 'text' && members.every(([given]) => given !== name),
  );
  return Object.fromEntries([...members, ...empty.map(({ name }): [string, string] => [name, ''])]);
}

function memberShape(shape: FieldShape, name: string): FieldShape | null {
  if (shape.kind === 'map') return shape.value;
  return shape.kind === 'structure' ? (shape.members.find((member) => member.name === name)?.shape ?? null) : null;
}

/**
 * What AWS would refuse a value for, and how to mend it; null where nothing is wrong with it, or nothing was given. It
 * may be sent all the same: a refusal can be what a person wants to see.
 */
export function valueFault(shape: FieldShape, value: ParameterValue): string | null {
  if (typeof value === 'string') return value === '' ? null : textFault(shape, value);
  if (shape.kind !== 'list' || !Array.isArray(value)) return null;
  const { minCount, maxCount } = shape;
  if (maxCount !== null && value.length > maxCount) return `Give at most ${count(maxCount, 'entry', 'entries')}.`;
  if (minCount !== null && value.length > 0 && value.length < minCount) {
    return `Give at least ${count(minCount, 'entry', 'entries')}.`;
  }
  return null;
}

function textFault(shape: FieldShape, text: string): string | null {
  if (shape.kind === 'number') return numberFault(shape, text);
  if (shape.kind !== 'text') return null;
  const { minLength, maxLength, pattern, choices, format } = shape;
  if (minLength !== null && text.length < minLength)
    return `Give at least ${count(minLength, 'character', 'characters')}.`;
  if (maxLength !== null && text.length > maxLength) {
    return `Give at most ${count(maxLength, 'character', 'characters')}; this has ${text.length.toLocaleString('en')}.`;
  }
  if (choices.length > 0 && !choices.includes(text)) return `Give one of ${choices.join(', ')}.`;
  if (format === 'policy') return jsonFault(text);
  if (format === 'timestamp' && Number.isNaN(Date.parse(text))) return 'Give a time, such as 2026-03-01T12:00:00Z.';
  return pattern !== null && !fits(text, pattern) ? `It must match ${pattern}` : null;
}

function numberFault(
  { whole, minimum, maximum }: Extract<FieldShape, { kind: 'number' }>,
  text: string,
): string | null {
  const number = Number(text);
  if (text.trim() === '' || Number.isNaN(number)) return 'Give a number.';
  if (whole && !Number.isInteger(number)) return 'Give a whole number.';
  if (minimum !== null && number < minimum) return `Give ${minimum.toLocaleString('en')} or more.`;
  return maximum !== null && number > maximum ? `Give ${maximum.toLocaleString('en')} or less.` : null;
}

function jsonFault(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch {
    return 'It is not valid JSON.';
  }
}

/** AWS's patterns are Java's; what this engine cannot read is not held against a value. */
function fits(text: string, pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(text);
  } catch {
    return true;
  }
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** What a field takes, in a few words: `3,600 to 43,200`, `At most 64 characters`; empty where there is nothing to say. */
export function constraintWords(shape: FieldShape): string {
  switch (shape.kind) {
    case 'number':
      return range(shape.minimum, shape.maximum, '');
    case 'text':
      // Tens of thousands of characters are no limit that a person has to know while typing.
      return shape.choices.length > 0 || (shape.maxLength ?? 0) > 1024
        ? ''
        : range(null, shape.maxLength, ' characters');
    case 'list':
      return range(shape.minCount === 0 ? null : shape.minCount, shape.maxCount, ' entries');
    case 'boolean':
    case 'map':
    case 'structure':
      return '';
  }
}

function range(minimum: number | null, maximum: number | null, unit: string): string {
  const [low, high] = [minimum?.toLocaleString('en'), maximum?.toLocaleString('en')];
  if (low !== undefined && high !== undefined) return `${low} to ${high}${unit}`;
  if (high !== undefined) return `At most ${high}${unit}.`;
  return low === undefined ? '' : `At least ${low}${unit}.`;
}

/** The fields that are required and empty. */
export function missingFields(
  fields: readonly FormField[],
  values: Readonly<Record<string, ParameterValue>>,
): readonly FormField[] {
  return fields.filter(({ name, required, shape }) => required && givenValue(shape, values[name]) === null);
}
