import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Draft } from '../../../src-shared/contract/composer.ts';
import type { SavedEntry } from '../../../src-shared/contract/saved-requests.ts';
import { childrenOf } from '../../../src-shared/saved-requests/saved-tree.ts';
import { startLab, type TestLab } from '../../fixtures/lab.ts';

const LIST: Draft = { kind: 'action', action: 's3:ListAllMyBuckets', region: 'us-east-1', parameters: {} };

/** The tree as lines that are indented by depth. */
function lines(entries: readonly SavedEntry[], parentId: string | null = null, depth = 0): string[] {
  return childrenOf(entries, parentId).flatMap((entry) => [
    `${'  '.repeat(depth)}${entry.name}${entry.kind === 'folder' ? '/' : ''}`,
    ...lines(entries, entry.id, depth + 1),
  ]);
}

describe('Saved requests', () => {
  let lab: TestLab;

  beforeEach(async () => {
    lab = await startLab();
    await lab.client.call('credentialStore.useMemory', {});
    await lab.client.call('workspace.create', { name: 'lab', accountId: null, rootEmail: null, path: null });
  });
  afterEach(() => lab.close());

  const save = (name: string, parentId: string | null = null, draft: Draft = LIST) =>
    lab.client.call('savedRequests.save', {
      id: null,
      parentId,
      name,
      composition: { draft, signer: { kind: 'anonymous' }, signature: { place: 'header' }, overrides: {} },
    });
  const folder = async (name: string, parentId: string | null = null): Promise<string> =>
    (await lab.client.call('savedRequests.createFolder', { parentId, name })).id;
  const tree = async (): Promise<string[]> => lines(await lab.client.call('savedRequests.list', {}));
  const draftOf = async (name: string) => {
    const entries = await lab.client.call('savedRequests.list', {});
    const entry = entries.find((candidate) => candidate.name === name);
    return entry?.kind === 'request' ? entry : null;
  };

  test('stand in the order in which they were saved, under their folder', async () => {
    const buckets = await folder('Buckets');
    await save('list', buckets);
    await save('top');
    await save('list again', buckets);
    expect(await tree()).toEqual(['Buckets/', '  list', '  list again', 'top']);
  });

  test('are still there after a restart', async () => {
    await save('list', await folder('Buckets'));
    const { path } = (await lab.client.call('app.describe', {})).workspace ?? {};
    lab = await lab.restart();
    await lab.client.call('workspace.open', { path: path ?? '' });
    expect(await tree()).toEqual(['Buckets/', '  list']);
  });

  test('take the place of what was saved under the same ID', async () => {
    const { id } = await save('list');
    await save('other');
    await lab.client.call('savedRequests.save', {
      id,
      parentId: null,
      name: 'who',
      composition: {
        draft: { ...LIST, action: 'sts:GetCallerIdentity' },
        signer: null,
        signature: { place: 'query', expiresInSeconds: 60 },
        overrides: { sourceIp: '203.0.113.7' },
      },
    });
    expect(await tree()).toEqual(['who', 'other']);
    expect(await draftOf('who')).toMatchObject({
      draft: { action: 'sts:GetCallerIdentity' },
      signature: { place: 'query', expiresInSeconds: 60 },
      overrides: { sourceIp: '203.0.113.7' },
    });
  });

  test('hold no temporary credentials, since those are gone by then', async () => {
    await lab.client.call('savedRequests.save', {
      id: null,
      parentId: null,
      name: 'list',
      composition: {
        draft: LIST,
        signer: { kind: 'session', sessionId: 'ASIAIOSFODNN7EXAMPLE' },
        signature: { place: 'header' },
        overrides: {},
      },
    });
    expect(await draftOf('list')).toMatchObject({ signer: null });
  });

  test.each<[string, Draft, readonly string[]]>([
    [
      'parameters',
      {
        kind: 'action',
        action: 'iam:CreateLoginProfile',
        region: 'us-east-1',
        parameters: { UserName: 'lucy', Password: 'hunter2' },
      },
      ['Password'],
    ],
    [
      'headers, the URL and the body of a raw request',
      {
        kind: 'raw',
        method: 'POST',
        url: 'https://iam.amazonaws.com/?X-Amz-Security-Token=hunter2&a=1',
        headers: [
          ['X-Amz-Security-Token', 'hunter2'],
          ['Accept', '*/*'],
        ],
        body: 'Action=CreateLoginProfile&UserName=lucy&Password=hunter2',
        service: 'iam',
        region: 'us-east-1',
      },
      ['X-Amz-Security-Token', 'URL', 'Body'],
    ],
  ])('leave secret %s blank and say so', async (_, draft, blank) => {
    const { entries, leftBlank } = await save('secret', null, draft);
    expect(leftBlank).toEqual(blank);
    expect(JSON.stringify(entries)).not.toContain('hunter2');
    expect((await draftOf('secret'))?.leftBlank).toEqual(blank);
  });

  test('move into a folder, and before another request', async () => {
    const buckets = await folder('Buckets');
    const { id: first } = await save('first', buckets);
    const { id: second } = await save('second');
    await lab.client.call('savedRequests.move', { id: second, parentId: buckets, beforeId: first });
    expect(await tree()).toEqual(['Buckets/', '  second', '  first']);
    await lab.client.call('savedRequests.move', { id: second, parentId: null, beforeId: buckets });
    expect(await tree()).toEqual(['second', 'Buckets/', '  first']);
  });

  test('cannot be moved into a folder that they hold', async () => {
    const outer = await folder('outer');
    const inner = await folder('inner', outer);
    await expect(
      lab.client.call('savedRequests.move', { id: outer, parentId: inner, beforeId: null }),
    ).rejects.toMatchObject({ code: 'MovedIntoItself' });
  });

  test('cannot be put into a request', async () => {
    const { id } = await save('list');
    await expect(save('other', id)).rejects.toMatchObject({ code: 'NotAFolder' });
  });

  test('are duplicated beside the original, folders with all that is in them', async () => {
    const buckets = await folder('Buckets');
    await save('list', buckets);
    await save('last');
    await lab.client.call('savedRequests.duplicate', { id: buckets });
    await lab.client.call('savedRequests.duplicate', { id: buckets });
    expect(await tree()).toEqual([
      'Buckets/',
      '  list',
      'Buckets copy 2/',
      '  list',
      'Buckets copy/',
      '  list',
      'last',
    ]);
  });

  test('come back where they were after they were deleted', async () => {
    await save('first');
    const buckets = await folder('Buckets');
    await save('list', buckets);
    await save('last');
    const before = await tree();
    const { deleted } = await lab.client.call('savedRequests.delete', { id: buckets });
    expect(await tree()).toEqual(['first', 'last']);
    await lab.client.call('savedRequests.restore', { deleted });
    expect(await tree()).toEqual(before);
  });

  test('are exported and imported with their folders, below another folder if asked', async () => {
    const buckets = await folder('Buckets');
    await save('list', buckets);
    const { fileName, text } = await lab.client.call('savedRequests.export', { id: buckets });
    expect(fileName).toBe('Buckets.requests.json');
    const parentId = await folder('Received');
    const { imported } = await lab.client.call('savedRequests.import', { parentId, text });
    expect(imported).toBe(1);
    expect(await tree()).toEqual(['Buckets/', '  list', 'Received/', '  Buckets/', '    list']);
  });

  test('lose the secrets that somebody wrote into a file', async () => {
    await save('list');
    const { text } = await lab.client.call('savedRequests.export', { id: null });
    const written = text.replace('"parameters": {}', '"parameters": { "Password": "hunter2" }');
    const { entries } = await lab.client.call('savedRequests.import', { parentId: null, text: written });
    expect(JSON.stringify(entries)).not.toContain('hunter2');
    expect(entries.flatMap((entry) => (entry.kind === 'request' ? entry.leftBlank : []))).toEqual(['Password']);
  });

  test.each(['{', '[]', '{"gatehouseRequests":1,"entries":[{"folder":""}]}'])(
    'are not imported from %s, and nothing changes',
    async (text) => {
      await expect(lab.client.call('savedRequests.import', { parentId: null, text })).rejects.toMatchObject({
        code: 'NotACollection',
      });
      expect(await tree()).toEqual([]);
    },
  );

  test('tell every window of a change', async () => {
    const told: number[] = [];
    lab.client.on('savedRequests.changed', ({ entries }) => told.push(entries.length));
    await save('list');
    await save('list');
    expect(told).toEqual([1, 2]);
  });
});
