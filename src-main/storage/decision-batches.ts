import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { DecisionRecord } from '../../src-shared/decision/record.ts';
import type { WeighedDecision } from '../../src-shared/decision/weighed-decision.ts';
import { isRecord } from '../../src-shared/is-record.ts';

/** The part of the schema that a batch's `weighed` column came with; see {@link packDecisions}. */
export const WEIGHED_BATCHES = `
  -- What it takes to weigh the requests of a batch again, as compressed JSON lines; \`records\` has the rest of each
  -- record. Older batches have whole records and nothing here.
  ALTER TABLE decision_batches ADD COLUMN weighed BLOB;
`;

/**
 * Records of requests are much alike, so those that are written together are compressed together: a hundred of them take
 * little more than one. The fastest quality is already ten times faster than writing what it saves.
 * @see https://datatracker.ietf.org/doc/html/rfc7932
 */
const QUALITY = 1;

/** Records that were written together, as they are in the file. */
export interface PackedDecisions {
  readonly records: Uint8Array;
  /** Null in files of older versions, where `records` has all there is. */
  readonly weighed: Uint8Array | null;
}

/**
 * Packs records apart from what it takes to weigh their requests again: that is a small part, and is read for thousands
 * of requests at once.
 * @param records with sequence numbers that follow each other.
 */
export function packDecisions(records: readonly DecisionRecord[]): Required<PackedDecisions> {
  const halves = records.map(split);
  return { records: pack(halves.map(({ rest }) => rest)), weighed: pack(halves.map(({ weighed }) => weighed)) };
}

/** Records that were written together, unpacked as far as they are asked for. */
export class DecisionBatch {
  readonly #first: number;
  readonly #packed: PackedDecisions;
  #records: readonly string[] | null = null;
  #weighed: readonly string[] | null = null;

  /** @param first the sequence number of the first record. */
  constructor(first: number, packed: PackedDecisions) {
    this.#first = first;
    this.#packed = packed;
  }

  /** @returns a whole record as it was packed; undefined where the batch does not reach so far. Throws for damaged bytes. */
  record(sequence: number): unknown {
    const { records, weighed } = this.#packed;
    this.#records ??= unpack(records);
    const rest = lineOf(this.#records, sequence - this.#first);
    return weighed === null ? rest : join(rest, this.weighed(sequence));
  }

  /** @returns a record with no less than it takes to weigh the request again; otherwise as {@link record}. */
  weighed(sequence: number): unknown {
    const { weighed } = this.#packed;
    if (weighed === null) return this.record(sequence);
    this.#weighed ??= unpack(weighed);
    return lineOf(this.#weighed, sequence - this.#first);
  }
}

type WithoutWeighed = Omit<DecisionRecord, Exclude<keyof WeighedDecision, 'request' | 'authentication'>>;
type Rest = Omit<WithoutWeighed, 'request'> & {
  request: Omit<DecisionRecord['request'], keyof WeighedDecision['request']>;
};

/** How a caller was authenticated is kept with the rest; the access key alone is in both halves. */
function split(record: DecisionRecord): { readonly weighed: WeighedDecision; readonly rest: Rest } {
  const { id, sequence, at, verdict, principal, action, resource, weighed, request, ...others } = record;
  const { method, url, headers, region, parts, context, ...otherRequest } = request;
  const { authentication } = others;
  return {
    weighed: {
      id,
      sequence,
      at,
      verdict,
      principal,
      action,
      resource,
      ...(weighed && { weighed }),
      request: { method, url, headers, region, parts, context },
      authentication: authentication && { accessKeyId: authentication.accessKeyId },
    },
    rest: { ...others, request: otherRequest },
  };
}

function join(rest: unknown, weighed: unknown): unknown {
  if (!isRecord(rest) || !isRecord(weighed)) return rest;
  const request = isRecord(rest.request) && isRecord(weighed.request) ? { ...weighed.request, ...rest.request } : null;
  return { ...weighed, ...rest, request };
}

function pack(values: readonly unknown[]): Uint8Array {
  const lines = values.map((value) => JSON.stringify(value)).join('\n');
  return brotliCompressSync(lines, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } });
}

function unpack(batch: Uint8Array): string[] {
  return brotliDecompressSync(batch).toString('utf8').split('\n');
}

function lineOf(lines: readonly string[], index: number): unknown {
  const line = lines[index];
  return line === undefined ? undefined : JSON.parse(line);
}
