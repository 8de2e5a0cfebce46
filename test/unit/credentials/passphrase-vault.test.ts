import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPassphraseFile, writePassphraseFile } from '../../../src-main/credentials/passphrase-file.ts';
import {
  createPassphraseVault,
  openPassphraseVault,
  type PassphraseVault,
} from '../../../src-main/credentials/passphrase-vault.ts';
import { systemRandom } from '../../../src-main/random.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { specifyVault } from './vault-contract.ts';

const PASSPHRASE = 'open sesame';
const CANARY = 'wJalrXUtnFEMI-canary';
/** Cheap, since these tests are about the file and not about guessing its passphrase. */
const COST = { N: 16, r: 8, p: 1 };

function newPath(): string {
  return join(temporaryFolder(), 'data', 'credentials.json');
}

function create(path: string): Promise<PassphraseVault> {
  return createPassphraseVault({ path, random: systemRandom, cost: COST }, PASSPHRASE);
}

function open(path: string, passphrase = PASSPHRASE): Promise<PassphraseVault> {
  return openPassphraseVault({ path, random: systemRandom }, passphrase);
}

/** What is in the file; null when there is none. */
function textOf(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/** The file as JSON, for reaching into it. */
function content(path: string): Record<string, unknown> & { entries: Record<string, unknown> } {
  return JSON.parse(readFileSync(path, 'utf8'));
}

describe('the vault in a passphrase file', () => {
  specifyVault(() => create(newPath()));

  it('is there again after a restart', async () => {
    const path = newPath();
    await (await create(path)).set('w/access-key/a', CANARY);
    expect(await (await open(path)).get('w/access-key/a')).toBe(CANARY);
  });

  it('holds neither secret nor passphrase in the clear, and nobody else may read it', async () => {
    const path = newPath();
    await (await create(path)).set('w/access-key/a', CANARY);
    const text = readFileSync(path, 'utf8');
    for (const secret of [CANARY, PASSPHRASE]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(Buffer.from(secret).toString('base64').slice(0, -3));
      expect(text).not.toContain(Buffer.from(secret).toString('hex'));
    }
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    expect(readdirSync(dirname(path))).toEqual(['credentials.json']);
  });

  it('uses a nonce once', async () => {
    const path = newPath();
    const vault = await create(path);
    await vault.set('w/access-key/a', CANARY);
    const first = content(path).entries['w/access-key/a'];
    await vault.set('w/access-key/a', CANARY);
    expect(content(path).entries['w/access-key/a']).not.toEqual(first);
  });

  it('sees what another window has written', async () => {
    const path = newPath();
    const one = await create(path);
    const other = await open(path);
    await one.set('w/access-key/a', '1');
    await other.set('w/access-key/b', '2');
    expect(await one.get('w/access-key/b')).toBe('2');
    expect(await other.get('w/access-key/a')).toBe('1');
  });

  it('is not made where there is one', async () => {
    const path = newPath();
    await create(path);
    const before = readFileSync(path, 'utf8');
    await expect(create(path)).rejects.toMatchObject({ code: 'CredentialFileExists', place: path });
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  it('says that a passphrase is wrong, and changes nothing', async () => {
    const path = newPath();
    await (await create(path)).set('w/access-key/a', CANARY);
    const before = readFileSync(path, 'utf8');
    await expect(open(path, 'open barley')).rejects.toMatchObject({ code: 'CredentialPassphraseWrong', place: path });
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  it('takes a passphrase however its accents were typed', async () => {
    const path = newPath();
    await createPassphraseVault({ path, random: systemRandom, cost: COST }, 'caf\u00e9 sesame');
    expect((await open(path, 'cafe\u0301 sesame')).kind).toBe('passphraseFile');
  });

  it.each([
    ['missing', 'CredentialFileMissing', null],
    ['empty', 'CredentialFileDamaged', () => ''],
    ['a picture', 'CredentialFileDamaged', () => '\u0089PNG\r\n'],
    ['JSON of another kind', 'CredentialFileDamaged', () => '{"theme":"dark"}'],
    ['cut short', 'CredentialFileDamaged', (text: string) => text.slice(0, -20)],
    ['changed in one digit', 'CredentialFileDamaged', (text: string) => text.replace(/"salt": "(.)/, '"salt": "_')],
    ['with another salt', 'CredentialFileDamaged', (text: string) => text.replace(/"salt": "..../, '"salt": "AAAA')],
    ['that asks for all memory', 'CredentialFileDamaged', (text: string) => text.replace('"N": 16', '"N": 1073741824')],
    ['of a newer version', 'CredentialFileNewer', (text: string) => text.replace('"version": 1', '"version": 2')],
  ])('says what is wrong with a file that is %s, and changes nothing', async (_, code, damage) => {
    const path = newPath();
    if (damage !== null) {
      await create(path);
      writeFileSync(path, damage(readFileSync(path, 'utf8')));
    }
    const before = textOf(path);
    await expect(open(path)).rejects.toMatchObject({ name: 'GatehouseError', code, place: path });
    expect(textOf(path)).toBe(before);
  });

  it('notices while it is open that the file was damaged or replaced', async () => {
    const path = newPath();
    const vault = await create(path);
    const another = newPath();
    await create(another);
    writeFileSync(path, readFileSync(another));
    await expect(vault.set('w/access-key/a', CANARY)).rejects.toMatchObject({ code: 'CredentialStoreLocked' });
    writeFileSync(path, '');
    await expect(vault.get('w/access-key/a')).rejects.toMatchObject({ code: 'CredentialFileDamaged' });
    expect(readFileSync(path, 'utf8')).toBe('');
  });

  it('says when it cannot be written, and goes on working afterwards', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'credentials.json');
    const vault = await create(path);
    const obstacle = `${path}.${process.pid}.new`;
    mkdirSync(obstacle);
    await expect(vault.set('w/access-key/a', CANARY)).rejects.toMatchObject({
      code: 'CredentialStoreUnavailable',
      place: path,
      message: expect.not.stringContaining(CANARY),
    });
    expect(await vault.list('')).toEqual([]);
  });
});

describe('the passphrase of a file', () => {
  const FRESH = 'a bowl of cherries';

  it('is changed: the new one opens all of it, here and after a restart, and the old one nothing', async () => {
    const path = newPath();
    const vault = await create(path);
    await vault.set('w/access-key/a', CANARY);
    await vault.set('w/access-key/b', 'other');
    await vault.changePassphrase(PASSPHRASE, FRESH);
    await vault.set('w/access-key/c', 'later');
    expect(await vault.get('w/access-key/a')).toBe(CANARY);
    const again = await open(path, FRESH);
    expect(await again.get('w/access-key/a')).toBe(CANARY);
    expect(await again.get('w/access-key/b')).toBe('other');
    expect(await again.get('w/access-key/c')).toBe('later');
    await expect(open(path)).rejects.toMatchObject({ code: 'CredentialPassphraseWrong' });
  });

  it('is not changed by who does not know it', async () => {
    const path = newPath();
    const vault = await create(path);
    await vault.set('w/access-key/a', CANARY);
    const before = textOf(path);
    await expect(vault.changePassphrase('guessed', FRESH)).rejects.toMatchObject({ code: 'CredentialPassphraseWrong' });
    expect(textOf(path)).toBe(before);
    expect(await vault.get('w/access-key/a')).toBe(CANARY);
  });

  it('is changed among other work without losing any of it', async () => {
    const path = newPath();
    const vault = await create(path);
    await vault.set('w/access-key/a', CANARY);
    const [, , read] = await Promise.all([
      vault.set('w/access-key/b', '1'),
      vault.changePassphrase(PASSPHRASE, FRESH),
      vault.get('w/access-key/a'),
      vault.set('w/access-key/c', '2'),
    ]);
    expect(read).toBe(CANARY);
    const again = await open(path, FRESH);
    expect(await again.get('w/access-key/b')).toBe('1');
    expect(await again.get('w/access-key/c')).toBe('2');
  });

  it('is not changed while an entry cannot be read, which would be lost', async () => {
    const path = newPath();
    const vault = await create(path);
    await vault.set('w/access-key/a', CANARY);
    await vault.set('w/access-key/b', 'other');
    const file = await readPassphraseFile(path);
    const { 'w/access-key/a': one } = file.entries;
    if (one === undefined) throw new Error('The entry is not there.');
    // Whole to the checksum, and yet not what was sealed under that reference.
    await writePassphraseFile(path, { ...file, entries: { ...file.entries, 'w/access-key/b': one } });
    const before = textOf(path);
    await expect(vault.changePassphrase(PASSPHRASE, FRESH)).rejects.toMatchObject({
      code: 'CredentialFileDamaged',
      place: `${path}, entry w/access-key/b`,
    });
    expect(textOf(path)).toBe(before);
  });
});
