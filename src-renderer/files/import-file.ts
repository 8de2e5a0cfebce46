import { CallError } from '../../src-shared/contract/client.ts';

/** The largest file that is read, in bytes. An account's details with thousands of identities take a few MB. */
export const MAX_IMPORT_BYTES = 64 * 1024 * 1024;

const MEGABYTES = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/**
 * Refuses a file that is too large or empty, before anything of it is read.
 * @returns null when the file can be read.
 */
export function importFileFault(file: { readonly name: string; readonly size: number }): CallError | null {
  if (file.size === 0) {
    return fault('ImportEmpty', `${file.name} is empty.`, file.name, 'Choose the file that the command wrote.');
  }
  if (file.size <= MAX_IMPORT_BYTES) return null;
  return fault(
    'ImportTooLarge',
    `${file.name} has ${megabytes(file.size)}; files of at most ${megabytes(MAX_IMPORT_BYTES)} can be imported.`,
    file.name,
    'Write the account in parts, such as with `aws iam get-account-authorization-details --filter User Group`, and import the part you need.',
  );
}

function megabytes(bytes: number): string {
  return `${MEGABYTES.format(bytes / 1024 / 1024)} MB`;
}

function fault(code: string, message: string, place: string, mend: string): CallError {
  return new CallError({ code, message, details: { place, mend, awsStatus: null } });
}
