/** Tells the time. Passed in wherever time matters, so that a test can hold it still. */
export type Clock = () => Date;

/** The machine's own clock. */
export const systemClock: Clock = () => new Date();
