import { beforeEach, describe, expect, it } from 'vitest';
import { makeCertificate } from './certificates.ts';
import { ACCOUNT_ID, TestAccount } from './test-account.ts';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
const COLUMNS =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated,additional_credentials_info';
const CREATED = '2026-01-02T03:04:05Z';
const HOUR_MS = 60 * 60 * 1000;

let aws: TestAccount;
beforeEach(() => {
  aws = new TestAccount();
});

const later = (ms: number) => {
  aws.now = new Date(aws.now.getTime() + ms);
};
const generate = () => aws.perform('iam:GenerateCredentialReport');
const get = async () =>
  Buffer.from((await aws.perform('iam:GetCredentialReport')).Content, 'base64')
    .toString()
    .split('\n');

/** The row of a user in a report made now, by column. */
async function rowOf(user: string): Promise<Record<string, string>> {
  later(5 * HOUR_MS);
  await generate();
  later(5000);
  const row = (await get()).find((line) => line.startsWith(`${user},`))?.split(',') ?? [];
  return Object.fromEntries(COLUMNS.split(',').map((column, index) => [column, row[index] ?? 'missing']));
}

/** What bookkeeping notes in passing. */
function note(change: (lucy: NonNullable<ReturnType<typeof lucyNow>>) => object): void {
  const lucy = lucyNow();
  if (lucy === null) throw new Error('lucy is gone.');
  aws.model.apply([{ key: lucy.arn, before: lucy, after: { ...lucy, ...change(lucy) } }]);
}
/** What a request leaves behind that lucy's first key signed. */
function used(service: string): void {
  const lastUsed = { date: '2026-01-03T00:00:00.000Z', region: 'eu-west-1', service };
  note(({ accessKeys }) => ({
    accessKeys: accessKeys.map((key, index) => (index === 0 ? { ...key, lastUsed } : key)),
  }));
}

const lucyNow = () => aws.model.userByName(ACCOUNT_ID, 'lucy');

describe('GenerateCredentialReport', () => {
  it('starts, is in progress, and is complete for four hours', async () => {
    expect(await generate()).toEqual({
      State: 'STARTED',
      Description: 'No report exists. Starting a new report generation task',
    });
    expect(await generate()).toEqual({ State: 'INPROGRESS' });
    later(4 * HOUR_MS);
    expect(await generate()).toEqual({ State: 'COMPLETE' });
    later(1);
    expect(await generate()).toEqual({ State: 'STARTED' });
  });

  it('does not change a report that still counts', async () => {
    await generate();
    later(HOUR_MS);
    await aws.perform('iam:CreateUser', { UserName: 'lucy' });
    await generate();
    expect(await get()).toHaveLength(2);
  });
});

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetCredentialReport.html
describe('GetCredentialReport', () => {
  it.each([
    { state: 'not generated', wait: null, code: 'ReportNotPresent', status: 410 },
    { state: 'being generated', wait: 0, code: 'ReportInProgress', status: 404 },
    { state: 'older than four hours', wait: 4 * HOUR_MS + 1, code: 'ReportExpired', status: 410 },
  ])('refuses a report that is $state', async ({ wait, code, status }) => {
    if (wait !== null) await generate();
    later(wait ?? 0);
    expect(await aws.refusal('iam:GetCredentialReport')).toMatchObject({ code, status });
  });

  it('gives CSV with AWS’s columns, the root user first, then the users by name', async () => {
    for (const UserName of ['mia', 'Lucy', 'bruce,wayne']) await aws.perform('iam:CreateUser', { UserName });
    await generate();
    later(5000);
    const answer = await aws.perform('iam:GetCredentialReport');
    expect(answer).toMatchObject({ ReportFormat: 'text/csv', GeneratedTime: CREATED });
    const [columns, ...rows] = await get();
    expect(columns).toBe(COLUMNS);
    expect(rows.map((row) => row.slice(0, row.search(/,"?arn:/)))).toEqual([
      '<root_account>',
      '"bruce,wayne"',
      'Lucy',
      'mia',
    ]);
  });

  it('tells of a user without credentials', async () => {
    await aws.perform('iam:CreateUser', { UserName: 'lucy' });
    expect(Object.values(await rowOf('lucy')).join(',')).toBe(
      `lucy,arn:aws:iam::${ACCOUNT_ID}:user/lucy,${CREATED},false,N/A,N/A,N/A,false,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A,N/A`,
    );
  });

  it('tells of the root user', async () => {
    expect(Object.values(await rowOf('<root_account>')).join(',')).toBe(
      `<root_account>,arn:aws:iam::${ACCOUNT_ID}:root,2025-12-31T00:00:00Z,false,N/A,N/A,not_supported,false,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A,N/A`,
    );
  });

  it('tells when a password was set, used, and has to be changed', async () => {
    await aws.perform('iam:CreateUser', { UserName: 'lucy' });
    await aws.perform('iam:CreateLoginProfile', { UserName: 'lucy', Password: 'Str0ng-password' });
    expect(await rowOf('lucy')).toMatchObject({
      password_enabled: 'true',
      password_last_used: 'no_information',
      password_last_changed: CREATED,
      password_next_rotation: 'N/A',
    });
    await aws.perform('iam:UpdateAccountPasswordPolicy', { MaxPasswordAge: 90 });
    note(() => ({ passwordLastUsed: '2026-01-03T00:00:00.123Z' }));
    expect(await rowOf('lucy')).toMatchObject({
      password_last_used: '2026-01-03T00:00:00Z',
      password_next_rotation: '2026-04-02T03:04:05Z',
    });
  });

  it('tells of both access keys, and of their last use', async () => {
    await aws.perform('iam:CreateUser', { UserName: 'lucy' });
    await aws.perform('iam:CreateAccessKey', { UserName: 'lucy' });
    const { AccessKeyId } = (await aws.perform('iam:CreateAccessKey', { UserName: 'lucy' })).AccessKey;
    await aws.perform('iam:UpdateAccessKey', { UserName: 'lucy', AccessKeyId, Status: 'Inactive' });
    used('ec2');
    expect(await rowOf('lucy')).toMatchObject({
      access_key_1_active: 'true',
      access_key_1_last_rotated: CREATED,
      access_key_1_last_used_date: '2026-01-03T00:00:00Z',
      access_key_1_last_used_region: 'eu-west-1',
      access_key_1_last_used_service: 'ec2',
      access_key_2_active: 'false',
      access_key_2_last_rotated: CREATED,
      access_key_2_last_used_date: 'N/A',
    });
    used('s3');
    expect(await rowOf('lucy')).toMatchObject({
      access_key_1_last_used_region: 'N/A',
      access_key_1_last_used_service: 's3',
    });
  });

  it('tells of signing certificates', async () => {
    await aws.perform('iam:CreateUser', { UserName: 'lucy' });
    const { certificate } = await makeCertificate('lucy');
    await aws.perform('iam:UploadSigningCertificate', { UserName: 'lucy', CertificateBody: certificate });
    expect(await rowOf('lucy')).toMatchObject({
      cert_1_active: 'true',
      cert_1_last_rotated: CREATED,
      cert_2_active: 'false',
      cert_2_last_rotated: 'N/A',
    });
  });
});
