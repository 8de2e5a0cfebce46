import type { AppState } from './app-state.svelte.ts';
import type { Tab } from './tabs.svelte.ts';

/**
 * The app as the screen of one tab sees it: the same in all but the place. Where a screen asks for the way, the account
 * or the model, it gets its own tab's, also while another tab is shown.
 */
export function appInTab(app: AppState, tab: Tab): AppState {
  const own: ReadonlyMap<PropertyKey, () => unknown> = new Map<PropertyKey, () => unknown>([
    ['router', () => tab.router],
    ['account', () => app.accountIn(tab)],
    ['accountId', () => app.accountIn(tab)?.accountId ?? null],
    ['model', () => app.modelIn(tab)],
  ]);
  return new Proxy(app, {
    get(target, key) {
      const ownValue = own.get(key);
      if (ownValue !== undefined) return ownValue();
      // With the app itself as `this`: private fields are not found through a proxy.
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
    set: (target, key, value) => Reflect.set(target, key, value, target),
  });
}
