import { z } from 'zod';
import { Arn } from '../arn.ts';
import { AskedAccount } from './asked-account.ts';
import { procedure } from './define.ts';

export const PolicyKind = z.enum(['identity', 'resource', 'trust']);
export type PolicyKind = z.infer<typeof PolicyKind>;

export const PolicyProblem = z.object({
  severity: z.enum(['error', 'warning']),
  /** Where, from 1. */
  line: z.number().int(),
  column: z.number().int(),
  /** The length in characters of what to underline. */
  length: z.number().int(),
  /** Such as `Statement[1].Condition.StringLikes`; empty for the whole document. */
  path: z.string(),
  message: z.string(),
  mend: z.string(),
});
export type PolicyProblem = z.infer<typeof PolicyProblem>;

/** Finding, reading and checking policies. */
export const policyProcedures = {
  /** AWS managed policies and the account's own, by words in the name. Attachments are counted within the account. */
  'policies.search': procedure(
    z.object({ query: z.string().max(200), limit: z.number().int().min(1).max(2000), accountId: AskedAccount }),
    z.array(z.object({ arn: Arn, name: z.string(), awsManaged: z.boolean(), attachmentCount: z.number().int() })),
  ),
  'policies.get': procedure(
    z.object({ arn: Arn }),
    z
      .object({ arn: Arn, name: z.string(), awsManaged: z.boolean(), versionId: z.string(), document: z.string() })
      .nullable(),
  ),
  /** Finds faults in a policy's text; an empty list means that AWS would take it. */
  'policies.check': procedure(z.object({ text: z.string(), kind: PolicyKind }), z.array(PolicyProblem)),
} as const;
