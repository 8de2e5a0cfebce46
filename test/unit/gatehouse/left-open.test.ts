import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startLab, type TestLab } from '../../fixtures/lab.ts';

const workspaceId = '0b8cf8a2-6f0f-4a5b-9d4e-1f1a6f2f4a10';
const TABS = { places: [{ route: { screen: 'timeline' }, accountId: null }], shown: 0 };

describe('What a person left open', () => {
  let lab: TestLab;
  beforeEach(async () => void (lab = await startLab()));
  afterEach(() => lab.close());

  test('is nothing at first, and leaves no file behind', async () => {
    expect(await lab.client.call('leftOpen.get', { workspaceId })).toEqual({ tabs: null, drafts: [] });
    expect(existsSync(join(lab.folder, 'left-open'))).toBe(false);
  });

  test('is there again after a restart: the tabs, and the newest text of each draft', async () => {
    await lab.client.call('leftOpen.keepTabs', { workspaceId, tabs: TABS });
    await lab.client.call('leftOpen.keepDraft', { workspaceId, key: 'a', text: '1' });
    await lab.client.call('leftOpen.keepDraft', { workspaceId, key: 'b', text: '2' });
    await lab.client.call('leftOpen.keepDraft', { workspaceId, key: 'a', text: '3' });
    await lab.client.call('leftOpen.dropDraft', { workspaceId, key: 'b' });
    lab = await lab.restart();
    const left = await lab.client.call('leftOpen.get', { workspaceId });
    expect(left.tabs).toEqual(TABS);
    expect(left.drafts.map(({ key, text }) => [key, text])).toEqual([['a', '3']]);
  });

  test('is put aside, and told of, when it cannot be read', async () => {
    await lab.client.call('leftOpen.keepTabs', { workspaceId, tabs: TABS });
    writeFileSync(join(lab.folder, 'left-open', `${workspaceId}.json`), '{"tabs":');
    expect(await lab.client.call('leftOpen.get', { workspaceId })).toEqual({ tabs: null, drafts: [] });
    expect(readdirSync(join(lab.folder, 'left-open'))).toEqual([`${workspaceId}.json.damaged`]);
    expect(lab.log.at(-1)).toContain('put aside');
  });

  test('is asked for by nothing but the ID of a workspace', async () => {
    await expect(lab.client.call('leftOpen.get', { workspaceId: '../preferences' })).rejects.toMatchObject({
      code: 'InvalidInput',
    });
  });
});
