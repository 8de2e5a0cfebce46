import { z } from 'zod';
import { EvaluationAnswer, EvaluationCase } from './evaluation-case.ts';

/**
 * The JSON Schema (draft 2020-12) of the batch format's lines: of a case at `#/$defs/case`, of an answer at
 * `#/$defs/answer`, of an error at `#/$defs/error`. It holds for each line of the input and of the output.
 * @see https://json-schema.org/draft/2020-12
 */
export function evaluationJsonSchema(): object {
  return z.toJSONSchema(z.union([EvaluationCase, ...EvaluationAnswer.options]), { target: 'draft-2020-12' });
}
