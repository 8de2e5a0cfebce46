import type { AppState } from '../app/app-state.svelte.ts';
import { modelMilliseconds } from './relative-time.ts';

/** Short enough for seconds that are told in tens. */
const TOLD_EVERY_MS = 10_000;

/**
 * The time of the model as it passes, for what is told as `2 min ago`. Belongs to the component that calls it.
 * @param isWanted tells whether anybody looks at it; it stands still while nobody does.
 */
export function followTime(app: Pick<AppState, 'clock'>, isWanted: () => boolean): { readonly now: number } {
  let real = $state(Date.now());
  $effect(() => {
    if (!isWanted()) return undefined;
    real = Date.now();
    const timer = setInterval(() => (real = Date.now()), TOLD_EVERY_MS);
    return () => clearInterval(timer);
  });
  return {
    get now() {
      return modelMilliseconds(app.clock?.setting ?? { kind: 'real' }, real);
    },
  };
}
