import { describe, expect, test } from 'vitest';
import { Turns } from '../../../src-main/timeline/turns.ts';

/** Work of 3 ms a piece, by a clock that only the work moves. */
async function workThrough(total: number, atOnce: number): Promise<{ pieces: number[][]; breaths: number[] }> {
  let now = 0;
  const [pieces, breaths]: [number[][], number[]] = [[], []];
  const turns = new Turns(
    () => now,
    (done) => Promise.resolve(void breaths.push(done)),
  );
  await turns.through(total, atOnce, (from, end) => {
    pieces.push([from, end]);
    now += 3;
  });
  return { pieces, breaths };
}

describe('work in turns', () => {
  test('goes through everything once', async () => {
    expect((await workThrough(10, 4)).pieces).toEqual([
      [0, 4],
      [4, 8],
      [8, 10],
    ]);
    expect((await workThrough(0, 4)).pieces).toEqual([]);
  });

  test('lets others have their turn when its own has lasted ten milliseconds, and not before', async () => {
    expect((await workThrough(10, 1)).breaths).toEqual([4, 8]);
    expect((await workThrough(3, 1)).breaths).toEqual([]);
  });

  test('ends where others say so in their turn', async () => {
    let now = 0;
    const turns = new Turns(
      () => (now += 20),
      () => Promise.reject(new Error('cancelled')),
    );
    await expect(turns.through(10, 1, () => undefined)).rejects.toThrow('cancelled');
  });
});
