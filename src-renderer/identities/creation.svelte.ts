import { z } from 'zod';
import { CallError } from '../../src-shared/contract/client.ts';
import { Arn } from '../../src-shared/arn.ts';
import type { AppState } from '../app/app-state.svelte.ts';
import { RefusedError } from '../app/perform.ts';
import { Submission } from '../app/submission.svelte.ts';
import type { BulkWork } from './bulk-operations.ts';
import { BulkRun } from './bulk-run.svelte.ts';

/** The answer of the operation that makes an identity. */
const Created = z.union([
  z.object({ User: z.object({ Arn }) }).transform(({ User }) => User.Arn),
  z.object({ Group: z.object({ Arn }) }).transform(({ Group }) => Group.Arn),
  z.object({ Role: z.object({ Arn }) }).transform(({ Role }) => Role.Arn),
]);

/** What was made: its ARN, and what each operation answered. */
export interface CreatedIdentity {
  readonly arn: Arn;
  readonly outputs: readonly unknown[];
}

/** The making of a user, group or role: whether it is under way, and how it last failed. */
export class Creation {
  readonly #app: AppState;
  readonly submission = new Submission();

  constructor(app: AppState) {
    this.#app = app;
  }

  /**
   * Makes it, and waits until its page can find it. What a principal is refused beside the making itself is reported: the
   * rest can be mended on the page.
   * @param work the first operation makes the identity.
   * @returns null when it was not made; the fault is kept for showing.
   */
  async run(work: BulkWork): Promise<CreatedIdentity | null> {
    let made: CreatedIdentity | null = null;
    await this.submission.run(async () => {
      const { outputs, refused } = await new BulkRun(this.#app).run(work, { quietWhenRefused: true });
      const [refusal] = refused;
      const error = refusal === undefined ? null : refusalError(refusal);
      if (error !== null && outputs[0] === null) throw error;
      const arn = Created.parse(outputs[0]);
      await this.#app.model.refresh([arn]);
      made = { arn, outputs };
      if (error !== null) this.#app.report(error);
    });
    return made;
  }
}

function refusalError({
  code,
  message,
  recordId,
}: {
  code: string;
  message: string;
  recordId: string | null;
}): CallError {
  const error = new CallError({ code, message, details: { place: null, mend: null, awsStatus: 403 } });
  return recordId === null ? error : new RefusedError(error, recordId);
}
