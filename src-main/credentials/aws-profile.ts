import { GatehouseError } from '../../src-shared/errors.ts';

/**
 * The shared credentials file of the AWS CLI and the SDKs: sections in brackets, `name = value` lines in them.
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html
 */

/** What a profile holds. */
export interface ProfileCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Null for a long-term access key. */
  readonly sessionToken: string | null;
  readonly region: string;
}

const SECTION = /^\s*\[\s*([^\]]*?)\s*\]/;

/**
 * Checks the name of a profile.
 * @throws GatehouseError `InvalidProfileName`.
 */
export function checkProfileName(profile: string): void {
  if (/^[\w.@+-]{1,64}$/.test(profile)) return;
  throw new GatehouseError('InvalidProfileName', `${JSON.stringify(profile)} cannot be the name of a profile.`, {
    place: 'profile',
    mend: 'Use letters, digits and . _ @ + - only, at most 64.',
  });
}

/** Whether a credentials file has a profile of that name. */
export function hasProfile(file: string, profile: string): boolean {
  return file.split('\n').some((line) => SECTION.exec(line)?.[1] === profile);
}

/**
 * A credentials file with a profile put in: in place of the one of that name, else at the end. Every other line stays as
 * it is.
 */
export function withProfile(file: string, profile: string, credentials: ProfileCredentials): string {
  const section = profileText(profile, credentials);
  const lines = file.split('\n');
  const start = lines.findIndex((line) => SECTION.exec(line)?.[1] === profile);
  if (start < 0) {
    const before = file === '' || file.endsWith('\n') ? file : `${file}\n`;
    return `${before}${before.trim() === '' ? '' : '\n'}${section}`;
  }
  const next = lines.findIndex((line, index) => index > start && SECTION.test(line));
  const rest = next < 0 ? [] : lines.slice(next);
  const before = lines.slice(0, start).map((line) => `${line}\n`);
  return `${before.join('')}${section}${rest.length === 0 ? '' : `\n${rest.join('\n')}`}`;
}

function profileText(
  profile: string,
  { accessKeyId, secretAccessKey, sessionToken, region }: ProfileCredentials,
): string {
  const lines = [
    `[${profile}]`,
    `aws_access_key_id = ${accessKeyId}`,
    `aws_secret_access_key = ${secretAccessKey}`,
    ...(sessionToken === null ? [] : [`aws_session_token = ${sessionToken}`]),
    `region = ${region}`,
  ];
  return `${lines.join('\n')}\n`;
}
