import type { TemporarySession } from './session-token.ts';

/**
 * Whether a service turns a session's credentials away whoever they belong to: IAM takes none of GetFederationToken, and
 * those of GetSessionToken only where an MFA code was given for them. It answers as if the token were not valid.
 * @param service the signing name.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getfederationtoken.html
 */
export function isRefusedByService({ issuedBy, mfaAt }: TemporarySession, service: string): boolean {
  if (service !== 'iam') return false;
  return issuedBy === 'GetFederationToken' || (issuedBy === 'GetSessionToken' && mfaAt === null);
}
