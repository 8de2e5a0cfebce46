import { getContext, setContext } from 'svelte';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import type { AppState } from './app-state.svelte.ts';
import type { Router } from './router.svelte.ts';

const KEY = Symbol('app');

/** Gives the app's state to every component below. */
export function provideApp(app: AppState): void {
  setContext(KEY, app);
}

/** The app's state. */
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
