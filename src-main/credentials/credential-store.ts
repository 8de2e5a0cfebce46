import { join } from 'node:path';
import type { CredentialStore as CredentialStoreStatus } from '../../src-shared/contract/contract.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { Random } from '../random.ts';
import { createKeychainVault, loadKeychain, type Keychain } from './keychain-vault.ts';
import { createMemoryVault } from './memory-vault.ts';
import {
  createPassphraseVault,
  exists,
  openPassphraseVault,
  type PassphraseCost,
  type PassphraseVault,
} from './passphrase-vault.ts';
import type { SecretReference, Vault } from './vault.ts';

/** Where the person's choice is remembered, under the key `credentialStoreKind`. What is read is not trusted. */
export interface CredentialPreferences {
  get(key: string): unknown;
  set(key: string, value: string): void;
}

/** Where secrets are kept: the choice, the way there, and the vault itself. */
export interface CredentialStore {
  /**
   * The vault of the place chosen. Its operations wait until the start is over, and reject with
   * `CredentialStoreUnavailable` or `CredentialStoreLocked` as long as there is none that is open.
   */
  readonly vault: Vault;
  /** Where secrets are kept now. */
  status(): CredentialStoreStatus;
  /** Looks for the place chosen, or for the keychain, anew, unless one is open. The first look needs no call. */
  retry(): Promise<CredentialStoreStatus>;
  /** Settles when the look that is under way is over. Never rejects: what went wrong is in the status. */
  ready(): Promise<CredentialStoreStatus>;
  /** Makes a passphrase file and keeps secrets there from now on. Rejects as {@link createPassphraseVault} does. */
  createPassphraseFile(passphrase: string): Promise<CredentialStoreStatus>;
  /** Opens the passphrase file and keeps secrets there from now on. Rejects as {@link openPassphraseVault} does. */
  unlock(passphrase: string): Promise<CredentialStoreStatus>;
  /**
   * Changes the passphrase of the file that is open. Rejects as {@link PassphraseVault.changePassphrase} does, and with
   * `CredentialStoreLocked` when no passphrase file is open.
   */
  changePassphrase(current: string, next: string): Promise<CredentialStoreStatus>;
  /** Keeps secrets in memory only from now on. */
  useMemory(): Promise<CredentialStoreStatus>;
  /** Calls the listener at every change of the status. @returns what ends that. */
  onChange(listener: (status: CredentialStoreStatus) => void): () => void;
}

export interface CredentialStoreDependencies {
  readonly dataFolder: string;
  readonly preferences: CredentialPreferences;
  readonly random: Random;
  readonly loadKeychain?: () => Promise<Keychain>;
  /** How long the keychain may take to answer at the start, in milliseconds. */
  readonly probeTimeoutMs?: number;
  readonly passphraseCost?: PassphraseCost;
}

/** Kept short: the window waits for it, and a keychain that asks for its password is reported as locked meanwhile. */
const PROBE_TIMEOUT_MS = 5_000;
const PREFERENCE = 'credentialStoreKind';
const FILE_NAME = 'credentials.json';
const PROBE: SecretReference = 'probe/session-key/probe';

type Kind = Vault['kind'];

/** Where the store stands. Only `open` has a vault. */
type State =
  | { readonly name: 'starting' }
  | { readonly name: 'open'; readonly vault: Vault | PassphraseVault }
  /** The place was chosen before, and waits for its password or passphrase. */
  | { readonly name: 'locked'; readonly kind: Kind; readonly reason: string }
  /** The place was chosen before, and is not there now. */
  | { readonly name: 'gone'; readonly kind: Kind; readonly reason: string }
  /** Nothing was chosen, and there is no keychain. */
  | { readonly name: 'undecided'; readonly reason: string };

/**
 * Opens the credential store: the place the person chose before, or else the operating system's keychain when a secret
 * written there can be read back. It never falls back to a weaker place by itself: where there is no keychain, or the
 * place chosen is gone, it says so and waits for a person to choose.
 * Once the keychain has been used it is remembered like a choice, so that a keychain that is missing later is reported
 * as missing, instead of secrets seeming to be gone.
 */
