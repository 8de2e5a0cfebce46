import { z } from 'zod';

const Rectangle = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
export type Rectangle = z.infer<typeof Rectangle>;

/** Where the window was when it was last seen; `bounds` are those of the window when it is not maximised. */
export const WindowState = z.object({ bounds: Rectangle, maximised: z.boolean() });
export type WindowState = z.infer<typeof WindowState>;

/** In density-independent pixels, as Electron counts. */
export const MIN_SIZE = { width: 800, height: 600 } as const;
const DEFAULT_SIZE = { width: 1280, height: 800 } as const;

/** How much of the window's top edge has to be on a display for a person to be able to move it back. */
const GRIP = { width: 120, height: 32 } as const;

/**
 * Where to open the window: where it was, if a person can reach it there with the displays of today; else in the
 * middle of the first display.
 * @param saved what the preferences hold, not yet parsed.
 * @param workAreas the displays without their task bars, the primary one first.
 */
export function restoreWindowState(saved: unknown, workAreas: readonly Rectangle[]): WindowState {
  const parsed = WindowState.safeParse(saved);
  const maximised = parsed.success && parsed.data.maximised;
  if (parsed.success) {
    const { x, y, width, height } = parsed.data.bounds;
    const area = workAreas.find((candidate) => isReachable(parsed.data.bounds, candidate));
    if (area !== undefined) {
      const size = fit({ width, height }, area);
      return { bounds: { x, y, ...size }, maximised };
    }
  }
  const [primary] = workAreas;
  if (primary === undefined) return { bounds: { x: 0, y: 0, ...DEFAULT_SIZE }, maximised };
  const size = fit(parsed.success ? parsed.data.bounds : DEFAULT_SIZE, primary);
  return {
    bounds: {
      x: primary.x + Math.floor((primary.width - size.width) / 2),
      y: primary.y + Math.floor((primary.height - size.height) / 2),
      ...size,
    },
    maximised,
  };
}

function isReachable(bounds: Rectangle, area: Rectangle): boolean {
  const visibleWidth = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const topIsInside = bounds.y >= area.y && bounds.y + GRIP.height <= area.y + area.height;
  return visibleWidth >= GRIP.width && topIsInside;
}

function fit(size: { width: number; height: number }, area: Rectangle): { width: number; height: number } {
  return {
    width: Math.max(MIN_SIZE.width, Math.min(size.width, area.width)),
    height: Math.max(MIN_SIZE.height, Math.min(size.height, area.height)),
  };
}
