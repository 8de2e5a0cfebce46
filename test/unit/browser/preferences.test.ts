import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openPreferences } from '../../../src-main/preferences.ts';

let folder: string;
let lines: string[];
const open = () => openPreferences(folder, (line) => lines.push(line));

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'gatehouse-preferences-')), 'made', 'when-missing');
  lines = [];
});

describe('preferences', () => {
  it('are remembered from one run to the next', () => {
    open().set('recentWorkspaces', [{ path: '/a.gatehouse' }]);
    expect(open().get('recentWorkspaces')).toEqual([{ path: '/a.gatehouse' }]);
  });

  it('that were never set are undefined', () => {
    expect(open().get('theme')).toBeUndefined();
  });

  it('take a dot in a key for a dot', () => {
    open().set('window.state', 1);
    expect(JSON.parse(readFileSync(join(folder, 'preferences.json'), 'utf8'))).toEqual({ 'window.state': 1 });
  });

  it('are for their owner’s eyes', () => {
    open().set('theme', 'dark');
    expect(statSync(join(folder, 'preferences.json')).mode & 0o077).toBe(0);
    expect(statSync(folder).mode & 0o077).toBe(0);
  });

  it('that cannot be read are put aside, not lost, and said to be', () => {
    open().set('theme', 'dark');
    writeFileSync(join(folder, 'preferences.json'), '{"theme":');
    const preferences = open();
    expect(preferences.get('theme')).toBeUndefined();
    preferences.set('theme', 'light');
    expect(readFileSync(join(folder, 'preferences.json.damaged'), 'utf8')).toBe('{"theme":');
    expect(lines).toEqual([expect.stringContaining('put aside')]);
  });
});
