import { describe, expect, it } from 'vitest';
import { crumbsTo, nameIn, previewOf, sizeText } from '../../../src-renderer/bucket/object-names.ts';

describe('The names of objects', () => {
  it.each([
    ['', []],
    ['2026/', [{ name: '2026', prefix: '2026/' }]],
    [
      '2026/q2/',
      [
        { name: '2026', prefix: '2026/' },
        { name: 'q2', prefix: '2026/q2/' },
      ],
    ],
    [
      '/x/',
      [
        { name: '', prefix: '/' },
        { name: 'x', prefix: '/x/' },
      ],
    ],
  ])('lead to the folder %j by its folders', (prefix, crumbs) => {
    expect(crumbsTo(prefix)).toEqual(crumbs);
  });

  it.each([
    ['', 'a.txt', 'a.txt'],
    ['2026/', '2026/q1.csv', 'q1.csv'],
    ['2026/', '2026/q2/', 'q2/'],
  ])('are shown in the folder %j without it: %s', (folder, key, name) => {
    expect(nameIn(folder, key)).toBe(name);
  });

  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [1023, '1,023 bytes'],
    [1536, '1.5 KB'],
    [5 * 1024 ** 3, '5 GB'],
    [2000 * 1024 ** 3, '2,000 GB'],
  ])('have beside them how large the objects are: %i bytes as %s', (bytes, text) => {
    expect(sizeText(bytes)).toBe(text);
  });

  it.each([
    ['text/plain; charset=utf-8', 'a', 'text'],
    ['application/json', 'a', 'text'],
    ['application/ld+json', 'a', 'text'],
    ['image/png', 'a', 'image'],
    // A picture in this format may hold scripts.
    ['image/svg+xml', 'a.svg', 'text'],
    ['application/pdf', 'a.pdf', 'none'],
    [null, 'notes.md', 'text'],
    ['binary/octet-stream', 'q1.csv', 'text'],
    ['binary/octet-stream', 'a.bin', 'none'],
  ])('and their type %j tell how %j can be shown', (contentType, key, preview) => {
    expect(previewOf(contentType, key)).toBe(preview);
  });
});
