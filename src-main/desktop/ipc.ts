import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import { contract, type GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers, Reply } from '../../src-shared/contract/define.ts';
import { dispatch } from '../../src-shared/contract/dispatch.ts';
import { GatehouseError, toErrorEnvelope } from '../../src-shared/errors.ts';
import { APP_ORIGIN } from './app-protocol.ts';
import { CALL_CHANNEL, EVENT_CHANNEL } from './ipc-channels.ts';

const FOREIGN_SENDER: Reply = {
  ok: false,
  error: toErrorEnvelope(new GatehouseError('ForeignSender', 'Only the window of Gatehouse may call.')),
};

/** Whether a call comes from the main frame of the app's own window, with the app's own page in it. */
export function isOwnFrame(
  event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
  window: WebContents | null,
): boolean {
  const frame = event.senderFrame;
  return (
    window !== null &&
    event.sender === window &&
    frame !== null &&
    frame === window.mainFrame &&
    frame.origin === APP_ORIGIN
  );
}

/**
 * Answers the calls of the app's window.
 * @param currentWindow the contents of the window; null while there is none.
 * @param report told of every error that was not foreseen.
 */
export function handleCalls(
  ipcMain: IpcMain,
  handlers: Handlers<GatehouseContract>,
  currentWindow: () => WebContents | null,
  report: (error: unknown) => void,
): void {
  ipcMain.handle(CALL_CHANNEL, (event, name: unknown, input: unknown) =>
    isOwnFrame(event, currentWindow()) ? dispatch(contract, handlers, name, input, report) : FOREIGN_SENDER,
  );
}

/** Tells the window of an event. An event that comes while there is no window is lost; a new window reads all anew. */
export function sendEvent(window: WebContents | null, name: string, payload: unknown): void {
  if (window !== null && !window.isDestroyed()) window.send(EVENT_CHANNEL, name, payload);
}
