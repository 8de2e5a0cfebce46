import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { menuTemplate } from '../../../src-main/desktop/menu.ts';
import { COMMAND_IDS } from '../../../src-shared/commands.ts';

function template(platform: NodeJS.Platform, sent: string[] = []): MenuItemConstructorOptions[] {
  return menuTemplate({ platform, development: false, send: (command) => sent.push(command) });
}

function items(platform: NodeJS.Platform, sent: string[] = []): MenuItemConstructorOptions[] {
  const flat = (list: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    list.flatMap((entry) => [entry, ...(Array.isArray(entry.submenu) ? flat(entry.submenu) : [])]);
  return flat(template(platform, sent));
}

function item(id: string, platform: NodeJS.Platform = 'linux'): MenuItemConstructorOptions | undefined {
  return items(platform).find((candidate) => candidate.id === id);
}

describe('the menu', () => {
  it('has one item for every command, which sends that command', () => {
    const sent: string[] = [];
    for (const found of items('linux', sent)) found.click?.(undefined as never, undefined, undefined as never);
    expect(sent.toSorted()).toEqual(COMMAND_IDS.toSorted());
  });

  it('shows the keys of the desktop app, also those that a browser keeps for itself', () => {
    expect(item('newTab')).toMatchObject({ label: 'New tab', accelerator: 'CmdOrCtrl+T' });
    expect(item('nextTab')?.accelerator).toBe('Ctrl+Tab');
  });

  it.each([
    ['linux', 'Alt+Left'],
    ['darwin', 'CmdOrCtrl+['],
  ] as const)('goes back on %s with %s', (platform, accelerator) => {
    expect(item('back', platform)?.accelerator).toBe(accelerator);
  });

  it('shows no keys that would also write', () => {
    expect(item('createUser')).not.toHaveProperty('accelerator');
    expect(item('showShortcuts')?.accelerator).toBe('CmdOrCtrl+/');
  });

  it('has no shortcut twice', () => {
    const accelerators = items('linux').flatMap(({ accelerator }) => (accelerator === undefined ? [] : [accelerator]));
    expect(new Set(accelerators).size).toBe(accelerators.length);
  });

  it('leaves the keys of undo and redo to text fields', () => {
    const edit = items('linux').filter(({ id }) => id === 'undo' || id === 'redo');
    expect(edit.map(({ registerAccelerator }) => registerAccelerator)).toEqual([false, false]);
  });

  it('offers the developer tools in development alone', () => {
    expect(JSON.stringify(template('linux'))).not.toContain('toggleDevTools');
    const development = menuTemplate({ platform: 'linux', development: true, send: () => {} });
    expect(JSON.stringify(development)).toContain('toggleDevTools');
  });

  it('puts Quit where the platform has it', () => {
    expect(JSON.stringify(template('linux'))).toContain('"quit"');
    expect(template('darwin')[0]).toEqual({ role: 'appMenu' });
  });
});
