import { resolve } from 'node:path';

/** How workspace files end. */
export const WORKSPACE_EXTENSION = 'gatehouse';

/**
 * The workspace file among a process's arguments, as a double click or `npm start FILE` puts it there.
 * Chromium adds flags of its own and reorders, so a file is told by its ending.
 * @param argv the whole argument list, program first.
 * @param folder what a relative path is relative to.
 * @returns an absolute path, or null when there is none.
 */
export function workspaceArgument(argv: readonly string[], folder: string): string | null {
  const file = argv
    .slice(1)
    .find((argument) => !argument.startsWith('-') && argument.endsWith(`.${WORKSPACE_EXTENSION}`));
  return file === undefined ? null : resolve(folder, file);
}
