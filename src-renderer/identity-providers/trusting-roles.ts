import type { DocumentOf } from '../../src-shared/model/documents.ts';
import { trustedPrincipals } from '../identities/trusted-principals.ts';

/** The roles whose trust policies name a provider; for showing, not for a decision. */
export function rolesTrusting(roles: readonly DocumentOf<'role'>[], providerArn: string): DocumentOf<'role'>[] {
  return roles.filter((role) => trustedPrincipals(role.assumeRolePolicyDocument).includes(providerArn));
}
