import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withProfile } from '../../../src-main/credentials/aws-profile.ts';
import { writeAwsProfile } from '../../../src-main/credentials/write-aws-profile.ts';

const CREDENTIALS = { accessKeyId: 'ASIA1', secretAccessKey: 's', sessionToken: 't==', region: 'eu-west-1' };
const LAB =
  '[lab]\naws_access_key_id = ASIA1\naws_secret_access_key = s\naws_session_token = t==\nregion = eu-west-1\n';

// https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html
describe('a profile in a credentials file', () => {
  it.each([
    ['an empty file', '', LAB],
    ['a file with another profile', '[a]\nx = 1\n', `[a]\nx = 1\n\n${LAB}`],
    ['a file that does not end in a line break', '[a]\nx = 1', `[a]\nx = 1\n\n${LAB}`],
    ['one of that name at the end', '# mine\n[a]\nx = 1\n[lab]\ny = 2\n', `# mine\n[a]\nx = 1\n${LAB}`],
    ['one of that name between others', '[a]\nx = 1\n[ lab ]\ny = 2\n[b]\nz = 3\n', `[a]\nx = 1\n${LAB}\n[b]\nz = 3\n`],
  ])('goes into %s, and everything else stays', (_, before, after) => {
    expect(withProfile(before, 'lab', CREDENTIALS)).toBe(after);
  });

  it('of a long-term key has no session token', () => {
    expect(withProfile('', 'lab', { ...CREDENTIALS, sessionToken: null })).not.toContain('token');
  });
});

describe('writing a profile', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'gatehouse-home-'));
  });
  afterEach(() => rmSync(home, { recursive: true }));
  const write = (path: string, confirmed = false, profile = 'lab') =>
    writeAwsProfile(
      { path, profile, credentials: CREDENTIALS, confirmed },
      { home, credentialsFile: join(home, '.aws', 'credentials') },
    );

  it('makes a file that its owner alone can read, and leaves nothing beside it', async () => {
    expect(await write('~/lab')).toBe(join(home, 'lab'));
    expect(readFileSync(join(home, 'lab'), 'utf8')).toBe(LAB);
    expect(statSync(join(home, 'lab')).mode & 0o777).toBe(0o600);
    expect(readdirSync(home)).toEqual(['lab']);
  });

  it('asks before it touches the file of the AWS CLI, and writes nothing until then', async () => {
    await expect(write('~/.aws/credentials')).rejects.toMatchObject({ code: 'ConfirmationNeeded' });
    expect(readdirSync(home)).toEqual([]);
    await write('~/.aws/credentials', true);
    expect(readFileSync(join(home, '.aws', 'credentials'), 'utf8')).toBe(LAB);
  });

  it('asks before it replaces a profile', async () => {
    writeFileSync(join(home, 'lab'), '[lab]\nx = 1\n');
    await expect(write('~/lab')).rejects.toMatchObject({ code: 'ConfirmationNeeded', place: join(home, 'lab') });
    expect(readFileSync(join(home, 'lab'), 'utf8')).toBe('[lab]\nx = 1\n');
  });

  it('follows a link, which stays one', async () => {
    writeFileSync(join(home, 'real'), '');
    symlinkSync(join(home, 'real'), join(home, 'link'));
    await write('~/link');
    expect(readFileSync(join(home, 'real'), 'utf8')).toBe(LAB);
  });

  it.each([
    ['relative/path', 'lab', 'InvalidPath'],
    ['~/lab', 'a]\n[b', 'InvalidProfileName'],
    ['/proc/nowhere/lab', 'lab', 'FileNotWritten'],
  ])('refuses %s for profile %j', async (path, profile, code) => {
    await expect(write(path, false, profile)).rejects.toMatchObject({ code });
  });
});
