import { isDeepStrictEqual } from 'node:util';
import { type DocumentEdit, ModelDocument } from '../../src-shared/model/documents.ts';

/** Fields that signing in and signing requests keep up to date by themselves. Losing their newest value loses nothing. */
const BOOKKEEPING = new Set(['lastUsed', 'passwordLastUsed', 'rootPasswordLastUsed', 'lastAcceptedStep']);

/**
 * Makes an edit that was thought out for an earlier state fit the document as it is now. Fields that the edit does not
 * change keep what they hold now, so that undoing one thing does not undo another.
 * @param current the document under the edit's key, or null when there is none.
 * @returns the edit to make now; null when the fields that it changes have been changed since.
 */
export function rebaseEdit({ key, before, after }: DocumentEdit, current: ModelDocument | null): DocumentEdit | null {
  if (before === null || after === null || current === null) {
    return isDeepStrictEqual(withoutBookkeeping(current), withoutBookkeeping(before))
      ? { key, before: current, after }
      : null;
  }
  const fields = new Map<string, unknown>(Object.entries(current));
  const beforeFields = new Map<string, unknown>(Object.entries(before));
  const afterFields = new Map<string, unknown>(Object.entries(after));
  // A field that was not there before may be gone after: those of both count.
  for (const field of new Set([...beforeFields.keys(), ...afterFields.keys()])) {
    const [expected, wanted] = [beforeFields.get(field), afterFields.get(field)];
    if (isDeepStrictEqual(wanted, expected)) continue;
    if (!isDeepStrictEqual(withoutBookkeeping(fields.get(field)), withoutBookkeeping(expected))) return null;
    if (wanted === undefined) fields.delete(field);
    else fields.set(field, wanted);
  }
  return { key, before: current, after: ModelDocument.parse(Object.fromEntries(fields)) };
}

function withoutBookkeeping(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutBookkeeping);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([field, part]) =>
      BOOKKEEPING.has(field) ? [] : [[field, withoutBookkeeping(part)]],
    ),
  );
}
