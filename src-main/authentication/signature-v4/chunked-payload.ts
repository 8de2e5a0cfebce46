/**
 * The `aws-chunked` content encoding of Amazon S3: the object in chunks, each with its length and, where the upload is
 * signed, its signature; then perhaps a trailer, with a checksum that was not known at the start.
 *
 *     10000;chunk-signature=ad80…⏎<65,536 bytes>⏎0;chunk-signature=b6c6…⏎x-amz-checksum-crc32c:sOO8/Q==⏎⏎
 *
 * Here the bytes are taken apart and put together; what they say is checked elsewhere.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */

/** What a payload in chunks has besides the chunks. */
export interface ChunkedForm {
  /** Whether each chunk, and the trailer, carries a signature. */
  readonly signed: boolean;
  readonly trailer: boolean;
}

/** The forms, by the value of `x-amz-content-sha256` that announces each. */
export const CHUNKED_FORMS: ReadonlyMap<string, ChunkedForm> = new Map([
  ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD', { signed: true, trailer: false }],
  ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER', { signed: true, trailer: true }],
  ['STREAMING-UNSIGNED-PAYLOAD-TRAILER', { signed: false, trailer: true }],
]);

/** No chunk but the last with data may be smaller: 8 KB. */
export const SMALLEST_CHUNK = 8192;

/** The field of the trailer that signs the others. */
export const TRAILER_SIGNATURE = 'x-amz-trailer-signature';

export interface Chunk {
  /** Empty in the chunk that ends the object. */
  readonly data: Uint8Array;
  /** Null in an upload that is not signed. */
  readonly signature: string | null;
}

/** A field of the trailer: its name in lower case, its value without white space around. */
export type TrailerField = readonly [name: string, value: string];

const LINE_END = '\r\n';
const SIGNED_LINE = /^([0-9a-f]{1,12});chunk-signature=([0-9a-f]{64})$/i;
const UNSIGNED_LINE = /^([0-9a-f]{1,12})$/i;
/** Longer than any chunk's first line can be. */
const LONGEST_LINE = 128;

/**
 * Reads the chunk at a place in the body.
 * @returns the chunk and the place behind it; null where there is no whole chunk of that form. Behind the empty chunk
 *   stands the trailer, or the empty line that ends the body.
 */
export function readChunk(body: Buffer, at: number, form: ChunkedForm): { chunk: Chunk; next: number } | null {
  const lineEnd = body.subarray(at, at + LONGEST_LINE).indexOf(LINE_END);
  if (lineEnd < 0) return null;
  const line = body.toString('latin1', at, at + lineEnd);
  const [, length, signature] = (form.signed ? SIGNED_LINE : UNSIGNED_LINE).exec(line) ?? [];
  if (length === undefined) return null;
  const start = at + lineEnd + LINE_END.length;
  const end = start + Number.parseInt(length, 16);
  const chunk = { data: body.subarray(start, end), signature: signature ?? null };
  if (end === start) return { chunk, next: end };
  if (body.toString('latin1', end, end + LINE_END.length) !== LINE_END) return null;
  return { chunk, next: end + LINE_END.length };
}

/**
 * Reads what follows the empty chunk: the fields of the trailer, a line each, and an empty line that ends the body.
 * @returns the fields; `incomplete` where the body does not end so, or has a trailer that was not announced;
 *   `malformed` where a line is no field.
 */
export function readTrailer(body: Buffer, at: number, form: ChunkedForm): TrailerField[] | 'incomplete' | 'malformed' {
  const text = body.toString('latin1', at);
  if (text === LINE_END) return [];
  if (!form.trailer || !text.endsWith(LINE_END + LINE_END)) return 'incomplete';
  const lines = text.slice(0, -2 * LINE_END.length).split(LINE_END);
  if (lines.includes('')) return 'incomplete';
  const fields: TrailerField[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 1) return 'malformed';
    fields.push([line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]);
  }
  return fields;
}

/** Writes a chunk; the empty one without what follows it. */
export function writeChunk({ data, signature }: Chunk): Buffer {
  const line = `${data.length.toString(16)}${signature === null ? '' : `;chunk-signature=${signature}`}${LINE_END}`;
  return Buffer.concat([Buffer.from(line), data, Buffer.from(data.length === 0 ? '' : LINE_END)]);
}

/** Writes what follows the empty chunk. */
export function writeTrailer(fields: readonly TrailerField[]): Buffer {
  return Buffer.from(`${fields.map(([name, value]) => `${name}:${value}${LINE_END}`).join('')}${LINE_END}`);
}
