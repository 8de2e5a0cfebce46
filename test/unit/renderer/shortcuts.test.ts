import { describe, expect, test } from 'vitest';
import { shortcutOf, type Keystroke } from '../../../src-renderer/app/shortcuts.ts';

function stroke(text: string): Keystroke {
  const parts = text.split('+');
  return {
    key: parts.at(-1) ?? '',
    ctrlKey: parts.includes('Ctrl'),
    metaKey: parts.includes('Command'),
    shiftKey: parts.includes('Shift'),
    altKey: parts.includes('Alt'),
  };
}

describe('on Windows and Linux', () => {
  test.each([
    ['Ctrl+z', 'undo'],
    ['Ctrl+Shift+Z', 'redo'],
    ['Ctrl+y', 'redo'],
    ['Alt+ArrowLeft', 'back'],
    ['Alt+ArrowRight', 'forward'],
    ['z', null],
    ['Command+z', null],
    ['Ctrl+Alt+z', null],
    ['Alt+Shift+ArrowLeft', null],
    ['ArrowLeft', null],
  ])('%s means %s', (keys, meaning) => {
    expect(shortcutOf(stroke(keys), false)).toBe(meaning);
  });
});

describe('on a Mac', () => {
  test.each([
    ['Command+z', 'undo'],
    ['Command+Shift+z', 'redo'],
    ['Command+[', 'back'],
    ['Command+]', 'forward'],
    ['Ctrl+z', null],
    ['Command+y', null],
    ['Alt+ArrowLeft', null],
  ])('%s means %s', (keys, meaning) => {
    expect(shortcutOf(stroke(keys), true)).toBe(meaning);
  });
});
