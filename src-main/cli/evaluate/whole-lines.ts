/** Some lines of the input, none of them in part. */
export interface WholeLines {
  /** In memory of their own, so that they can be handed to another thread. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The number of the first, from 1. */
  readonly firstLine: number;
}

/** A line that is too long to be held. */
export interface OverlongLine {
  readonly overlongLine: number;
}

export interface Sizes {
  /** How many bytes of lines are gathered, as long as there are more at hand. */
  readonly gathered: number;
  /** How many bytes one line may have. */
  readonly line: number;
}

const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = Uint8Array.of(0xef, 0xbb, 0xbf);

/**
 * Cuts an input into portions of whole lines. A portion is handed on when there is enough of it, or when the input
 * pauses, so that whoever writes line by line gets answers line by line. A byte order mark at the beginning is left out.
 */
export async function* wholeLines(
  input: AsyncIterable<Buffer | string>,
  sizes: Sizes,
): AsyncGenerator<WholeLines | OverlongLine> {
  const gathering = new Gathering(sizes);
  const pieces = withoutByteOrderMark(input)[Symbol.asyncIterator]();
  let next = pieces.next();
  for (;;) {
    const arrived = gathering.hasLines ? await Promise.race([next, pause()]) : await next;
    if (arrived === PAUSE) {
      yield* gathering.take();
      continue;
    }
    if (arrived.done === true) break;
    next = pieces.next();
    gathering.add(arrived.value);
    if (gathering.isEnough) yield* gathering.take();
  }
  gathering.end();
  yield* gathering.take();
}

const PAUSE = Symbol('pause');

/** Waits until what is at hand has been read. */
function pause(): Promise<typeof PAUSE> {
  return new Promise((resolve) => {
    setImmediate(() => resolve(PAUSE));
  });
}

async function* withoutByteOrderMark(input: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const piece of input) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    if (head === null) {
      yield bytes;
      continue;
    }
    head = Buffer.concat([head, bytes]);
    const compared = Math.min(head.length, BYTE_ORDER_MARK.length);
    if (head.subarray(0, compared).equals(BYTE_ORDER_MARK.subarray(0, compared))) {
      if (compared < BYTE_ORDER_MARK.length) continue;
      head = head.subarray(compared);
    }
    yield head;
    head = null;
  }
  if (head !== null && head.length > 0) yield head;
}

/** Lines as they are gathered: whole ones, and the beginning of one that is still to be completed. */
class Gathering {
  readonly #sizes: Sizes;
  readonly #ready: (WholeLines | OverlongLine)[] = [];
  #lines: Buffer[] = [];
  #linesLength = 0;
  #begun: Buffer[] = [];
  #begunLength = 0;
  /** Whether the line that was begun is too long, so that the rest of it is passed over. */
  #overlong = false;
  #firstLine = 1;
  /** The number of the line that was begun or comes next. */
  #lineNumber = 1;

  constructor(sizes: Sizes) {
    this.#sizes = sizes;
  }

  get hasLines(): boolean {
    return this.#linesLength > 0 || this.#ready.length > 0;
  }

  get isEnough(): boolean {
    return this.#linesLength >= this.#sizes.gathered;
  }

  add(piece: Buffer): void {
    const first = piece.indexOf(LINE_FEED) + 1;
    const last = piece.lastIndexOf(LINE_FEED) + 1;
    if (first > 0) {
      this.#begin(piece.subarray(0, first));
      this.#complete();
      if (last > first) this.#addLines([piece.subarray(first, last)], countLineFeeds(piece, first));
    }
    if (last < piece.length) this.#begin(piece.subarray(last));
  }

  /** The input has ended: its last line needs no line break. */
  end(): void {
    if (this.#begunLength > 0 || this.#overlong) this.#complete();
  }

  /** Hands on what is whole. */
  take(): (WholeLines | OverlongLine)[] {
    this.#closePortion();
    return this.#ready.splice(0);
  }

  #begin(bytes: Buffer): void {
    if (this.#overlong) return;
    this.#begun.push(bytes);
    this.#begunLength += bytes.length;
    if (this.#begunLength <= this.#sizes.line) return;
    this.#overlong = true;
    this.#begun = [];
    this.#begunLength = 0;
    this.#closePortion();
    this.#ready.push({ overlongLine: this.#lineNumber });
  }

  #complete(): void {
    if (this.#overlong) this.#lineNumber += 1;
    else this.#addLines(this.#begun, 1);
    this.#overlong = false;
    this.#begun = [];
    this.#begunLength = 0;
  }

  #addLines(bytes: readonly Buffer[], count: number): void {
    if (this.#linesLength === 0) this.#firstLine = this.#lineNumber;
    for (const part of bytes) {
      this.#lines.push(part);
      this.#linesLength += part.length;
    }
    this.#lineNumber += count;
  }

  #closePortion(): void {
    if (this.#linesLength === 0) return;
    // Neither pooled nor shared with what was read, so that it can be handed to another thread.
    const bytes = Buffer.allocUnsafeSlow(this.#linesLength);
    let end = 0;
    for (const part of this.#lines) {
      bytes.set(part, end);
      end += part.length;
    }
    this.#ready.push({ bytes, firstLine: this.#firstLine });
    this.#lines = [];
    this.#linesLength = 0;
  }
}

function countLineFeeds(bytes: Buffer, from: number): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED, from); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) count += 1;
  return count;
}
