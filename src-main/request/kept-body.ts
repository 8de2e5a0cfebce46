/** What the timeline keeps of a body, in bytes: 64 KiB. */
const KEPT_BYTES = 64 * 1024;

/** A body as it is kept: its text, and whether that is the whole of it. */
export interface KeptBody {
  readonly text: string;
  readonly isWhole: boolean;
}

/**
 * The beginning of a body as a text; of one that is no text (UTF-8 without control characters that no text has), only
 * how many bytes it has. A large body is not decoded whole.
 */
export function keptBody(body: Uint8Array): KeptBody {
  const isWhole = body.length <= KEPT_BYTES;
  const text = textOf(body.subarray(0, KEPT_BYTES), isWhole);
  return text === null ? { text: bytesNote(body.length), isWhole: body.length === 0 } : { text, isWhole };
}

/** What stands behind the beginning of a body that was cut. @param bytes how many it has in all. */
export function cutNote(bytes: number): string {
  return `\n… (${bytes} bytes in all)`;
}

/** What stands for a body that is no text. */
export function bytesNote(bytes: number): string {
  return `(${bytes} bytes)`;
}

/** An answer's body as it is kept and shown: large ones are cut, and of bytes that are no text of ours only the number. */
export function shownBody(body: string | Uint8Array): string {
  if (typeof body !== 'string') return bytesNote(body.length);
  return body.length <= KEPT_BYTES ? body : body.slice(0, KEPT_BYTES) + cutNote(Buffer.byteLength(body));
}

function textOf(bytes: Uint8Array, isWhole: boolean): string | null {
  try {
    // Where it is cut, the last character may be.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isWhole });
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}
