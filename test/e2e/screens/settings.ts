import { Frame } from '../pages/frame.ts';
import { AppTabs } from '../pages/app-tabs.ts';
import { SettingsPage, type SettingsTab } from '../pages/settings.ts';
import type { Screen } from './screen.ts';

const TABS: readonly SettingsTab[] = ['General', 'Clock', 'Endpoint', 'Credential store', 'Unsaved text', 'About'];

/** The settings, and two tabs side by side. */
export const SETTINGS_SCREENS: readonly Screen[] = [
  ...TABS.map((tab): Screen => ({
    name: `settings, ${tab.toLowerCase()}`,
    show: (page) => new SettingsPage(page).show(tab),
  })),
  {
    name: 'tabs',
    show: async (page) => {
      await new Frame(page).goTo('Users');
      await new Frame(page).section('Policies').click({ modifiers: ['ControlOrMeta'] });
      await new AppTabs(page).tab('Policies').waitFor();
    },
    leave: async (page) => {
      await new AppTabs(page).tab('Policies').click({ button: 'middle' });
      await new AppTabs(page).strip.waitFor({ state: 'hidden' });
    },
  },
];
