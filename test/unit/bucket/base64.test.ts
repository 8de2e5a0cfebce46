import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from '../../../src-renderer/bucket/base64.ts';

describe('Base64', () => {
  it.each([0, 1, 2, 3, 255, 100_000])('gives back %i bytes as they were, in the form that Node writes', (length) => {
    const bytes = randomBytes(length);
    expect(toBase64(bytes)).toBe(bytes.toString('base64'));
    expect(fromBase64(toBase64(bytes))).toEqual(new Uint8Array(bytes));
  });
});
