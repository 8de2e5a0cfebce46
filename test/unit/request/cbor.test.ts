import { describe, expect, test } from 'vitest';
import { decodeCbor, encodeCborTexts } from '../../../src-main/request/cbor.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('a CBOR value (https://www.rfc-editor.org/rfc/rfc8949#name-examples-of-encoded-cbor-da)', () => {
  test.each<[hex: string, value: unknown]>([
    ['00', 0],
    ['17', 23],
    ['1818', 24],
    ['1903e8', 1000],
    ['1a000f4240', 1_000_000],
    ['1b000000e8d4a51000', 1_000_000_000_000],
    ['20', -1],
    ['3903e7', -1000],
    ['f93c00', 1],
    ['f93e00', 1.5],
    ['f90001', 5.960464477539063e-8],
    ['f9c400', -4],
    ['f97c00', Infinity],
    ['fa47c35000', 100_000],
    ['fb3ff199999999999a', 1.1],
    ['f4', false],
    ['f5', true],
    ['f6', null],
    ['f7', null],
    ['c11a514b67b0', 1_363_896_240],
    ['4401020304', bytes('01020304')],
    ['60', ''],
    ['6449455446', 'IETF'],
    ['62c3bc', 'ü'],
    ['80', []],
    ['8301820203820405', [1, [2, 3], [4, 5]]],
    ['a26161016162820203', { a: 1, b: [2, 3] }],
    ['5f42010243030405ff', bytes('0102030405')],
    ['7f657374726561646d696e67ff', 'streaming'],
    ['9f018202039f0405ffff', [1, [2, 3], [4, 5]]],
    ['bf61610161629f0203ffff', { a: 1, b: [2, 3] }],
  ])('%s is read', (hex, value) => {
    expect(decodeCbor(bytes(hex))).toEqual({ value });
  });

  test.each([
    ['nothing', ''],
    ['a text that ends too early', '64494554'],
    ['a list that ends too early', '830102'],
    ['a list of more items than there can be', '9affffffff'],
    ['a text that is no UTF-8', '61ff'],
    ['two values', '0000'],
    ['a break by itself', 'ff'],
    ['a break in place of a value', 'bf6161ff'],
    ['a reserved length', '1c'],
    ['a chunk of another kind', '5f6161ff'],
    ['lists in lists without end', '81'.repeat(200)],
  ])('is refused for %s', (_, hex) => {
    expect(decodeCbor(bytes(hex))).toBeNull();
  });

  test('keeps a member called __proto__ a member', () => {
    const value = decodeCbor(bytes('a1695f5f70726f746f5f5f01'))?.value;
    expect(Object.keys(value ?? {})).toEqual(['__proto__']);
  });

  test.each([
    [{}],
    [{ a: 'ü' }],
    [{ __type: 'AccessDeniedException', message: 'x'.repeat(70_000) }],
    [{ m: 'y'.repeat(200) }],
  ])('of texts is read as it was written', (texts) => {
    expect(decodeCbor(encodeCborTexts(texts))).toEqual({ value: texts });
  });
});
