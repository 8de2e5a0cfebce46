import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createSecretDesk } from '../../../src-main/account/secret-desk.ts';
import { loadWorkspace, type ModelChanged, type Workspace } from '../../../src-main/account/workspace.ts';
import { createMemoryVault } from '../../../src-main/credentials/memory-vault.ts';
import { createWorkspace } from '../../../src-main/storage/sqlite-workspace.ts';
import type { WorkspaceStore } from '../../../src-main/storage/workspace-store.ts';
import { ACCOUNT_ID, activeKey, user } from '../../fixtures/account-documents.ts';
import { countingRandom, fixedClock, NOW } from '../../fixtures/fixed-tools.ts';

const tools = { clock: fixedClock, random: countingRandom() };
let store: WorkspaceStore;
let workspace: Workspace;

beforeEach(() => {
  store = createWorkspace(null, { name: 'Shop', ...tools });
  workspace = loadWorkspace(store, tools);
});

const create = (name: string, origin: 'designer' | 'request' = 'designer'): Promise<void> =>
  workspace.perform(`Create user ${name}`, origin, (draft) => draft.put(user(name)));
const namesInModel = (): string[] => workspace.model.list('user').map((found) => found.userName);
const namesInStore = (): string[] =>
  store.documents().map((found) => (found.type === 'user' ? found.userName : found.type));

describe('an edit', () => {
  test('changes the model and the store alike, and is told to listeners', async () => {
    const listener = vi.fn<(changed: ModelChanged) => void>();
    workspace.onChanged(listener);
    await create('lucy');
    expect(namesInModel()).toEqual(['lucy']);
    expect(namesInStore()).toEqual(['lucy']);
    expect(listener.mock.calls).toEqual([[{ keys: [user('lucy').arn], label: 'Create user lucy' }]]);
  });

  test('gives back what it computed', async () => {
    expect(await workspace.perform('Count', 'designer', (draft) => draft.list('user').length)).toBe(0);
  });

  test('that throws half-way changes nothing', async () => {
    const failing = workspace.perform('Create two', 'designer', (draft) => {
      draft.put(user('lucy'));
      throw new Error('the second is refused');
    });
    await expect(failing).rejects.toThrow('the second is refused');
    expect(namesInModel()).toEqual([]);
    expect(workspace.history().entries).toEqual([]);
  });

  test('that changes nothing leaves no trace in the history', async () => {
    await workspace.perform('Look around', 'designer', (draft) => draft.list('user'));
    expect(workspace.history().entries).toEqual([]);
  });

  test('waits for the one before it, so that none is lost', async () => {
    const numbers = Array.from({ length: 20 }, (_, n) => n);
    await workspace.perform('Create lucy', 'designer', (draft) => draft.put(user('lucy')));
    await Promise.all(
      numbers.map((n) =>
        workspace.perform(`Join group ${n}`, 'request', async (draft) => {
          const before = draft.userByName(ACCOUNT_ID, 'lucy') ?? user('lucy');
          await new Promise((resolve) => setImmediate(resolve));
          draft.put({ ...before, groups: [...before.groups, `g${n}`] });
        }),
      ),
    );
    expect(workspace.model.userByName(ACCOUNT_ID, 'lucy')?.groups).toEqual(numbers.map((n) => `g${n}`));
  });
});

describe('the secrets of an edit', () => {
  const vault = createMemoryVault();
  const withSecret = (target: Workspace, secret: string): Promise<void> => {
    const desk = createSecretDesk(vault, store.identity.id);
    return target.perform(
      'Create access key',
      'designer',
      (draft) => {
        desk.set('access-key', 'AKIALUCY', secret);
        draft.put(user('lucy'));
      },
      { beforeCommit: () => desk.flush(), rollback: () => desk.rollback() },
    );
  };
  const kept = (): Promise<string | null> => vault.get(`${store.identity.id}/access-key/AKIALUCY`);

  test('are in the vault once the edit is kept', async () => {
    await withSecret(workspace, 'first');
    expect(await kept()).toBe('first');
  });

  test('are taken back when the edit cannot be written, and what they replaced is put back', async () => {
    await vault.set(`${store.identity.id}/access-key/AKIALUCY`, 'older');
    // The store refuses a change whose ID it has already.
    const repeating = loadWorkspace(store, { clock: fixedClock, random: (length) => new Uint8Array(length) });
    await repeating.perform('Create emma', 'designer', (draft) => draft.put(user('emma')));
    await expect(withSecret(repeating, 'newer')).rejects.toMatchObject({ code: 'WorkspaceNotWritten' });
    expect(await kept()).toBe('older');
    expect(repeating.model.list('user').map((found) => found.userName)).toEqual(['emma']);
    expect(namesInStore()).toEqual(['emma']);
  });

  test('keep the edit from being written when the vault refuses them', async () => {
    const refusing = { beforeCommit: () => Promise.reject(new Error('locked')), rollback: () => Promise.resolve() };
    const edit = workspace.perform('Create lucy', 'designer', (draft) => draft.put(user('lucy')), refusing);
    await expect(edit).rejects.toThrow('locked');
    expect(namesInStore()).toEqual([]);
  });
});

