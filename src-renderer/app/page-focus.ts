/** The part of the page that the shown tab fills. */
const SHOWN_PAGE = '[data-shown-page]';

/**
 * Gives the focus to the page that was just opened or shown: to where it was when the page was left, else to the
 * heading, so that it is read out from there. Not where somebody put it in the page already, or walks along the tabs.
 * @param remembered what had the focus when the page was left; null for a page that was not left.
 */
export function focusPage(remembered: Element | null): void {
  const page = document.querySelector(SHOWN_PAGE) ?? document.querySelector('main');
  const focused = document.activeElement;
  const isElsewhere = focused instanceof Element && focused.matches('[role="tablist"] *');
  if (page === null || page.contains(focused) || isElsewhere) return;
  const target = page.contains(remembered) ? remembered : page.querySelector('h1');
  if (target instanceof HTMLElement) target.focus();
}
