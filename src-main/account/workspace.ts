import type { History, HistoryEntry } from '../../src-shared/contract/contract.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { Change, DocumentEdit } from '../../src-shared/model/documents.ts';
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { CHANGES_KEPT, type WorkspaceStore } from '../storage/workspace-store.ts';
import { createModel, type ModelDraft } from './in-memory-model.ts';
import type { ModelView } from './model.ts';
import { rebaseEdit } from './rebase-edit.ts';

/** What happened to the model. */
export interface ModelChanged {
  readonly keys: readonly string[];
  readonly label: string;
}

/** What has to happen together with a change, such as writing the secrets that an operation made. */
export interface Companion {
  /** Called before the change is written. When it rejects, nothing is written. */
  beforeCommit(): Promise<void>;
  /** What is written in the transaction of the change; null where there is nothing. */
  alongside?(): (() => void) | null;
  /** Called when the change could not be written after all, or `beforeCommit` rejected half-way. */
  rollback(): Promise<void>;
}

/** One open workspace: its model in memory, kept in step with its store. */
export interface Workspace {
  readonly store: WorkspaceStore;
  /** Always as it is now. */
  readonly model: ModelView;
  /**
   * Runs an edit on a draft and writes what it changed, whole or not at all. Edits wait for each other, so each sees
   * the model as the one before left it; an edit must not wait for another `perform`. An edit that changes nothing
   * leaves no trace in the history.
   * @param label what the change is called in the history, such as `Create user lucy`.
   * @returns what `edit` returned. What `edit` throws is thrown on, and nothing is changed.
   */
  perform<T>(
    label: string,
    origin: Change['origin'],
    edit: (draft: ModelDraft) => T | Promise<T>,
    companion?: Companion,
  ): Promise<T>;
  /**
   * Runs an edit that only keeps books (when a key was last used, which code was used last): written like any other, but
   * no part of the history.
   */
  note<T>(edit: (draft: ModelDraft) => T | Promise<T>): Promise<T>;
  /** A draft of the model as it is now, to suppose things of; it is never committed. */
  sketch(): ModelDraft;
  /** Takes the designer's newest change back. @throws GatehouseError `NothingToUndo` or `ChangedSince`. */
  undo(): Promise<void>;
  /** Does the change again that was taken back last. @throws GatehouseError `NothingToRedo` or `ChangedSince`. */
  redo(): Promise<void>;
  /**
   * Takes the designer's changes back one after another, from the newest to the one named. Each is taken back whole or
   * not at all: where one cannot be, the newer ones stay taken back, and the fault says which one it was.
   * @param id of a change of the designer's that stands.
   * @throws GatehouseError `NothingToUndo` or `ChangedSince`.
   */
  undoTo(id: string): Promise<void>;
  /**
   * Does changes that were taken back again, in the order they were made in, to the one named; each as `redo` does.
   * @param id of a change that was taken back.
   * @throws GatehouseError `NothingToRedo` or `ChangedSince`.
   */
  redoTo(id: string): Promise<void>;
  history(): History;
  /** Tells of every change of the model. @returns what stops it. */
  onChanged(listener: (changed: ModelChanged) => void): () => void;
  /** Waits for the edits under way, then closes the store. */
  close(): Promise<void>;
}

