import { existsSync, mkdtempSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { PROJECT, runGatehouse } from './run-gatehouse.ts';

/** What `aws iam get-account-authorization-details` prints for an account of one user. */
const DETAILS = JSON.stringify({
  UserDetailList: [
    {
      Path: '/',
      UserName: 'lucy',
      UserId: 'AIDAEXAMPLEEXAMPLE001',
      Arn: 'arn:aws:iam::123456789012:user/lucy',
      CreateDate: '2019-12-18T19:10:08+00:00',
      GroupList: [],
      AttachedManagedPolicies: [],
    },
  ],
  GroupDetailList: [],
  RoleDetailList: [],
  Policies: [],
});

const REAL = join(PROJECT, '..', 'shared', 'real-accounts', 'account-authorization-details.json');

let folder: string;
let file: string;
let workspace: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-cli-'));
  file = join(folder, 'details.json');
  workspace = join(folder, 'shop.gatehouse');
  writeFileSync(file, DETAILS);
});

describe('import', () => {
  it('makes a workspace and says on standard error what was found', async () => {
    const { code, out, err } = await runGatehouse(['import', file, '--out', workspace]);
    expect([code, out]).toEqual([0, '']);
    expect(err).toContain('Found in account 123456789012: 1 user, 0 groups,');
    expect(readdirSync(folder).toSorted()).toEqual(['details.json', 'shop.gatehouse']);
  });

  it('says it as one line of JSON when asked', async () => {
    const { code, out } = await runGatehouse(['import', file, '--out', workspace, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ workspace, accountId: '123456789012', found: { users: 1 }, remarks: [] });
  });

  it('reads standard input', async () => {
    expect((await runGatehouse(['import', '-', '--out', workspace], DETAILS)).code).toBe(0);
    expect(existsSync(workspace)).toBe(true);
  });

  it('leaves a file that is there as it is', async () => {
    writeFileSync(workspace, 'precious');
    const { code, err } = await runGatehouse(['import', file, '--out', workspace]);
    expect(code).toBe(1);
    expect(err).toContain(`${workspace}: The file is there already; it was left as it is.`);
    expect(readFileSync(workspace, 'utf8')).toBe('precious');
  });

  it('replaces it when forced to', async () => {
    writeFileSync(workspace, 'precious');
    expect((await runGatehouse(['import', file, '--out', workspace, '--force'])).code).toBe(0);
    expect(readFileSync(workspace).subarray(0, 15).toString()).toBe('SQLite format 3');
  });

  it.each([
    ['that is not JSON', '{"UserDetailList": [', 'not JSON'],
    ['of another kind', '{"name":"gatehouse"}', 'it holds no account'],
  ])('leaves it as it is when forced to but the import is one %s', async (_what, text, sentence) => {
    writeFileSync(workspace, 'precious');
    writeFileSync(file, text);
    const { code, err } = await runGatehouse(['import', file, '--out', workspace, '--force']);
    expect(code).toBe(1);
    expect(err).toContain(sentence);
    expect(readFileSync(workspace, 'utf8')).toBe('precious');
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('does not read a file of 200 MB', async () => {
    truncateSync(file, 200 * 1024 * 1024);
    const { code, err } = await runGatehouse(['import', file, '--out', workspace]);
    expect(code).toBe(1);
    expect(err).toMatch(/200 MB.*64 MB/);
  });

  it.each([
    [
      'a file that is not there',
      () => [join(folder, 'none.json'), '--out', workspace],
      'none.json: The file cannot be read (ENOENT).',
    ],
    [
      'a folder that is not there',
      () => [file, '--out', join(folder, 'none', 'a.gatehouse')],
      'There is no such folder.',
    ],
  ])('names %s', async (_what, args, sentence) => {
    const { code, err } = await runGatehouse(['import', ...args()]);
    expect(code).toBe(1);
    expect(err).toContain(sentence);
  });
});

describe('export', () => {
  it('writes the account as JSON to standard output, and nothing else', async () => {
    await runGatehouse(['import', file, '--out', workspace]);
    const { code, out } = await runGatehouse(['export', workspace]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ UserDetailList: [{ UserName: 'lucy' }] });
  });

  it('can be imported again', async () => {
    await runGatehouse(['import', file, '--out', workspace]);
    const { out } = await runGatehouse(['export', workspace]);
    const again = join(folder, 'again.gatehouse');
    expect((await runGatehouse(['import', '-', '--out', again], out)).code).toBe(0);
    expect((await runGatehouse(['export', again])).out).toBe(out);
  });

  it('names an account that the workspace does not hold', async () => {
    await runGatehouse(['import', file, '--out', workspace]);
    const { code, err } = await runGatehouse(['export', workspace, '--account', '999999999999']);
    expect(code).toBe(2);
    expect(err).toContain('no account 999999999999; it has 123456789012');
  });

  it('names a file that is no workspace', async () => {
    const { code, out, err } = await runGatehouse(['export', file]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(file);
  });

  it.skipIf(!existsSync(REAL))(
    'writes a real account that was imported (skipped without the real accounts)',
    async () => {
      expect((await runGatehouse(['import', REAL, '--out', workspace])).code).toBe(0);
      const { out } = await runGatehouse(['export', workspace]);
      expect(JSON.parse(out)).toMatchObject({ UserDetailList: { length: 3 }, RoleDetailList: { length: 3 } });
    },
  );
});
