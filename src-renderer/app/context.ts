import { getContext, setContext } from 'svelte';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import type { AppState } from './app-state.svelte.ts';
import type { Router } from './router.svelte.ts';
import type { Tab } from './tabs.svelte.ts';

const KEY = Symbol('app');
const TAB_KEY = Symbol('tab');

/** Gives the app's state to every component below. */
export function provideApp(app: AppState): void {
  setContext(KEY, app);
}

/** Tells every component below which tab it is in. */
export function provideTab(tab: Tab): void {
  setContext(TAB_KEY, tab);
}

/** The tab that a component is in; null around the tabs. `useApp().tabs.active` is the one that is shown. */
export function useTab(): Tab | null {
  return getContext<Tab | undefined>(TAB_KEY) ?? null;
}

/** The app's state; within a tab with that tab's router, account and model. */
export function useApp(): AppState {
  return getContext<AppState>(KEY);
}

/** The typed client of main. */
export function useClient(): Client<GatehouseContract> {
  return useApp().client;
}

/** Where the person is. */
export function useRouter(): Router {
  return useApp().router;
}
