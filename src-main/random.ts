import { randomBytes } from 'node:crypto';

/** A source of random bytes. Everything secret and every ID comes from it; tests pass a seeded one. */
export type Random = (length: number) => Uint8Array;

/** The operating system's cryptographic source. */
export const systemRandom: Random = (length) => randomBytes(length);
