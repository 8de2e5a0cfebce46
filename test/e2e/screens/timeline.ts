import { Frame } from '../pages/frame.ts';
import { TimelinePage } from '../pages/timeline.ts';
import type { Screen } from './screen.ts';
import { dialogButton } from './screen.ts';

/** The timeline's list, as it is asked, grouped and exported. */
export const TIMELINE_SCREENS: readonly Screen[] = [
  {
    name: 'timeline, completing a query',
    show: async (page) => {
      await new Frame(page).goTo('Timeline');
      const timeline = new TimelinePage(page);
      await timeline.filter.fill('verdict:');
      await timeline.completions.first().waitFor();
    },
    leave: (page) => new TimelinePage(page).button('Clear the filter').click(),
  },
  {
    name: 'timeline, a query with a mistake',
    show: async (page) => {
      await new Frame(page).goTo('Timeline');
      const timeline = new TimelinePage(page);
      await timeline.ask('verdict:maybe');
      await timeline.problem.waitFor();
    },
    leave: (page) => new TimelinePage(page).button('Clear the filter').click(),
  },
  {
    name: 'timeline, grouped',
    show: async (page) => {
      await new Frame(page).goTo('Timeline');
      const timeline = new TimelinePage(page);
      await timeline.groupBy('principal');
      await timeline.groups.first().click();
      await timeline.rows.first().waitFor();
    },
    leave: async (page) => void (await new TimelinePage(page).groupBy('none')),
  },
  {
    name: 'timeline, exporting',
    show: async (page) => {
      await new Frame(page).goTo('Timeline');
      await new TimelinePage(page).button('Export…').click();
      await page.getByRole('dialog').waitFor();
    },
    ...dialogButton('Cancel'),
  },
];
