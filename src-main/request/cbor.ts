/**
 * The part of CBOR that AWS's RPC v2 protocol uses: integers, floats, texts, bytes, lists, maps, booleans, null, and tagged
 * timestamps, whose tag is passed over.
 * @see https://www.rfc-editor.org/rfc/rfc8949
 * @see https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html#shape-serialization
 */

/** Deeper than any input shape. */
const MAX_DEPTH = 64;

const BREAK = Symbol('break');

interface Reader {
  readonly view: DataView;
  at: number;
}

/**
 * Reads one value. Bytes become a Uint8Array, maps objects, undefined and null are null.
 * @returns `{ value }`, or null when the bytes are not exactly one well-formed value.
 */
export function decodeCbor(bytes: Uint8Array): { readonly value: unknown } | null {
  const reader: Reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0 };
  try {
    const value = readValue(reader, 0);
    return value === BREAK || reader.at !== bytes.length ? null : { value };
  } catch {
    // A DataView throws a RangeError where the bytes end too early, a TextDecoder a TypeError where they are no UTF-8.
    return null;
  }
}

function readValue(reader: Reader, depth: number): unknown {
  if (depth > MAX_DEPTH) throw new RangeError('nested too deeply');
  const initial = reader.view.getUint8(reader.at++);
  const major = initial >> 5;
  const info = initial & 31;
  switch (major) {
    case 0:
      return Number(readArgument(reader, info));
    case 1:
      return -1 - Number(readArgument(reader, info));
    case 2:
      return joined(readChunks(reader, info, major));
    case 3:
      return new TextDecoder('utf-8', { fatal: true }).decode(joined(readChunks(reader, info, major)));
    case 4:
      return readItems(reader, info, 1, depth).map(([item]) => item);
    case 5:
      // Object.fromEntries defines members, so that a key called __proto__ is a member and nothing else.
      return Object.fromEntries(readItems(reader, info, 2, depth).map(([key, value]) => [String(key), value]));
    case 6:
      readArgument(reader, info);
      return readValue(reader, depth + 1);
    default:
      return readSimple(reader, info);
  }
}

function readArgument(reader: Reader, info: number): number | bigint {
  const { view, at } = reader;
  if (info < 24) return info;
  reader.at += 2 ** (info - 24);
  if (info === 24) return view.getUint8(at);
  if (info === 25) return view.getUint16(at);
  if (info === 26) return view.getUint32(at);
  if (info === 27) return view.getBigUint64(at);
  throw new RangeError('reserved');
}

/** A text or bytes: one chunk, or several and a break where the length is not told in front. */
function readChunks(reader: Reader, info: number, major: number): Uint8Array[] {
  if (info !== 31) {
    const length = Number(readArgument(reader, info));
    const { view, at } = reader;
    if (length > view.byteLength - at) throw new RangeError('too long');
    reader.at += length;
    return [new Uint8Array(view.buffer, view.byteOffset + at, length)];
  }
  const chunks: Uint8Array[] = [];
  for (;;) {
    const initial = reader.view.getUint8(reader.at++);
    if (initial === 0xff) return chunks;
    if (initial >> 5 !== major || (initial & 31) === 31) throw new RangeError('not a chunk');
    chunks.push(...readChunks(reader, initial & 31, major));
  }
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const [only] = chunks;
  if (chunks.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** The items of a list, or the pairs of a map. */
function readItems(reader: Reader, info: number, size: 1 | 2, depth: number): unknown[][] {
  const count = info === 31 ? null : Number(readArgument(reader, info));
  // Every item takes a byte at least.
  if (count !== null && count > reader.view.byteLength) throw new RangeError('too many');
  const items: unknown[][] = [];
  for (;;) {
    if (items.length === count) return items;
    const first = readValue(reader, depth + 1);
    if (first === BREAK) {
      if (count === null) return items;
      throw new RangeError('break');
    }
    const item = [first];
    if (size === 2) item.push(readValue(reader, depth + 1));
    if (item.includes(BREAK)) throw new RangeError('break');
    items.push(item);
  }
}

function readSimple(reader: Reader, info: number): unknown {
  const { view, at } = reader;
  switch (info) {
    case 20:
      return false;
    case 21:
      return true;
    case 22:
    case 23:
      return null;
    case 25:
      reader.at += 2;
      return halfFloat(view.getUint16(at));
    case 26:
      reader.at += 4;
      return view.getFloat32(at);
    case 27:
      reader.at += 8;
      return view.getFloat64(at);
    case 31:
      return BREAK;
    default:
      throw new RangeError('not a value that the protocol uses');
  }
}

/** @see https://www.rfc-editor.org/rfc/rfc8949#name-half-precision */
function halfFloat(bits: number): number {
  const exponent = (bits >> 10) & 31;
  const mantissa = bits & 1023;
  const size = exponent === 0 ? mantissa * 2 ** -24 : (mantissa + 1024) * 2 ** (exponent - 25);
  const value = exponent === 31 ? (mantissa === 0 ? Infinity : NaN) : size;
  return bits & 0x8000 ? -value : value;
}

/** Writes a map of texts, which is what the protocol's errors are. */
export function encodeCborTexts(texts: Readonly<Record<string, string>>): Uint8Array {
  const entries = Object.entries(texts);
  return joined([head(5, entries.length), ...entries.flatMap((entry) => entry.flatMap(textChunks))]);
}

function textChunks(text: string): [Uint8Array, Uint8Array] {
  const bytes = new TextEncoder().encode(text);
  return [head(3, bytes.length), bytes];
}

function head(major: number, length: number): Uint8Array {
  const initial = major << 5;
  if (length < 24) return Uint8Array.of(initial | length);
  if (length < 0x100) return Uint8Array.of(initial | 24, length);
  if (length < 0x10000) return Uint8Array.of(initial | 25, length >> 8, length & 255);
  return Uint8Array.of(initial | 26, length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255);
}
