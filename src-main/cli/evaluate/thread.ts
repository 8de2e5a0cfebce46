import { parentPort, workerData } from 'node:worker_threads';
import { GatehouseError } from '../../../src-shared/errors.ts';
import { openServiceReference } from '../../request/iam-data-reference.ts';
import { serviceFacts } from '../../request/service-facts.ts';
import { linesEvaluator } from './evaluate-lines.ts';
import type { ThreadAnswer, ThreadOptions } from './threads.ts';
import type { WholeLines } from './whole-lines.ts';

/** A thread's entry: answers each portion of lines that it is sent. */

const { explain, referenceFolder }: ThreadOptions = workerData;
const evaluateLines = linesEvaluator({ explain, facts: serviceFacts(openServiceReference(referenceFolder)) });

parentPort?.on('message', (lines: WholeLines) => {
  const answer = answerTo(lines);
  parentPort?.postMessage(answer, 'answers' in answer ? [answer.answers.bytes.buffer] : []);
});

function answerTo(lines: WholeLines): ThreadAnswer {
  try {
    return { answers: evaluateLines(lines) };
  } catch (error) {
    if (!(error instanceof GatehouseError)) throw error;
    const { code, message, place, mend } = error;
    return { fault: { code, message, place, mend } };
  }
}
