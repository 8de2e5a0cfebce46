import { expect, test } from 'vitest';
import { withChoice } from '../../../src-renderer/ui/choices.ts';

test('what is chosen comes after what was chosen before', () => {
  expect(withChoice(['ReadOnlyAccess'], 'Deploy', true)).toEqual(['ReadOnlyAccess', 'Deploy']);
});

test('what is chosen twice is chosen once', () => {
  expect(withChoice(['ReadOnlyAccess'], 'ReadOnlyAccess', true)).toEqual(['ReadOnlyAccess']);
});

test('giving up one choice leaves the others in their order', () => {
  expect(withChoice(['a', 'b', 'c'], 'b', false)).toEqual(['a', 'c']);
});
