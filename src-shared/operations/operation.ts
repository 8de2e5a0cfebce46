import type { z } from 'zod';

/**
 * The shape of one AWS API operation: what goes in and what comes out, with the member names of the AWS API.
 * The rules on names, lengths and patterns are AWS's; a fault is reported as AWS's own
 * `1 validation error detected: …`.
 */
export interface OperationShape<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I;
  readonly output: O;
}

/** Declares an operation. */
export function operation<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): OperationShape<I, O> {
  return { input, output };
}
