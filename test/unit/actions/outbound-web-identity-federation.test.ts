import { createLocalJWKSet, jwtVerify } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import type { TemporarySession } from '../../../src-main/authentication/session-token.ts';
import type { ModelDocument } from '../../../src-shared/model/documents.ts';
import {
  MANAGEMENT_ACCOUNT_ID,
  organization,
  organizationAccount,
  organizationRoot,
} from '../../fixtures/organization-documents.ts';
import { ACCOUNT_ID, ROLE_SESSION, TestAccount, userActor } from './test-account.ts';

const ENABLE_PAGE = 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableOutboundWebIdentityFederation.html';
const DISABLE_PAGE =
  'https://docs.aws.amazon.com/IAM/latest/APIReference/API_DisableOutboundWebIdentityFederation.html';
const INFO_PAGE = 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOutboundWebIdentityFederationInfo.html';
const TOKEN_PAGE = 'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html';
const CLAIMS_PAGE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_token_claims.html';
const PREFERENCES_PAGE =
  'https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetSecurityTokenServicePreferences.html';

const DEPLOYER = `arn:aws:iam::${ACCOUNT_ID}:role/deployer`;

const SESSION: TemporarySession = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  principal: { kind: 'anonymous' },
  issuedBy: 'AssumeRole',
  issuedAt: '2026-01-02T03:00:00.000Z',
  expiresAt: '2026-01-02T03:14:05.000Z',
  mfaAt: null,
  sourceIdentity: 'lucy',
  transitiveTagKeys: [],
  chained: false,
  requestedBy: `arn:aws:iam::${ACCOUNT_ID}:user/lucy`,
  policy: null,
  policyArns: [],
  federation: null,
};

let aws: TestAccount;

beforeEach(() => {
  aws = new TestAccount();
});

function put(...documents: readonly ModelDocument[]): void {
  aws.model.apply(documents.map((document) => ({ key: document.arn, before: null, after: document })));
}

describe('Outbound identity federation', () => {
  it(`gives the account an issuer, which it keeps when it is enabled again: ${ENABLE_PAGE}`, async () => {
    const { IssuerIdentifier } = await aws.perform('iam:EnableOutboundWebIdentityFederation');
    expect(IssuerIdentifier).toMatch(/^https:\/\/[0-9a-f-]{36}\.tokens\.sts\.global\.api\.aws$/);
    expect(await aws.perform('iam:GetOutboundWebIdentityFederationInfo')).toEqual({
      IssuerIdentifier,
      JwtVendingEnabled: true,
    });
    await aws.perform('iam:DisableOutboundWebIdentityFederation');
    expect(await aws.perform('iam:EnableOutboundWebIdentityFederation')).toEqual({ IssuerIdentifier });
  });

  it(`answers nothing but FeatureDisabled before it is enabled: ${DISABLE_PAGE} ${INFO_PAGE}`, async () => {
    const refusals = [
      await aws.refusal('iam:DisableOutboundWebIdentityFederation'),
      await aws.refusal('iam:GetOutboundWebIdentityFederationInfo'),
    ];
    expect(refusals.map(({ code, status }) => [code, status])).toEqual([
      ['FeatureDisabled', 404],
      ['FeatureDisabled', 404],
    ]);
  });

  it(`cannot be enabled twice: ${ENABLE_PAGE}`, async () => {
    await aws.perform('iam:EnableOutboundWebIdentityFederation');
    expect(await aws.refusal('iam:EnableOutboundWebIdentityFederation')).toMatchObject({
      code: 'FeatureEnabled',
      status: 409,
    });
  });

  it('keeps its private keys in the vault, and only there', async () => {
    await aws.perform('iam:EnableOutboundWebIdentityFederation');
    const text = JSON.stringify(aws.model.list('account'));
    const keys = await aws.vault.list('test-workspace/identity-provider-key/');
    expect(keys).toHaveLength(2);
    expect(text).not.toMatch(/PRIVATE KEY|"d":/);
  });
});

/** The claims of a token, once its signature holds by the keys of the account. */
async function verified(token: string | undefined) {
  const [account] = aws.model.list('account', ACCOUNT_ID);
  const { keys } = account?.outboundWebIdentityFederation?.jwks ?? { keys: [] };
  return jwtVerify(token ?? '', createLocalJWKSet({ keys }), { currentDate: aws.now });
}

