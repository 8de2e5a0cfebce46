import { describe, expect, it } from 'vitest';
import { workspaceArgument } from '../../../src-main/desktop/workspace-argument.ts';

describe('a workspace among the arguments', () => {
  it.each([
    ['an absolute path', ['electron', '.', '/data/shop.gatehouse'], '/data/shop.gatehouse'],
    [
      'a path from where the second instance was started',
      ['electron', '.', 'shop.gatehouse'],
      '/home/lucy/shop.gatehouse',
    ],
    ['behind flags that Chromium adds', ['electron', '--no-first-run', '.', 'a.gatehouse'], '/home/lucy/a.gatehouse'],
    ['none', ['electron', '.'], null],
    ['a flag that ends like one', ['electron', '--open=x.gatehouse'], null],
    ['the program itself', ['/opt/electron.gatehouse'], null],
  ])('%s', (_what, argv, path) => {
    expect(workspaceArgument(argv, '/home/lucy')).toBe(path);
  });
});
