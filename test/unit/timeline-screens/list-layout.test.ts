import { describe, expect, test } from 'vitest';
import type { TimelineGroup } from '../../../src-shared/contract/timeline.ts';
import { itemAt, layoutLength, type LaidGroup } from '../../../src-renderer/timeline/list-layout.ts';

const group: TimelineGroup = {
  value: 'lucy',
  clause: 'principal:lucy',
  count: 3,
  verdicts: { Allowed: 3, ImplicitlyDenied: 0, ExplicitlyDenied: 0, NotAuthenticated: 0, InvalidRequest: 0 },
  newestAt: '2026-03-01T12:00:00.000Z',
};
const closed: LaidGroup = { group, isOpen: false, rows: 0 };
const open: LaidGroup = { group, isOpen: true, rows: 3 };
const LIST = [closed, open, closed];

describe('a list of groups', () => {
  test('has a line for each group and for each row of those that are open', () => {
    expect(layoutLength(LIST)).toBe(6);
    expect(layoutLength([])).toBe(0);
  });

  test.each([
    [0, { kind: 'group', place: 0 }],
    [1, { kind: 'group', place: 1 }],
    [2, { kind: 'row', place: 1, index: 0 }],
    [4, { kind: 'row', place: 1, index: 2 }],
    [5, { kind: 'group', place: 2 }],
    [6, null],
  ])('has at line %i %j', (line, item) => {
    expect(itemAt(LIST, line)).toEqual(item);
  });

  test('has a group that is open and still empty as one line', () => {
    const list = [{ ...open, rows: 0 }, closed];
    expect([itemAt(list, 0), itemAt(list, 1)]).toEqual([
      { kind: 'group', place: 0 },
      { kind: 'group', place: 1 },
    ]);
  });
});
