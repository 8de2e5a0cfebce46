import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Conf, { type Options } from 'conf';

/**
 * What the app remembers between runs that belongs to no workspace: theme, recent workspaces, where the window was.
 * Holds no secret. What is read was written by an earlier version or by a person with an editor, so the reader parses it.
 */
export interface Preferences {
  /** @returns undefined when nothing was ever set under that key. */
  get(key: string): unknown;
  /** Writes at once and whole. @param value anything that JSON can hold. */
  set(key: string, value: unknown): void;
}

/** How the file is called and kept; the same for every shell, so that they share what they remember. */
export const PREFERENCES_FILE_NAME = 'preferences';
export const PREFERENCES_OPTIONS = {
  // `recentWorkspaces.0` is a key, not a path into an object.
  accessPropertiesByDotNotation: false,
  configFileMode: 0o600,
} as const satisfies Options<Record<string, unknown>>;

/**
 * Opens `preferences.json` of the data folder, for browser mode and the command line.
 * A file that is not JSON is put aside as `preferences.json.damaged` and the app starts with none: preferences are
 * never a reason not to start, and never thrown away unseen.
 * @param dataFolder is made (readable by its owner alone) when it is not there.
 * @param log told when a file was put aside.
 */
export function openPreferences(dataFolder: string, log: (line: string) => void): Preferences {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  return keepDamagedAside(
    dataFolder,
    () => new Conf({ ...PREFERENCES_OPTIONS, cwd: dataFolder, configName: PREFERENCES_FILE_NAME }),
    log,
  );
}

/**
 * Opens a store of preferences and, when its file cannot be parsed, moves the file aside and opens it again.
 * @param open makes a store on `preferences.json` in `dataFolder`; may throw a SyntaxError.
 */
export function keepDamagedAside(
  dataFolder: string,
  open: () => Preferences,
  log: (line: string) => void,
): Preferences {
  try {
    return open();
  } catch (error) {
    const file = join(dataFolder, `${PREFERENCES_FILE_NAME}.json`);
    if (!(error instanceof SyntaxError) || !existsSync(file)) throw error;
    renameSync(file, `${file}.damaged`);
    log(`The preferences in ${file} could not be read; they were put aside as ${file}.damaged.`);
    return open();
  }
}
