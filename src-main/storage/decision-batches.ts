import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { DecisionRecord } from '../../src-shared/decision/record.ts';

/**
 * Records of requests are much alike, so those that are written together are compressed together: a hundred of them take
 * little more than one. The fastest quality is already ten times faster than writing what it saves.
 * @see https://datatracker.ietf.org/doc/html/rfc7932
 */
const QUALITY = 1;

/** @param records with sequence numbers that follow each other. */
export function packRecords(records: readonly DecisionRecord[]): Uint8Array {
  const lines = records.map((record) => JSON.stringify(record)).join('\n');
  return brotliCompressSync(lines, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } });
}

/** @returns the records as JSON texts, in their order. Throws for bytes that are no batch. */
export function unpackRecords(batch: Uint8Array): string[] {
  return brotliDecompressSync(batch).toString('utf8').split('\n');
}
