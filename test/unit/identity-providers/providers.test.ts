import { describe, expect, test } from 'vitest';
import { providerTrustPolicy, type IdentityProvider } from '../../../src-renderer/identity-providers/providers.ts';
import { rolesTrusting } from '../../../src-renderer/identity-providers/trusting-roles.ts';
import { ACCOUNT_ID, iamArn, role } from '../../fixtures/account-documents.ts';
import { NOW } from '../../fixtures/fixed-tools.ts';

const OIDC: IdentityProvider = {
  type: 'openIdConnectProvider',
  arn: iamArn('oidc-provider/idp.example.com'),
  accountId: ACCOUNT_ID,
  url: 'idp.example.com',
  clientIdList: ['app'],
  thumbprintList: [],
  createDate: NOW,
  tags: [],
  jwks: null,
  signingKeyId: null,
};
const SAML: IdentityProvider = {
  type: 'samlProvider',
  arn: iamArn('saml-provider/corporate'),
  accountId: ACCOUNT_ID,
  name: 'corporate',
  samlMetadataDocument: '',
  samlProviderUuid: '',
  createDate: NOW,
  validUntil: NOW,
  tags: [],
  signingKeyId: null,
};

describe('the trust policy of a role for a provider', () => {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
  test('asks an OIDC provider’s token for its audience', () => {
    expect(JSON.parse(providerTrustPolicy(OIDC, 'app'))).toMatchObject({
      Statement: [
        {
          Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/idp.example.com' },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: { StringEquals: { 'idp.example.com:aud': 'app' } },
        },
      ],
    });
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html
  test('asks a SAML assertion for the AWS sign-in endpoint', () => {
    expect(JSON.parse(providerTrustPolicy(SAML, ''))).toMatchObject({
      Statement: [
        {
          Principal: { Federated: 'arn:aws:iam::123456789012:saml-provider/corporate' },
          Action: 'sts:AssumeRoleWithSAML',
          Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
        },
      ],
    });
  });

  test('makes the role one of those that trust the provider, and of no other', () => {
    const federated = role('federated', { assumeRolePolicyDocument: providerTrustPolicy(OIDC, 'app') });
    const roles = [role('reader'), federated];
    expect(rolesTrusting(roles, OIDC.arn)).toEqual([federated]);
    expect(rolesTrusting(roles, SAML.arn)).toEqual([]);
  });
});
