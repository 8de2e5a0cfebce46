import { accessSync, closeSync, constants, existsSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { GatehouseError } from '../../src-shared/errors.ts';
import { readOnlyWorkspace } from './workspace-faults.ts';

/** The first bytes of every SQLite database. @see https://www.sqlite.org/fileformat.html#magic_header_string */
const SQLITE_HEADER = Buffer.from('SQLite format 3\0', 'latin1');

/** What people take for a workspace, told by its first bytes. */
const OTHER_FILES: readonly { readonly starts: Buffer; readonly what: string }[] = [
  { starts: Buffer.from('\x89PNG', 'latin1'), what: 'a PNG picture' },
  { starts: Buffer.from('\xff\xd8\xff', 'latin1'), what: 'a JPEG picture' },
  { starts: Buffer.from('GIF8', 'latin1'), what: 'a GIF picture' },
  { starts: Buffer.from('%PDF', 'latin1'), what: 'a PDF document' },
  { starts: Buffer.from('PK\x03\x04', 'latin1'), what: 'a ZIP archive' },
  { starts: Buffer.from('\x1f\x8b', 'latin1'), what: 'a gzip archive' },
];

/**
 * Checks that a path leads to a SQLite file that can be written, before SQLite touches it.
 * @throws GatehouseError `WorkspaceNotFound`, `NotAWorkspace`, `WorkspaceReadOnly` or `WorkspaceNotOpened`.
 */
export function checkWorkspaceFile(path: string): void {
  if (!existsSync(path)) {
    throw new GatehouseError('WorkspaceNotFound', 'There is no file at this place.', {
      place: path,
      mend: 'Check the path; the file may have been moved, renamed or deleted.',
    });
  }
  const start = readStart(path);
  if (!start.equals(SQLITE_HEADER)) throw notAWorkspace(path, describe(start));
  try {
    accessSync(path, constants.W_OK);
  } catch (cause) {
    throw readOnlyWorkspace(path, cause);
  }
}

export function notAWorkspace(path: string, what: string): GatehouseError {
  return new GatehouseError('NotAWorkspace', `This is ${what}, not a Gatehouse workspace.`, {
    place: path,
    mend: what.includes('JSON')
      ? 'To bring in an account from JSON, import the file instead.'
      : 'Choose a file that Gatehouse made; their names end in .gatehouse.',
  });
}

/**
 * Makes an empty file that only its owner may read.
 * @throws GatehouseError `WorkspaceExists` when there is something already; it is not touched.
 */
export function reserveWorkspaceFile(path: string): void {
  // An empty database would take over a log that an earlier file of the same name left behind.
  const taken = [path, ...companions(path)].find((candidate) => existsSync(candidate));
  if (taken !== undefined) throw alreadyThere(taken);
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (cause) {
    if (isNodeError(cause) && cause.code === 'EEXIST') throw alreadyThere(path, cause);
    throw notOpened(path, cause);
  }
}

/** Deletes a file that was reserved and could not be made into a workspace. */
export function discardWorkspaceFile(path: string): void {
  for (const file of [path, ...companions(path)]) rmSync(file, { force: true });
}

/** The number that the file system knows the file by. It stays when the file is renamed; a copy has another. */
export function fileNumber(path: string): string {
  return statSync(path, { bigint: true }).ino.toString();
}

/** SQLite's write-ahead log and its index. @see https://www.sqlite.org/wal.html */
function companions(path: string): string[] {
  return [`${path}-wal`, `${path}-shm`];
}

function readStart(path: string): Buffer {
  try {
    const file = openSync(path, 'r');
    try {
      const start = Buffer.alloc(SQLITE_HEADER.length);
      return start.subarray(0, readSync(file, start, 0, start.length, 0));
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw notOpened(path, cause);
  }
}

function describe(start: Buffer): string {
  if (start.length === 0) return 'an empty file';
  const known = OTHER_FILES.find(({ starts }) => start.subarray(0, starts.length).equals(starts));
  if (known !== undefined) return known.what;
  return /^\uFEFF?\s*[{[]/.test(start.toString('utf8')) ? 'a JSON file' : 'a file of another kind';
}

function alreadyThere(path: string, cause?: unknown): GatehouseError {
  return new GatehouseError('WorkspaceExists', 'There is a file at this place already. It was not touched.', {
    place: path,
    mend: 'Choose another name, or open the file that is there.',
    cause,
  });
}

function notOpened(path: string, cause: unknown): GatehouseError {
  const reason = isNodeError(cause) ? REASONS[cause.code ?? ''] : undefined;
  return new GatehouseError('WorkspaceNotOpened', reason ?? 'The file could not be opened.', {
    place: path,
    mend: 'Choose another place, or check that you may read and write there.',
    cause,
  });
}

const REASONS: Readonly<Record<string, string>> = {
  EISDIR: 'This is a folder, not a file.',
  ENOENT: 'There is no such folder.',
  ENOTDIR: 'A part of the path is a file, not a folder.',
  EACCES: 'You may not open files at this place.',
  EPERM: 'You may not open files at this place.',
  EROFS: 'The disk is read-only.',
  ENOSPC: 'The disk is full.',
};

function isNodeError(thrown: unknown): thrown is NodeJS.ErrnoException {
  return thrown instanceof Error && 'code' in thrown;
}
