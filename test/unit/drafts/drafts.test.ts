import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClient } from '../../../src-shared/contract/client.ts';
import { contract, type GatehouseContract } from '../../../src-shared/contract/contract.ts';
import type { Client } from '../../../src-shared/contract/define.ts';
import { dispatch } from '../../../src-shared/contract/dispatch.ts';
import { Drafts } from '../../../src-renderer/drafts/drafts.ts';
import { startLab, type TestLab } from '../../fixtures/lab.ts';

const WORKSPACE = '0b8cf8a2-6f0f-4a5b-9d4e-1f1a6f2f4a10';
const OTHER = '6c1a7d52-3c5e-4a77-8a40-7b6f5a9a2b11';
const ARN = 'arn:aws:iam::123456789012:policy/ReadLucysBucket';

describe('The draft of a policy', () => {
  let lab: TestLab;
  beforeEach(async () => void (lab = await startLab()));
  afterEach(() => lab.close());

  /** A window of its own, with the workspace open. */
  async function inWindow(workspaceId = WORKSPACE): Promise<Drafts> {
    const { handlers } = lab.gatehouse;
    const client: Client<GatehouseContract> = createClient(contract, {
      call: (name, input) => dispatch(contract, handlers, name, input, () => undefined),
      on: (name, listener) => lab.gatehouse.subscribe((told, payload) => void (told === name && listener(payload))),
    });
    const drafts = Drafts.of(client);
    await drafts.open(workspaceId, (await client.call('leftOpen.get', { workspaceId })).drafts);
    return drafts;
  }

  test('is there after it was written', async () => {
    const drafts = await inWindow();
    drafts.write(ARN, 'new', 'old');
    expect([drafts.has(ARN), drafts.text(ARN)]).toEqual([true, 'new']);
  });

  test('is none when the text is again what is saved', async () => {
    const drafts = await inWindow();
    drafts.write(ARN, 'new', 'old');
    drafts.write(ARN, 'old', 'old');
    expect(drafts.text(ARN)).toBeNull();
  });

  test('ends when it is saved, and does not come back when the saving is undone', async () => {
    const drafts = await inWindow();
    drafts.write(ARN, 'new', 'old');
    drafts.settle(ARN, 'old');
    expect(drafts.text(ARN)).toBe('new');
    drafts.settle(ARN, 'new');
    drafts.settle(ARN, 'old');
    expect(drafts.text(ARN)).toBeNull();
  });

  test('belongs to one policy', async () => {
    const drafts = await inWindow();
    drafts.write(ARN, 'new', 'old');
    drafts.write(`${ARN}2`, 'another', 'old');
    drafts.discard(ARN);
    expect([drafts.text(ARN), drafts.text(`${ARN}2`)]).toEqual([null, 'another']);
  });

  test('is there in the next window, once it was kept', async () => {
    const drafts = await inWindow();
    drafts.write(ARN, 'new', 'old');
    await drafts.flush();
    expect((await inWindow()).text(ARN)).toBe('new');
  });

  test('is kept by itself a moment after it was written', async () => {
    (await inWindow()).write(ARN, 'new', 'old');
    await expect.poll(async () => (await inWindow()).text(ARN)).toBe('new');
  });

  test('is there after a restart', async () => {
    const drafts = await inWindow();
    drafts.write(ARN, 'new', 'old');
    await drafts.flush();
    lab = await lab.restart();
    expect((await inWindow()).text(ARN)).toBe('new');
  });

  test('stays with its workspace, and is kept when another is opened', async () => {
    const drafts = await inWindow();
    drafts.write(ARN, 'new', 'old');
    await drafts.open(OTHER, []);
    expect(drafts.has(ARN)).toBe(false);
    expect((await inWindow(OTHER)).has(ARN)).toBe(false);
    expect((await inWindow(WORKSPACE)).has(ARN)).toBe(true);
  });

  test('that was discarded is gone for good, unless it is restored', async () => {
    const drafts = await inWindow();
    drafts.write(ARN, 'new', 'old');
    const [draft] = drafts.list;
    drafts.discard(ARN);
    await drafts.flush();
    expect((await inWindow()).has(ARN)).toBe(false);
    if (draft !== undefined) drafts.restore(draft);
    await drafts.flush();
    expect((await inWindow()).text(ARN)).toBe('new');
  });

  test('is found by what its text is a part of', async () => {
    const drafts = await inWindow();
    const user = 'arn:aws:iam::123456789012:user/lucy';
    drafts.write(`${user}#inline/buckets`, 'new', null);
    drafts.write(`${user}2`, 'new', null);
    expect(drafts.of(user).map(({ key }) => key)).toEqual([`${user}#inline/buckets`]);
  });
});
