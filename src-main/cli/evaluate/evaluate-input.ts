import { CaseFault } from './case-fault.ts';
import { type Answers, errorAnswer } from './evaluate-lines.ts';
import { type OverlongLine, type WholeLines, wholeLines } from './whole-lines.ts';

/** Where lines are answered: in this thread or in others. */
export interface Evaluation {
  /** How many portions of lines it can take at a time. */
  readonly atATime: number;
  evaluate(lines: WholeLines): Promise<Answers>;
}

/** Enough that handing it to a thread costs little beside it, little enough that the threads end together. */
const GATHERED_BYTES = 256 * 1024;

const MEGABYTE = 1024 * 1024;
/** A hundred times what AWS lets policies of one request be together. */
const LINE_MEGABYTES = 16;

/**
 * Decides cases given as JSON lines, one decision or error a line, in their order and as they come; empty lines are
 * passed over. Memory grows neither with the number of lines nor with the length of one: a line above 16 MB is answered
 * by an error, and no more is read than can be answered and written.
 * @param write takes some lines, and resolves when it can take more.
 * @returns how many lines could not be decided.
 * @throws what the evaluation throws, once what was answered before is written.
 */
export async function evaluateInput(
  input: AsyncIterable<Buffer | string>,
  write: (bytes: Uint8Array) => Promise<void>,
  evaluation: Evaluation,
): Promise<{ failed: number }> {
  let failed = 0;
  let written = Promise.resolve();
  const waiting = new InterruptibleWait();
  const inProgress: Promise<void>[] = [];
  const answerInTurn = async (before: Promise<void>, answers: Promise<Answers>): Promise<void> => {
    const [answered] = await Promise.all([answers, before]);
    failed += answered.failed;
    await write(answered.bytes);
  };

  const portions = wholeLines(input, { gathered: GATHERED_BYTES, line: LINE_MEGABYTES * MEGABYTE });
  for (;;) {
    // A fault must not wait for input that may never come.
    const portion = await waiting.for(portions.next());
    if (portion.done === true) break;
    written = answerInTurn(written, answersTo(portion.value, evaluation));
    written.catch((error: unknown) => waiting.interrupt(error));
    inProgress.push(written);
    if (inProgress.length >= evaluation.atATime) await inProgress.shift();
  }
  await written;
  return { failed };
}

function answersTo(portion: WholeLines | OverlongLine, evaluation: Evaluation): Promise<Answers> {
  if ('bytes' in portion) return evaluation.evaluate(portion);
  const fault = new CaseFault(
    '',
    `The line is longer than ${LINE_MEGABYTES} MB. Leave out what the case does not need.`,
  );
  const answer = `${errorAnswer(null, fault, portion.overlongLine)}\n`;
  return Promise.resolve({ bytes: new TextEncoder().encode(answer), failed: 1 });
}

/**
 * Waits for one promise after the other, until it is interrupted. Promise.race with a promise that lasts would keep
 * each result for as long as that one.
 */
class InterruptibleWait {
  #interruption: { readonly error: unknown } | null = null;
  #reject: (error: unknown) => void = () => {};

  for<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#interruption !== null) throw this.#interruption.error;
      this.#reject = reject;
      promise.then(resolve, reject);
    });
  }

  interrupt(error: unknown): void {
    this.#interruption ??= { error };
    this.#reject(error);
  }
}
