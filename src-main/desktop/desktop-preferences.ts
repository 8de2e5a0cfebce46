import ElectronStore from 'electron-store';
import { keepDamagedAside, PREFERENCES_FILE_NAME, PREFERENCES_OPTIONS, type Preferences } from '../preferences.ts';

/**
 * Opens `preferences.json` of the data folder through electron-store: the same file, in the same form, as
 * `openPreferences` of browser mode.
 */
export function openDesktopPreferences(dataFolder: string, log: (line: string) => void): Preferences {
  return keepDamagedAside(
    dataFolder,
    () => new ElectronStore({ ...PREFERENCES_OPTIONS, cwd: dataFolder, name: PREFERENCES_FILE_NAME }),
    log,
  );
}
