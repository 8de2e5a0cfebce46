import { mkdir, open, readFile, realpath, rename, rm } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { GatehouseError } from '../../src-shared/errors.ts';
import { checkProfileName, hasProfile, withProfile, type ProfileCredentials } from './aws-profile.ts';

/** Where the person's own files are. */
export interface ProfilePlaces {
  readonly home: string;
  /** The credentials file that the AWS CLI reads unasked. */
  readonly credentialsFile: string;
}

/** A profile to be written, and where. */
export interface ProfileWrite {
  /** An absolute path; `~/` stands for the home folder. */
  readonly path: string;
  readonly profile: string;
  readonly credentials: ProfileCredentials;
  /** Whether the person said yes to what was asked. */
  readonly confirmed: boolean;
}

/**
 * Puts a profile into a credentials file of the AWS CLI. The file is written beside and put in place at once, so that it
 * is there whole or as it was; only its owner can read it. A link is followed, and stays one.
 * @returns the path that was written.
 * @throws GatehouseError `InvalidPath`, `InvalidProfileName`, `ConfirmationNeeded` (nothing was written then) or
 *   `FileNotWritten`.
 */
export async function writeAwsProfile(
  { path, profile, credentials, confirmed }: ProfileWrite,
  { home, credentialsFile }: ProfilePlaces,
): Promise<string> {
  checkProfileName(profile);
  const expanded = path.startsWith('~/') ? join(home, path.slice(2)) : path;
  if (!isAbsolute(expanded)) {
    throw new GatehouseError('InvalidPath', `${JSON.stringify(path)} is not an absolute path.`, {
      place: 'path',
      mend: 'Give the whole path of the file, such as ~/gatehouse-credentials.',
    });
  }
  const target = await existing(resolve(expanded));
  try {
    const file = await contentOf(target);
    if (!confirmed) {
      const own = target === (await existing(resolve(credentialsFile)));
      requireConfirmation(target, { own, replaced: file !== null && hasProfile(file, profile) ? profile : null });
    }
    await replaceFile(target, withProfile(file ?? '', profile, credentials));
  } catch (cause) {
    if (cause instanceof GatehouseError) throw cause;
    throw new GatehouseError('FileNotWritten', 'The file could not be written; what was there is unchanged.', {
      place: target,
      mend: 'Choose a file in a folder that is there, and that you may write to.',
      cause,
    });
  }
  return target;
}

async function existing(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return path;
  }
}

async function contentOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw cause;
  }
}

/** @throws GatehouseError `ConfirmationNeeded`, where there is something to confirm. */
function requireConfirmation(target: string, of: { readonly own: boolean; readonly replaced: string | null }): void {
  const reasons = [
    ...(of.own ? ['This is the file that the AWS CLI and the SDKs read by themselves.'] : []),
    ...(of.replaced === null ? [] : [`It has a profile ${of.replaced} already, which would be replaced.`]),
  ];
  if (reasons.length === 0) return;
  throw new GatehouseError('ConfirmationNeeded', reasons.join(' '), {
    place: target,
    mend: 'Confirm it, or choose another file or another name for the profile.',
  });
}

async function replaceFile(path: string, content: string): Promise<void> {
  await makeFolder(dirname(path));
  const temporary = `${path}.${process.pid}.new`;
  try {
    // What a write that was cut short left behind would keep its permissions.
    await rm(temporary, { force: true });
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
}

/** Makes the last folder of a path, such as `~/.aws`, where it is missing; those above it have to be there. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
  }
}
