import { hash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { GatehouseError } from '../../src-shared/errors.ts';

/**
 * The passphrase file as it lies on disk: JSON. The references are in the clear and the secrets are not: a reference
 * is made of IDs and holds no secret, and so a person can see what a file holds, and a damaged entry can be named,
 * without the passphrase.
 */

const FORMAT = 'gatehouse-credentials';
const VERSION = 1;

const Base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);

/** A secret under AES-256-GCM: a nonce of its own, and the ciphertext with its 16-byte tag at the end. */
const SealedSecret = z.object({ nonce: Base64, ciphertext: Base64 });
export type SealedSecret = z.infer<typeof SealedSecret>;

/** How the key is made of the passphrase: scrypt (RFC 7914). The limits keep a hostile file from taking all memory. */
const KeyDerivation = z.object({
  name: z.literal('scrypt'),
  N: z
    .number()
    .int()
    .min(2)
    .max(2 ** 20),
  r: z.number().int().min(1).max(16),
  p: z.number().int().min(1).max(16),
  salt: Base64,
});
export type KeyDerivation = z.infer<typeof KeyDerivation>;

const Content = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  keyDerivation: KeyDerivation,
  /** A known text, sealed: tells a wrong passphrase before anything is read or written. */
  passphraseCheck: SealedSecret,
  entries: z.record(z.string(), SealedSecret),
});
type Content = z.infer<typeof Content>;

export type PassphraseFile = Omit<Content, 'format' | 'version'>;

/**
 * Reads a passphrase file and checks that it is whole.
 * @throws GatehouseError `CredentialFileMissing`, `CredentialFileDamaged`, `CredentialFileNewer` or
 *   `CredentialStoreUnavailable`, each naming the file.
 */
export async function readPassphraseFile(path: string): Promise<PassphraseFile> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (isMissing(cause)) {
      throw new GatehouseError('CredentialFileMissing', 'The passphrase file is not there.', {
        place: path,
        mend: 'Put the file back from a copy, or make a new one; secrets of the old file are then lost.',
      });
    }
    throw unreachable(path, 'cannot be read', cause);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw damaged(path);
  }
  const { checksum, ...content } = z.looseObject({ checksum: z.string() }).safeParse(json).data ?? {};
  const header = z.looseObject({ format: z.literal(FORMAT), version: z.number() }).safeParse(content);
  if (header.success && header.data.version > VERSION) {
    throw new GatehouseError('CredentialFileNewer', 'The passphrase file was made by a newer Gatehouse.', {
      place: path,
      mend: 'Open it with that version of Gatehouse.',
    });
  }
  const parsed = Content.safeParse(content);
  if (!parsed.success || checksum !== checksumOf(parsed.data)) throw damaged(path);
  return parsed.data;
}

/**
 * Writes a passphrase file whole or not at all: to a new file beside it, flushed to disk, then renamed. Only the
 * person's own account may read it.
 * @throws GatehouseError `CredentialStoreUnavailable`; what was there before is then unchanged.
 */
export async function writePassphraseFile(path: string, file: PassphraseFile): Promise<void> {
  const content: Content = { format: FORMAT, version: VERSION, ...file };
  const text = `${JSON.stringify({ ...content, checksum: checksumOf(content) }, null, 1)}\n`;
  const temporary = `${path}.${process.pid}.new`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    // What a write that was cut short left behind would keep its permissions.
    await rm(temporary, { force: true });
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (cause) {
    // Failing to tidy up must not hide why the write failed.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw unreachable(path, 'cannot be written', cause);
  }
}

/** Makes a rename last through a power cut. Windows neither needs nor allows it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Tells damage from a wrong passphrase. It guards against accidents; against people the seals do. */
function checksumOf({ format, version, keyDerivation, passphraseCheck, entries }: Content): string {
  const references = Object.keys(entries).toSorted();
  return hash(
    'sha256',
    JSON.stringify([
      format,
      version,
      [keyDerivation.name, keyDerivation.N, keyDerivation.r, keyDerivation.p, keyDerivation.salt],
      [passphraseCheck.nonce, passphraseCheck.ciphertext],
      references.map((reference) => [reference, entries[reference]?.nonce, entries[reference]?.ciphertext]),
    ]),
    'hex',
  );
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}

function damaged(path: string): GatehouseError {
  return new GatehouseError('CredentialFileDamaged', 'The passphrase file is damaged, or is not a passphrase file.', {
    place: path,
    mend: 'Put the file back from a copy. It was not changed.',
  });
}

function unreachable(path: string, what: string, cause: unknown): GatehouseError {
  return new GatehouseError('CredentialStoreUnavailable', `The passphrase file ${what}.`, {
    place: path,
    mend: 'Check that the folder is there, that you may write to it, and that the disk is not full.',
    cause,
  });
}
