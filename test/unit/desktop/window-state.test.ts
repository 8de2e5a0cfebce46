import { describe, expect, it } from 'vitest';
import { restoreWindowState, type Rectangle } from '../../../src-main/desktop/window-state.ts';

const primary: Rectangle = { x: 0, y: 25, width: 1920, height: 1055 };
const left: Rectangle = { x: -1280, y: 0, width: 1280, height: 1024 };
const centred = { x: 320, y: 152, width: 1280, height: 800 };

describe('the window opens', () => {
  it('in the middle of the first display when nothing was remembered', () => {
    expect(restoreWindowState(undefined, [primary])).toEqual({ bounds: centred, maximised: false });
  });

  it.each([
    ['a text', 'maximised'],
    ['a rectangle without a height', { bounds: { x: 0, y: 0, width: 800 }, maximised: false }],
    ['fractions', { bounds: { x: 0.5, y: 0, width: 800, height: 600 }, maximised: false }],
    ['a size of nothing', { bounds: { x: 0, y: 0, width: 0, height: 0 }, maximised: false }],
  ])('there too when what was remembered is %s', (_what, saved) => {
    expect(restoreWindowState(saved, [primary]).bounds).toEqual(centred);
  });

  it('where it was, on whichever display', () => {
    const saved = { bounds: { x: -1200, y: 100, width: 1000, height: 700 }, maximised: true };
    expect(restoreWindowState(saved, [primary, left])).toEqual(saved);
  });

  it('in the middle, with its size, when that display is gone', () => {
    const saved = { bounds: { x: -1200, y: 100, width: 1000, height: 700 }, maximised: false };
    expect(restoreWindowState(saved, [primary]).bounds).toEqual({ x: 460, y: 202, width: 1000, height: 700 });
  });

  it('in the middle when its title bar would be above the display', () => {
    const saved = { bounds: { x: 100, y: -300, width: 1000, height: 700 }, maximised: false };
    expect(restoreWindowState(saved, [primary]).bounds.y).toBe(202);
  });

  it('no larger than the display it is on', () => {
    const saved = { bounds: { x: 0, y: 25, width: 3840, height: 2160 }, maximised: false };
    expect(restoreWindowState(saved, [primary]).bounds).toEqual(primary);
  });

  it('no smaller than it can be used', () => {
    const saved = { bounds: { x: 0, y: 25, width: 200, height: 100 }, maximised: false };
    expect(restoreWindowState(saved, [primary]).bounds).toMatchObject({ width: 800, height: 600 });
  });
});
