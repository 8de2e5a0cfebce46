import type { Principal } from '../../../src-shared/principal.ts';
import type { RequestScene } from '../handler.ts';
import { accessDenied, missingAuthenticationToken } from './errors.ts';

/** A principal of an account, in whose name STS can be asked. */
export type StsCaller = Extract<Principal, { accountId: string }>;

/**
 * The caller of an operation of STS, where its credentials may be used for that.
 *
 * - Credentials of GetSessionToken are good for AssumeRole and GetCallerIdentity alone, those of GetFederationToken for
 *   GetCallerIdentity alone.
 * - GetSessionToken and GetFederationToken take no temporary credentials at all. The console's are taken for the user's
 *   own, since there is no other way to be a user there.
 *
 * AWS's sentence is known of these two operations, and is used for the others as well.
 * @throws AwsError `AccessDenied`, or `MissingAuthenticationToken` for nobody.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html
 */
export function stsCaller(operation: string, { actor, session }: Pick<RequestScene, 'actor' | 'session'>): StsCaller {
  if (!('accountId' in actor)) throw missingAuthenticationToken();
  if (session === undefined || session.issuedBy === 'console') return actor;
  const refused =
    FOR_LONG_TERM_CREDENTIALS.has(operation) ||
    session.issuedBy === 'GetFederationToken' ||
    (session.issuedBy === 'GetSessionToken' && operation !== 'AssumeRole');
  if (refused) throw accessDenied(`Cannot call ${operation} with session credentials`);
  return actor;
}

const FOR_LONG_TERM_CREDENTIALS: ReadonlySet<string> = new Set(['GetFederationToken', 'GetSessionToken']);
