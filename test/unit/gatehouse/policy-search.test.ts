import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLab, type TestLab } from '../../fixtures/lab.ts';

describe('Searching policies', () => {
  let lab: TestLab;

  beforeAll(async () => {
    lab = await startLab();
    await lab.client.call('credentialStore.useMemory', {});
    await lab.client.call('workspace.openSample', {});
  });
  afterAll(() => lab.close());

  const search = async (query: string, limit = 100) =>
    (await lab.client.call('policies.search', { query, limit })).map(({ name }) => name);

  test('puts the very name first, whatever contains it', async () => {
    expect((await search('readonlyaccess'))[0]).toBe('ReadOnlyAccess');
  });

  test('puts names that begin with what was typed before names that contain it', async () => {
    const names = (await search('AmazonS3')).map((name) => name.startsWith('AmazonS3'));
    expect(names).toEqual(names.toSorted((left, right) => Number(right) - Number(left)));
    expect(names[0]).toBe(true);
  });

  test('puts the account’s own policies before those of AWS', async () => {
    expect((await search('', 3)).slice(0, 2)).toEqual(['ManageOwnCredentials', 'OperateTestInstances']);
  });

  test('sorts by name without regard to case', async () => {
    const names = (await search('', 2000)).slice(2);
    expect(names.indexOf('AccessAnalyzerServiceRolePolicy')).toBeLessThan(names.indexOf('AIOpsAssistantPolicy'));
  });

  test('finds all words in any order', async () => {
    expect(await search('full dynamodb')).toContain('AmazonDynamoDBFullAccess');
  });
});
