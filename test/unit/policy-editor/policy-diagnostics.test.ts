import { Text } from '@codemirror/state';
import { describe, expect, test } from 'vitest';
import { diagnostic, problemRange } from '../../../src-renderer/policy-editor/policy-diagnostics.ts';
import type { PolicyProblem } from '../../../src-shared/contract/policies.ts';

const text = Text.of(['{', '  "Sidd": 3', '}']);

function problem(change: Partial<PolicyProblem>): PolicyProblem {
  return { severity: 'error', line: 2, column: 3, length: 6, path: '', message: 'Wrong.', mend: 'Mend it.', ...change };
}

describe('a problem is underlined', () => {
  test('where it is', () => {
    const { from, to } = problemRange(text, problem({}));
    expect(text.sliceString(from, to)).toBe('"Sidd"');
  });

  test('with at least one character', () => {
    const { from, to } = problemRange(text, problem({ length: 0 }));
    expect(text.sliceString(from, to)).toBe('"');
  });

  test.each([
    ['after the last line', { line: 99 }],
    ['after the end of its line', { line: 1, column: 50 }],
    ['beyond the end of the text', { line: 3, length: 500 }],
    ['before the first line', { line: 0, column: 0 }],
  ])('inside the text, when it was found in a longer one %s', (_, change) => {
    const { from, to } = problemRange(text, problem(change));
    expect(from).toBeGreaterThanOrEqual(0);
    expect(to).toBeGreaterThanOrEqual(from);
    expect(to).toBeLessThanOrEqual(text.length);
  });
});

test('what is said about a problem is what is wrong and how to mend it', () => {
  expect(diagnostic(text, problem({})).message).toBe('Wrong. Mend it.');
  expect(diagnostic(text, problem({ mend: '' })).message).toBe('Wrong.');
});
