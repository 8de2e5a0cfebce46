import { z } from 'zod';
import { Arn } from '../arn.ts';
import { DecisionRecord, HeaderList, SigningSteps } from '../decision/record.ts';
import { Tag } from '../principal.ts';
import { ComposerForm, ParameterValue } from './composer-form.ts';
import { Nothing, procedure } from './define.ts';

const AccessKeySigner = z.object({ kind: z.literal('accessKey'), accessKeyId: z.string() });
const SessionSigner = z.object({ kind: z.literal('session'), sessionId: z.string() });
/**
 * Who signs a composed request. The secret never crosses: an access key's is in the vault, a session's is held in main
 * under its ID.
 */
export const Signer = z.discriminatedUnion('kind', [
  AccessKeySigner,
  SessionSigner,
  z.object({ kind: z.literal('anonymous') }),
]);

/** How long a presigned URL is good, in seconds: at most seven days. */
const ExpiresInSeconds = z
  .number()
  .int('Give a whole number of seconds.')
  .min(1, 'A presigned URL is good for at least 1 second.')
  .max(604_800, 'A presigned URL is good for at most 604,800 seconds (seven days).');

/** Where the signature goes: into the Authorization header, or into the query string (a presigned URL). */
export const SignaturePlace = z.discriminatedUnion('place', [
  z.object({ place: z.literal('header') }),
  z.object({ place: z.literal('query'), expiresInSeconds: ExpiresInSeconds }),
]);

export const Draft = z.discriminatedUnion('kind', [
  /** An action by name, with parameters by the names that `composer.form` gives. */
  z.object({
    kind: z.literal('action'),
    action: z.string(),
    region: z.string(),
    parameters: z.record(z.string(), ParameterValue),
  }),
  /** A request as typed. `service` and `region` are the credential scope's. */
  z.object({
    kind: z.literal('raw'),
    method: z.string(),
    url: z.string(),
    headers: HeaderList,
    body: z.string(),
    service: z.string(),
    region: z.string(),
  }),
]);

const ComposedRequest = z.object({ method: z.string(), url: z.string(), headers: HeaderList, body: z.string() });

/** Temporary credentials that main holds; nothing of them is secret here. */
export const HeldSession = z.object({
  /** The access key ID of the credentials, `ASIA…`. */
  sessionId: z.string(),
  /** What a person reads, such as `deployer/monday`. */
  label: z.string(),
  principalArn: Arn,
  /** The operation that gave them, such as `AssumeRole`, or what else did, such as `instance metadata`. */
  issuedBy: z.string(),
  issuedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});

const DurationSeconds = z.number().int('Give a whole number of seconds.').nullable().default(null);
const Mfa = z
  .object({ serialNumber: z.string().max(256), tokenCode: z.string().max(6) })
  .nullable()
  .default(null);
const SessionPolicies = {
  /** A session policy as text; null for none. */
  policy: z.string().nullable().default(null),
  policyArns: z.array(Arn).max(10).default([]),
};

/**
 * What temporary credentials are asked for with. What is null is left out of the request; what AWS would refuse is sent
 * all the same, since its refusal is what a person may want to see.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html
 */
const SessionRequest = z.discriminatedUnion('operation', [
  z.object({
    operation: z.literal('AssumeRole'),
    roleArn: z.string(),
    roleSessionName: z.string(),
    durationSeconds: DurationSeconds,
    externalId: z.string().nullable().default(null),
    mfa: Mfa,
    ...SessionPolicies,
    tags: z.array(Tag).max(50).default([]),
    transitiveTagKeys: z.array(z.string()).max(50).default([]),
    sourceIdentity: z.string().nullable().default(null),
  }),
  z.object({ operation: z.literal('GetSessionToken'), durationSeconds: DurationSeconds, mfa: Mfa }),
  z.object({
    operation: z.literal('GetFederationToken'),
    name: z.string(),
    durationSeconds: DurationSeconds,
    ...SessionPolicies,
    tags: z.array(Tag).max(50).default([]),
  }),
]);

/** The forms in which a composed request can be taken elsewhere. */
const CopyForm = z.enum([
  /** `curl --aws-sigv4`: curl signs, with credentials from the environment. */
  'curl',
  /** curl with the signature that Gatehouse made: good for minutes, and without a secret. */
  'signedCurl',
  'awsCli',
  'presignedUrl',
  /** The signed request as HTTP/1.1 sends it. */
  'http',
  'javaScript',
  'python',
]);

/** Where two texts first differ. */
const Difference = z.object({
  in: z.enum(['canonicalRequest', 'stringToSign']),
  /** The part of the string that the place belongs to, such as `the header host` or `the query string`. */
  part: z.string(),
  /** In bytes of UTF-8, from 0. */
  byte: z.number().int(),
  /** From 1; the column in characters. */
  line: z.number().int(),
  column: z.number().int(),
});

/** What stands out in a signed request, what it usually means, and what to do. */
const Finding = z.object({
  severity: z.enum(['fault', 'hint', 'good']),
  /** Such as `The path is encoded twice`. */
  title: z.string(),
  meaning: z.string(),
  mend: z.string().nullable(),
});

