import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Emit, Handlers } from '../../src-shared/contract/define.ts';
import type { SavedEntry } from '../../src-shared/contract/saved-requests.ts';
import {
  checkFolder,
  childrenOf,
  copyName,
  endOf,
  entryOf,
  moved,
  withDescendants,
} from '../../src-shared/saved-requests/saved-tree.ts';
import { readSavedRequests, writeSavedRequests } from '../exchange/saved-request-file.ts';
import type { Lab } from '../lab.ts';
import type { Random } from '../random.ts';
import { withoutSecrets } from '../request/without-secrets.ts';
import type { SavedRequestStore } from '../storage/saved-request-store.ts';

type SavedRequestHandlers = Pick<
  Handlers<GatehouseContract>,
  Extract<keyof GatehouseContract['procedures'], `savedRequests.${string}`>
>;

/** Keeping requests in the workspace file, so that they can be sent again. Every change is told to all windows. */
export function savedRequestProcedures(
  lab: Lab,
  { random, emit }: { readonly random: Random; readonly emit: Emit<GatehouseContract> },
): SavedRequestHandlers {
  const store = (): SavedRequestStore => lab.require().workspace.store.savedRequests;
  const newId = (): string => Buffer.from(random(8)).toString('hex');
  const written = (changes: Parameters<SavedRequestStore['write']>[0]): SavedEntry[] => {
    store().write(changes);
    const entries = [...store().all()];
    emit('savedRequests.changed', { entries });
    return entries;
  };

  return {
    'savedRequests.list': () => [...store().all()],
    'savedRequests.save': ({ id, parentId, name, composition }) => {
      const entries = store().all();
      const { draft, leftBlank } = withoutSecrets(composition.draft);
      const signer = composition.signer?.kind === 'session' ? null : composition.signer;
      const kept = { ...composition, draft, signer, leftBlank };
      const before = id === null ? null : entryOf(entries, id);
      checkFolder(entries, parentId);
      const placed =
        before === null
          ? { id: newId(), parentId, position: endOf(entries, parentId) }
          : { id: before.id, parentId: before.parentId, position: before.position };
      return {
        entries: written({ put: [{ kind: 'request', ...placed, name, ...kept }] }),
        id: placed.id,
        leftBlank,
      };
    },
    'savedRequests.createFolder': ({ parentId, name }) => {
      const entries = store().all();
      checkFolder(entries, parentId);
      const id = newId();
      const folder: SavedEntry = { kind: 'folder', id, parentId, position: endOf(entries, parentId), name };
      return { entries: written({ put: [folder] }), id };
    },
    'savedRequests.rename': ({ id, name }) => written({ put: [{ ...entryOf(store().all(), id), name }] }),
    'savedRequests.move': ({ id, parentId, beforeId }) =>
      written({ put: moved(store().all(), id, { parentId, beforeId }) }),
    'savedRequests.duplicate': ({ id }) => {
      const entries = store().all();
      const original = entryOf(entries, id);
      const siblings = childrenOf(entries, original.parentId);
      const ids = new Map(withDescendants(entries, id).map((entry) => [entry.id, newId()]));
      const copies = withDescendants(entries, id).map((entry): SavedEntry => ({
        ...entry,
        id: ids.get(entry.id) ?? entry.id,
        parentId: entry.id === id ? entry.parentId : (ids.get(entry.parentId ?? '') ?? null),
        name:
          entry.id === id
            ? copyName(
                entry.name,
                siblings.map((sibling) => sibling.name),
              )
            : entry.name,
      }));
      const copy = copies[0] ?? original;
      const next = siblings[siblings.findIndex((sibling) => sibling.id === id) + 1];
      const put = moved([...entries, ...copies], copy.id, { parentId: copy.parentId, beforeId: next?.id ?? null });
      const placedElsewhere = new Set(put.map((entry) => entry.id));
      return {
        entries: written({ put: [...copies.filter((entry) => !placedElsewhere.has(entry.id)), ...put] }),
        id: copy.id,
      };
    },
    'savedRequests.delete': ({ id }) => {
      const deleted = [...withDescendants(store().all(), id)];
      return { entries: written({ remove: deleted.map((entry) => entry.id) }), deleted };
    },
    'savedRequests.restore': ({ deleted }) => {
      const known = new Set([...store().all(), ...deleted].map((entry) => entry.id));
      const put = deleted.map((entry): SavedEntry => {
        // The folder that it was in may have been deleted since.
        const parentId = entry.parentId !== null && known.has(entry.parentId) ? entry.parentId : null;
        if (entry.kind === 'folder') return { ...entry, parentId };
        const { draft, leftBlank } = withoutSecrets(entry.draft);
        return { ...entry, parentId, draft, leftBlank: [...new Set([...entry.leftBlank, ...leftBlank])] };
      });
      return written({ put });
    },
    'savedRequests.export': ({ id }) => writeSavedRequests(store().all(), id),
    'savedRequests.import': ({ parentId, text }) => {
      const entries = store().all();
      checkFolder(entries, parentId);
      const put = readSavedRequests(text, { entries, parentId, newId });
      return { entries: written({ put }), imported: put.filter((entry) => entry.kind === 'request').length };
    },
  };
}
