import type { Reply, Wire } from '../../src-shared/contract/define.ts';

/** What the preload script exposes to the page as `window.gatehouse`. Both refuse names the contract does not have. */
export interface PreloadBridge {
  call(name: string, input: unknown): Promise<Reply>;
  on(name: string, listener: (payload: unknown) => void): () => void;
}

/** The wire of the desktop app: Electron's IPC, behind the preload script. */
export function electronWire(bridge: PreloadBridge): Wire {
  return {
    call: (name, input) => bridge.call(name, input),
    on: (name, listener) => bridge.on(name, listener),
  };
}
