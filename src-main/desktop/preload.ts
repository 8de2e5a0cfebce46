import { contextBridge, ipcRenderer } from 'electron';
import { CALL_CHANNEL, EVENT_CHANNEL } from './ipc-channels.ts';

/**
 * Runs in the sandbox before the page and gives it `window.gatehouse`: the contract's procedures and events by name,
 * and no other way into Electron.
 */

/** The names that the contract has. The build writes them in, so that the schema library stays out of the sandbox. */
declare const CONTRACT_PROCEDURES: readonly string[];
declare const CONTRACT_EVENTS: readonly string[];

const procedures: ReadonlySet<unknown> = new Set(CONTRACT_PROCEDURES);
const listeners = new Map<string, Set<(payload: unknown) => void>>(CONTRACT_EVENTS.map((name) => [name, new Set()]));

ipcRenderer.on(EVENT_CHANNEL, (_event, name: string, payload: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(payload);
});

contextBridge.exposeInMainWorld('gatehouse', {
  call(name: unknown, input: unknown): Promise<unknown> {
    if (!procedures.has(name)) return Promise.reject(new TypeError('The contract has no such procedure.'));
    return ipcRenderer.invoke(CALL_CHANNEL, name, input);
  },
  on(name: string, listener: (payload: unknown) => void): () => void {
    const set = listeners.get(name);
    if (set === undefined) throw new TypeError('The contract has no such event.');
    set.add(listener);
    return () => set.delete(listener);
  },
});
