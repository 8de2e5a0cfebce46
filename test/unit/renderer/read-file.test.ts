import { describe, expect, it } from 'vitest';
import { readFileText, type ReadProgress } from '../../../src-renderer/files/read-file.ts';

/** A file that comes in as many pieces as it is made of. */
function inPieces(bytes: Uint8Array, size: number): Blob {
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.slice(index * size, (index + 1) * size),
  );
  return new Blob(pieces);
}

describe('A file that is read piece by piece', () => {
  it('keeps letters whole that lie across the edge of two pieces', async () => {
    const text = 'Zoë – 10 €';
    const { signal } = new AbortController();
    const file = inPieces(new TextEncoder().encode(text), 1);
    expect(await readFileText(file, { tell: () => {}, signal })).toBe(text);
  });

  it('tells how many of its bytes are read, up to all of them', async () => {
    const told: ReadProgress[] = [];
    const file = inPieces(new Uint8Array(300), 100);
    await readFileText(file, { tell: (progress) => told.push(progress), signal: new AbortController().signal });
    expect(told).toEqual([100, 200, 300].map((done) => ({ done, total: 300 })));
  });

  it('is not read on when it is cancelled', async () => {
    const reading = new AbortController();
    let pieces = 0;
    const read = readFileText(inPieces(new Uint8Array(800), 100), {
      tell: () => {
        pieces += 1;
        reading.abort();
      },
      signal: reading.signal,
    });
    await expect(read).rejects.toMatchObject({ name: 'AbortError' });
    expect(pieces).toBe(1);
  });
});
