import { z } from 'zod';
import { Arn } from '../arn.ts';
import { DecisionRecord } from '../decision/record.ts';
import { Tag } from '../principal.ts';
import { AskedAccount } from './asked-account.ts';
import { HeldSession } from './composer.ts';
import { procedure } from './define.ts';

const AttributeValues = z.array(z.string().max(4096)).max(100);

/** What a local OIDC provider puts into a token. `iss`, `iat`, `exp` and `jti` it adds itself. */
const TokenForm = z.object({
  /** The `sub` claim: whom the provider vouches for. */
  subject: z.string().min(1, 'Say whom the token is for.').max(255),
  /** The `aud` claim: one of the provider's client IDs, if AWS is to take the token. */
  audience: z.string().min(1, 'Say which client the token is for.').max(255),
  /** The `amr` claim: how the subject was authenticated. Left out of the token when empty. */
  amr: z.array(z.string().min(1).max(255)).max(20).default([]),
  /** Session tags, and the keys of those that go on to the next role. */
  tags: z.array(Tag).max(50).default([]),
  transitiveTagKeys: z.array(z.string()).max(50).default([]),
  sourceIdentity: z.string().max(64).nullable().default(null),
  /** How long the token is good for, in seconds. */
  lifetimeSeconds: z.number().int().min(1).max(86_400).default(3600),
  /** Any other claims, by name. They stand in front of those above, so that a wrong token can be made as well. */
  claims: z.record(z.string().min(1).max(255), z.unknown()).default({}),
});

/** What a local SAML provider puts into an assertion. */
const AssertionForm = z.object({
  /** The NameID: whom the provider vouches for. */
  subject: z.string().min(1, 'Say whom the assertion is for.').max(255),
  subjectFormat: z.enum(['persistent', 'transient', 'emailAddress']).default('persistent'),
  /** The roles offered: one Role attribute value each, as AWS's pair of role and provider. */
  roleArns: z.array(Arn).max(100),
  sessionName: z.string().max(64),
  /** For how long the console may be used, in seconds; null leaves the attribute out. */
  sessionDuration: z.number().int().min(1).max(43_200).nullable().default(null),
  tags: z.array(Tag).max(50).default([]),
  transitiveTagKeys: z.array(z.string()).max(50).default([]),
  sourceIdentity: z.string().max(64).nullable().default(null),
  /** How long the assertion is good for, in seconds. AWS takes none that is older than five minutes. */
  lifetimeSeconds: z.number().int().min(1).max(86_400).default(300),
  /** Any other attributes, by name. */
  attributes: z.record(z.string().min(1).max(255), AttributeValues).default({}),
});

/** What both calls ask for besides what the token or assertion says. */
const SessionForm = {
  roleArn: Arn,
  /** How long the session lasts, in seconds; null for AWS's default, an hour. */
  durationSeconds: z.number().int().nullable().default(null),
  /** A session policy as text; null for none. */
  policy: z.string().nullable().default(null),
};

/** Trying federation without leaving the machine: identity providers that Gatehouse plays itself. */
export const identityProviderProcedures = {
  /**
   * Makes an identity provider with a signing key of its own. The private key goes into the credential store; public
   * keys and metadata are the model's. The designer's alone: in AWS's world the provider is somebody else's.
   */
  'identityProvider.createLocal': procedure(
    z.discriminatedUnion('protocol', [
      z.object({
        protocol: z.literal('oidc'),
        accountId: AskedAccount,
        /** Such as `https://idp.example.com`; nothing is ever fetched from there. */
        url: z.string().max(255),
        clientIds: z.array(z.string().max(255)).max(100),
      }),
      z.object({ protocol: z.literal('saml'), accountId: AskedAccount, name: z.string().max(128) }),
    ]),
    z.object({ arn: Arn }),
  ),
  /** Gives an OIDC provider that is elsewhere its public keys, pasted as a JSON Web Key Set; an empty text takes them away. */
  'identityProvider.setKeys': procedure(
    z.object({ providerArn: Arn, jwks: z.string().max(100_000) }),
    z.object({ keyCount: z.number().int() }),
  ),
  /** A token that a local OIDC provider signs. It is the person's: shown whole, and kept nowhere. */
  'identityProvider.mintToken': procedure(
    z.object({ providerArn: Arn, form: TokenForm }),
    z.object({
      token: z.string(),
      /** What is in it, as JSON with line breaks. */
      header: z.string(),
      claims: z.string(),
      expiresAt: z.iso.datetime(),
    }),
  ),
  /** A SAML response that a local provider signs: `assertion` in base64, as AssumeRoleWithSAML takes it, and to read. */
  'identityProvider.mintAssertion': procedure(
    z.object({ providerArn: Arn, form: AssertionForm }),
    z.object({ assertion: z.string(), xml: z.string(), expiresAt: z.iso.datetime() }),
  ),
  /**
   * Mints, and calls AssumeRoleWithWebIdentity or AssumeRoleWithSAML through the gate. The credentials stay in main: the
   * composer signs with them by `session.sessionId`. `session` is null when the call was refused.
   */
  'identityProvider.assumeRole': procedure(
    z.discriminatedUnion('protocol', [
      z.object({
        protocol: z.literal('oidc'),
        providerArn: Arn,
        form: TokenForm,
        roleSessionName: z.string().max(64),
        ...SessionForm,
      }),
      z.object({ protocol: z.literal('saml'), providerArn: Arn, form: AssertionForm, ...SessionForm }),
    ]),
    z.object({
      record: DecisionRecord,
      session: HeldSession.nullable(),
    }),
  ),
} as const;

export type TokenForm = z.infer<typeof TokenForm>;
export type AssertionForm = z.infer<typeof AssertionForm>;
