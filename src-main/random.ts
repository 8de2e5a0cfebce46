import { randomFillSync } from 'node:crypto';

/** A source of random bytes. Everything secret and every ID comes from it; tests pass a seeded one. */
export type Random = (length: number) => Uint8Array;

const POOL_SIZE = 4096;

/**
 * The operating system's cryptographic source. It is asked for many bytes at a time, since asking costs more than
 * they do; what was given out is wiped from the store.
 */
export function createSystemRandom(): Random {
  const pool = new Uint8Array(POOL_SIZE);
  let used = POOL_SIZE;
  return (length) => {
    const bytes = new Uint8Array(length);
    if (length > POOL_SIZE) return randomFillSync(bytes);
    if (used + length > POOL_SIZE) {
      randomFillSync(pool);
      used = 0;
    }
    bytes.set(pool.subarray(used, used + length));
    pool.fill(0, used, used + length);
    used += length;
    return bytes;
  };
}

/** The source of this process. */
export const systemRandom: Random = createSystemRandom();
