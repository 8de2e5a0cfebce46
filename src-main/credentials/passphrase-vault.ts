import { createCipheriv, createDecipheriv, scrypt } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { Random } from '../random.ts';
import {
  readPassphraseFile,
  writePassphraseFile,
  type KeyDerivation,
  type PassphraseFile,
  type SealedSecret,
} from './passphrase-file.ts';
import type { SecretReference, Vault } from './vault.ts';

/** What the key of a new file costs to derive: 128 MiB and about half a second, OWASP's first choice for scrypt. */
export interface PassphraseCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}
const PASSPHRASE_COST: PassphraseCost = { N: 2 ** 17, r: 8, p: 1 };

const KEY_BYTES = 32;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** A vault whose passphrase can be changed. */
export interface PassphraseVault extends Vault {
  /**
   * Seals everything with a key of the new passphrase; the file is written whole or not at all.
   * @throws GatehouseError `CredentialPassphraseWrong` when `current` is not the file's; `CredentialFileDamaged` when an entry cannot be
   *   read, and would be lost.
   */
  changePassphrase(current: string, next: string): Promise<void>;
}

const CHECK_LABEL = 'passphrase-check';
const CHECK_TEXT = 'The passphrase is right.';

/** Where a passphrase file is, and what its keys are made with. */
interface PassphrasePlace {
  readonly path: string;
  readonly random: Random;
  /** Of a key that is made anew; an old one costs what its file says. */
  readonly cost?: PassphraseCost;
}

/**
 * Makes a new, empty passphrase file and opens it.
 * @param place.path where; nothing may be there yet.
 * @throws GatehouseError `CredentialFileExists` or `CredentialStoreUnavailable`.
 */
export async function createPassphraseVault(place: PassphrasePlace, passphrase: string): Promise<PassphraseVault> {
  const { path, random, cost } = place;
  if (await exists(path)) {
    throw new GatehouseError('CredentialFileExists', 'There is a passphrase file already.', {
      place: path,
      mend: 'Unlock it with its passphrase, or move it away first.',
    });
  }
  const { key, file } = await emptyFile(passphrase, random, cost);
  await writePassphraseFile(path, file);
  return openWith(key, place, file);
}

/** A file without entries under a key with a salt of its own. */
async function emptyFile(
  passphrase: string,
  random: Random,
  cost: PassphraseCost = PASSPHRASE_COST,
): Promise<{ key: Buffer; file: PassphraseFile }> {
  const keyDerivation: KeyDerivation = { name: 'scrypt', ...cost, salt: base64(random(SALT_BYTES)) };
  const key = await deriveKey(passphrase, keyDerivation);
  return {
    key,
    file: { keyDerivation, passphraseCheck: seal(key, CHECK_LABEL, CHECK_TEXT, random), entries: {} },
  };
}

/**
 * Opens a passphrase file. Neither a wrong passphrase nor a damaged file changes anything.
 * @throws GatehouseError `CredentialPassphraseWrong`, `CredentialFileMissing`, `CredentialFileDamaged`,
 *   `CredentialFileNewer` or `CredentialStoreUnavailable`.
 */
export async function openPassphraseVault(place: PassphrasePlace, passphrase: string): Promise<PassphraseVault> {
  const file = await readPassphraseFile(place.path);
  return openWith(await provenKey(passphrase, file, place.path), place, file);
}

/** @throws GatehouseError `CredentialPassphraseWrong`. */
async function provenKey(passphrase: string, file: PassphraseFile, path: string): Promise<Buffer> {
  const key = await deriveKey(passphrase, file.keyDerivation);
  if (unseal(key, CHECK_LABEL, file.passphraseCheck) === CHECK_TEXT) return key;
  throw new GatehouseError('CredentialPassphraseWrong', 'The passphrase is not the one of this file.', {
    place: path,
    mend: 'Try again; letter case counts.',
  });
}

/** Whether there is a file at `path`. */
export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