describe('GetWebIdentityToken', () => {
  it.each(['RS256', 'ES384'])(`signs by %s with the account's key: ${TOKEN_PAGE}`, async (SigningAlgorithm) => {
    const { IssuerIdentifier } = await aws.perform('iam:EnableOutboundWebIdentityFederation');
    const { WebIdentityToken, Expiration } = await aws.perform(
      'sts:GetWebIdentityToken',
      { Audience: ['https://api.example.com'], SigningAlgorithm },
      { as: userActor('lucy') },
    );
    const { payload, protectedHeader } = await verified(WebIdentityToken);
    expect(protectedHeader.alg).toBe(SigningAlgorithm);
    expect(payload).toEqual({
      iss: IssuerIdentifier,
      aud: 'https://api.example.com',
      sub: `arn:aws:iam::${ACCOUNT_ID}:user/lucy`,
      iat: Date.parse('2026-01-02T03:04:05Z') / 1000,
      exp: Date.parse('2026-01-02T03:09:05Z') / 1000,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'https://sts.amazonaws.com/': { aws_account: ACCOUNT_ID, source_region: 'us-east-1' },
    });
    expect(Expiration).toBe('2026-01-02T03:09:05.000Z');
  });

  it(`tells of the organization, the session, and the tags of both principal and request: ${CLAIMS_PAGE}`, async () => {
    put(
      organization(),
      organizationRoot(),
      organizationAccount(MANAGEMENT_ACCOUNT_ID),
      organizationAccount(ACCOUNT_ID),
    );
    await aws.perform('iam:EnableOutboundWebIdentityFederation');
    const tagged = { ...ROLE_SESSION, tags: [{ Key: 'team', Value: 'red' }] };
    const { WebIdentityToken } = await aws.perform(
      'sts:GetWebIdentityToken',
      { Audience: ['a', 'b'], SigningAlgorithm: 'ES384', Tags: [{ Key: 'job', Value: '7' }] },
      { as: tagged, session: SESSION, region: 'eu-west-1' },
    );
    const { payload } = await verified(WebIdentityToken);
    expect(payload).toMatchObject({ sub: DEPLOYER, aud: ['a', 'b'] });
    expect(payload['https://sts.amazonaws.com/']).toEqual({
      aws_account: ACCOUNT_ID,
      source_region: 'eu-west-1',
      org_id: 'o-a1b2c3d4e5',
      ou_path: 'o-a1b2c3d4e5/r-ab12/',
      principal_tags: { team: 'red' },
      original_session_exp: '2026-01-02T03:14:05.000Z',
      source_identity: 'lucy',
      request_tags: { job: '7' },
    });
  });

  it(`does not outlive the session that asks: ${TOKEN_PAGE}`, async () => {
    await aws.perform('iam:EnableOutboundWebIdentityFederation');
    const asked = { Audience: ['a'], SigningAlgorithm: 'RS256' };
    const as = { as: ROLE_SESSION, session: SESSION };
    expect(await aws.perform('sts:GetWebIdentityToken', { ...asked, DurationSeconds: 600 }, as)).toHaveProperty(
      'WebIdentityToken',
    );
    expect(await aws.refusal('sts:GetWebIdentityToken', { ...asked, DurationSeconds: 601 }, as)).toMatchObject({
      code: 'SessionDurationEscalationException',
      status: 403,
    });
  });

  it(`is refused while the account does not vouch for its principals: ${TOKEN_PAGE}`, async () => {
    const input = { Audience: ['a'], SigningAlgorithm: 'RS256' };
    expect(await aws.refusal('sts:GetWebIdentityToken', input, { as: userActor('lucy') })).toMatchObject({
      code: 'OutboundWebIdentityFederationDisabledException',
      status: 403,
    });
  });

  it(`asks for permission by audience, algorithm and duration, and for tags apart: ${TOKEN_PAGE}`, () => {
    const input = { Audience: ['a'], SigningAlgorithm: 'RS256', Tags: [{ Key: 'job', Value: '7' }] };
    const tagKeys = { 'aws:RequestTag/job': '7', 'aws:TagKeys': ['job'] };
    expect(aws.authorize('sts:GetWebIdentityToken', input, { as: userActor('lucy') })).toEqual([
      {
        action: 'sts:GetWebIdentityToken',
        resource: '*',
        context: {
          'sts:IdentityTokenAudience': ['a'],
          'sts:SigningAlgorithm': 'RS256',
          'sts:DurationSeconds': '300',
          ...tagKeys,
        },
      },
      { action: 'sts:TagGetWebIdentityToken', resource: '*', context: tagKeys },
    ]);
  });
});

describe('SetSecurityTokenServicePreferences', () => {
  it.each([
    ['v1Token', 1],
    ['v2Token', 2],
  ])(`sets the version that the account's summary tells: %s: ${PREFERENCES_PAGE}`, async (version, told) => {
    await aws.perform('iam:SetSecurityTokenServicePreferences', { GlobalEndpointTokenVersion: version });
    const { SummaryMap } = await aws.perform('iam:GetAccountSummary');
    expect(SummaryMap).toMatchObject({ GlobalEndpointTokenVersion: told });
  });
});
