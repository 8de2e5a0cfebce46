import type { Verdict } from '../../src-shared/decision/record.ts';
import type { AppState } from '../app/app-state.svelte.ts';

/** How a recorded request would fare now. */
export interface Now {
  /** Null as long as it is not known, and where it cannot be told. */
  readonly verdict: Verdict | null;
  readonly reason: string;
}

/** The model may change with every key that is pressed somewhere; a moment's rest is enough to be up to date. */
const REST_MS = 300;

/**
 * Evaluates a recorded request again now, and whenever the model changes. Belongs to the component that calls it.
 * @param id the record's.
 */
export function followModel(app: Pick<AppState, 'client' | 'report'>, id: () => string): Now {
  let now = $state.raw<Now>({ verdict: null, reason: '' });
  let asked = 0;

  async function ask(recordId: string): Promise<void> {
    const turn = ++asked;
    const [found] = await app.client.call('whatIf.reevaluate', { ids: [recordId] });
    if (turn === asked) now = { verdict: found?.now ?? null, reason: found?.reason ?? '' };
  }

  $effect(() => {
    const recordId = id();
    const run = (): void => void ask(recordId).catch((error: unknown) => app.report(error));
    run();
    let rest: ReturnType<typeof setTimeout> | undefined;
    const stop = app.client.on('model.changed', () => {
      clearTimeout(rest);
      rest = setTimeout(run, REST_MS);
    });
    return () => {
      asked += 1;
      clearTimeout(rest);
      stop();
    };
  });

  return {
    get verdict() {
      return now.verdict;
    },
    get reason() {
      return now.reason;
    },
  };
}