/** Loads the model of a store and keeps the two in step. */
export function loadWorkspace(store: WorkspaceStore, { clock, random }: { clock: Clock; random: Random }): Workspace {
  const model = createModel(store.documents());
  const listeners = new Set<(changed: ModelChanged) => void>();
  /** Newest first, like the store's. Without the edits, which may be large. */
  let entries: readonly Entry[] = store.history(CHANGES_KEPT);
  let lastInLine: Promise<unknown> = Promise.resolve();

  /** Waits until all that was asked for earlier is done. */
  const inTurn = <T>(work: () => T | Promise<T>): Promise<T> => {
    const turn = lastInLine.then(work);
    lastInLine = turn.catch(() => undefined);
    return turn;
  };

  const applied = (edits: readonly DocumentEdit[], label: string): void => {
    model.apply(edits);
    for (const listener of listeners) listener({ keys: edits.map((edit) => edit.key), label });
  };

  const newChange = (label: string, origin: Change['origin'], edits: DocumentEdit[]): Change => ({
    id: Buffer.from(random(16)).toString('hex'),
    at: clock().toISOString(),
    label,
    origin,
    edits,
  });

  const move = (entry: Entry, undone: boolean): void => {
    const recorded = store.change(entry.id)?.edits ?? [];
    const edits = recorded.map((edit) => {
      const rebased = rebaseEdit(undone ? reversed(edit) : edit, model.get(edit.key));
      if (rebased === null) throw changedSince(entry.label, edit.key, undone);
      return rebased;
    });
    store.setUndone(entry.id, undone, edits);
    entries = entries.map((candidate) => (candidate === entry ? { ...entry, undone } : candidate));
    applied(edits, `${undone ? 'Undo' : 'Redo'}: ${entry.label}`);
  };

  return {
    store,
    model,
    perform: (label, origin, edit, companion) =>
      inTurn(async () => {
        const draft = model.draft();
        const result = await edit(draft);
        const edits = draft.edits();
        const change = edits.length === 0 ? null : newChange(label, origin, edits);
        const alongside = companion?.alongside?.() ?? null;
        await writeTogether(() => {
          if (change !== null || alongside !== null) store.commit(change, alongside ?? undefined);
        }, companion);
        if (change !== null) {
          const standing = entries.filter((entry) => !entry.undone);
          entries = [{ id: change.id, label, at: change.at, origin, undone: false }, ...standing].slice(
            0,
            CHANGES_KEPT,
          );
          applied(edits, label);
        }
        return result;
      }),
    note: (edit) =>
      inTurn(async () => {
        const draft = model.draft();
        const result = await edit(draft);
        const edits = draft.edits();
        if (edits.length > 0) {
          store.note(edits);
          applied(edits, 'Bookkeeping');
        }
        return result;
      }),
    sketch: () => model.draft(),
    undo: () =>
      inTurn(() => {
        const entry = nextToUndo(entries);
        if (entry === undefined) throw nothingTo('undo');
        move(entry, true);
      }),
    redo: () =>
      inTurn(() => {
        const entry = nextToRedo(entries);
        if (entry === undefined) throw nothingTo('redo');
        move(entry, false);
      }),
    undoTo: (id) =>
      inTurn(() => {
        const standing = entries.filter((entry) => entry.origin === 'designer' && !entry.undone);
        const last = standing.findIndex((entry) => entry.id === id);
        if (last === -1) throw nothingTo('undo');
        for (const entry of standing.slice(0, last + 1)) move(entry, true);
      }),
    redoTo: (id) =>
      inTurn(() => {
        const takenBack = entries.filter((entry) => entry.undone).toReversed();
        const last = takenBack.findIndex((entry) => entry.id === id);
        if (last === -1) throw nothingTo('redo');
        for (const entry of takenBack.slice(0, last + 1)) move(entry, false);
      }),
    history: () => ({
      undo: nextToUndo(entries)?.label ?? null,
      redo: nextToRedo(entries)?.label ?? null,
      entries: entries.filter((entry) => !entry.undone).map(toldOf),
      undone: entries.filter((entry) => entry.undone).map(toldOf),
    }),
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => inTurn(() => store.close()),
  };
}

/** Does both or neither, as far as it can: two stores share no transaction. */
async function writeTogether(commit: () => void, companion: Companion | undefined): Promise<void> {
  try {
    await companion?.beforeCommit();
    commit();
  } catch (thrown) {
    // That the way back failed as well must not hide why it was taken; what is left over is discarded at the next open.
    await companion?.rollback().catch(() => undefined);
    throw thrown;
  }
}

type Entry = HistoryEntry & { readonly undone: boolean };

function toldOf({ id, label, at, origin }: Entry): HistoryEntry {
  return { id, label, at, origin };
}

function nextToUndo(entries: readonly Entry[]): Entry | undefined {
  return entries.find((entry) => entry.origin === 'designer' && !entry.undone);
}

/** Changes are undone from the newest on, so the one undone last is the oldest of them. */
function nextToRedo(entries: readonly Entry[]): Entry | undefined {
  return entries.findLast((entry) => entry.undone);
}

function reversed({ key, before, after }: DocumentEdit): DocumentEdit {
  return { key, before: after, after: before };
}

function changedSince(label: string, key: string, undone: boolean): GatehouseError {
  return new GatehouseError(
    'ChangedSince',
    `“${label}” cannot be ${undone ? 'undone' : 'done again'}: a request has changed ${key} since.`,
    { place: key, mend: 'Change it by hand to what it should be.' },
  );
}

function nothingTo(what: 'undo' | 'redo'): GatehouseError {
  return new GatehouseError(
    what === 'undo' ? 'NothingToUndo' : 'NothingToRedo',
    what === 'undo' ? 'There is nothing to undo.' : 'There is nothing to do again.',
    { mend: 'Only changes that you made as the designer can be undone; requests are history.' },
  );
}
