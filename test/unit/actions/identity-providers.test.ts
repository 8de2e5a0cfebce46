import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newLocalSamlProvider } from '../../../src-main/identity-provider/saml-provider.ts';
import { systemRandom } from '../../../src-main/random.ts';
import { ACCOUNT_ID, OTHER_ACCOUNT_ID, TestAccount } from './test-account.ts';

let aws: TestAccount;
beforeEach(() => {
  aws = new TestAccount();
});

const createOidc = (more: Record<string, unknown> = {}) =>
  aws.perform('iam:CreateOpenIDConnectProvider', { Url: 'https://idp.example.com/tenant', ...more });

const numbered = (count: number, prefix: string): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html
describe('OpenID Connect providers', () => {
  const ARN = `arn:aws:iam::${ACCOUNT_ID}:oidc-provider/idp.example.com/tenant`;

  it('are known by their URL', async () => {
    expect(await createOidc()).toEqual({ OpenIDConnectProviderArn: ARN });
  });

  it('are given back without https://, thumbprints in lower case', async () => {
    await createOidc({
      ClientIDList: ['shop'],
      ThumbprintList: ['A'.repeat(40)],
      Tags: [{ Key: 'team', Value: 'shop' }],
    });
    expect(await aws.perform('iam:GetOpenIDConnectProvider', { OpenIDConnectProviderArn: ARN })).toEqual({
      Url: 'idp.example.com/tenant',
      ClientIDList: ['shop'],
      ThumbprintList: ['a'.repeat(40)],
      CreateDate: '2026-01-02T03:04:05Z',
      Tags: [{ Key: 'team', Value: 'shop' }],
    });
  });

  it.each([
    ['example.com', 'ValidationError', 'Invalid Open ID Connect Provider URL'],
    ['http://example.com', 'InvalidInput', 'Invalid Open ID Connect Provider URL. The URL must begin with https://.'],
    ['https://', 'ValidationError', 'Invalid Open ID Connect Provider URL'],
    ['https://example.com:8443', 'InvalidInput', 'Invalid Open ID Connect Provider URL.'],
    ['https://example.com?tenant=1', 'InvalidInput', 'Invalid Open ID Connect Provider URL.'],
    ['https://lucy@example.com', 'InvalidInput', 'Invalid Open ID Connect Provider URL.'],
    ['https://example.com#top', 'InvalidInput', 'Invalid Open ID Connect Provider URL.'],
  ])('may not have the URL %s', async (url, code, message) => {
    const refused = await aws.refusal('iam:CreateOpenIDConnectProvider', { Url: url });
    expect(refused).toEqual({ code, status: 400, message });
  });

  it('are there once', async () => {
    await createOidc();
    const again = await aws.refusal('iam:CreateOpenIDConnectProvider', { Url: 'https://idp.example.com/tenant' });
    expect(again).toEqual({
      code: 'EntityAlreadyExists',
      status: 409,
      message: 'Provider with url https://idp.example.com/tenant already exists.',
    });
  });

  it('of one account are none of the other', async () => {
    await createOidc();
    await aws.perform(
      'iam:CreateOpenIDConnectProvider',
      { Url: 'https://other.example.com' },
      { accountId: OTHER_ACCOUNT_ID },
    );
    expect(await aws.perform('iam:ListOpenIDConnectProviders')).toEqual({ OpenIDConnectProviderList: [{ Arn: ARN }] });
    const theirs = `arn:aws:iam::${OTHER_ACCOUNT_ID}:oidc-provider/other.example.com`;
    expect((await aws.refusal('iam:GetOpenIDConnectProvider', { OpenIDConnectProviderArn: theirs })).code).toBe(
      'NoSuchEntity',
    );
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  it('are 100 at most', async () => {
    for (const url of numbered(100, 'https://idp.example.com/'))
      await aws.perform('iam:CreateOpenIDConnectProvider', { Url: url });
    const refused = await aws.refusal('iam:CreateOpenIDConnectProvider', { Url: 'https://idp.example.com/101' });
    expect(refused).toEqual({
      code: 'LimitExceeded',
      status: 409,
      message: 'Cannot exceed quota for OpenIdConnectProvidersPerAccount: 100',
    });
  });

  it('have 100 client IDs at most', async () => {
    await createOidc({ ClientIDList: numbered(100, 'client-') });
    const input = { OpenIDConnectProviderArn: ARN, ClientID: 'client-101' };
    expect((await aws.refusal('iam:AddClientIDToOpenIDConnectProvider', input)).message).toBe(
      'Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100',
    );
  });

  it('have five thumbprints at most', async () => {
    const ThumbprintList = Array.from({ length: 6 }, () => 'a'.repeat(40));
    await createOidc({ ThumbprintList: ThumbprintList.slice(1) });
    const input = { OpenIDConnectProviderArn: ARN, ThumbprintList };
    expect(await aws.refusal('iam:UpdateOpenIDConnectProviderThumbprint', input)).toEqual({
      code: 'InvalidInput',
      status: 400,
      message: 'Thumbprint list must contain fewer than 5 entries.',
    });
  });

  // "This operation is idempotent": https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddClientIDToOpenIDConnectProvider.html
  it('take a client ID twice, and give one up that is not there', async () => {
    await createOidc({ ClientIDList: ['shop'] });
    await aws.perform('iam:AddClientIDToOpenIDConnectProvider', { OpenIDConnectProviderArn: ARN, ClientID: 'shop' });
    await aws.perform('iam:AddClientIDToOpenIDConnectProvider', { OpenIDConnectProviderArn: ARN, ClientID: 'app' });
    await aws.perform('iam:RemoveClientIDFromOpenIDConnectProvider', {
      OpenIDConnectProviderArn: ARN,
      ClientID: 'none',
    });
    await aws.perform('iam:RemoveClientIDFromOpenIDConnectProvider', {
      OpenIDConnectProviderArn: ARN,
      ClientID: 'shop',
    });
    expect(aws.model.find('openIdConnectProvider', ARN)?.clientIdList).toEqual(['app']);
  });

  // "it does not fail or return an error if you call the operation for a provider that does not exist":
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteOpenIDConnectProvider.html
  it('can be deleted twice', async () => {
    await createOidc();
    await aws.perform('iam:DeleteOpenIDConnectProvider', { OpenIDConnectProviderArn: ARN });
    await aws.perform('iam:DeleteOpenIDConnectProvider', { OpenIDConnectProviderArn: ARN });
    expect(await aws.refusal('iam:GetOpenIDConnectProvider', { OpenIDConnectProviderArn: ARN })).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `OpenIDConnect Provider not found for arn ${ARN}`,
    });
  });

  it('have tags, which are listed by key, page by page', async () => {
    await createOidc({ Tags: [{ Key: 'b', Value: '1' }] });
    await aws.perform('iam:TagOpenIDConnectProvider', {
      OpenIDConnectProviderArn: ARN,
      Tags: [
        { Key: 'a', Value: '2' },
        { Key: 'c', Value: '3' },
      ],
    });
    await aws.perform('iam:UntagOpenIDConnectProvider', { OpenIDConnectProviderArn: ARN, TagKeys: ['c', 'none'] });
    const first = await aws.perform('iam:ListOpenIDConnectProviderTags', {
      OpenIDConnectProviderArn: ARN,
      MaxItems: 1,
    });
    expect(first).toMatchObject({ Tags: [{ Key: 'a', Value: '2' }], IsTruncated: true });
    const next = { OpenIDConnectProviderArn: ARN, Marker: first.Marker };
    expect(await aws.perform('iam:ListOpenIDConnectProviderTags', next)).toEqual({
      Tags: [{ Key: 'b', Value: '1' }],
      IsTruncated: false,
    });
  });
});

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html
describe('SAML providers', () => {
  const ARN = `arn:aws:iam::${ACCOUNT_ID}:saml-provider/corp`;
  let metadata: string;
  beforeAll(async () => {
    const now = new Date('2026-01-01T00:00:00Z');
    ({ metadata } = await newLocalSamlProvider('https://corp.idp.example/saml', { now, random: systemRandom }));
  });
  const create = (more: Record<string, unknown> = {}) =>
    aws.perform('iam:CreateSAMLProvider', { Name: 'corp', SAMLMetadataDocument: metadata, ...more });

  it('are known by their name, and give their metadata back as it came', async () => {
    expect(await create()).toEqual({ SAMLProviderArn: ARN });
    const { SAMLProviderUUID, ...rest } = await aws.perform('iam:GetSAMLProvider', { SAMLProviderArn: ARN });
    expect(SAMLProviderUUID).toMatch(/^[A-Z0-9]{22,64}$/);
    expect(rest).toEqual({
      SAMLMetadataDocument: metadata,
      CreateDate: '2026-01-02T03:04:05Z',
      ValidUntil: '2126-01-02T03:04:05Z',
    });
  });

  it('are valid until their metadata says', async () => {
    const until = metadata.replace(' entityID=', ' validUntil="2030-05-06T07:08:09Z" entityID=');
    await create({ SAMLMetadataDocument: until });
    expect(await aws.perform('iam:ListSAMLProviders')).toEqual({
      SAMLProviderList: [{ Arn: ARN, ValidUntil: '2030-05-06T07:08:09Z', CreateDate: '2026-01-02T03:04:05Z' }],
    });
  });

  it('are there once, whatever the case of their name', async () => {
    await create();
    const again = await aws.refusal('iam:CreateSAMLProvider', { Name: 'CORP', SAMLMetadataDocument: metadata });
    expect(again).toEqual({
      code: 'EntityAlreadyExists',
      status: 409,
      message: 'Provider with name CORP already exists.',
    });
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  it('are 100 at most', async () => {
    for (const name of numbered(100, 'corp-')) await create({ Name: name });
    const refused = await aws.refusal('iam:CreateSAMLProvider', { Name: 'corp', SAMLMetadataDocument: metadata });
    expect(refused.message).toBe('Cannot exceed quota for SAMLProvidersPerAccount: 100');
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html#troubleshoot_saml_issuer-metadata
  it.each<[string, () => string]>([
    ['no XML', () => 'x'.repeat(2000)],
    ['a byte order mark in front', () => `\uFEFF${metadata}`],
    ['a document type declaration', () => `<!DOCTYPE x []>${metadata.replace(/<\?xml.*\?>\n/, '')}`],
    ['no entity ID', () => metadata.replace(/entityID="[^"]*"/, '')],
    [
      'a service provider instead of an identity provider',
      () => metadata.replaceAll('IDPSSODescriptor', 'SPSSODescriptor'),
    ],
    ['no certificate to check signatures with', () => metadata.replace('use="signing"', 'use="encryption"')],
    ['a certificate that is none', () => metadata.replace(/<ds:X509Certificate>MII/, '<ds:X509Certificate>XXX')],
    ['another root', () => metadata.replaceAll('EntityDescriptor', 'AffiliationDescriptor')],
  ])('take no metadata with %s', async (_what, make) => {
    const input = { Name: 'corp', SAMLMetadataDocument: make() };
    expect(await aws.refusal('iam:CreateSAMLProvider', input)).toEqual({
      code: 'InvalidInput',
      status: 400,
      message: 'Could not parse metadata',
    });
  });

  it('take metadata of 1,000 characters at least', async () => {
    const refused = await aws.refusal('iam:CreateSAMLProvider', { Name: 'corp', SAMLMetadataDocument: '<x/>' });
    expect(refused.message).toContain('Member must have length greater than or equal to 1000');
  });

  it('take new metadata, and keep the old when the new cannot be parsed', async () => {
    await create();
    const next = metadata.replace('corp.idp.example', 'new.idp.example');
    await aws.perform('iam:UpdateSAMLProvider', { SAMLProviderArn: ARN, SAMLMetadataDocument: next });
    await aws.refusal('iam:UpdateSAMLProvider', { SAMLProviderArn: ARN, SAMLMetadataDocument: 'x'.repeat(1000) });
    expect(aws.model.find('samlProvider', ARN)?.samlMetadataDocument).toBe(next);
  });

  it('that are not there are not found', async () => {
    expect(await aws.refusal('iam:DeleteSAMLProvider', { SAMLProviderArn: ARN })).toEqual({
      code: 'NoSuchEntity',
      status: 404,
      message: `Manifest not found for arn ${ARN}`,
    });
  });

  it('are gone when they are deleted', async () => {
    await create();
    await aws.perform('iam:DeleteSAMLProvider', { SAMLProviderArn: ARN });
    expect(await aws.perform('iam:ListSAMLProviders')).toEqual({ SAMLProviderList: [] });
  });

  it('have tags', async () => {
    await create({ Tags: [{ Key: 'team', Value: 'shop' }] });
    await aws.perform('iam:TagSAMLProvider', { SAMLProviderArn: ARN, Tags: [{ Key: 'stage', Value: 'test' }] });
    await aws.perform('iam:UntagSAMLProvider', { SAMLProviderArn: ARN, TagKeys: ['team'] });
    expect(await aws.perform('iam:ListSAMLProviderTags', { SAMLProviderArn: ARN })).toEqual({
      Tags: [{ Key: 'stage', Value: 'test' }],
      IsTruncated: false,
    });
  });
});

const trust = (provider: string) => ({
  RoleName: 'federated',
  AssumeRolePolicyDocument: JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Federated: provider }, Action: 'sts:AssumeRoleWithWebIdentity' }],
  }),
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-saml
describe('A trust policy', () => {
  it.each([
    'accounts.google.com',
    'cognito-identity.amazonaws.com',
    `arn:aws:iam::${ACCOUNT_ID}:oidc-provider/idp.example.com/tenant`,
    `arn:aws:iam::${ACCOUNT_ID}:saml-provider/corp`,
  ])('may name the provider %s, be it there or not', async (provider) => {
    expect(await aws.perform('iam:CreateRole', trust(provider))).toBeDefined();
  });

  it.each([
    '',
    'idp',
    'https://idp.example.com',
    `arn:aws:iam::${ACCOUNT_ID}:role/deployer`,
    `arn:aws:iam::${ACCOUNT_ID}:oidc-provider/*`,
    'arn:aws:iam::oidc-provider/idp.example.com',
  ])('may not name the provider %j', async (provider) => {
    expect(await aws.refusal('iam:CreateRole', trust(provider))).toMatchObject({ code: 'MalformedPolicyDocument' });
  });
});
