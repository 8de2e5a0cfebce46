import { z } from 'zod';
import { Arn } from '../arn.ts';
import { Explanation } from '../decision/explanation.ts';
import { ContextEntry, StepReport, Verdict } from '../decision/record.ts';
import { Tag } from '../principal.ts';
import { Draft, Signer } from './composer.ts';
import { procedure } from './define.ts';
import { WorkId } from './work.ts';

/**
 * Who is supposed to ask. A signer is authenticated as if the request were sent, at the time supposed. `principal` is a user, a
 * role (in a session that somebody began just now) or an account's root user, by ARN; a service is named as in policies, such as
 * `lambda.amazonaws.com`. Those two are taken to be authenticated.
 */
export const WhatIfSigner = z.union([
  Signer,
  z.object({ kind: z.literal('principal'), arn: Arn }),
  z.object({ kind: z.literal('service'), service: z.string().min(1).max(256) }),
]);
export type WhatIfSigner = z.infer<typeof WhatIfSigner>;

/** A context key and its values. */
const ContextOverride = z.object({
  key: z.string().trim().min(1, 'Give the name of a condition key.').max(256),
  /** Empty takes the key away. */
  values: z.array(z.string()).max(100),
});

/** What is supposed of a request, in place of what it would say itself. Null leaves it as it is. */
export const WhatIfOverrides = z.object({
  /** When it is sent: aws:CurrentTime and all that depends on the time, such as whether a session has expired. */
  at: z.iso.datetime().nullable().default(null),
  /** Not used where a VPC endpoint is supposed. */
  sourceIp: z.union([z.ipv4(), z.ipv6()], 'Give an IP address, such as 203.0.113.7.').nullable().default(null),
  /** The region that it is sent to, aws:RequestedRegion. */
  region: z.string().min(1).max(32).nullable().default(null),
  /** The VPC endpoint that it comes through. One that the model knows lends its policy. */
  vpcEndpoint: z
    .object({
      /** `arn:aws:ec2:REGION:ACCOUNT:vpc-endpoint/vpce-…`. */
      arn: Arn,
      /** `arn:aws:ec2:REGION:ACCOUNT:vpc/vpc-…`. */
      vpcArn: Arn,
      /** The caller's address in the VPC. */
      sourceIp: z.union([z.ipv4(), z.ipv6()], 'Give an IP address, such as 10.0.0.5.'),
    })
    .nullable()
    .default(null),
  /** In place of all tags of the principal. */
  principalTags: z.array(Tag).max(50).nullable().default(null),
  /** `ageSeconds` is how long ago the code was given. */
  mfa: z
    .object({ present: z.boolean(), ageSeconds: z.number().int().min(0).max(129_600).default(0) })
    .nullable()
    .default(null),
  /** Whether it is sent by HTTPS. */
  secureTransport: z.boolean().nullable().default(null),
  /** Any keys, after all of the above. */
  context: z.array(ContextOverride).max(100).default([]),
});
export type WhatIfOverrides = z.infer<typeof WhatIfOverrides>;

/** One value of the context; `was` is what stood there before something else was supposed. */
export const SupposedContextEntry = ContextEntry.extend({
  overridden: z.boolean(),
  /** Null where the request itself has no such key, or nothing was supposed. */
  was: z.array(z.string()).nullable(),
});
export type SupposedContextEntry = z.infer<typeof SupposedContextEntry>;

/** What the gates would say to a request. Nothing was done, and nothing was recorded. */
export const WhatIfOutcome = z.object({
  verdict: Verdict,
  /** In a sentence. */
  reason: z.string(),
  /** As in a record; those behind authorization are never reached, and say what would be done. */
  steps: z.array(StepReport),
  principal: z.object({ label: z.string(), arn: z.string().nullable() }),
  action: z.string(),
  resource: z.string(),
  /** Empty where policies were not asked. */
  parts: z.array(z.object({ action: z.string(), resource: z.string(), explanation: Explanation })),
  context: z.array(SupposedContextEntry),
  /** Keys that were supposed away. */
  removedContext: z.array(ContextEntry),
  /** AWS's answer where the gates close; null where the request would be performed. */
  error: z.object({ status: z.number().int(), code: z.string(), message: z.string() }).nullable(),
});
export type WhatIfOutcome = z.infer<typeof WhatIfOutcome>;

/** How a recorded request fared then, and how it would fare now. */
export const Reevaluation = z.object({
  id: z.string(),
  /** The verdict that it got when it was sent. */
  recorded: Verdict,
  /** Null where it cannot be told. */
  now: Verdict.nullable(),
  /** Why the verdict is what it is now, in a sentence; empty where it cannot be told. */
  reason: z.string(),
  /** Why it cannot be told, in a sentence; null where it can. */
  cannotTell: z.string().nullable(),
});
export type Reevaluation = z.infer<typeof Reevaluation>;

/** How many requests went from one verdict to another. */
const VerdictCount = z.object({ from: Verdict, to: Verdict, count: z.number().int() });

