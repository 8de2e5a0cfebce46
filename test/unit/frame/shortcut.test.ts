import { describe, expect, test } from 'vitest';
import {
  acceleratorOf,
  ariaKeyShortcut,
  shortcutKeys,
  shortcutText,
  type Platform,
} from '../../../src-shared/shortcut.ts';

const PC: Platform = { apple: false, shell: 'electron' };
const MAC: Platform = { apple: true, shell: 'electron' };

describe('a shortcut is written', () => {
  test.each([
    ['Mod+Z', 'Ctrl+Z', '⌘Z'],
    ['Mod+Shift+Z', 'Ctrl+Shift+Z', '⇧⌘Z'],
    ['Ctrl+Tab', 'Ctrl+Tab', '⌃Tab'],
    ['Alt+ArrowLeft', 'Alt+←', '⌥←'],
    ['Mod+[', 'Ctrl+[', '⌘['],
    ['G U', 'G then U', 'G then U'],
    ['?', '?', '?'],
  ])('%s as %s, or %s on a Mac', (shortcut, pc, mac) => {
    expect(shortcutText(shortcut, PC)).toBe(pc);
    expect(shortcutText(shortcut, MAC)).toBe(mac);
  });

  test('key by key, to be drawn', () => {
    expect(shortcutKeys('Mod+Shift+P', PC)).toEqual([['Ctrl', 'Shift', 'P']]);
    expect(shortcutKeys('G U', PC)).toEqual([['G'], ['U']]);
  });
});

describe('assistive technology is told of a shortcut', () => {
  test.each([
    ['Mod+K', 'Control+K', 'Meta+K'],
    ['Alt+ArrowLeft', 'Alt+ArrowLeft', 'Alt+ArrowLeft'],
    ['G U', null, null],
  ])('%s as %s, or %s on a Mac', (shortcut, pc, mac) => {
    expect(ariaKeyShortcut(shortcut, PC)).toBe(pc);
    expect(ariaKeyShortcut(shortcut, MAC)).toBe(mac);
  });
});

describe('a native menu has a shortcut', () => {
  test.each([
    ['Mod+Shift+Z', 'CmdOrCtrl+Shift+Z'],
    ['Ctrl+Tab', 'Ctrl+Tab'],
    ['Alt+ArrowLeft', 'Alt+Left'],
    ['?', null],
    ['G U', null],
  ])('%s as %s', (shortcut, accelerator) => {
    expect(acceleratorOf(shortcut)).toBe(accelerator);
  });
});
