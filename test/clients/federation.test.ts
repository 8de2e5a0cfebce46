import { CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import {
  AssumeRoleWithSAMLCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
  type AssumeRoleWithSAMLCommandInput,
  type AssumeRoleWithWebIdentityCommandInput,
  type Credentials,
} from '@aws-sdk/client-sts';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AssertionForm, TokenForm } from '../../src-shared/contract/identity-provider.ts';
import type { ModelDocument } from '../../src-shared/model/documents.ts';
import { accountDocument } from '../../src-main/account/new-account.ts';
import { mintToken, newOidcSigningKey, type OidcSigningKey } from '../../src-main/identity-provider/oidc-provider.ts';
import { mintAssertion } from '../../src-main/identity-provider/saml-assertion.ts';
import { type LocalSamlProvider, newLocalSamlProvider } from '../../src-main/identity-provider/saml-provider.ts';
import { systemRandom } from '../../src-main/random.ts';
import { ACCOUNT_ID, iamArn, role } from '../fixtures/account-documents.ts';
import { guardWorkspace, type GuardedWorkspace } from '../fixtures/guarded-workspace.ts';
import { GateHandler } from './gate-handler.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const CREATED = '2026-02-28T12:00:00Z';
const OIDC = iamArn('oidc-provider/idp.example.com');
const SAML = iamArn('saml-provider/corp');
const ENTITY_ID = 'https://corp.idp.example/saml';
const DEVELOPER = iamArn('role/developer');
const STAFF = iamArn('role/staff');

const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const trust = (provider: string, Action: string[], Condition: object) =>
  policy({ Effect: 'Allow', Principal: { Federated: provider }, Action, Condition });

let oidcKey: OidcSigningKey;
let saml: LocalSamlProvider;
let guarded: GuardedWorkspace;
let handler: GateHandler;

beforeAll(async () => {
  oidcKey = await newOidcSigningKey();
  saml = await newLocalSamlProvider(ENTITY_ID, { now: new Date(CREATED), random: systemRandom });
});

const documents = (): ModelDocument[] => [
  accountDocument({ accountId: ACCOUNT_ID, name: 'shop', rootEmail: null }, () => NOW),
  {
    type: 'openIdConnectProvider',
    arn: OIDC,
    accountId: ACCOUNT_ID,
    url: 'idp.example.com',
    clientIdList: ['shop', 'app'],
    thumbprintList: [],
    createDate: CREATED,
    tags: [],
    jwks: { keys: [...oidcKey.jwks.keys] },
    signingKeyId: oidcKey.keyId,
  },
  {
    type: 'samlProvider',
    arn: SAML,
    accountId: ACCOUNT_ID,
    name: 'corp',
    samlMetadataDocument: saml.metadata,
    samlProviderUuid: 'SAMLSPABCDEFGHIJKLMNOP',
    createDate: CREATED,
    validUntil: '2126-01-01T00:00:00Z',
    tags: [],
    signingKeyId: saml.keyId,
  },
  role('developer', {
    assumeRolePolicyDocument: trust(
      OIDC,
      ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession', 'sts:SetSourceIdentity'],
      {
        StringEquals: { 'idp.example.com:aud': 'shop' },
        StringLike: { 'idp.example.com:sub': 'repo:shop/*' },
      },
    ),
    inlinePolicies: {
      Tagged: policy({
        Effect: 'Allow',
        Action: 's3:ListAllMyBuckets',
        Resource: '*',
        Condition: { StringEquals: { 'aws:PrincipalTag/team': 'shop', 'aws:FederatedProvider': OIDC } },
      }),
    },
  }),
  role('staff', {
    assumeRolePolicyDocument: trust(SAML, ['sts:AssumeRoleWithSAML', 'sts:TagSession'], {
      StringEquals: { 'saml:aud': 'https://signin.aws.amazon.com/saml', 'saml:sub_type': 'persistent' },
      'ForAnyValue:StringEquals': { 'saml:edupersonaffiliation': 'staff' },
    }),
    inlinePolicies: { Read: policy({ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }) },
    maxSessionDuration: 7200,
  }),
];

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  guarded = await guardWorkspace(documents());
  handler = new GateHandler(guarded.gate);
});
afterEach(async () => {
  vi.useRealTimers();
  await guarded.workspace.close();
});

const options = { region: 'us-east-1', maxAttempts: 1 };
/** A client without credentials of any kind. */
const sts = () => new STSClient({ ...options, requestHandler: handler });
const signedWith = (given: Credentials | undefined) => ({
  ...options,
  requestHandler: handler,
  credentials: {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  },
});

