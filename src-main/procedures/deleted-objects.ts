import { GatehouseError } from '../../src-shared/errors.ts';
import type { Workspace } from '../account/workspace.ts';
import type { Random } from '../random.ts';
import type { NewVersion, ObjectReader, ObjectVersion } from '../storage/object-store.ts';

/** More than this is not held in memory: such a deletion cannot be taken back. In bytes. */
const MOST_HELD = 64 * 1024 * 1024;
/** Nor are more versions of one object. */
const MOST_VERSIONS = 1000;

interface HeldObject {
  readonly key: string;
  /** All versions as they were, oldest first. */
  readonly versions: readonly { readonly version: NewVersion; readonly body: Uint8Array | null }[];
}

interface Held {
  readonly id: string;
  readonly workspace: Workspace;
  readonly bucket: string;
  readonly objects: readonly HeldObject[];
}

/** The objects that the designer deleted last, kept in memory so that the deletion can be taken back. */
export class DeletedObjects {
  readonly #random: Random;
  #held: Held | null = null;

  constructor(random: Random) {
    this.#random = random;
  }

  /**
   * Keeps what is about to be deleted, in place of what was kept before.
   * @returns what it is brought back by; null where it is too much to be held.
   */
  hold(workspace: Workspace, bucket: string, keys: ReadonlySet<string>): string | null {
    this.#held = null;
    const reader = workspace.store.objects;
    const found = [...keys].map((key) => ({ key, versions: versionsOf(reader, bucket, key) }));
    const all = found.flatMap(({ versions }) => versions);
    const bytes = all.reduce((sum, { size }) => sum + size, 0);
    if (bytes > MOST_HELD || found.some(({ versions }) => versions.length >= MOST_VERSIONS)) return null;
    const id = Buffer.from(this.#random(16)).toString('hex');
    const objects = found.map(({ key, versions }) => ({
      key,
      versions: versions.toReversed().map(({ isLatest: _isLatest, body, ...version }) => ({
        version,
        body: body === null ? null : reader.read({ body, start: 0, end: version.size }),
      })),
    }));
    this.#held = { id, workspace, bucket, objects };
    return id;
  }

  /**
   * Brings back what was deleted, each object with all its versions in their order.
   * @throws GatehouseError `NothingToRestore`; `ChangedSince` where an object was written again.
   */
  async restore(workspace: Workspace, id: string): Promise<void> {
    const held = this.#held;
    if (held === null || held.id !== id || held.workspace !== workspace) {
      throw new GatehouseError('NothingToRestore', 'What was deleted is not held any more.', {
        mend: 'Only the objects that were deleted last can be brought back.',
      });
    }
    const { bucket, objects } = held;
    await workspace.perform(`Restore objects of bucket ${bucket}`, 'designer', () => assertUntouched(held), {
      beforeCommit: () => Promise.resolve(),
      alongside: () => () => {
        const { writer, ...reader } = workspace.store.objects;
        for (const { key, versions } of objects) {
          for (const { versionId } of versionsOf(reader, bucket, key)) writer.delete(bucket, key, versionId);
          // Each becomes the newest, so the oldest comes first.
          for (const { version, body } of versions) writer.put(version, body);
        }
      },
      rollback: () => Promise.resolve(),
    });
    this.#held = null;
  }
}

/** @throws GatehouseError `ChangedSince` when something other than the deletion happened to an object. */
function assertUntouched({ workspace, bucket, objects }: Held): void {
  for (const { key, versions } of objects) {
    const isKnown = (now: ObjectVersion): boolean =>
      now.isDeleteMarker ||
      versions.some(({ version: { versionId, etag, lastModified } }) => {
        return now.versionId === versionId && now.etag === etag && now.lastModified === lastModified;
      });
    if (versionsOf(workspace.store.objects, bucket, key).every(isKnown)) continue;
    throw new GatehouseError('ChangedSince', `The object ${key} was written again since it was deleted.`, {
      place: key,
      mend: 'Upload by hand what should be there.',
    });
  }
}

/** Newest first. */
function versionsOf(reader: ObjectReader, bucket: string, key: string): readonly ObjectVersion[] {
  return reader
    .listVersions(bucket, { prefix: key, from: { key, inclusive: true }, limit: MOST_VERSIONS }, null)
    .filter((version) => version.key === key);
}
