import { GatehouseError } from '../../src-shared/errors.ts';

/**
 * SQLite's primary result codes that a person can do something about.
 * @see https://www.sqlite.org/rescode.html
 */
const SQLITE = { BUSY: 5, LOCKED: 6, READONLY: 8, CORRUPT: 11, FULL: 13, CANTOPEN: 14, NOTADB: 26 } as const;

/**
 * Says what SQLite met with, in words that name the file and the mend.
 * @param thrown what `node:sqlite` threw; anything else is given back as it is.
 * @param path the workspace file, or null for a workspace in memory.
 */
export function workspaceFault(thrown: unknown, path: string | null): unknown {
  const code = sqliteCode(thrown);
  const place = path ?? 'the workspace in memory';
  if (code === null) return thrown;
  switch (code) {
    case SQLITE.BUSY:
    case SQLITE.LOCKED:
      return new GatehouseError('WorkspaceInUse', 'The workspace is open in another Gatehouse window.', {
        place,
        mend: 'Close it there, or go on in that window.',
        cause: thrown,
      });
    case SQLITE.READONLY:
      return readOnlyWorkspace(place, thrown);
    case SQLITE.CORRUPT:
    case SQLITE.NOTADB:
      return damagedWorkspace(place, 'parts of the file cannot be read', thrown);
    case SQLITE.FULL:
      return new GatehouseError('DiskFull', 'The disk is full. Nothing was written.', {
        place,
        mend: 'Make room on the disk and do it again.',
        cause: thrown,
      });
    case SQLITE.CANTOPEN:
      return new GatehouseError('WorkspaceNotOpened', 'The file could not be opened.', {
        place,
        mend: 'Check that the folder exists and that you may write to it.',
        cause: thrown,
      });
    default:
      return new GatehouseError('WorkspaceNotWritten', 'The workspace could not be read or written.', {
        place,
        mend: 'Check that the disk is still there and works, then open the workspace again.',
        cause: thrown,
      });
  }
}

/** @param what what is wrong, as a clause that goes on behind a colon and has no full stop. */
export function damagedWorkspace(place: string, what: string, cause?: unknown): GatehouseError {
  return new GatehouseError('WorkspaceDamaged', `The workspace is damaged: ${what}.`, {
    place,
    mend: 'Open a copy from your backups, or an export of the account. The file was left as it is.',
    cause,
  });
}

export function readOnlyWorkspace(place: string, cause?: unknown): GatehouseError {
  return new GatehouseError('WorkspaceReadOnly', 'The workspace cannot be written to.', {
    place,
    mend: 'Allow yourself to write to the file and its folder, or copy it to where you may.',
    cause,
  });
}

/** The primary result code of an error of `node:sqlite`: the low byte of the extended one. */
function sqliteCode(thrown: unknown): number | null {
  if (!(thrown instanceof Error) || !('errcode' in thrown)) return null;
  return typeof thrown.errcode === 'number' ? thrown.errcode & 0xff : null;
}
