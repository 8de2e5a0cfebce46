import { CallError } from '../../src-shared/contract/client.ts';

/** The end of a workspace file's name. */
const WORKSPACE_EXTENSION = '.gatehouse';

/**
 * What keeps files that were dropped on the window from being imported, before any of them is read.
 * @returns null when there is one, and it may be an account's JSON.
 */
export function droppedFileFault(files: readonly { readonly name: string }[]): CallError | null {
  const [file, second] = files;
  if (file === undefined) {
    return fault(
      'NothingDropped',
      'No file was dropped.',
      null,
      'Drop a JSON file, or choose one under Import a file.',
    );
  }
  if (second !== undefined) {
    return fault(
      'SeveralFiles',
      `${files.length} files were dropped; an import is of one.`,
      second.name,
      'Drop one file. Pages of one account can be joined first: cat page*.json > account.json',
    );
  }
  if (file.name.toLowerCase().endsWith(WORKSPACE_EXTENSION)) {
    // A page is not told where a dropped file lies, and a workspace is opened where it lies.
    return fault(
      'WorkspaceDropped',
      `${file.name} is a workspace, which is opened and not imported.`,
      file.name,
      'Choose “Open a workspace…” and the file there.',
    );
  }
  return null;
}

function fault(code: string, message: string, place: string | null, mend: string): CallError {
  return new CallError({ code, message, details: { place, mend, awsStatus: null } });
}
