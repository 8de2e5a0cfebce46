import { getContext, setContext } from 'svelte';
import type { PolicyHolders } from './policy-source.ts';

const KEY = Symbol('policy holders');

/** Tells the parts of a decision's page where the policies of the decision are to be looked for. */
export function providePolicyHolders(holders: () => PolicyHolders): void {
  setContext(KEY, holders);
}

/** Where the policies of the decision are to be looked for, as the model has them now. */
export function usePolicyHolders(): () => PolicyHolders {
  return getContext<() => PolicyHolders>(KEY);
}
