import { describe, expect, test } from 'vitest';
import { askedBy, isFieldHistory, isModifier, type KeyPress } from '../../../src-renderer/app/commands/keystrokes.ts';
import { COMMANDS, shortcutsOf } from '../../../src-shared/commands.ts';

/** A key as it is pressed, such as `Ctrl+Shift+Z`; with the key's place, where the keyboard writes another alphabet. */
function press(text: string, code = ''): KeyPress {
  const parts = text.split('+');
  return {
    key: parts.at(-1) ?? '',
    code,
    ctrlKey: parts.includes('Ctrl'),
    metaKey: parts.includes('Command'),
    shiftKey: parts.includes('Shift'),
    altKey: parts.includes('Alt'),
  };
}

function asked(presses: readonly KeyPress[], apple: boolean): string {
  const bound = COMMANDS.map((command) => ({
    id: command.id,
    shortcuts: shortcutsOf(command, { apple, shell: 'electron' }),
  }));
  const found = askedBy(presses, bound, apple);
  return found.kind === 'run' ? found.bound.id : found.kind;
}

describe('on Windows and Linux', () => {
  test.each([
    ['Ctrl+z', 'undo'],
    ['Ctrl+Shift+Z', 'redo'],
    ['Ctrl+y', 'redo'],
    ['Ctrl+k', 'showSearch'],
    ['Ctrl+Tab', 'nextTab'],
    ['Ctrl+Shift+Tab', 'previousTab'],
    ['Alt+ArrowLeft', 'back'],
    ['Alt+ArrowRight', 'forward'],
    ['Shift+?', 'showShortcuts'],
    ['z', 'nothing'],
    ['Command+z', 'nothing'],
    ['Ctrl+Alt+z', 'nothing'],
    ['Alt+Shift+ArrowLeft', 'nothing'],
    ['ArrowLeft', 'nothing'],
    ['Shift+G', 'nothing'],
  ])('%s means %s', (keys, meaning) => {
    expect(asked([press(keys)], false)).toBe(meaning);
  });
});

describe('on a Mac', () => {
  test.each([
    ['Command+z', 'undo'],
    ['Command+Shift+z', 'redo'],
    ['Command+[', 'back'],
    ['Command+]', 'forward'],
    ['Ctrl+Tab', 'nextTab'],
    ['Ctrl+z', 'nothing'],
    ['Command+y', 'nothing'],
    ['Alt+ArrowLeft', 'nothing'],
  ])('%s means %s', (keys, meaning) => {
    expect(asked([press(keys)], true)).toBe(meaning);
  });
});

describe('keys one after another', () => {
  test.each([
    ['g', 'more'],
    ['g u', 'goUsers'],
    ['c u', 'createUser'],
    ['g z', 'nothing'],
    ['g y', 'copyArn'],
    ['g g', 'goGroups'],
  ])('%s mean %s', (keys, meaning) => {
    const presses = keys.split(' ').map((key) => press(key));
    expect(asked(presses, false)).toBe(meaning);
  });

  test('count from the last one on when they lead nowhere', () => {
    expect(asked([press('g'), press('Ctrl+k')], false)).toBe('showSearch');
  });
});

test('where the keyboard writes another alphabet, a key is the Latin letter in its place', () => {
  expect(asked([press('Ctrl+я', 'KeyZ')], false)).toBe('undo');
  expect(asked([press('п', 'KeyG'), press('г', 'KeyU')], false)).toBe('goUsers');
});

test('where the keyboard has the letters elsewhere, the letter counts and not its place', () => {
  expect(asked([press('Ctrl+z', 'KeyY')], false)).toBe('undo');
});

test.each([
  ['Ctrl+z', true],
  ['Ctrl+Shift+Z', true],
  ['Command+z', true],
  ['Ctrl+y', true],
  ['z', false],
  ['Ctrl+k', false],
])('%s undoes or redoes what was typed in a field: %s', (keys, is) => {
  expect(isFieldHistory(press(keys))).toBe(is);
});

test('a key that only changes what others mean is told apart', () => {
  expect(['Control', 'Shift', 'g'].map((key) => isModifier({ key }))).toEqual([true, true, false]);
});
