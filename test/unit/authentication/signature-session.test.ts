import { describe, expect, it } from 'vitest';
import { createModel } from '../../../src-main/account/in-memory-model.ts';
import { authenticate, type AuthenticationOutcome } from '../../../src-main/authentication/authenticate.ts';
import type { SessionCredentials } from '../../../src-main/authentication/session-token.ts';
import { presignRequest, signRequest } from '../../../src-main/authentication/signature-v4/sign.ts';
import { rememberSigningKeys } from '../../../src-main/authentication/signature-v4/signing-keys.ts';
import type { WireRequest } from '../../../src-main/request/wire-request.ts';
import {
  ACCESS_KEY_ID,
  account,
  listUsers,
  reader,
  lucy,
  NOW,
  putObject,
  SECRET,
  SESSION,
  SESSION_TOKENS,
} from './fixtures.ts';

const REGION = 'us-east-1';

/** Session credentials as a client has them. */
function credentialsOf(session: SessionCredentials) {
  const { accessKeyId, secretAccessKey } = session;
  return { accessKeyId, secretAccessKey, sessionToken: SESSION_TOKENS.seal(session) };
}
const CREDENTIALS = credentialsOf(SESSION);

const scope = (service: string) => ({ service, region: REGION });
const until = (at: Date) => credentialsOf({ ...SESSION, expiresAt: at.toISOString() });

function ask(request: WireRequest, service: string): Promise<AuthenticationOutcome> {
  return authenticate(
    request,
    { service, region: REGION },
    {
      model: createModel([account, lucy, reader]),
      secretAccessKey: async () => SECRET,
      openSessionToken: SESSION_TOKENS.open,
      signingKeys: rememberSigningKeys(),
      now: NOW,
    },
  );
}

const codeOf = (outcome: AuthenticationOutcome): string => (outcome.ok ? 'accepted' : outcome.error.code);

describe('a request that is signed with temporary credentials', () => {
  const unsignedToken = { signSessionToken: false };

  it.each([
    ['in its headers', 'iam', signRequest(listUsers, CREDENTIALS, scope('iam'), NOW)],
    ['in its headers, to Amazon S3', 's3', signRequest(putObject, CREDENTIALS, scope('s3'), NOW)],
    ['in its query string', 'iam', presignRequest(listUsers, CREDENTIALS, scope('iam'), NOW, 60)],
    ['in its query string, to Amazon S3', 's3', presignRequest(putObject, CREDENTIALS, scope('s3'), NOW, 60)],
    [
      'in its headers, the token added after',
      'iam',
      signRequest(listUsers, CREDENTIALS, scope('iam'), NOW, unsignedToken),
    ],
    // https://docs.aws.amazon.com/iot/latest/developerguide/iam-users-groups-roles.html
    [
      'in its query string, the token added after, as AWS IoT wants it',
      'iotdevicegateway',
      presignRequest({ ...listUsers, method: 'GET', target: '/mqtt' }, CREDENTIALS, scope('iotdevicegateway'), NOW, 60),
    ],
  ])('comes from the principal of the session: %s', async (_, service, { request }) => {
    const outcome = await ask(request, service);
    expect(outcome.facts.filter(({ ok }) => ok === false)).toEqual([]);
    expect(outcome).toMatchObject({
      ok: true,
      accessKeyId: SESSION.accessKeyId,
      principal: SESSION.principal,
      session: { issuedBy: 'AssumeRole', issuedAt: NOW.toISOString() },
    });
  });

  it.each([
    [
      'iam',
      presignRequest(listUsers, CREDENTIALS, scope('iam'), NOW, 60, { signSessionToken: false }),
      'SignatureDoesNotMatch',
    ],
    [
      'iotdevicegateway',
      presignRequest(listUsers, CREDENTIALS, scope('iotdevicegateway'), NOW, 60, { signSessionToken: true }),
      'InvalidSignatureException',
    ],
    ['s3', signRequest(putObject, CREDENTIALS, scope('s3'), NOW, { signSessionToken: false }), 'AccessDenied'],
  ])('is refused by %s when its token was signed, or not, against the rule', async (service, { request }, code) => {
    expect(codeOf(await ask(request, service))).toBe(code);
  });

  it('is good to the last moment of the session and no longer', async () => {
    const ended = signRequest(listUsers, until(NOW), scope('iam'), NOW).request;
    const lasting = signRequest(listUsers, until(new Date(NOW.getTime() + 1)), scope('iam'), NOW).request;
    expect(codeOf(await ask(lasting, 'iam'))).toBe('accepted');
    expect(codeOf(await ask(ended, 'iam'))).toBe('ExpiredToken');
  });

  it('is refused when the token belongs to other credentials', async () => {
    const other = { ...CREDENTIALS, accessKeyId: ACCESS_KEY_ID, secretAccessKey: SECRET };
    expect(codeOf(await ask(signRequest(listUsers, other, scope('iam'), NOW).request, 'iam'))).toBe(
      'InvalidClientTokenId',
    );
  });

  it('is refused when it carries no token', async () => {
    const { accessKeyId, secretAccessKey } = SESSION;
    const { request } = signRequest(listUsers, { accessKeyId, secretAccessKey }, scope('iam'), NOW);
    expect(codeOf(await ask(request, 'iam'))).toBe('InvalidClientTokenId');
  });

  it.each(['iam', 's3', 'dynamodb'])(
    'shows nothing of its secret key or its token, accepted or refused: %s',
    async (service) => {
      const unsigned = service === 's3' ? putObject : listUsers;
      const wrong = { ...CREDENTIALS, secretAccessKey: 'another' };
      const requests = [CREDENTIALS, wrong].flatMap((credentials) => [
        signRequest(unsigned, credentials, scope(service), NOW).request,
        presignRequest(unsigned, credentials, scope(service), NOW, 60).request,
      ]);
      for (const request of requests) {
        const outcome = await ask(request, service);
        const told = JSON.stringify([outcome, outcome.ok ? '' : [outcome.error.message, outcome.error.details]]);
        expect(told).not.toContain(SESSION.secretAccessKey);
        expect(told).not.toContain(CREDENTIALS.sessionToken);
        expect(told).not.toContain(encodeURIComponent(CREDENTIALS.sessionToken));
        const bytes = Buffer.from(CREDENTIALS.sessionToken.slice(0, 40))
          .toString('hex')
          .replace(/..(?=.)/g, '$& ');
        expect(told).not.toContain(bytes);
      }
    },
  );
});
