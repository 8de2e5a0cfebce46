import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { CompactSign, exportJWK, type JWTPayload } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from '../../../src-shared/errors.ts';
import { type OpenIdConnectProviderDocument, PublicJwk } from '../../../src-shared/model/documents.ts';
import { checkWebIdentityToken } from '../../../src-main/authentication/web-identity.ts';

const NOW = new Date('2026-01-02T03:04:05Z');
const SECONDS = NOW.getTime() / 1000;
const ACCOUNT_ID = '123456789012';
const ISSUER = 'https://idp.example.com/tenant';
const PROVIDER_ARN = `arn:aws:iam::${ACCOUNT_ID}:oidc-provider/idp.example.com/tenant` as const;

const rsa = (bits = 2048) => generateKeyPairSync('rsa', { modulusLength: bits });
const CLAIMS = { iss: ISSUER, sub: 'lucy', aud: 'shop', iat: SECONDS - 10, exp: SECONDS + 300 };

let own: { publicKey: KeyObject; privateKey: KeyObject };
let curve: { publicKey: KeyObject; privateKey: KeyObject };
let provider: OpenIdConnectProviderDocument;

async function published(publicKey: KeyObject, kid: string): Promise<PublicJwk> {
  return PublicJwk.parse({ ...(await exportJWK(publicKey)), kid });
}

beforeAll(async () => {
  own = rsa();
  curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  provider = {
    type: 'openIdConnectProvider',
    arn: PROVIDER_ARN,
    accountId: ACCOUNT_ID,
    url: 'idp.example.com/tenant',
    clientIdList: ['shop', 'sts.amazonaws.com'],
    thumbprintList: [],
    createDate: '2026-01-01T00:00:00Z',
    tags: [],
    jwks: { keys: [await published(own.publicKey, 'rsa-1'), await published(curve.publicKey, 'ec-1')] },
    signingKeyId: null,
  };
});

interface Signing {
  readonly alg?: string;
  readonly kid?: string | null;
  readonly key?: KeyObject;
  readonly header?: Record<string, unknown>;
}

/** A token of the provider, as right or as wrong as is wanted. */
async function token(claims: JWTPayload | Record<string, unknown> = {}, signing: Signing = {}): Promise<string> {
  const { alg = 'RS256', kid = 'rsa-1', key = own.privateKey, header = {} } = signing;
  return new CompactSign(Buffer.from(JSON.stringify({ ...CLAIMS, ...claims })))
    .setProtectedHeader({ alg, ...(kid === null ? {} : { kid }), ...header })
    .sign(key);
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const check = (text: string, of: Partial<OpenIdConnectProviderDocument> = {}, now = NOW) =>
  checkWebIdentityToken(text, (url) => (url === provider.url ? { ...provider, ...of } : null), now);

async function refusal(text: string, of: Partial<OpenIdConnectProviderDocument> = {}, now = NOW) {
  const thrown: unknown = await check(text, of, now).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof AwsError)) throw new Error('The token was taken.', { cause: thrown });
  return { code: thrown.code, status: thrown.httpStatus, message: thrown.message };
}

const INVALID = { code: 'InvalidIdentityToken', status: 400 };

// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
describe('A token that is right says who comes', () => {
  it('names the provider, the subject and the client that the token is for', async () => {
    expect(await check(await token())).toMatchObject({
      principal: { kind: 'federated', provider: PROVIDER_ARN, providerAccountId: ACCOUNT_ID, subject: 'lucy' },
      subject: 'lucy',
      audience: 'shop',
    });
  });

  // "Tokens must be signed using either RSA keys (RS256, RS384, or RS512) or ECDSA keys (ES256, ES384, or ES512)":
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html (WebIdentityToken)
  it.each(['RS256', 'RS384', 'RS512'])('may be signed by %s', async (alg) => {
    expect((await check(await token({}, { alg }))).subject).toBe('lucy');
  });

  it('may be signed by ES256', async () => {
    const text = await token({}, { alg: 'ES256', kid: 'ec-1', key: curve.privateKey });
    expect((await check(text)).subject).toBe('lucy');
  });

  it('may leave out the key ID where one key alone can have signed', async () => {
    expect((await check(await token({}, { kid: null }))).subject).toBe('lucy');
  });

  it('may be used again until it expires, since AWS keeps no list of those that were', async () => {
    const text = await token();
    expect([(await check(text)).subject, (await check(text)).subject]).toEqual(['lucy', 'lucy']);
  });

  it('is good in the second before it expires', async () => {
    expect((await check(await token({ exp: SECONDS + 1 }))).subject).toBe('lucy');
  });

  it('gives its claims as texts and lists of texts, and leaves out what is neither', async () => {
    const text = await token({ email_verified: true, amr: ['mfa', 'pwd'], address: { city: 'x' }, mixed: ['a', {}] });
    expect((await check(text)).federation).toEqual({
      protocol: 'oidc',
      provider: PROVIDER_ARN,
      claims: {
        iss: ISSUER,
        sub: 'lucy',
        aud: 'shop',
        iat: String(SECONDS - 10),
        exp: String(SECONDS + 300),
        email_verified: 'true',
        amr: ['mfa', 'pwd'],
      },
    });
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif (aud, azp)
describe('A token is for one of the clients of the provider', () => {
  it.each([
    ['one of several audiences', { aud: ['other', 'sts.amazonaws.com'] }, 'sts.amazonaws.com'],
    ['the authorized party, where it names one', { aud: 'other', azp: 'shop' }, 'shop'],
  ])('%s', async (_what, claims, audience) => {
    expect((await check(await token(claims))).audience).toBe(audience);
  });

  it.each([
    ['another audience', { aud: 'other' }],
    ['an authorized party that is no client, though the audience is one', { aud: 'shop', azp: 'other' }],
    ['an authorized party that is no text', { aud: 'shop', azp: ['shop'] }],
    ['an empty list of audiences', { aud: [] }],
  ])('%s is refused', async (_what, claims) => {
    expect(await refusal(await token(claims))).toEqual({ ...INVALID, message: 'Incorrect token audience' });
  });
});

const NOT_A_JWT = 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)';
const NO_KEY =
  "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements";
const ALGORITHMS = 'The ID Token must be signed by one of RS256, RS384, RS512, ES256, ES384, ES512';

describe('Attacks on a token are refused', () => {
  it.each<[string, () => string | Promise<string>, string]>([
    ['no token at all', () => 'not-a-token', NOT_A_JWT],
    ['an unsigned token (alg: none)', () => `${part({ alg: 'none' })}.${part(CLAIMS)}.`, ALGORITHMS],
    ['alg: None, in another spelling', () => `${part({ alg: 'None' })}.${part(CLAIMS)}.`, ALGORITHMS],
    [
      'HS256 with the public key as the secret',
      () => {
        const input = `${part({ alg: 'HS256', kid: 'rsa-1' })}.${part(CLAIMS)}`;
        const pem = createPublicKey(own.privateKey).export({ type: 'spki', format: 'pem' });
        return `${input}.${createHmac('sha256', pem).update(input).digest('base64url')}`;
      },
      ALGORITHMS,
    ],
    ['PS256, which AWS does not take', () => token({}, { alg: 'PS256' }), ALGORITHMS],
    [
      'a stripped signature',
      async () => `${(await token()).split('.').slice(0, 2).join('.')}.`,
      'Token signature invalid',
    ],
    [
      'a changed claim',
      async () => {
        const [header, , signature] = (await token()).split('.');
        return `${header}.${part({ ...CLAIMS, sub: 'root' })}.${signature}`;
      },
      'Token signature invalid',
    ],
    ["somebody else's key", () => token({}, { key: rsa().privateKey }), 'Token signature invalid'],
    ['a key ID that the provider does not have', () => token({}, { kid: 'rsa-2' }), NO_KEY],
    ['a key ID of a key of another kind', () => token({}, { kid: 'ec-1' }), NO_KEY],
    [
      'a key that comes with the token itself',
      async () => {
        const { publicKey, privateKey } = rsa();
        return token({}, { kid: null, key: privateKey, header: { jwk: await exportJWK(publicKey) } });
      },
      'Token signature invalid',
    ],
    [
      'a critical header that nobody knows',
      async () => {
        const [, claims, signature] = (await token()).split('.');
        return `${part({ alg: 'RS256', kid: 'rsa-1', crit: ['exp'], exp: 1 })}.${claims}.${signature}`;
      },
      NOT_A_JWT,
    ],
    [
      'a token within another',
      async () => token({}, { header: { typ: 'JWT' } }).then((inner) => `${inner}.${inner}`),
      NOT_A_JWT,
    ],
    [
      'another issuer',
      () => token({ iss: 'https://evil.example.com' }),
      'No OpenIDConnect provider found in your account for https://evil.example.com',
    ],
    [
      'an issuer without https',
      () => token({ iss: 'idp.example.com/tenant' }),
      'No OpenIDConnect provider found in your account for idp.example.com/tenant',
    ],
    [
      'an issuer with a slash more',
      () => token({ iss: `${ISSUER}/` }),
      `No OpenIDConnect provider found in your account for ${ISSUER}/`,
    ],
    ['a token of tomorrow (nbf)', () => token({ nbf: SECONDS + 1 }), 'The ID Token is not valid yet'],
    ['a token issued tomorrow (iat)', () => token({ iat: SECONDS + 1 }), 'The ID Token was issued in the future'],
    ['an expiry that is no number', () => token({ exp: '2099-01-01' }), 'The claim exp of the ID Token is not valid'],
    ['a subject that is no text', () => token({ sub: 7 }), NOT_A_JWT],
  ])('%s', async (_what, make, message) => {
    expect(await refusal(await make())).toEqual({ ...INVALID, message });
  });

  it.each(['iss', 'sub', 'aud', 'exp', 'iat'])('a token without %s', async (name) => {
    const claims = Object.fromEntries(Object.entries(CLAIMS).filter(([claim]) => claim !== name));
    const text = await new CompactSign(Buffer.from(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'RS256', kid: 'rsa-1' })
      .sign(own.privateKey);
    expect(await refusal(text)).toEqual({ ...INVALID, message: `Missing a required claim: ${name}` });
  });

  it('an expired token, in the words that AWS has for it', async () => {
    expect(await refusal(await token({ exp: SECONDS }))).toEqual({
      code: 'ExpiredTokenException',
      status: 400,
      message: `Token expired: current date/time ${SECONDS} must be before the expiration date/time${SECONDS}`,
    });
  });

  it('a key of 1,024 bits, which proves little', async () => {
    const weak = rsa(1024);
    // jose makes no signature with such a key either, so this one is made by hand.
    const input = `${part({ alg: 'RS256', kid: 'weak' })}.${part(CLAIMS)}`;
    const text = `${input}.${sign('sha256', Buffer.from(input), weak.privateKey).toString('base64url')}`;
    const jwks = { keys: [await published(weak.publicKey, 'weak')] };
    expect(await refusal(text, { jwks })).toEqual({ ...INVALID, message: NO_KEY });
  });
});

describe('A provider that is not on this machine cannot be asked', () => {
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html (IDPCommunicationError)
  it('without its keys in the model no token of it can be checked', async () => {
    expect(await refusal(await token(), { jwks: null })).toEqual({
      code: 'IDPCommunicationError',
      status: 400,
      message:
        'The keys of idp.example.com/tenant are not in the model. Paste its JSON Web Key Set: Gatehouse fetches nothing.',
    });
  });

  it('nor can one of a provider that AWS has built in', async () => {
    const text = await token({ iss: 'https://accounts.google.com' });
    expect((await refusal(text)).code).toBe('IDPCommunicationError');
  });
});

const TAGS = 'https://aws.amazon.com/tags';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp
describe('A token can set session tags and a source identity', () => {
  it.each([
    [
      'nested, with lists of one',
      {
        [TAGS]: {
          principal_tags: { Project: ['Automation'], CostCenter: ['987654'] },
          transitive_tag_keys: ['Project'],
        },
      },
    ],
    [
      'nested, with texts',
      { [TAGS]: { principal_tags: { Project: 'Automation', CostCenter: '987654' }, transitive_tag_keys: 'Project' } },
    ],
    [
      'flat',
      {
        [`${TAGS}/principal_tags/Project`]: 'Automation',
        [`${TAGS}/principal_tags/CostCenter`]: '987654',
        [`${TAGS}/transitive_tag_keys`]: ['Project'],
      },
    ],
  ])('tags come %s', async (_what, claims) => {
    expect((await check(await token(claims))).asserted).toMatchObject({
      tags: [
        { Key: 'Project', Value: 'Automation' },
        { Key: 'CostCenter', Value: '987654' },
      ],
      transitiveTagKeys: ['Project'],
    });
  });

  it.each([
    ['a list', { [TAGS]: [{ principal_tags: {} }] }],
    ['a tag with two values', { [TAGS]: { principal_tags: { Project: ['a', 'b'] } } }],
    ['a tag without a value', { [TAGS]: { principal_tags: { Project: [] } } }],
    ['a tag that is a number', { [TAGS]: { principal_tags: { Project: 7 } } }],
    ['transitive keys that are no texts', { [TAGS]: { transitive_tag_keys: [7] } }],
  ])('%s is refused', async (_what, claims) => {
    const message = 'The session tags of the ID Token are not in the form that AWS takes';
    expect(await refusal(await token(claims))).toEqual({ ...INVALID, message });
  });

  it('the source identity has a claim of its own', async () => {
    const text = await token({ 'https://aws.amazon.com/source_identity': 'lucy@example.com' });
    expect((await check(text)).asserted.sourceIdentity).toBe('lucy@example.com');
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html#troubleshoot_saml_invalid-sourceidentity
  it.each(['l', 'lucy smith', 'aws:lucy', 'x'.repeat(65)])('the source identity %j is refused', async (identity) => {
    const message = 'Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"';
    const text = await token({ 'https://aws.amazon.com/source_identity': identity });
    expect(await refusal(text)).toEqual({ ...INVALID, message });
  });
});
