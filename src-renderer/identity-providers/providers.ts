import type { DocumentOf } from '../../src-shared/model/documents.ts';

/** An identity provider of either protocol. */
export type IdentityProvider = DocumentOf<'openIdConnectProvider'> | DocumentOf<'samlProvider'>;

/** What people know a provider by: an OIDC provider's address, a SAML provider's name. */
export function providerName(provider: IdentityProvider): string {
  return provider.type === 'openIdConnectProvider' ? provider.url : provider.name;
}

/** The word for a provider's protocol. */
export function protocolName(provider: IdentityProvider): 'OpenID Connect' | 'SAML' {
  return provider.type === 'openIdConnectProvider' ? 'OpenID Connect' : 'SAML';
}

/**
 * A trust policy by which whoever a provider vouches for may assume a role; for SAML by the AWS sign-in endpoint, as the
 * console writes it.
 * @param audience one of an OIDC provider's client IDs; not used for SAML.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html
 */
export function providerTrustPolicy(provider: IdentityProvider, audience: string): string {
  const statement =
    provider.type === 'openIdConnectProvider'
      ? {
          Effect: 'Allow',
          Principal: { Federated: provider.arn },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: { StringEquals: { [`${provider.url}:aud`]: audience } },
        }
      : {
          Effect: 'Allow',
          Principal: { Federated: provider.arn },
          Action: 'sts:AssumeRoleWithSAML',
          Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
        };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
}
