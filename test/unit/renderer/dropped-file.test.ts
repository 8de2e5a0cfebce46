import { describe, expect, it } from 'vitest';
import { droppedFileFault } from '../../../src-renderer/files/dropped-file.ts';

describe('What is dropped on the window', () => {
  it('is imported when it is one file', () => {
    expect(droppedFileFault([{ name: 'account.json' }])).toBeNull();
  });

  it.each([
    ['no file', [], 'NothingDropped', null],
    ['several files', [{ name: 'page1.json' }, { name: 'page2.json' }], 'SeveralFiles', 'page2.json'],
    ['a workspace', [{ name: 'Shop.Gatehouse' }], 'WorkspaceDropped', 'Shop.Gatehouse'],
  ])('is refused when it is %s, with the way that leads on', (_, files, code, place) => {
    const fault = droppedFileFault(files);
    expect(fault).toMatchObject({ code, details: { place } });
    expect(fault?.details.mend).toMatch(/./);
  });
});
