import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLab, type TestLab } from '../../fixtures/lab.ts';

const BUCKET = 'ledger';

describe('The browser of a bucket', () => {
  let lab: TestLab;

  beforeEach(async () => {
    lab = await startLab();
    await lab.client.call('credentialStore.useMemory', {});
    await lab.client.call('workspace.openSample', {});
    await lab.perform('s3:CreateBucket', { Bucket: BUCKET });
  });
  afterEach(() => lab.close());

  const put = (key: string, text = key) =>
    lab.client.call('bucket.putObject', {
      bucket: BUCKET,
      key,
      contentType: 'text/plain',
      base64: Buffer.from(text).toString('base64'),
    });
  const read = async (key: string, versionId: string | null = null) => {
    const { base64 } = await lab.client.call('bucket.readObject', { bucket: BUCKET, key, versionId });
    return Buffer.from(base64, 'base64').toString();
  };
  const list = (prefix = '', versions = false) =>
    lab.client.call('bucket.list', { bucket: BUCKET, prefix, versions, from: null });
  const remove = (keys: string[], folders: string[] = []) =>
    lab.client.call('bucket.deleteObjects', {
      bucket: BUCKET,
      objects: keys.map((key) => ({ key, versionId: null })),
      folders,
    });
  const restore = (restoreId: string | null) => {
    if (restoreId === null) throw new Error('Nothing is held.');
    return lab.client.call('bucket.restoreObjects', { restoreId });
  };
  const keepVersions = () =>
    lab.client.call('actions.perform', {
      operation: 's3:PutBucketVersioning',
      parameters: { Bucket: BUCKET, VersioningConfiguration: { Status: 'Enabled' } },
    });

  it('shows the folders and the objects of one folder at a time', async () => {
    for (const key of ['a.txt', '2026/q1.csv', '2026/q2/may.csv']) await put(key);
    expect(await list()).toMatchObject({ folders: ['2026/'], objects: [{ key: 'a.txt', size: 5 }], next: null });
    expect(await list('2026/')).toMatchObject({ folders: ['2026/q2/'], objects: [{ key: '2026/q1.csv' }] });
  });

  it('goes on with the next page where the last one ended', async () => {
    for (let number = 0; number < 1001; number += 1) await put(`k${String(number).padStart(4, '0')}`, '');
    const first = await list();
    expect(first.objects).toHaveLength(1000);
    const second = await lab.client.call('bucket.list', {
      bucket: BUCKET,
      prefix: '',
      versions: false,
      from: first.next,
    });
    expect(second.objects.map(({ key }) => key)).toEqual(['k1000']);
    expect(second.next).toBeNull();
  });

  it('reads back what was written, and tells about it', async () => {
    await put('a.txt', 'two\nlines');
    expect(await read('a.txt')).toBe('two\nlines');
    expect(
      await lab.client.call('bucket.describeObject', { bucket: BUCKET, key: 'a.txt', versionId: null }),
    ).toMatchObject({ contentType: 'text/plain', size: 9, storageClass: 'STANDARD', encryption: 'AES256' });
  });

  it('brings back what was deleted for good, as it was', async () => {
    await put('a.txt', 'kept');
    await put('2026/q1.csv', 'kept, too');
    const before = [await list(), await list('2026/')];
    const { deleted, restoreId } = await remove(['a.txt'], ['2026/']);
    expect(deleted).toBe(2);
    expect(await list()).toMatchObject({ folders: [], objects: [] });
    await restore(restoreId);
    expect([await list(), await list('2026/')]).toEqual(before);
    expect(await read('a.txt')).toBe('kept');
    expect(await read('2026/q1.csv')).toBe('kept, too');
  });

  it('takes back a delete marker, and leaves the versions in their order', async () => {
    await keepVersions();
    await put('a.txt', 'old');
    await put('a.txt', 'new');
    const before = await list('', true);
    const { restoreId } = await remove(['a.txt']);
    expect((await list('', true)).objects.map(({ isDeleteMarker }) => isDeleteMarker)).toEqual([true, false, false]);
    await restore(restoreId);
    expect(await list('', true)).toEqual(before);
    expect(await read('a.txt')).toBe('new');
  });

  it('takes back the deletion of a version that is not the newest', async () => {
    await keepVersions();
    const { versionId } = await put('a.txt', 'old');
    await put('a.txt', 'new');
    const before = await list('', true);
    const { restoreId } = await lab.client.call('bucket.deleteObjects', {
      bucket: BUCKET,
      objects: [{ key: 'a.txt', versionId }],
      folders: [],
    });
    expect((await list('', true)).objects).toHaveLength(1);
    await restore(restoreId);
    expect(await list('', true)).toEqual(before);
  });

  it('brings nothing back over an object that was written since', async () => {
    await put('a.txt', 'first');
    const { restoreId } = await remove(['a.txt']);
    await put('a.txt', 'second');
    await expect(restore(restoreId)).rejects.toMatchObject({ code: 'ChangedSince', details: { place: 'a.txt' } });
    expect(await read('a.txt')).toBe('second');
  });

  it('brings back what was deleted last, once', async () => {
    await put('a.txt');
    await put('b.txt');
    const first = await remove(['a.txt']);
    const second = await remove(['b.txt']);
    await expect(restore(first.restoreId)).rejects.toMatchObject({ code: 'NothingToRestore' });
    await restore(second.restoreId);
    await expect(restore(second.restoreId)).rejects.toMatchObject({ code: 'NothingToRestore' });
  });

  it('asks the gate when a principal is signed in, and brings nothing of theirs back', async () => {
    await lab.perform('iam:CreateLoginProfile', { UserName: 'lucy', Password: 'Correct-Horse-7' });
    await put('a.txt');
    await lab.client.call('signIn.password', {
      account: '123456789012',
      userName: 'lucy',
      password: 'Correct-Horse-7',
    });
    await expect(list()).rejects.toMatchObject({ code: 'AccessDenied' });
    const { records } = await lab.client.call('timeline.list', { before: null, limit: 1 });
    expect(records[0]).toMatchObject({ action: 's3:ListBucket', verdict: 'ImplicitlyDenied', door: 'console' });
    expect(await remove(['a.txt'])).toMatchObject({
      deleted: 0,
      refused: [{ key: 'a.txt', code: 'AccessDenied' }],
      restoreId: null,
    });
  });
});
