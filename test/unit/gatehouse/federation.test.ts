import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startLab, type TestLab } from '../../fixtures/lab.ts';

const ACCOUNT = '123456789012';
const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/federated` as const;

const trust = (provider: string, action: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Federated: provider }, Action: action }],
  });

const TOKEN = { subject: 'lucy', audience: 'shop' };
const ASSERTION = { subject: 'lucy', roleArns: [ROLE_ARN], sessionName: 'lucy' };

/** Who am I, asked with a session that main holds. */
const whoAmI = (sessionId: string) => ({
  signer: { kind: 'session' as const, sessionId },
  draft: { kind: 'action' as const, action: 'sts:GetCallerIdentity', region: 'us-east-1', parameters: {} },
});

describe('A local identity provider', () => {
  let lab: TestLab;

  beforeEach(async () => {
    lab = await startLab();
    await lab.client.call('credentialStore.useMemory', {});
    await lab.client.call('workspace.openSample', {});
  });
  afterEach(() => lab.close());

  const makeOidc = async () =>
    (
      await lab.client.call('identityProvider.createLocal', {
        protocol: 'oidc',
        url: 'https://idp.example.com',
        clientIds: ['shop'],
      })
    ).arn;
  const makeSaml = async () =>
    (await lab.client.call('identityProvider.createLocal', { protocol: 'saml', name: 'corp' })).arn;
  const makeRole = (provider: string, action: string) =>
    lab.perform('iam:CreateRole', { RoleName: 'federated', AssumeRolePolicyDocument: trust(provider, action) });

  test('for OIDC mints a token, by which a role is assumed, whose session then signs', async () => {
    const providerArn = await makeOidc();
    await makeRole(providerArn, 'sts:AssumeRoleWithWebIdentity');
    const { record, session: held } = await lab.client.call('identityProvider.assumeRole', {
      protocol: 'oidc',
      providerArn,
      form: TOKEN,
      roleArn: ROLE_ARN,
      roleSessionName: 'monday',
    });
    expect(record).toMatchObject({ verdict: 'Allowed', action: 'sts:AssumeRoleWithWebIdentity' });
    expect(held?.principalArn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/federated/monday`);
    const asked = await lab.client.call('composer.send', whoAmI(held?.sessionId ?? ''));
    expect(asked.response.body).toContain(`arn:aws:sts::${ACCOUNT}:assumed-role/federated/monday`);
  });

  test('for SAML mints an assertion, by which a role is assumed', async () => {
    const providerArn = await makeSaml();
    await makeRole(providerArn, 'sts:AssumeRoleWithSAML');
    const { record, session: held } = await lab.client.call('identityProvider.assumeRole', {
      protocol: 'saml',
      providerArn,
      form: ASSERTION,
      roleArn: ROLE_ARN,
    });
    expect(record).toMatchObject({ verdict: 'Allowed', action: 'sts:AssumeRoleWithSAML' });
    expect(held?.label).toBe('federated/lucy');
  });

  test('gives what it mints to the person, whole', async () => {
    const minted = await lab.client.call('identityProvider.mintToken', { providerArn: await makeOidc(), form: TOKEN });
    expect(minted.token.split('.')).toHaveLength(3);
    expect(JSON.parse(minted.claims)).toMatchObject({ iss: 'https://idp.example.com', sub: 'lucy', aud: 'shop' });
    const signed = await lab.client.call('identityProvider.mintAssertion', {
      providerArn: await makeSaml(),
      form: ASSERTION,
    });
    expect(Buffer.from(signed.assertion, 'base64').toString()).toBe(signed.xml);
  });

  test('can say what is wrong, so that a refusal can be tried as well', async () => {
    const providerArn = await makeOidc();
    await makeRole(providerArn, 'sts:AssumeRoleWithWebIdentity');
    const { record, session: held } = await lab.client.call('identityProvider.assumeRole', {
      protocol: 'oidc',
      providerArn,
      form: { ...TOKEN, claims: { aud: 'other' } },
      roleArn: ROLE_ARN,
      roleSessionName: 'monday',
    });
    expect(held).toBeNull();
    expect(record).toMatchObject({
      verdict: 'NotAuthenticated',
      response: { errorCode: 'InvalidIdentityToken', errorMessage: 'Incorrect token audience' },
    });
    expect(record.steps.map(({ status }) => status).slice(0, 3)).toEqual(['passed', 'closed', 'notReached']);
  });

  test('is made in one change, which is undone and done again with its key', async () => {
    const providerArn = await makeOidc();
    expect((await lab.client.call('history.undo', {})).redo).toBe(
      'Create local OpenID Connect provider https://idp.example.com',
    );
    expect(await lab.client.call('model.get', { key: providerArn })).toBeNull();
    await lab.client.call('history.redo', {});
    const minted = await lab.client.call('identityProvider.mintToken', { providerArn, form: TOKEN });
    expect(minted.token).not.toBe('');
  });

  test('keeps its private key out of the model and of the export', async () => {
    const [oidc, saml] = [await makeOidc(), await makeSaml()];
    const documents = [
      await lab.client.call('model.get', { key: oidc }),
      await lab.client.call('model.get', { key: saml }),
    ];
    const { text } = await lab.client.call('workspace.export', {});
    for (const kept of [JSON.stringify(documents), text]) {
      expect(kept).toContain('idp.example.com');
      expect(kept).not.toMatch(/PRIVATE KEY|"d":/);
    }
  });

  test('leaves neither token nor assertion in the timeline', async () => {
    const providerArn = await makeOidc();
    await makeRole(providerArn, 'sts:AssumeRoleWithWebIdentity');
    const { record } = await lab.client.call('identityProvider.assumeRole', {
      protocol: 'oidc',
      providerArn,
      form: TOKEN,
      roleArn: ROLE_ARN,
      roleSessionName: 'monday',
    });
    expect(record.request.body).toContain('WebIdentityToken=***');
    expect(JSON.stringify(await lab.client.call('timeline.get', { id: record.id }))).not.toContain('eyJ');
  });

  test('is there once', async () => {
    await makeSaml();
    await expect(makeSaml()).rejects.toMatchObject({ code: 'EntityAlreadyExists' });
  });

  test('can be neither a provider from elsewhere nor one that is not there', async () => {
    const { OpenIDConnectProviderArn } = await lab.perform('iam:CreateOpenIDConnectProvider', {
      Url: 'https://elsewhere.example.com',
    });
    const mint = (providerArn: string) => lab.client.call('identityProvider.mintToken', { providerArn, form: TOKEN });
    await expect(mint(OpenIDConnectProviderArn)).rejects.toMatchObject({ code: 'NotALocalProvider' });
    await expect(mint(`arn:aws:iam::${ACCOUNT}:oidc-provider/none`)).rejects.toMatchObject({
      code: 'ProviderNotFound',
    });
  });

  test('that is elsewhere is known by the keys that a person pastes', async () => {
    const local = await lab.client.call('model.get', { key: await makeOidc() });
    const keys = local?.type === 'openIdConnectProvider' ? local.jwks : null;
    const { OpenIDConnectProviderArn: providerArn } = await lab.perform('iam:CreateOpenIDConnectProvider', {
      Url: 'https://elsewhere.example.com',
    });
    const paste = (jwks: string) => lab.client.call('identityProvider.setKeys', { providerArn, jwks });
    expect(await paste(JSON.stringify(keys))).toEqual({ keyCount: 1 });
    expect(await lab.client.call('model.get', { key: providerArn })).toMatchObject({ jwks: keys });
    expect(await paste('')).toEqual({ keyCount: 0 });
    expect(await lab.client.call('model.get', { key: providerArn })).toMatchObject({ jwks: null });
  });
});
