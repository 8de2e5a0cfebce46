import { CallError } from '../../src-shared/contract/client.ts';
import type { SignInProgress } from '../../src-shared/contract/sign-in.ts';
import { HOME, type AppState } from '../app/app-state.svelte.ts';
import { withRecord } from '../app/perform.ts';
import { Submission } from '../app/submission.svelte.ts';
import { sessionName } from '../../src-shared/contract/session.ts';

/** The steps that come after the password. */
export type PendingStep = Exclude<SignInProgress, { state: 'signedIn' }>;

/** What main says when a challenge is no longer there: too old, used, or given up after wrong answers. */
const EXPIRED = 'SignInExpired';

/** How far a sign-in has come on the screen, from the password to the session. */
export class SignInFlow {
  readonly submission = new Submission();
  /** What is asked for now; null for the password, which is the first. */
  pending = $state.raw<PendingStep | null>(null);
  readonly #app: AppState;

  constructor(app: AppState) {
    this.#app = app;
  }

  /**
   * Makes one step. A refusal is kept for showing; one that ends the whole sign-in leads back to the password.
   * @returns whether the step was made.
   */
  async step(call: () => Promise<SignInProgress>): Promise<boolean> {
    const done = await this.submission.run(async () => {
      const progress = await withRecord(this.#app.client, call);
      if (progress.state !== 'signedIn') {
        this.pending = progress;
        return;
      }
      this.pending = null;
      this.#app.session = progress.session;
      this.#app.announcer.notify(`Signed in as ${sessionName(progress.session)}`);
      this.#app.router.go(HOME);
    });
    const { error } = this.submission;
    if (error instanceof CallError && error.code === EXPIRED) this.pending = null;
    return done;
  }

  startOver(): void {
    this.pending = null;
    this.submission.clear();
  }
}
