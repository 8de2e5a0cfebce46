import { describe, expect, test } from 'vitest';
import { neighboursIn } from '../../../src-renderer/timeline/neighbours.ts';

const LIST = [{ id: 'c' }, { id: 'b' }, { id: 'a' }];

describe('the decisions beside one', () => {
  test.each([
    ['b', { newer: 'c', older: 'a' }],
    ['c', { newer: null, older: 'b' }],
    ['a', { newer: 'b', older: null }],
    ['x', null],
  ])('of %s are those above and below it in the list', (id, neighbours) => {
    expect(neighboursIn(LIST, id)).toEqual(neighbours);
  });
});
