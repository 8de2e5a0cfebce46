import { describe, expect, test } from 'vitest';
import { FirstOfMany } from '../../../src-main/timeline/first-of-many.ts';

function firstOf(numbers: readonly number[], limit: number): readonly number[] {
  const first = new FirstOfMany<number>(limit, (one, other) => one - other);
  for (const number of numbers) first.add(number);
  return first.list;
}

describe('the first of many', () => {
  test.each([
    [[3, 1, 2], 2, [1, 2]],
    [[1, 2, 3], 2, [1, 2]],
    [[5, 5, 1, 5], 3, [1, 5, 5]],
    [[2], 3, [2]],
    [[], 3, []],
    [[4, 1], 0, []],
  ])('are of %j, at most %i, %j', (numbers, limit, wanted) => {
    expect(firstOf(numbers, limit)).toEqual(wanted);
  });

  test('are what sorting gives first', () => {
    const numbers = Array.from({ length: 500 }, (_, n) => (n * 7919) % 211);
    expect(firstOf(numbers, 40)).toEqual(numbers.toSorted((one, other) => one - other).slice(0, 40));
  });

  test('stay in the order they came in where they are equal', () => {
    const first = new FirstOfMany<{ name: string; count: number }>(2, (one, other) => other.count - one.count);
    for (const name of ['a', 'b', 'c']) first.add({ name, count: 1 });
    expect(first.list.map(({ name }) => name)).toEqual(['a', 'b']);
  });
});
