import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startLab, type TestLab } from '../../fixtures/lab.ts';

const DEFAULTS = {
  density: 'comfortable',
  motion: 'system',
  times: { format: 'locale', locale: null, zone: 'local' },
} as const;

describe('Settings', () => {
  let lab: TestLab;
  beforeEach(async () => void (lab = await startLab()));
  afterEach(() => lab.close());

  test('are as the system has it until somebody chooses', async () => {
    expect(await lab.client.call('preferences.get', {})).toEqual(DEFAULTS);
  });

  test('are kept over a restart, each by itself, and told to every window', async () => {
    const told: unknown[] = [];
    lab.client.on('preferences.changed', (preferences) => told.push(preferences));
    const chosen = await lab.client.call('preferences.set', { density: 'compact' });
    expect(chosen).toEqual({ ...DEFAULTS, density: 'compact' });
    expect(told).toEqual([chosen]);
    lab = await lab.restart();
    expect(await lab.client.call('preferences.get', {})).toEqual(chosen);
  });

  test('show the data folder only where there is a file manager', async () => {
    await expect(lab.client.call('app.showDataFolder', {})).rejects.toMatchObject({ code: 'NotSupported' });
  });

  test('set the clock of all that is done in the model, until the app ends', async () => {
    const at = '2030-01-01T00:00:00.000Z';
    await lab.client.call('clock.set', { setting: { kind: 'frozen', at } });
    await lab.client.call('credentialStore.useMemory', {});
    await lab.client.call('workspace.openSample', {});
    const { User } = await lab.perform('iam:CreateUser', { UserName: 'mia' });
    expect(new Date(User.CreateDate).toISOString()).toBe(at);
    lab = await lab.restart();
    expect((await lab.client.call('clock.get', {})).setting).toEqual({ kind: 'real' });
  });

  test('tell every window of the clock', async () => {
    const told: unknown[] = [];
    lab.client.on('clock.changed', ({ setting }) => told.push(setting));
    await lab.client.call('clock.set', { setting: { kind: 'shifted', byMs: 1000 } });
    expect(told).toEqual([{ kind: 'shifted', byMs: 1000 }]);
  });
});
