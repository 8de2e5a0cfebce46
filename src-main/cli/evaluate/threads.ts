import { Worker } from 'node:worker_threads';
import { GatehouseError } from '../../../src-shared/errors.ts';
import type { Evaluation } from './evaluate-input.ts';
import { type Answers, linesEvaluator } from './evaluate-lines.ts';
import { openServiceReference } from '../../request/iam-data-reference.ts';
import { serviceFacts } from '../../request/service-facts.ts';
import type { WholeLines } from './whole-lines.ts';

/** What a thread is started with; it can be copied to another thread. */
export interface ThreadOptions {
  readonly explain: boolean;
  /** Where AWS's reference data is. */
  readonly referenceFolder: string;
}

/** What a thread sends back for each portion of lines. */
export type ThreadAnswer =
  | { readonly answers: Answers }
  /** A fault that a person can mend; others end the thread. */
  | { readonly fault: { code: string; message: string; place: string | null; mend: string | null } };

/** Evaluates in the thread that calls. */
export function evaluateHere({ explain, referenceFolder }: ThreadOptions): Evaluation {
  const evaluateLines = linesEvaluator({ explain, facts: serviceFacts(openServiceReference(referenceFolder)) });
  return { atATime: 1, evaluate: async (lines) => Promise.resolve(evaluateLines(lines)) };
}

/** One portion at work and one at hand, so that no thread waits for the next. */
const PORTIONS_A_THREAD = 3;

/** Evaluates in threads of its own, until `close`. */
export function evaluateInThreads(count: number, options: ThreadOptions): Evaluation & { close(): Promise<void> } {
  const threads = Array.from({ length: count }, () => startThread(options));
  return {
    atATime: count * PORTIONS_A_THREAD,
    evaluate: (lines) => {
      const [first, ...rest] = threads;
      if (first === undefined) return Promise.reject(new RangeError('There is no thread to evaluate in.'));
      return rest.reduce((least, thread) => (thread.load() < least.load() ? thread : least), first).evaluate(lines);
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

interface Thread {
  /** How many portions it has still to answer. */
  load(): number;
  evaluate(lines: WholeLines): Promise<Answers>;
  close(): Promise<void>;
}

function startThread(options: ThreadOptions): Thread {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: options });
  /** A thread answers in the order in which it is asked. */
  const asked: PromiseWithResolvers<Answers>[] = [];
  let closed = false;
  const fail = (error: unknown): void => {
    for (const { reject } of asked.splice(0)) reject(error);
  };
  worker.on('message', (answer: ThreadAnswer) => {
    const waiting = asked.shift();
    if ('answers' in answer) waiting?.resolve(answer.answers);
    else waiting?.reject(faultOfThread(answer.fault));
  });
  worker.on('error', fail);
  worker.on('exit', () => {
    if (!closed) fail(new Error('A thread ended before its work was done.'));
  });
  return {
    load: () => asked.length,
    evaluate: ({ bytes, firstLine }) => {
      const answer = Promise.withResolvers<Answers>();
      asked.push(answer);
      worker.postMessage({ bytes, firstLine } satisfies WholeLines, [bytes.buffer]);
      return answer.promise;
    },
    close: async () => {
      closed = true;
      await worker.terminate();
    },
  };
}

function faultOfThread({ code, message, place, mend }: Extract<ThreadAnswer, { fault: unknown }>['fault']): Error {
  return new GatehouseError(code, message, { ...(place !== null && { place }), ...(mend !== null && { mend }) });
}
