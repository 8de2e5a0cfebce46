import { z } from 'zod';
import {
  SavedComposition,
  type SavedEntry,
  type SavedFolder,
  type SavedRequest,
} from '../../src-shared/contract/saved-requests.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import { childrenOf, endOf, entryOf } from '../../src-shared/saved-requests/saved-tree.ts';
import { withoutSecrets } from '../request/without-secrets.ts';

/** The version of the format. */
const FORMAT = 1;

const Name = z.string().min(1).max(200);
const RequestInFile = z.object({ request: Name, ...SavedComposition.shape });
interface FolderInFile {
  folder: string;
  entries: EntryInFile[];
}
type EntryInFile = FolderInFile | z.infer<typeof RequestInFile>;

/** Folders may be as deep as a person makes them; deeper than this is no file of a person's. */
const MAX_DEPTH = 32;

const EntryInFile: z.ZodType<EntryInFile> = z.lazy(() =>
  z.union([RequestInFile, z.object({ folder: Name, entries: z.array(EntryInFile).max(10_000) })]),
);
const File = z.object({ gatehouseRequests: z.literal(FORMAT), entries: z.array(EntryInFile).max(10_000) });

/**
 * A collection, or all of them, as a file: JSON that nests as the folders do.
 * @param id of a folder or a request; null for everything.
 */
export function writeSavedRequests(
  entries: readonly SavedEntry[],
  id: string | null,
): { fileName: string; text: string } {
  const root = id === null ? null : entryOf(entries, id);
  const roots = root === null ? childrenOf(entries, null) : [root];
  const name = (root?.name ?? 'requests').replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '');
  const file = { gatehouseRequests: FORMAT, entries: roots.map((entry) => entryInFile(entries, entry)) };
  return { fileName: `${name === '' ? 'requests' : name}.requests.json`, text: `${JSON.stringify(file, null, 2)}\n` };
}

function entryInFile(entries: readonly SavedEntry[], entry: SavedEntry): EntryInFile {
  if (entry.kind === 'folder') {
    return { folder: entry.name, entries: childrenOf(entries, entry.id).map((child) => entryInFile(entries, child)) };
  }
  const { draft, signer, signature, overrides, leftBlank } = entry;
  return { request: entry.name, draft, signer, signature, overrides, leftBlank };
}

/**
 * Reads such a file. What is secret by its name is left blank again, whoever wrote the file.
 * @param newId makes an ID for each entry.
 * @returns the entries to add below a parent.
 * @throws GatehouseError `NotACollection`.
 */
export function readSavedRequests(
  text: string,
  into: { readonly entries: readonly SavedEntry[]; readonly parentId: string | null; readonly newId: () => string },
): readonly SavedEntry[] {
  const { entries } = parseFile(text);
  const start = endOf(into.entries, into.parentId);
  const read = (inFile: EntryInFile, parentId: string | null, position: number, depth: number): SavedEntry[] => {
    if (depth > MAX_DEPTH) throw notACollection(`It has folders deeper than ${MAX_DEPTH}.`);
    const id = into.newId();
    if ('request' in inFile) {
      const { request: name, draft, leftBlank, ...more } = inFile;
      const kept = withoutSecrets(draft);
      const blanks = [...new Set([...leftBlank, ...kept.leftBlank])];
      const entry: SavedRequest = {
        kind: 'request',
        id,
        parentId,
        position,
        name,
        ...more,
        draft: kept.draft,
        leftBlank: blanks,
      };
      return [entry];
    }
    const folder: SavedFolder = { kind: 'folder', id, parentId, position, name: inFile.folder };
    return [folder, ...inFile.entries.flatMap((child, index) => read(child, id, index, depth + 1))];
  };
  return entries.flatMap((entry, index) => read(entry, into.parentId, start + index, 0));
}

function parseFile(text: string): z.infer<typeof File> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw notACollection('It is not valid JSON.');
  }
  const parsed = File.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw notACollection(`At ${issue?.path.join('.') ?? 'the top'}: ${issue?.message ?? 'it is not as expected'}.`);
}

function notACollection(message: string): GatehouseError {
  return new GatehouseError('NotACollection', `The file holds no saved requests. ${message}`, {
    place: 'file',
    mend: 'Choose a file that was exported from the list of saved requests.',
  });
}
