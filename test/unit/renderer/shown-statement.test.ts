import { json } from '@codemirror/lang-json';
import { EditorState } from '@codemirror/state';
import { describe, expect, test } from 'vitest';
import { statementRange } from '../../../src-renderer/policy-editor/shown-statement.ts';

const TEXT = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Condition": { "Bool": { "aws:SecureTransport": "true" } }
    },
    { "Effect": "Deny" }
  ]
}`;

function shown(line: number, column: number, text = TEXT): string {
  const state = EditorState.create({ doc: text, extensions: [json()] });
  const { from, to } = statementRange(state, { line, column });
  return state.sliceDoc(from, to);
}

describe('the statement that begins at a place', () => {
  test('is the whole object there, however deep', () => {
    expect(JSON.parse(shown(4, 5))).toEqual({
      Effect: 'Allow',
      Condition: { Bool: { 'aws:SecureTransport': 'true' } },
    });
    expect(shown(8, 5)).toBe('{ "Effect": "Deny" }');
  });

  test.each([
    ['no object begins there any more', 4, 7],
    ['the line has become shorter', 1, 40],
    ['the text has become shorter', 400, 1],
  ])('is nothing where %s', (_, line, column) => {
    expect(shown(line, column)).toBe('');
  });
});