function openWith(provenOnOpening: Buffer, place: PassphrasePlace, opened: PassphraseFile): PassphraseVault {
  const { path, random } = place;
  let key = provenOnOpening;
  let { salt } = opened.keyDerivation;
  let last: Promise<unknown> = Promise.resolve();

  /** The file as it is now: another window of Gatehouse may have written to it. */
  async function read(): Promise<PassphraseFile> {
    const file = await readPassphraseFile(path);
    if (file.keyDerivation.salt === salt) return file;
    throw new GatehouseError('CredentialStoreLocked', 'The passphrase file was replaced by another one.', {
      place: path,
      mend: 'Unlock it again with the passphrase of the new file.',
    });
  }

  /** What is done to the file follows one another, so that nothing undoes what was just written or meets another key. */
  function next<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  }

  function edit(change: (entries: Record<string, SealedSecret>) => void): Promise<void> {
    return next(async () => {
      const file = await read();
      const entries = { ...file.entries };
      change(entries);
      await writePassphraseFile(path, { ...file, entries });
    });
  }

  function open(reference: string, sealed: SealedSecret): string {
    const secret = unseal(key, reference, sealed);
    if (secret !== null) return secret;
    throw new GatehouseError('CredentialFileDamaged', 'An entry of the passphrase file was changed from outside.', {
      place: `${path}, entry ${reference}`,
      mend: 'Put the file back from a copy, or make this credential anew.',
    });
  }

  return {
    kind: 'passphraseFile',
    get: (reference) =>
      next(async () => {
        const sealed = (await read()).entries[reference];
        return sealed === undefined ? null : open(reference, sealed);
      }),
    set: (reference, secret) =>
      edit((entries) => {
        entries[reference] = seal(key, reference, secret, random);
      }),
    delete: (reference) =>
      edit((entries) => {
        delete entries[reference];
      }),
    list: (prefix) =>
      next(async () => Object.keys((await read()).entries).filter((reference) => isUnder(reference, prefix))),
    changePassphrase: (current, passphrase) =>
      next(async () => {
        const file = await read();
        await provenKey(current, file, path);
        const fresh = await emptyFile(passphrase, random, place.cost);
        const entries = Object.entries(file.entries).map(([reference, sealed]) => [
          reference,
          seal(fresh.key, reference, open(reference, sealed), random),
        ]);
        await writePassphraseFile(path, { ...fresh.file, entries: Object.fromEntries(entries) });
        key = fresh.key;
        salt = fresh.file.keyDerivation.salt;
      }),
  };
}

/** Entries are written under references alone, so that only the prefix is left to check. */
function isUnder(reference: string, prefix: string): reference is SecretReference {
  return reference.startsWith(prefix);
}

/** Seals a secret to its reference: as associated data, so that no entry can be put in the place of another. */
function seal(key: Buffer, reference: string, secret: string, random: Random): SealedSecret {
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(reference));
  const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { nonce: base64(nonce), ciphertext: base64(ciphertext) };
}

/** @returns null when the seal does not hold. */
function unseal(key: Buffer, reference: string, sealed: SealedSecret): string | null {
  const nonce = Buffer.from(sealed.nonce, 'base64');
  const bytes = Buffer.from(sealed.ciphertext, 'base64');
  if (nonce.length !== NONCE_BYTES || bytes.length < TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(reference));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  const opened = decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES));
  try {
    return Buffer.concat([opened, decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

function deriveKey(passphrase: string, { N, r, p, salt }: KeyDerivation): Promise<Buffer> {
  const maxmem = 128 * r * (N + p) + 1024 * 1024;
  // The same passphrase may be typed as composed or as combining characters on two machines.
  const text = passphrase.normalize('NFKC');
  return new Promise((resolve, reject) => {
    scrypt(text, Buffer.from(salt, 'base64'), KEY_BYTES, { N, r, p, maxmem }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
