import { z } from 'zod';
import { Explanation } from './explanation.ts';
import { WeighedRequest } from './weighed-request.ts';

/** The five steps that every request takes, in order. */
export const Step = z.enum(['request', 'authentication', 'authorization', 'action', 'resource']);
export type Step = z.infer<typeof Step>;
export const STEPS: readonly Step[] = Step.options;

/** How a whole request ended, as far as the gate is concerned. */
export const Verdict = z.enum([
  'Allowed',
  'ImplicitlyDenied',
  'ExplicitlyDenied',
  'NotAuthenticated',
  'InvalidRequest',
]);
export type Verdict = z.infer<typeof Verdict>;

/** By which door a request came in. */
export const Door = z.enum(['console', 'composer', 'endpoint']);
export type Door = z.infer<typeof Door>;

/** `passed` and `closed` are gates met; `notReached` lie behind a closed one. */
export const StepReport = z.object({
  step: Step,
  status: z.enum(['passed', 'closed', 'notReached']),
  /** What happened at this step, in a sentence. */
  summary: z.string(),
});
export type StepReport = z.infer<typeof StepReport>;

export const HeaderList = z.array(z.tuple([z.string(), z.string()]));
export type HeaderList = z.infer<typeof HeaderList>;

/** One value of the request context and where it came from, such as `the signing user` or `the request's header`. */
export const ContextEntry = z.object({ key: z.string(), values: z.array(z.string()), source: z.string() });
export type ContextEntry = z.infer<typeof ContextEntry>;

/** What an operation asks for: one action on one resource. An operation with several parts needs all allowed. */
export const RequestPart = z.object({ action: z.string(), resource: z.string() });
export type RequestPart = z.infer<typeof RequestPart>;

/** Every intermediate string of Signature Version 4. Nothing here reveals the secret. */
export const SigningSteps = z.object({
  canonicalRequest: z.string(),
  stringToSign: z.string(),
  credentialScope: z.string(),
  signedHeaders: z.string(),
  signature: z.string(),
});
export type SigningSteps = z.infer<typeof SigningSteps>;

/** A fact that a step found out, with what it means for the gate: `ok` null where it is only information. */
export const Fact = z.object({ label: z.string(), value: z.string(), ok: z.boolean().nullable() });
export type Fact = z.infer<typeof Fact>;

/** What one step of the record's five says in full. Null parts belong to steps that were not reached. */
export const DecisionRecord = z.object({
  id: z.string(),
  /** Grows by one with every record of a workspace. */
  sequence: z.number().int(),
  at: z.iso.datetime(),
  durationMs: z.number(),
  door: Door,
  /** The record that this one is a replay of. */
  replayOf: z.string().nullable(),
  verdict: Verdict,
  principal: z.object({ label: z.string(), arn: z.string().nullable() }),
  action: z.string(),
  resource: z.string(),
  steps: z.array(StepReport),
  request: z.object({
    method: z.string(),
    url: z.string(),
    /** Secrets (session tokens, passwords, codes) are replaced by `***`. */
    headers: HeaderList,
    body: z.string(),
    service: z.string(),
    region: z.string(),
    /** The API operation, such as `CreateBucket`. */
    operation: z.string(),
    parts: z.array(RequestPart),
    context: z.array(ContextEntry),
    /** False when something was redacted or cut, so that the request cannot be sent again as it was. */
    replayable: z.boolean(),
    /** Whether the body is not kept whole, since it is large or no text; left out where it is. */
    cut: z.boolean().exactOptional(),
  }),
  authentication: z
    .object({
      method: z.enum(['signatureVersion4', 'password', 'consoleSession', 'service', 'none']),
      accessKeyId: z.string().nullable(),
      facts: z.array(Fact),
      signing: SigningSteps.nullable(),
    })
    .nullable(),
  authorization: z
    .object({ parts: z.array(z.object({ action: z.string(), resource: z.string(), explanation: Explanation })) })
    .nullable(),
  /** Left out where policies were not asked, and of records that older versions of Gatehouse made. */
  weighed: WeighedRequest.exactOptional(),
  performed: z
    .object({ edits: z.array(z.object({ key: z.string(), kind: z.enum(['created', 'changed', 'deleted']) })) })
    .nullable(),
  response: z.object({
    status: z.number().int(),
    headers: HeaderList,
    body: z.string(),
    errorCode: z.string().nullable(),
    errorMessage: z.string().nullable(),
    requestId: z.string(),
  }),
});
export type DecisionRecord = z.infer<typeof DecisionRecord>;

/** A timeline row: the record without its weight. */
export const RecordSummary = DecisionRecord.pick({
  id: true,
  sequence: true,
  at: true,
  durationMs: true,
  door: true,
  replayOf: true,
  verdict: true,
  principal: true,
  action: true,
  resource: true,
  steps: true,
}).extend({ status: z.number().int(), errorCode: z.string().nullable() });
export type RecordSummary = z.infer<typeof RecordSummary>;