describe('undo and redo', () => {
  test('take the designer’s changes back one by one, and do them again in order', async () => {
    await create('lucy');
    await create('emma');
    await workspace.undo();
    await workspace.undo();
    expect(namesInModel()).toEqual([]);
    expect(namesInStore()).toEqual([]);
    expect(workspace.history()).toMatchObject({ undo: null, redo: 'Create user lucy', entries: [] });
    await workspace.redo();
    expect(namesInModel()).toEqual(['lucy']);
    await workspace.redo();
    expect(namesInStore()).toEqual(['emma', 'lucy']);
    expect(workspace.history()).toMatchObject({ undo: 'Create user emma', redo: null });
  });

  test('bring a deleted user back as it was', async () => {
    const lucy = user('lucy', { groups: ['developers'] });
    await workspace.perform('Create', 'designer', (draft) => draft.put(lucy));
    await workspace.perform('Delete', 'designer', (draft) => draft.delete(lucy.arn));
    await workspace.undo();
    expect(workspace.model.get(lucy.arn)).toEqual(lucy);
  });

  test('pass over what requests did', async () => {
    await create('lucy');
    await create('emma', 'request');
    await workspace.undo();
    expect(namesInModel()).toEqual(['emma']);
    await expect(workspace.undo()).rejects.toMatchObject({ code: 'NothingToUndo' });
  });

  test('refuse to overwrite what a request changed since, and name it', async () => {
    await create('lucy');
    await workspace.perform('Tag lucy', 'request', (draft) => draft.put(user('lucy', { path: '/shop/' })));
    await expect(workspace.undo()).rejects.toMatchObject({ code: 'ChangedSince', place: user('lucy').arn });
    expect(workspace.model.userByName(ACCOUNT_ID, 'lucy')?.path).toBe('/shop/');
  });

  test('leave alone what a request changed beside it', async () => {
    await create('lucy');
    await workspace.perform('Move lucy', 'designer', (draft) => draft.put(user('lucy', { path: '/shop/' })));
    const moved = user('lucy', { path: '/shop/', groups: ['finance'] });
    await workspace.perform('Join finance', 'request', (draft) => draft.put(moved));
    await workspace.undo();
    expect(workspace.model.get(moved.arn)).toEqual(user('lucy', { groups: ['finance'] }));
    await workspace.redo();
    expect(store.documents()).toEqual([moved]);
  });

  test('are not stopped by a sign-in or a signed request, which only note when they were', async () => {
    const lastUsed = { date: NOW, region: 'us-east-1', service: 's3' };
    await workspace.perform('Create', 'designer', (draft) =>
      draft.put(user('lucy', { accessKeys: [activeKey('AKIALUCY')] })),
    );
    await workspace.perform('Sign in', 'request', (draft) =>
      draft.put(user('lucy', { passwordLastUsed: NOW, accessKeys: [{ ...activeKey('AKIALUCY'), lastUsed }] })),
    );
    await workspace.undo();
    expect(namesInStore()).toEqual([]);
  });

  test('cannot do again what a new change has replaced', async () => {
    await create('lucy');
    await workspace.undo();
    await create('emma');
    await expect(workspace.redo()).rejects.toMatchObject({ code: 'NothingToRedo' });
    expect(store.history(10).map((change) => change.label)).toEqual(['Create user emma']);
  });
});

const idOf = (label: string): string => {
  const { entries, undone } = workspace.history();
  return [...entries, ...undone].find((entry) => entry.label === label)?.id ?? 'none';
};
const labels = (entries: readonly { label: string }[]): string[] => entries.map(({ label }) => label);

describe('undo and redo up to a change', () => {
  test('take back everything from the newest change to the one named, and nothing older', async () => {
    for (const name of ['lucy', 'emma', 'mia']) await create(name);
    await workspace.undoTo(idOf('Create user emma'));
    expect(namesInModel()).toEqual(['lucy']);
    expect(namesInStore()).toEqual(['lucy']);
    const { entries, undone } = workspace.history();
    expect(labels(entries)).toEqual(['Create user lucy']);
    expect(labels(undone)).toEqual(['Create user mia', 'Create user emma']);
  });

  test('leave what requests did in between', async () => {
    await create('lucy');
    await create('emma', 'request');
    await create('mia');
    await workspace.undoTo(idOf('Create user lucy'));
    expect(namesInModel()).toEqual(['emma']);
  });

  test('do again everything from the oldest change taken back to the one named', async () => {
    for (const name of ['lucy', 'emma', 'mia']) await create(name);
    await workspace.undoTo(idOf('Create user lucy'));
    await workspace.redoTo(idOf('Create user emma'));
    expect(namesInModel().toSorted()).toEqual(['emma', 'lucy']);
    expect(labels(workspace.history().undone)).toEqual(['Create user mia']);
  });

  test('stop at a change that cannot be taken back, with the newer ones taken back whole', async () => {
    await create('lucy');
    await workspace.perform('Move lucy', 'request', (draft) => draft.put(user('lucy', { path: '/shop/' })));
    await create('emma');
    await expect(workspace.undoTo(idOf('Create user lucy'))).rejects.toMatchObject({ code: 'ChangedSince' });
    expect(namesInStore()).toEqual(['lucy']);
    expect(labels(workspace.history().undone)).toEqual(['Create user emma']);
  });

  test.each(['a request’s change', 'a change that is not there'])('refuse %s', async (which) => {
    await create('lucy');
    await create('emma', 'request');
    const id = which === 'a request’s change' ? idOf('Create user emma') : 'gone';
    await expect(workspace.undoTo(id)).rejects.toMatchObject({ code: 'NothingToUndo' });
    await expect(workspace.redoTo(id)).rejects.toMatchObject({ code: 'NothingToRedo' });
    expect(namesInModel().toSorted()).toEqual(['emma', 'lucy']);
  });
});
