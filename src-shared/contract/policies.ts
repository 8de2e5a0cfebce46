import { z } from 'zod';
import { Arn } from '../arn.ts';
import { AskedAccount } from './asked-account.ts';
import { procedure } from './define.ts';

export const PolicyKind = z.enum(['identity', 'resource', 'trust', 'scp', 'rcp']);
export type PolicyKind = z.infer<typeof PolicyKind>;

/** Property names and list positions from the root of a policy. */
const PolicyPath = z.array(z.union([z.string(), z.number().int()])).readonly();

/** A mend that needs no thinking, as a change of the document. */
export const PolicyFix = z.object({
  /** What it does, for a button: `Replace by s3:GetObject`. */
  label: z.string(),
  change: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('replace'), path: PolicyPath, value: z.string() }),
    /** Gives a member another name; the path ends in the name that it has. */
    z.object({ kind: z.literal('rename'), path: PolicyPath, name: z.string() }),
    /** Puts a member into the object at the path, before its others. */
    z.object({ kind: z.literal('insert'), path: PolicyPath, name: z.string(), value: z.string() }),
    z.object({ kind: z.literal('remove'), path: PolicyPath }),
  ]),
});
export type PolicyFix = z.infer<typeof PolicyFix>;

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
  /** Absent where the mend takes a person's judgement. */
  fix: PolicyFix.optional(),
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
  /** Finds faults in a policy's text, and what is likely a mistake; without errors AWS would take it. */
  'policies.check': procedure(z.object({ text: z.string(), kind: PolicyKind }), z.array(PolicyProblem)),
} as const;