const token = async (form: Partial<TokenForm> = {}): Promise<string> => {
  const whole: TokenForm = {
    subject: 'repo:shop/catalogue',
    audience: 'shop',
    amr: [],
    tags: [],
    transitiveTagKeys: [],
    sourceIdentity: null,
    lifetimeSeconds: 300,
    claims: {},
    ...form,
  };
  const by = { url: 'idp.example.com', keyId: oidcKey.keyId, privateKey: oidcKey.privateKey };
  return (await mintToken(whole, by, { now: new Date(), random: systemRandom })).token;
};

const withToken = async (form: Partial<TokenForm> = {}, input: Partial<AssumeRoleWithWebIdentityCommandInput> = {}) =>
  sts().send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: DEVELOPER,
      RoleSessionName: 'build-7',
      WebIdentityToken: await token(form),
      ...input,
    }),
  );

const assertion = (form: Partial<AssertionForm> = {}): string => {
  const whole: AssertionForm = {
    subject: 'lucy',
    subjectFormat: 'persistent',
    roleArns: [STAFF],
    sessionName: 'lucy@example.com',
    sessionDuration: null,
    tags: [],
    transitiveTagKeys: [],
    sourceIdentity: null,
    lifetimeSeconds: 300,
    attributes: { 'urn:oid:1.3.6.1.4.1.5923.1.1.1.1': ['member', 'staff'] },
    ...form,
  };
  const by = { arn: SAML, entityId: ENTITY_ID, privateKey: saml.privateKey };
  return mintAssertion(whole, by, { now: new Date(), random: systemRandom }).assertion;
};

const withAssertion = (form: Partial<AssertionForm> = {}, input: Partial<AssumeRoleWithSAMLCommandInput> = {}) =>
  sts().send(
    new AssumeRoleWithSAMLCommand({ RoleArn: STAFF, PrincipalArn: SAML, SAMLAssertion: assertion(form), ...input }),
  );

// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
describe("AWS's client, without credentials, assumes a role with a token", () => {
  it('and is answered who it is for', async () => {
    const answer = await withToken();
    expect(answer).toMatchObject({
      SubjectFromWebIdentityToken: 'repo:shop/catalogue',
      Audience: 'shop',
      Provider: OIDC,
      AssumedRoleUser: {
        AssumedRoleId: 'AROADEVELOPER:build-7',
        Arn: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/developer/build-7`,
      },
    });
    expect(answer.Credentials?.Expiration).toEqual(new Date('2026-03-01T13:00:00Z'));
  });

  it('and its session is the role, with the tags and the provider that the token spoke of', async () => {
    const { Credentials } = await withToken({ tags: [{ Key: 'team', Value: 'shop' }] });
    const identity = await new STSClient(signedWith(Credentials)).send(new GetCallerIdentityCommand());
    expect(identity.Arn).toBe(`arn:aws:sts::${ACCOUNT_ID}:assumed-role/developer/build-7`);
    await expect(new S3Client(signedWith(Credentials)).send(new ListBucketsCommand())).resolves.toMatchObject({
      Buckets: [],
    });
    const untagged = await withToken();
    await expect(new S3Client(signedWith(untagged.Credentials)).send(new ListBucketsCommand())).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it('and its source identity stays with the session', async () => {
    expect((await withToken({ sourceIdentity: 'lucy' })).SourceIdentity).toBe('lucy');
  });

  it.each<[string, () => Promise<unknown>, string, string]>([
    [
      'a subject that the trust policy does not take',
      () => withToken({ subject: 'repo:evil/x' }),
      'AccessDenied',
      'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    ],
    [
      'a client of the provider that it does not take',
      () => withToken({ audience: 'app' }),
      'AccessDenied',
      'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    ],
    [
      'a role that trusts another provider',
      () => withToken({}, { RoleArn: STAFF }),
      'AccessDenied',
      'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    ],
    [
      'a role that is not there',
      () => withToken({}, { RoleArn: iamArn('role/none') }),
      'AccessDenied',
      'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    ],
    [
      'a client that the provider does not have',
      () => withToken({ audience: 'other' }),
      'InvalidIdentityToken',
      'Incorrect token audience',
    ],
    [
      'another provider',
      () => withToken({ claims: { iss: 'https://evil.example.com' } }),
      'InvalidIdentityToken',
      'No OpenIDConnect provider found in your account for https://evil.example.com',
    ],
    [
      'a longer session than the role has',
      () => withToken({}, { DurationSeconds: 7200 }),
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    ],
    [
      'an access token of Facebook, which nobody here can ask about',
      () => withToken({}, { ProviderId: 'graph.facebook.com' }),
      'IDPCommunicationError',
      'graph.facebook.com cannot be asked about the token: Gatehouse reaches nobody.',
    ],
  ])('but not with %s', async (_what, send, name, message) => {
    const refused: unknown = await send().then(
      () => null,
      (error: unknown) => error,
    );
    const { name: seen, message: said } = refused instanceof Error ? refused : { name: null, message: null };
    expect([seen?.replace(/Exception$/, ''), said]).toEqual([name, message]);
  });

  it('but not with one that has expired', async () => {
    const expired = await token({ lifetimeSeconds: 60 });
    vi.setSystemTime(NOW.getTime() + 60_000);
    const send = withToken({}, { WebIdentityToken: expired });
    await expect(send).rejects.toMatchObject({ name: 'ExpiredTokenException' });
  });

  it('and neither the token nor the credentials stay in the timeline', async () => {
    const text = await token();
    const { Credentials } = await withToken({}, { WebIdentityToken: text });
    const kept = JSON.stringify(handler.records);
    expect(kept).toContain('AssumeRoleWithWebIdentity');
    for (const secret of [text, Credentials?.SecretAccessKey, Credentials?.SessionToken]) {
      expect(kept).not.toContain(secret);
    }
  });

  it('and the timeline tells who it was, how it stood, and the trust policy that let it in', async () => {
    await withToken();
    expect(handler.records.at(-1)).toMatchObject({
      verdict: 'Allowed',
      action: 'sts:AssumeRoleWithWebIdentity',
      resource: DEVELOPER,
    });
    expect(handler.records.at(-1)?.principal.label).toContain('repo:shop/catalogue');
  });
});

// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html
describe("AWS's client, without credentials, assumes a role with an assertion", () => {
  it('and is answered who it is for', async () => {
    const answer = await withAssertion();
    expect(answer).toMatchObject({
      Subject: 'lucy',
      SubjectType: 'persistent',
      Issuer: ENTITY_ID,
      Audience: 'https://signin.aws.amazon.com/saml',
      AssumedRoleUser: { Arn: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/staff/lucy@example.com` },
    });
    expect(answer.NameQualifier).toMatch(/^[A-Za-z0-9+/]{27}=$/);
    await expect(new S3Client(signedWith(answer.Credentials)).send(new ListBucketsCommand())).resolves.toBeDefined();
    await expect(
      new IAMClient(signedWith(answer.Credentials)).send(new CreateUserCommand({ UserName: 'eve' })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('for as long as it asks, and no longer than the provider says', async () => {
    const asked = await withAssertion({}, { DurationSeconds: 7200 });
    expect(asked.Credentials?.Expiration).toEqual(new Date('2026-03-01T14:00:00Z'));
  });

  it.each<[string, () => Promise<unknown>, string, string]>([
    [
      'an affiliation that the trust policy does not take',
      () => withAssertion({ attributes: {} }),
      'AccessDenied',
      'Not authorized to perform sts:AssumeRoleWithSAML',
    ],
    [
      'a role that it does not offer',
      () => withAssertion({ roleArns: [DEVELOPER] }),
      'AccessDenied',
      'Not authorized to perform sts:AssumeRoleWithSAML',
    ],
    [
      'a source identity where the trust policy has no sts:SetSourceIdentity',
      () => withAssertion({ sourceIdentity: 'lucy' }),
      'AccessDenied',
      'Not authorized to perform sts:SetSourceIdentity',
    ],
    [
      'a provider that is not there',
      () => withAssertion({}, { PrincipalArn: iamArn('saml-provider/none') }),
      'InvalidIdentityToken',
      "Specified provider doesn't exist",
    ],
    [
      'a text that is none',
      () => withAssertion({}, { SAMLAssertion: 'hello' }),
      'InvalidIdentityToken',
      'Invalid base64 SAMLResponse',
    ],
    [
      'tags of which two differ by case alone',
      () =>
        withAssertion({
          tags: [
            { Key: 'a', Value: '1' },
            { Key: 'A', Value: '2' },
          ],
        }),
      'InvalidParameterValue',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    ],
  ])('but not with %s', async (_what, send, name, message) => {
    const refused: unknown = await send().then(
      () => null,
      (error: unknown) => error,
    );
    const { name: seen, message: said } = refused instanceof Error ? refused : { name: null, message: null };
    expect([seen?.replace(/Exception$/, ''), said]).toEqual([name, message]);
  });

  it('and the assertion does not stay in the timeline', async () => {
    const encoded = assertion();
    await withAssertion({}, { SAMLAssertion: encoded });
    expect(JSON.stringify(handler.records)).not.toContain(encoded.slice(0, 60));
  });
});
