import { expect, type Page } from '@playwright/test';

/** What is left of a window of 1024 × 700 at 200 %. */
const ZOOMED = { width: 512, height: 350 };

/**
 * What of a page somebody cannot bring before their eyes, or only by scrolling the page sideways (WCAG 2.2, 1.4.10).
 * Tables, code and drawings may be wider than the window, in a frame of their own that scrolls.
 */
function outOfReach(page: Page): Promise<string[]> {
  return page.locator('body').evaluate((body) => {
    const found = new Set<string>();
    const { defaultView: window, scrollingElement } = body.ownerDocument;
    const { innerWidth } = window;
    if (scrollingElement !== null && scrollingElement.scrollWidth > innerWidth) found.add('The page scrolls sideways.');

    const report = (fault: string, element: typeof body): void => {
      const words = (element.getAttribute('aria-label') ?? element.textContent).trim().replaceAll(/\s+/g, ' ');
      found.add(
        `${fault}: <${element.localName} class="${element.getAttribute('class') ?? ''}"> ${words.slice(0, 60)}`,
      );
    };
    const dialogs = [...body.querySelectorAll('dialog[open], [role="dialog"], [role="menu"]')];
    const root = dialogs.at(-1) ?? body;
    const telling = 'h1, h2, h3, a[href], button, input, select, textarea, p, label, legend, dt, dd, [role="tab"]';
    for (const element of root.querySelectorAll(telling)) {
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (element.closest('[inert], [aria-hidden="true"], .visually-hidden, .skip') !== null) continue;
      const box = element.getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1) continue;
      let [left, right] = [box.left, box.right];
      for (let around = element.parentElement; around !== null; around = around.parentElement) {
        const style = window.getComputedStyle(around);
        const frame = around.getBoundingClientRect();
        const sticksOut = left < frame.left - 1 || right > frame.right + 1;
        if (sticksOut && (style.overflowX === 'hidden' || style.overflowX === 'clip')) {
          if (style.textOverflow !== 'ellipsis' && frame.width > 1) report('Cut off', element);
          break;
        }
        if (sticksOut && (style.overflowX === 'auto' || style.overflowX === 'scroll')) {
          // The frame of the page or of a dialog, and not of a table or a text in it.
          if (around.querySelector('h1, h2, footer') !== null) report('Reached only by scrolling sideways', element);
          [left, right] = [frame.left, frame.right];
        }
      }
      if (left < -1 || right > innerWidth + 1) report('Beyond the window', element);
    }
    return [...found];
  });
}

/**
 * The heading and the first button of what is shown, where somebody cannot bring them before their eyes, with nothing over
 * them.
 */
function unreached(page: Page): Promise<string[]> {
  return page.locator('body').evaluate((body) => {
    const found: string[] = [];
    const { ownerDocument: document } = body;
    const { innerWidth } = document.defaultView;
    const dialogs = [...body.querySelectorAll('dialog[open], [role="dialog"], [role="menu"], [role="listbox"]')];
    const within = dialogs.at(-1) ?? body.querySelector('[data-shown-page]') ?? body;
    const named = within.querySelector('h1, h2');
    const primary = within.querySelector('.primary') ?? within.querySelector('button:not(:disabled)');
    for (const target of [named, primary]) {
      if (target === null || !target.checkVisibility({ visibilityProperty: true })) continue;
      target.scrollIntoView({ block: 'center' });
      const { left, right, top, bottom } = target.getBoundingClientRect();
      const hit = document.elementFromPoint((Math.max(left, 0) + Math.min(right, innerWidth)) / 2, (top + bottom) / 2);
      const reached = hit !== null && (target.contains(hit) || hit.contains(target));
      if (!reached) found.push(`Not reached by scrolling: ${target.textContent.trim()}`);
    }
    return found;
  });
}

/**
 * Checks at 200 % what is shown: nothing is cut off or reached only by scrolling sideways, and the heading and the first
 * button can be brought before one's eyes. The window is as large as it was afterwards.
 * @param name of the screen, for the messages.
 */
export async function checkZoomed(page: Page, name: string): Promise<void> {
  const whole = page.viewportSize();
  await page.setViewportSize(ZOOMED);
  // The page takes a moment to lay itself out anew.
  await expect.soft(async () => expect(await outOfReach(page)).toEqual([]), name).toPass({ timeout: 2000 });
  expect.soft(await unreached(page), name).toEqual([]);
  if (whole !== null) await page.setViewportSize(whole);
}
