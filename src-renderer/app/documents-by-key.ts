import type { ModelDocument } from '../../src-shared/model/documents.ts';

/** Documents by their ARN. Replaced as a whole, never changed in place. */
export type DocumentsByKey = ReadonlyMap<string, ModelDocument>;

/** The documents by their ARN, in the order given. */
export function byKey(documents: readonly ModelDocument[]): DocumentsByKey {
  return new Map(documents.map((document) => [document.arn, document]));
}

/** The documents with some of them read again; null stands for one that is there no longer. */
export function withRead(
  documents: DocumentsByKey,
  read: readonly (readonly [key: string, document: ModelDocument | null])[],
): DocumentsByKey {
  const changed = new Map(documents);
  for (const [key, document] of read) {
    if (document === null) changed.delete(key);
    else changed.set(key, document);
  }
  return changed;
}