export function openCredentialStore(deps: CredentialStoreDependencies): CredentialStore {
  const { preferences, random } = deps;
  const path = join(deps.dataFolder, FILE_NAME);
  const file = { path, random, ...(deps.passphraseCost === undefined ? {} : { cost: deps.passphraseCost }) };
  const listeners = new Set<(status: CredentialStoreStatus) => void>();
  let state: State = { name: 'starting' };
  let fileExists = false;

  function status(): CredentialStoreStatus {
    return { ...describe(state, path), passphraseFileExists: fileExists };
  }

  async function enter(next: State): Promise<CredentialStoreStatus> {
    state = next;
    fileExists = await exists(path);
    const now = status();
    for (const listener of listeners) listener(now);
    return now;
  }

  /** Enters a place that a person chose. What was in memory only goes along, since it would be lost otherwise. */
  async function choose(vault: Vault | PassphraseVault): Promise<CredentialStoreStatus> {
    if (state.name === 'open' && state.vault.kind === 'memory') await copyAll(state.vault, vault);
    preferences.set(PREFERENCE, vault.kind);
    return enter({ name: 'open', vault });
  }

  async function look(): Promise<CredentialStoreStatus> {
    const chosen = parseKind(preferences.get(PREFERENCE));
    if (chosen === 'memory') return enter({ name: 'open', vault: createMemoryVault() });
    if (chosen === 'passphraseFile') {
      return (await exists(path))
        ? enter({ name: 'locked', kind: chosen, reason: '' })
        : enter({ name: 'gone', kind: chosen, reason: `The passphrase file ${path} is not there.` });
    }
    const probe = await probeKeychain(deps);
    if (probe.vault !== null) {
      const entered = enter({ name: 'open', vault: probe.vault });
      try {
        preferences.set(PREFERENCE, 'keychain');
      } catch {
        // Not remembered, it is found again at the next start; whoever writes preferences next hears of the fault.
      }
      return entered;
    }
    if (chosen === 'keychain') {
      return enter({ name: probe.locked ? 'locked' : 'gone', kind: chosen, reason: probe.reason });
    }
    return enter({ name: 'undecided', reason: probe.reason });
  }

  let looking = look();

  async function openVault(): Promise<Vault> {
    await looking;
    if (state.name === 'open') return state.vault;
    const { message } = status();
    throw state.name === 'locked'
      ? new GatehouseError('CredentialStoreLocked', message, { mend: mendOf(state.kind) })
      : new GatehouseError('CredentialStoreUnavailable', message, {
          mend: 'Choose where Gatehouse keeps secrets: a passphrase file, or memory only.',
        });
  }

  return {
    vault: {
      get kind() {
        return state.name === 'open' ? state.vault.kind : (parseKind(preferences.get(PREFERENCE)) ?? 'keychain');
      },
      get: async (reference) => (await openVault()).get(reference),
      set: async (reference, secret) => (await openVault()).set(reference, secret),
      delete: async (reference) => (await openVault()).delete(reference),
      list: async (prefix) => (await openVault()).list(prefix),
    },
    status,
    ready: async () => {
      await looking;
      return status();
    },
    retry: () => {
      looking = looking.then((now) => (state.name === 'open' ? now : look()));
      return looking;
    },
    createPassphraseFile: async (passphrase) => {
      await looking;
      return choose(await createPassphraseVault(file, passphrase));
    },
    unlock: async (passphrase) => {
      await looking;
      return choose(await openPassphraseVault(file, passphrase));
    },
    changePassphrase: async (current, next) => {
      await looking;
      if (state.name !== 'open' || !('changePassphrase' in state.vault)) {
        throw new GatehouseError('CredentialStoreLocked', 'No passphrase file is open.', {
          place: path,
          mend: 'Unlock the passphrase file first.',
        });
      }
      await state.vault.changePassphrase(current, next);
      return status();
    },
    useMemory: async () => {
      await looking;
      if (state.name === 'open' && state.vault.kind === 'memory') return status();
      return choose(createMemoryVault());
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

async function copyAll(from: Vault, to: Vault): Promise<void> {
  for (const reference of await from.list('')) {
    const secret = await from.get(reference);
    if (secret !== null) await to.set(reference, secret);
  }
}

type Probe = { readonly vault: Vault } | { readonly vault: null; readonly locked: boolean; readonly reason: string };

/** Writes, reads back and deletes a made-up secret: that a keychain can be loaded does not mean that it keeps anything. */
async function probeKeychain(deps: CredentialStoreDependencies): Promise<Probe> {
  try {
    const keychain = await (deps.loadKeychain ?? loadKeychain)();
    const probe = createKeychainVault(keychain, deps.probeTimeoutMs ?? PROBE_TIMEOUT_MS);
    const secret = Buffer.from(deps.random(16)).toString('hex');
    await probe.set(PROBE, secret);
    const kept = await probe.get(PROBE);
    await probe.delete(PROBE);
    if (kept === secret) return { vault: createKeychainVault(keychain) };
    return { vault: null, locked: false, reason: "The system's keychain does not keep what is written to it." };
  } catch (error) {
    const known = error instanceof GatehouseError ? error : null;
    return {
      vault: null,
      locked: known?.code === 'CredentialStoreLocked',
      reason: known?.message ?? "The system's keychain cannot be reached.",
    };
  }
}

function parseKind(value: unknown): Kind | null {
  return value === 'keychain' || value === 'passphraseFile' || value === 'memory' ? value : null;
}

function describe(state: State, path: string): Omit<CredentialStoreStatus, 'passphraseFileExists'> {
  switch (state.name) {
    case 'starting':
      return { kind: 'none', state: 'unavailable', message: "Gatehouse is looking for the system's keychain." };
    case 'open':
      return { kind: state.vault.kind, state: 'ready', message: describeOpen(state.vault.kind, path) };
    case 'locked':
      return {
        kind: state.kind,
        state: 'locked',
        message:
          state.kind === 'passphraseFile'
            ? `Secrets are in the passphrase file ${path}, which is locked. Give its passphrase to use them.`
            : `${state.reason} Secrets are kept there and are not lost.`,
      };
    case 'gone':
      return {
        kind: state.kind,
        state: 'unavailable',
        message:
          `${state.reason} Secrets kept there cannot be used until it is back. ` +
          'Gatehouse chooses no other place by itself; you may, for new secrets.',
      };
    case 'undecided':
      return {
        kind: 'none',
        state: 'unavailable',
        message:
          `${state.reason} Gatehouse never writes a secret in the clear: keep secrets in a file protected by a ` +
          'passphrase, or in memory only, until Gatehouse closes.',
      };
  }
}

function describeOpen(kind: Kind, path: string): string {
  switch (kind) {
    case 'keychain':
      return "Secrets are kept in the system's keychain.";
    case 'passphraseFile':
      return `Secrets are kept in the passphrase file ${path}, encrypted.`;
    case 'memory':
      return 'Secrets are kept in memory only and are gone when Gatehouse closes.';
  }
}

function mendOf(kind: Kind): string {
  return kind === 'passphraseFile'
    ? 'Give the passphrase of the file.'
    : 'Unlock the keychain (it may be asking for its password in another window) and try again.';
}
