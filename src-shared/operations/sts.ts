import { z } from 'zod';
import { operation } from './operation.ts';

/** The STS operations that Gatehouse performs. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html */
export const stsOperations = {
  GetCallerIdentity: operation(z.object({}), z.object({ UserId: z.string(), Account: z.string(), Arn: z.string() })),
} as const;