/** A policy whose text is being edited, by the document that holds it. */
export const PolicySubject = z.discriminatedUnion('kind', [
  /** The default version of a customer managed policy, wherever it is attached or bounds. */
  z.object({ kind: z.literal('managedPolicy'), arn: Arn }),
  /** Inline in a user, a group or a role. */
  z.object({ kind: z.literal('inlinePolicy'), arn: Arn, policyName: z.string() }),
  z.object({ kind: z.literal('trustPolicy'), arn: Arn }),
  z.object({ kind: z.literal('resourcePolicy'), arn: Arn }),
  /** A service control policy or resource control policy, wherever it is attached. */
  z.object({ kind: z.literal('organizationPolicy'), arn: Arn }),
]);
export type PolicySubject = z.infer<typeof PolicySubject>;

/** Whom or what a policy reaches, and how. */
const Reached = z.object({
  arn: Arn,
  label: z.string(),
  kind: z.enum(['user', 'group', 'role', 'resource', 'account']),
  /** Such as `attached`, `by group developers` or `as permissions boundary`. */
  how: z.string(),
});
export type Reached = z.infer<typeof Reached>;

const VerdictFlip = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  principal: z.object({ label: z.string(), arn: z.string().nullable() }),
  action: z.string(),
  resource: z.string(),
  /** The verdict that it got when it was sent. */
  recorded: Verdict,
  /** With the policies as they are saved. */
  now: Verdict,
  /** With the policy as it is edited. */
  withDraft: Verdict,
  /** Why `withDraft`, in a sentence. */
  reason: z.string(),
});
export type VerdictFlip = z.infer<typeof VerdictFlip>;

/** What an edit of a policy would change. */
export const PolicyImpact = z.object({
  /** Whom the policy reaches: the first of them, and how many there are. */
  reached: z.array(Reached),
  reachedCount: z.number().int(),
  /** How many requests the timeline holds, how many of the newest were looked at, and how many the policy bears on. */
  recorded: z.number().int(),
  lookedAt: z.number().int(),
  borneOn: z.number().int(),
  flipped: z.number().int(),
  flips: z.array(VerdictFlip),
  counts: z.array(VerdictCount),
  /** Requests of which it cannot be told, and why that is for the newest of them. */
  cannotTell: z.object({ count: z.number().int(), reason: z.string().nullable() }),
});
export type PolicyImpact = z.infer<typeof PolicyImpact>;

/** How many of the newest requests are looked at while somebody types. */
export const NEWEST_LOOKED_AT = 2000;

/** What the gates would say, without anything being done. */
export const whatIfProcedures = {
  /** Takes a composed request as far as authorization. Nothing is done, recorded or noted, and no MFA code is used up. */
  'whatIf.evaluate': procedure(
    z.object({ signer: WhatIfSigner, draft: Draft, overrides: WhatIfOverrides.prefault({}) }),
    WhatIfOutcome,
  ),
  /**
   * A recorded request as it would fare now, in full. What it said itself (time, address, headers) is taken from the record;
   * what the model says (policies, tags, organization) is taken as it is now.
   * @throws GatehouseError `RecordNotFound`; `CannotTell` where the record does not hold enough.
   */
  'whatIf.reevaluateOne': procedure(
    z.object({ id: z.string(), overrides: WhatIfOverrides.prefault({}) }),
    z.object({ recorded: Verdict, outcome: WhatIfOutcome }),
  ),
  /** Records that are not in the timeline any more are left out. */
  'whatIf.reevaluate': procedure(z.object({ ids: z.array(z.string()).max(500) }), z.array(Reevaluation)),
  /**
   * Evaluates many recorded requests again, newest first: those named, or the newest `limit`. `flipped` holds the first of those
   * whose verdict differs now; `counts` counts all.
   */
  'whatIf.reevaluateAll': procedure(
    z.object({
      workId: WorkId,
      ids: z.array(z.string()).max(100_000).nullable().default(null),
      /** Null is all. */
      limit: z.number().int().min(1).nullable().default(null),
    }),
    z.object({
      lookedAt: z.number().int(),
      counts: z.array(VerdictCount),
      cannotTell: z.object({ count: z.number().int(), reason: z.string().nullable() }),
      flippedCount: z.number().int(),
      flipped: z.array(Reevaluation),
    }),
  ),
  /**
   * Which recorded requests would get another verdict if the policy had this text.
   * @throws GatehouseError `InvalidPolicy` where the text cannot be evaluated; `DocumentNotFound`.
   */
  'whatIf.policyImpact': procedure(
    z.object({
      workId: WorkId,
      subject: PolicySubject,
      text: z.string().max(1_000_000),
      /** How many of the newest requests to look at; null is all. */
      newest: z.number().int().min(1).nullable().default(NEWEST_LOOKED_AT),
    }),
    PolicyImpact,
  ),
  /** Whom a policy reaches. */
  'whatIf.reached': procedure(
    z.object({ subject: PolicySubject, limit: z.number().int().min(1).max(10_000).default(200) }),
    z.object({ reached: z.array(Reached), count: z.number().int() }),
  ),
} as const;
