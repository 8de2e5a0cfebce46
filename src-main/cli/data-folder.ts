import { join, resolve } from 'node:path';

/** What the place of the data folder depends on. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The environment variable that moves the data folder. */
export const DATA_FOLDER_VARIABLE = 'GATEHOUSE_DATA_FOLDER';

/**
 * Where Gatehouse keeps workspaces and preferences unless told otherwise. The same as the desktop app's, which is
 * Electron's `userData`, so that both see the same workspaces.
 * @see https://www.electronjs.org/docs/latest/api/app#appgetpathname
 * @see https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function defaultDataFolder({ platform, home, env }: Machine): string {
  const wanted = env[DATA_FOLDER_VARIABLE];
  if (wanted !== undefined && wanted !== '') return resolve(wanted);
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Gatehouse');
    case 'win32':
      return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Gatehouse');
    default: {
      // The specification tells to ignore a relative path.
      const config = env['XDG_CONFIG_HOME'];
      return join(config?.startsWith('/') === true ? config : join(home, '.config'), 'Gatehouse');
    }
  }
}
