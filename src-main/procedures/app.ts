import { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import type { CredentialStore } from '../credentials/credential-store.ts';
import type { Lab } from '../lab.ts';
import type { Preferences } from '../preferences.ts';
import { recentWorkspaces } from './recent-workspaces.ts';

const Theme = z.enum(['system', 'light', 'dark']).catch('system');

/** What the app is, how it looks, and where it keeps secrets. */
export function appProcedures(
  lab: Lab,
  on: {
    readonly shell: 'electron' | 'browser';
    readonly dataFolder: string;
    readonly preferences: Preferences;
    readonly credentialStore: CredentialStore;
  },
): Pick<
  Handlers<GatehouseContract>,
  | 'app.describe'
  | 'app.setTheme'
  | 'credentialStore.createPassphraseFile'
  | 'credentialStore.unlock'
  | 'credentialStore.changePassphrase'
  | 'credentialStore.retry'
  | 'credentialStore.useMemory'
> {
  const { preferences, credentialStore } = on;
  return {
    'app.describe': async () => ({
      version: packageJson.version,
      shell: on.shell,
      dataFolder: on.dataFolder,
      credentialStore: await credentialStore.ready(),
      recentWorkspaces: recentWorkspaces(preferences),
      workspace: lab.summary(),
      session: lab.session,
      theme: Theme.parse(preferences.get('theme')),
    }),
    'app.setTheme': ({ theme }) => {
      preferences.set('theme', theme);
      return {};
    },
    'credentialStore.createPassphraseFile': ({ passphrase }) => credentialStore.createPassphraseFile(passphrase),
    'credentialStore.unlock': ({ passphrase }) => credentialStore.unlock(passphrase),
    'credentialStore.changePassphrase': ({ current, passphrase }) =>
      credentialStore.changePassphrase(current, passphrase),
    'credentialStore.retry': () => credentialStore.retry(),
    'credentialStore.useMemory': () => credentialStore.useMemory(),
  };
}
