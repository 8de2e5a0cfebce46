import { describe, expect, test } from 'vitest';
import { neighbourKey, neighboursIn } from '../../../src-renderer/timeline/neighbours.ts';

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

  const press = { ctrlKey: false, metaKey: false, altKey: false };

  test.each([
    ['j', 'older'],
    ['J', 'older'],
    ['k', 'newer'],
    ['x', null],
  ])('are asked for by key: %s', (key, way) => {
    expect(neighbourKey({ ...press, key })).toBe(way);
  });

  test.each(['ctrlKey', 'metaKey', 'altKey'])('are not asked for with %s, which makes it a shortcut', (modifier) => {
    expect(neighbourKey({ ...press, key: 'k', [modifier]: true })).toBeNull();
  });
});
