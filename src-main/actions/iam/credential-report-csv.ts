import type {
  AccessKey,
  AccountDocument,
  SigningCertificate,
  UserDocument,
} from '../../../src-shared/model/documents.ts';
import { passwordExpiresAt, passwordSetAt } from '../../authentication/password-expiry.ts';

/** The columns, in AWS's order. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html */
const COLUMNS = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'password_next_rotation',
  'mfa_active',
  'access_key_1_active',
  'access_key_1_last_rotated',
  'access_key_1_last_used_date',
  'access_key_1_last_used_region',
  'access_key_1_last_used_service',
  'access_key_2_active',
  'access_key_2_last_rotated',
  'access_key_2_last_used_date',
  'access_key_2_last_used_region',
  'access_key_2_last_used_service',
  'cert_1_active',
  'cert_1_last_rotated',
  'cert_2_active',
  'cert_2_last_rotated',
  'additional_credentials_info',
] as const;

type Row = Readonly<Record<(typeof COLUMNS)[number], string>>;

const NOT_APPLICABLE = 'N/A';
const NO_INFORMATION = 'no_information';
const NOT_SUPPORTED = 'not_supported';

/** Services that belong to no region in the report. The guide names Amazon S3 as one; the others have one endpoint for all. */
const WITHOUT_REGION: ReadonlySet<string> = new Set(['s3']);

/**
 * Writes the credential report: the root user first, then the users by name. The guide writes TRUE and FALSE; the files
 * have them in lower case.
 * @param users in the order of their names.
 * @returns CSV, lines ended by LF but for the last.
 */
export function credentialReportCsv(account: AccountDocument, users: readonly UserDocument[]): string {
  const rows = [rootRow(account), ...users.map((user) => userRow(user, account))];
  return [COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((column) => field(row[column])).join(','))].join('\n');
}

function rootRow(account: AccountDocument): Row {
  const { rootLoginProfile: profile } = account;
  return {
    user: '<root_account>',
    arn: account.arn,
    user_creation_time: seconds(account.createDate),
    password_enabled: String(profile !== null),
    password_last_used: profile === null ? NOT_APPLICABLE : seconds(account.rootPasswordLastUsed, NO_INFORMATION),
    password_last_changed: seconds(profile?.passwordSetAt),
    password_next_rotation: NOT_SUPPORTED,
    mfa_active: String(account.rootMfaDevices.length > 0),
    // Here the root user has neither access keys nor signing certificates.
    ...accessKeyColumns([]),
    ...certificateColumns([]),
    additional_credentials_info: NOT_APPLICABLE,
  };
}

function userRow(user: UserDocument, account: AccountDocument): Row {
  const { loginProfile: profile } = user;
  const expiresAt = profile === null ? null : passwordExpiresAt(profile, account.passwordPolicy);
  return {
    user: user.userName,
    arn: user.arn,
    user_creation_time: seconds(user.createDate),
    password_enabled: String(profile !== null),
    password_last_used: profile === null ? NOT_APPLICABLE : seconds(user.passwordLastUsed, NO_INFORMATION),
    password_last_changed: profile === null ? NOT_APPLICABLE : seconds(passwordSetAt(profile).toISOString()),
    password_next_rotation: seconds(expiresAt?.toISOString()),
    mfa_active: String(user.mfaDevices.length > 0),
    ...accessKeyColumns(user.accessKeys),
    ...certificateColumns(user.signingCertificates),
    // A user has two keys and two certificates at most, so there is nothing more to tell.
    additional_credentials_info: NOT_APPLICABLE,
  };
}

function accessKeyColumns([first, second]: readonly AccessKey[]) {
  return {
    access_key_1_active: String(first?.status === 'Active'),
    access_key_1_last_rotated: seconds(first?.createDate),
    access_key_1_last_used_date: seconds(first?.lastUsed?.date),
    access_key_1_last_used_region: regionOf(first),
    access_key_1_last_used_service: first?.lastUsed?.service ?? NOT_APPLICABLE,
    access_key_2_active: String(second?.status === 'Active'),
    access_key_2_last_rotated: seconds(second?.createDate),
    access_key_2_last_used_date: seconds(second?.lastUsed?.date),
    access_key_2_last_used_region: regionOf(second),
    access_key_2_last_used_service: second?.lastUsed?.service ?? NOT_APPLICABLE,
  };
}

function certificateColumns([first, second]: readonly SigningCertificate[]) {
  return {
    cert_1_active: String(first?.status === 'Active'),
    cert_1_last_rotated: seconds(first?.uploadDate),
    cert_2_active: String(second?.status === 'Active'),
    cert_2_last_rotated: seconds(second?.uploadDate),
  };
}

function regionOf(key: AccessKey | undefined): string {
  const use = key?.lastUsed ?? null;
  return use === null || WITHOUT_REGION.has(use.service) ? NOT_APPLICABLE : use.region;
}

/** A time in ISO 8601 to the second, or what stands where there is none. */
function seconds(time: string | null | undefined, otherwise = NOT_APPLICABLE): string {
  return time?.replace(/\.\d+Z$/, 'Z') ?? otherwise;
}

/** As RFC 4180 wants it: user names may hold commas. */
function field(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
