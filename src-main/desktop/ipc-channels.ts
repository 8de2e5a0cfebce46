/** The channels of Electron's IPC, one each way. The contract's names travel inside, as data. */
export const CALL_CHANNEL = 'gatehouse:call';
export const EVENT_CHANNEL = 'gatehouse:event';
