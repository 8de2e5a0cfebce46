import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { menuTemplate } from '../../../src-main/desktop/menu.ts';
import { contract } from '../../../src-shared/contract/contract.ts';

function template(platform: NodeJS.Platform, sent: string[] = []): MenuItemConstructorOptions[] {
  return menuTemplate({ platform, development: false, send: (command) => sent.push(command) });
}

function items(platform: NodeJS.Platform, sent: string[] = []): MenuItemConstructorOptions[] {
  return template(platform, sent).flatMap((menu) => (Array.isArray(menu.submenu) ? menu.submenu : []));
}

describe('the menu', () => {
  it('has an item for every command of the contract, which sends that command', () => {
    const sent: string[] = [];
    for (const item of items('linux', sent)) item.click?.(undefined as never, undefined, undefined as never);
    const { command } = contract.events['menu.command'].shape;
    expect(sent.toSorted()).toEqual(command.options.toSorted());
  });

  it('has no shortcut twice', () => {
    const accelerators = items('linux').flatMap((item) => (item.accelerator === undefined ? [] : [item.accelerator]));
    expect(new Set(accelerators).size).toBe(accelerators.length);
  });

  it('leaves the keys of undo and redo to text fields', () => {
    const edit = items('linux').filter((item) => item.id === 'undo' || item.id === 'redo');
    expect(edit.map((item) => item.registerAccelerator)).toEqual([false, false]);
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