const SignatureComparison = z.object({
  /** What was pasted. */
  source: z.enum(['http', 'curl', 'presignedUrl', 'debugLog', 'canonicalRequest']),
  /** Session tokens and other secrets are replaced by `***`. */
  request: ComposedRequest,
  accessKeyId: z.string().nullable(),
  /** What a service makes of the request as it was pasted; `signature` is the one that came with it. */
  computed: SigningSteps,
  /** What the client signed, and how that is known; null where it is not. */
  client: SigningSteps.pick({ canonicalRequest: true, stringToSign: true })
    .extend({
      /**
       * `pasted`: it was in the text. `found`: these strings give the signature, with the secret that is here.
       * `composer`: what the composer would sign.
       */
      from: z.enum(['pasted', 'found', 'composer']),
    })
    .nullable(),
  signature: z.enum([
    /** The one that the secret gives. */
    'matches',
    'differs',
    /** The secret is not here, or the text holds no signature. */
    'notChecked',
  ]),
  /** The first difference in each string that differs; empty where they are equal or the client's are not known. */
  differences: z.array(Difference),
  findings: z.array(Finding),
});

/** Building, signing and sending requests by hand, and finding out why a signature does not match. */
export const composerProcedures = {
  'composer.form': procedure(z.object({ action: z.string() }), ComposerForm),
  /** Builds and signs without sending, so that the strings can be shown while a person types. A session token is `***`. */
  'composer.preview': procedure(
    z.object({ signer: Signer, draft: Draft, signature: SignaturePlace.default({ place: 'header' }) }),
    z.object({ request: ComposedRequest, signing: SigningSteps.nullable() }),
  ),
  /**
   * Signs and sends. The record is what the timeline keeps; `response` is the answer as the caller gets it, the one
   * time that a secret made by the request (a new access key's) can be read. Temporary credentials stay in main:
   * `session` says under which ID.
   */
  'composer.send': procedure(
    z.object({ signer: Signer, draft: Draft, signature: SignaturePlace.default({ place: 'header' }) }),
    z.object({
      record: DecisionRecord,
      response: z.object({ status: z.number().int(), headers: HeaderList, body: z.string() }),
      session: HeldSession.nullable(),
    }),
  ),

  /** Asks STS for temporary credentials, through the gate. `session` is null when the call was refused. */
  'composer.createSession': procedure(
    z.object({ signer: Signer, region: z.string(), ask: SessionRequest }),
    z.object({ record: DecisionRecord, session: HeldSession.nullable() }),
  ),
  /**
   * The credentials of the role of an EC2 instance or a Lambda function, as the code that runs there obtains them: the
   * service assumes the role. `session` is null when the role does not let it.
   * @throws GatehouseError `ResourceNotFound`; `NoRole` where there is nothing to assume.
   */
  'composer.obtainRoleCredentials': procedure(
    z.object({
      resourceArn: Arn,
      /** By which version of the instance metadata service an instance asks. */
      metadataVersion: z.union([z.literal(1), z.literal(2)]).default(2),
    }),
    z.object({ record: DecisionRecord, session: HeldSession.nullable() }),
  ),
  /** Newest first; expired ones too, since trying one is a lesson of its own. */
  'composer.sessions': procedure(Nothing, z.array(HeldSession)),
  'composer.forgetSession': procedure(z.object({ sessionId: z.string() }), z.array(HeldSession)),
  /** A composed request in the words of another tool. Secrets stand as environment variables. */
  'composer.copyAs': procedure(
    z.object({ signer: Signer, draft: Draft, form: CopyForm, expiresInSeconds: ExpiresInSeconds }),
    z.object({
      text: z.string(),
      /** What a person has to know before using it. */
      notes: z.array(z.string()),
    }),
  ),
  /**
   * Writes the credentials of an access key or a session as a profile into a file of the AWS CLI. Other profiles stay; a file that was there
   * is replaced whole or not at all, and only its owner can read it.
   * @throws GatehouseError `SecretNotHere`, `SessionNotHere`; `ConfirmationNeeded` where the file is the AWS CLI's own, or has such a profile, and
   *   `confirmed` is false.
   */
  'composer.writeProfile': procedure(
    z.object({
      signer: z.discriminatedUnion('kind', [AccessKeySigner, SessionSigner]),
      profile: z.string(),
      region: z.string(),
      path: z.string().min(1, 'Give the path of a file.').max(4096),
      confirmed: z.boolean(),
    }),
    z.object({ path: z.string() }),
  ),

  /** Reads a signed request in any common form, and says whether its signature is right or where it went wrong. */
  'composer.compareSignature': procedure(
    z.object({
      text: z.string().max(1_000_000, 'The text is longer than a million characters.'),
      /** What the composer would sign, to hold the text against; null for nothing. */
      composed: z.object({ signer: Signer, draft: Draft }).nullable(),
    }),
    SignatureComparison,
  ),
} as const;

export type Signer = z.infer<typeof Signer>;
export type SignaturePlace = z.infer<typeof SignaturePlace>;
export type Draft = z.infer<typeof Draft>;
export type ComposedRequest = z.infer<typeof ComposedRequest>;
export type HeldSession = z.infer<typeof HeldSession>;
export type SessionRequest = z.infer<typeof SessionRequest>;
export type CopyForm = z.infer<typeof CopyForm>;
export type Difference = z.infer<typeof Difference>;
export type Finding = z.infer<typeof Finding>;
export type SignatureComparison = z.infer<typeof SignatureComparison>;

/** Who signed with an access key, as a record names it: `ASIA…` is a session's. Null is nobody. */
export function signerOfAccessKey(accessKeyId: string | null): Signer {
  if (accessKeyId === null) return { kind: 'anonymous' };
  return accessKeyId.startsWith('ASIA')
    ? { kind: 'session', sessionId: accessKeyId }
    : { kind: 'accessKey', accessKeyId };
}
