import type { Readable } from 'node:stream';
import { AwsError } from '../../src-shared/errors.ts';

/** How many bytes of requests and answers the endpoint holds, over all connections. */
export class BufferedBytes {
  readonly #most: number;
  #held = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get held(): number {
    return this.#held;
  }

  hold(bytes: number): void {
    this.#held += bytes;
  }

  release(bytes: number): void {
    this.#held -= bytes;
  }

  /** Whether so many more would be too many. */
  exceeds(more: number): boolean {
    return this.#held + more > this.#most;
  }
}

/** A body that was read, and how to give back the memory that it is counted for. */
export interface ReadBody {
  readonly bytes: Uint8Array;
  release(): void;
}

/** The client went away before its request was whole; there is nobody to answer. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone';
}

/**
 * Reads a whole body.
 * @param on.limit the most bytes that are taken; `on.tooLarge` makes the error for more.
 * @param on.buffered is charged for every byte until `release`.
 * @throws AwsError for a body that is too large, or too much for all that is held now; ClientGone.
 */
export async function readBody(
  source: Readable,
  on: {
    readonly limit: number;
    readonly tooLarge: (bytes: number) => AwsError;
    readonly busy: () => AwsError;
    readonly buffered: BufferedBytes;
  },
): Promise<ReadBody> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const release = (): void => {
    on.buffered.release(length);
    length = 0;
  };
  try {
    for await (const chunk of chunksOf(source)) {
      if (length + chunk.byteLength > on.limit) throw on.tooLarge(length + chunk.byteLength);
      if (on.buffered.exceeds(chunk.byteLength)) throw on.busy();
      on.buffered.hold(chunk.byteLength);
      length += chunk.byteLength;
      chunks.push(chunk);
    }
  } catch (thrown) {
    release();
    throw thrown instanceof AwsError ? thrown : new ClientGone('The client went away.', { cause: thrown });
  }
  const [only] = chunks;
  return { bytes: chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks), release };
}

/** Leaves the source as it is when the loop is left: the rest of a body that is refused is drained, not cut off. */
function chunksOf(source: Readable): AsyncIterable<Buffer> {
  return source.iterator({ destroyOnReturn: false });
}
