import { describe, expect, test } from 'vitest';
import { commandOf, COMMANDS, shortcutsOf, type CommandContext } from '../../../src-shared/commands.ts';
import type { Platform } from '../../../src-shared/shortcut.ts';

const NOTHING_OPEN: CommandContext = {
  workspaceOpen: false,
  designer: true,
  canSwitchRole: false,
  canSwitchBack: false,
  canSwitchAccount: false,
  canUndo: false,
  canRedo: false,
  canGoBack: false,
  canGoForward: false,
  canCloseTab: false,
  canReopenTab: false,
  endpointOn: false,
  subjectShown: false,
};

const PLATFORMS: readonly Platform[] = [true, false].flatMap((apple) => [
  { apple, shell: 'electron' } as const,
  { apple, shell: 'browser' } as const,
]);

/** What Chromium never gives to a page of its own accord, or gives and acts on as well. */
const BROWSERS_OWN = ['Mod+T', 'Mod+W', 'Mod+N', 'Mod+Shift+T', 'Mod+Shift+W', 'Mod+Shift+N', 'Ctrl+Tab'];

describe('the list of commands', () => {
  test('has every ID once', () => {
    const ids = COMMANDS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each(PLATFORMS)('has no keys twice, and none that are the start of others: %o', (platform) => {
    const all = COMMANDS.flatMap((command) => shortcutsOf(command, platform));
    const clashes = all.filter((one, at) =>
      all.some((other, index) => index !== at && (other === one || other.startsWith(`${one} `))),
    );
    expect(clashes).toEqual([]);
  });

  test('leaves a browser the keys that it keeps for itself', () => {
    for (const platform of PLATFORMS.filter(({ shell }) => shell === 'browser')) {
      const all = COMMANDS.flatMap((command) => shortcutsOf(command, platform));
      expect(all.filter((keys) => BROWSERS_OWN.includes(keys))).toEqual([]);
    }
  });

  test('gives every command with keys in the desktop app keys in a browser too, but for those of the window', () => {
    const without = COMMANDS.filter(
      (command) =>
        shortcutsOf(command, { apple: false, shell: 'electron' }).length > 0 &&
        shortcutsOf(command, { apple: false, shell: 'browser' }).length === 0,
    );
    expect(without.map(({ id }) => id)).toEqual(['newAccount', 'closeWorkspace']);
  });

  test.each([
    ['newTab', false, 'electron', ['Mod+T', 'T T']],
    ['newTab', false, 'browser', ['T T']],
    ['back', true, 'electron', ['Mod+[']],
    ['back', false, 'electron', ['Alt+ArrowLeft']],
    ['redo', true, 'browser', ['Mod+Shift+Z']],
    ['redo', false, 'browser', ['Mod+Shift+Z', 'Mod+Y']],
    ['signOut', false, 'browser', []],
  ] as const)('gives %s its keys (Apple: %s, %s)', (id, apple, shell, keys) => {
    expect(shortcutsOf(commandOf(id), { apple, shell })).toEqual(keys);
  });
});

const there = (context: CommandContext): string[] =>
  COMMANDS.filter(({ when }) => when?.(context) ?? true).map(({ id }) => id);

describe('a command is there', () => {
  test('without a workspace only where it needs none', () => {
    expect(there(NOTHING_OPEN)).toEqual([
      'showSearch',
      'showCommands',
      'themeSystem',
      'themeLight',
      'themeDark',
      'densityComfortable',
      'densityCompact',
      'newAccount',
      'open',
      'import',
      'showShortcuts',
    ]);
  });

  test.each<[string, Partial<CommandContext>, string[], string[]]>([
    ['the designer', { designer: true }, ['createInstance'], ['signOut', 'switchRole', 'switchBack']],
    ['an IAM user', { designer: false, canSwitchRole: true }, ['signOut', 'switchRole'], ['createInstance']],
    ['a role', { designer: false, canSwitchBack: true }, ['signOut', 'switchBack'], ['switchRole']],
    ['the endpoint on', { endpointOn: true }, ['stopEndpoint'], ['startEndpoint']],
    ['the endpoint off', {}, ['startEndpoint'], ['stopEndpoint']],
    ['nothing to undo', {}, [], ['undo', 'redo', 'back', 'forward', 'copyArn', 'closeTab']],
    ['something to undo', { canUndo: true, subjectShown: true }, ['undo', 'copyArn'], ['redo']],
  ])('with %s', (_, context, present, absent) => {
    const ids = there({ ...NOTHING_OPEN, workspaceOpen: true, ...context });
    expect(ids).toEqual(expect.arrayContaining(present));
    expect(ids.filter((id) => absent.includes(id))).toEqual([]);
  });
});
