import type { ContextKeys } from '../request.ts';

/** Compares one value of the request with the wanted values: the position of the first that it matches, or -1. */
export type ValueTest = (actual: string, context: ContextKeys) => number;
