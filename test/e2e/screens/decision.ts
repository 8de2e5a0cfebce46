import type { Page } from '@playwright/test';
import { ComparisonPage } from '../pages/comparison.ts';
import { DecisionPage } from '../pages/decision.ts';
import { Frame } from '../pages/frame.ts';
import { TimelinePage } from '../pages/timeline.ts';
import type { Screen } from './screen.ts';

async function openNewest(page: Page): Promise<DecisionPage> {
  await new Frame(page).goTo('Timeline');
  await new TimelinePage(page).row(0).click();
  const decision = new DecisionPage(page);
  await decision.outcome.waitFor();
  return decision;
}

/** What belongs to one decision, or to two. The pages of decisions themselves are among the screens already. */
export const DECISION_SCREENS: readonly Screen[] = [
  {
    name: 'decision, path',
    show: async (page) => {
      const decision = await openNewest(page);
      await decision.outline.getByRole('button', { name: '3. Authorization' }).click();
      await decision.path.getByText('The path in words').click();
    },
  },
  {
    name: 'comparison',
    show: async (page) => {
      const decision = await openNewest(page);
      await decision.replayButton.click();
      await page.getByRole('link', { name: 'Compare the two' }).click();
      await new ComparisonPage(page).showSame.check();
    },
  },
];
