import { AwsError } from '../../src-shared/errors.ts';
import type { Principal, Tag } from '../../src-shared/principal.ts';
import type { Federation } from '../request/federation-context.ts';

/** What an identity provider asks for the session, beside saying who it is for. */
export interface AssertedSession {
  /** SAML has it in the assertion; null for OIDC, where the caller gives it. */
  readonly sessionName: string | null;
  readonly tags: readonly Tag[];
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity: string | null;
  /** The session ends no later than this; null where the provider sets no end. */
  readonly notOnOrAfter: Date | null;
}

/** Somebody whom an identity provider vouches for, as far as the token or assertion goes. */
export interface FederatedIdentity {
  readonly principal: Extract<Principal, { kind: 'federated' }>;
  readonly federation: Federation;
  readonly asserted: AssertedSession;
}

/*
 * The errors of AssumeRoleWithWebIdentity and AssumeRoleWithSAML, with their HTTP status. AWS documents the codes; where
 * no page or public report shows the message of a fault, the message is Gatehouse's own.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html#API_AssumeRoleWithWebIdentity_Errors
 */

export const invalidIdentityToken = (message: string): AwsError => new AwsError('InvalidIdentityToken', 400, message);
export const expiredToken = (message: string): AwsError => new AwsError('ExpiredTokenException', 400, message);
/** The identity provider itself says no. */
export const idpRejectedClaim = (message: string): AwsError => new AwsError('IDPRejectedClaim', 403, message);
/** The identity provider cannot be asked, which for one that is not on this machine is always so. */
export const idpCommunicationError = (message: string): AwsError => new AwsError('IDPCommunicationError', 400, message);

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html (RoleSessionName) */
export const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

/**
 * The source identity that a provider set.
 * @throws AwsError `InvalidIdentityToken`, in the words of
 *   https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html#troubleshoot_saml_invalid-sourceidentity
 */
export function checkSourceIdentity(text: string): string {
  if (SESSION_NAME.test(text) && !text.toLowerCase().startsWith('aws:')) return text;
  throw invalidIdentityToken('Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"');
}
