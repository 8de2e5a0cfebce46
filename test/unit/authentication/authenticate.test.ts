import { describe, expect, it } from 'vitest';
import { createModel } from '../../../src-main/account/in-memory-model.ts';
import { authenticate, type AuthenticationOutcome } from '../../../src-main/authentication/authenticate.ts';
import { presignRequest, signRequest } from '../../../src-main/authentication/signature-v4/sign.ts';
import type { WireRequest } from '../../../src-main/request/wire-request.ts';
import type { UserDocument } from '../../../src-shared/model/documents.ts';
import { ACCESS_KEY_ID, account, listUsers, lucy, NO_SESSIONS, NOW, putObject, SECRET } from './fixtures.ts';

const CREDENTIALS = { accessKeyId: ACCESS_KEY_ID, secretAccessKey: SECRET };
const IAM = { service: 'iam', region: 'us-east-1' };
const S3 = { service: 's3', region: 'us-east-1' };
const DYNAMODB = { service: 'dynamodb', region: 'us-east-1' };

const minutes = (count: number): Date => new Date(NOW.getTime() + count * 60_000);

function ask(
  request: WireRequest,
  expected: { service: string; region?: string },
  { user = lucy, secret = SECRET }: { user?: UserDocument; secret?: string | null } = {},
): Promise<AuthenticationOutcome> {
  const model = createModel([account, user]);
  return authenticate(request, expected, { model, secretAccessKey: async () => secret, ...NO_SESSIONS, now: NOW });
}

/** Whether an IAM call that was signed at `date` is taken now. */
async function acceptedWhenSigned(date: Date): Promise<boolean> {
  return (await ask(signRequest(listUsers, CREDENTIALS, IAM, date).request, IAM)).ok;
}

/** The code, status and message of a refusal. */
function refusal(outcome: AuthenticationOutcome): { code: string; status: number; message: string } {
  if (outcome.ok) throw new Error('Accepted.');
  return { code: outcome.error.code, status: outcome.error.httpStatus, message: outcome.error.message };
}

function withHeader(request: WireRequest, name: string, value: string): WireRequest {
  const others = request.headers.filter(([key]) => key.toLowerCase() !== name.toLowerCase());
  return { ...request, headers: [...others, [name, value]] };
}

function without(request: WireRequest, name: string): WireRequest {
  return { ...request, headers: request.headers.filter(([key]) => key.toLowerCase() !== name.toLowerCase()) };
}

/** Changes the Authorization header of a signed request. */
function reauthorize(request: WireRequest, change: (value: string) => string): WireRequest {
  return {
    ...request,
    headers: request.headers.map(([name, value]) => [name, name === 'Authorization' ? change(value) : value]),
  };
}

const signedIam = signRequest(listUsers, CREDENTIALS, IAM, NOW).request;
const signedS3 = signRequest(putObject, CREDENTIALS, S3, NOW).request;
const presignedS3 = presignRequest(putObject, CREDENTIALS, S3, NOW, 3600).request;

describe('a request whose signature is right', () => {
  it.each([
    ['an IAM call', signedIam, IAM],
    ['an IAM call in the query string', presignRequest(listUsers, CREDENTIALS, IAM, NOW, 60).request, IAM],
    ['an S3 call', signedS3, S3],
    ['a presigned S3 URL', presignedS3, S3],
    [
      'an S3 call whose payload is not signed',
      signRequest(putObject, CREDENTIALS, S3, NOW, { unsignedPayload: true }).request,
      S3,
    ],
    ['a DynamoDB call', signRequest(listUsers, CREDENTIALS, DYNAMODB, NOW).request, DYNAMODB],
  ])('comes from the owner of the key: %s', async (_, request, expected) => {
    const outcome = await ask(request, expected);
    expect(outcome).toMatchObject({
      ok: true,
      accessKeyId: ACCESS_KEY_ID,
      principal: { kind: 'user', arn: lucy.arn, userId: lucy.userId },
    });
    expect(outcome.facts.filter(({ ok }) => ok === false)).toEqual([]);
  });

  it('may be signed in lower-case header names, and with its Host header kept apart', async () => {
    const lower = {
      ...signedIam,
      headers: signedIam.headers.map(([name, value]): [string, string] => [name.toLowerCase(), value]),
    };
    expect((await ask(without(lower, 'host'), IAM)).ok).toBe(true);
  });

  it('says what was checked, in order', async () => {
    const { facts } = await ask(signedIam, IAM);
    expect(facts.map(({ label }) => label)).toEqual([
      'Signature',
      'Signed headers',
      'Date',
      'Credential scope',
      'Access key',
      'Access key status',
      'Signature',
      'Payload',
      'Principal',
    ]);
  });

  it('is good for 15 minutes and no longer, on both sides', async () => {
    expect(await acceptedWhenSigned(minutes(-15))).toBe(true);
    expect(await acceptedWhenSigned(new Date(minutes(-15).getTime() - 1000))).toBe(false);
    expect(await acceptedWhenSigned(minutes(15))).toBe(true);
    expect(await acceptedWhenSigned(new Date(minutes(15).getTime() + 1000))).toBe(false);
  });
});

describe('a request that is not signed', () => {
  it('is anonymous for Amazon S3', async () => {
    expect(await ask(putObject, S3)).toMatchObject({ ok: true, principal: { kind: 'anonymous' }, accessKeyId: null });
  });

  it.each([
    [IAM, 'MissingAuthenticationToken', 403],
    [{ service: 'sts' }, 'MissingAuthenticationToken', 403],
    [DYNAMODB, 'MissingAuthenticationTokenException', 400],
    [{ service: 'lambda' }, 'MissingAuthenticationTokenException', 403],
  ])('is refused by others: %j', async (expected, code, status) => {
    const message = 'Request is missing Authentication Token';
    expect(refusal(await ask(listUsers, expected))).toEqual({ code, status, message });
  });
});

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and ' +
  'signing method. Consult the service documentation for details.';

interface Fault {
  name: string;
  request: WireRequest;
  code: string;
  status: number;
  message: string;
  user?: UserDocument;
  secret?: string | null;
}

const INACTIVE: UserDocument = { ...lucy, accessKeys: lucy.accessKeys.map((key) => ({ ...key, status: 'Inactive' })) };
const KEYLESS: UserDocument = { ...lucy, accessKeys: [] };
const authorization = signedIam.headers.find(([name]) => name === 'Authorization')?.[1] ?? '';

/** In the order in which AWS looks: ../shared/conformance/aws-errors.md, "Evaluation order for IAM/STS". */
const IAM_FAULTS: Fault[] = [
  {
    name: 'an escape in the query string that is none',
    request: { ...signedIam, target: '/?a=%zz' },
    code: 'MalformedQueryString',
    status: 404,
    message: 'Illegal hex character in escape % pattern: %zz',
  },
  {
    name: 'signed in the header and in the query string',
    request: { ...signedIam, target: '/?X-Amz-Algorithm=AWS4-HMAC-SHA256' },
    code: 'SignatureDoesNotMatch',
    status: 403,
    message: '',
  },
  {
    name: 'an algorithm that is not known',
    request: reauthorize(signedIam, (value) => value.replace('AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA512')),
    code: 'IncompleteSignature',
    status: 400,
    message: "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA512'.",
  },
  {
    name: 'a part without equals sign',
    request: withHeader(signedIam, 'Authorization', 'AWS4-HMAC-SHA256 Signature=b, Credential, SignedHeaders'),
    code: 'IncompleteSignature',
    status: 400,
    message:
      "'Credential' not a valid key=value pair (missing equal-sign) in Authorization header: " +
      "'AWS4-HMAC-SHA256 Signature=b, Credential, SignedHeaders'",
  },
  {
    name: 'parts and date missing',
    request: without(withHeader(signedIam, 'Authorization', 'AWS4-HMAC-SHA256 Signature=b'), 'X-Amz-Date'),
    code: 'IncompleteSignature',
    status: 400,
    message:
      "Authorization header requires 'Credential' parameter. Authorization header requires 'SignedHeaders' parameter. " +
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. " +
      'Authorization=AWS4-HMAC-SHA256 Signature=b',
  },
  {
    name: 'no date',
    request: without(signedIam, 'X-Amz-Date'),
    code: 'IncompleteSignature',
    status: 400,
    message:
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. " +
      `Authorization=${authorization}`,
  },
  {
    name: 'query parameters missing',
    request: { ...listUsers, target: '/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260301T120000Z' },
    code: 'IncompleteSignature',
    status: 400,
    message:
      "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include " +
      "'X-Amz-Signature'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. Re-examine the query-string " +
      'parameters.',
  },
  {
    name: 'Host not signed',
    request: reauthorize(signedIam, (value) => value.replace('host;', '')),
    code: 'SignatureDoesNotMatch',
    status: 403,
    message: "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
  },
  {
    name: 'a date of another format',
    request: withHeader(signedIam, 'X-Amz-Date', '2026-03-01T12:00:00Z'),
    code: 'IncompleteSignature',
    status: 400,
    message:
      "Date must be in ISO-8601 'basic format'. Got '2026-03-01T12:00:00Z'. See http://en.wikipedia.org/wiki/ISO_8601",
  },
  {
    name: 'a day that does not exist',
    request: withHeader(signedIam, 'X-Amz-Date', '20260231T120000Z'),
    code: 'IncompleteSignature',
    status: 400,
    message:
      "Date must be in ISO-8601 'basic format'. Got '20260231T120000Z'. See http://en.wikipedia.org/wiki/ISO_8601",
  },
  {
    name: 'too old',
    request: signRequest(listUsers, CREDENTIALS, IAM, minutes(-16)).request,
    code: 'SignatureDoesNotMatch',
    status: 403,
    message: 'Signature expired: 20260301T114400Z is now earlier than 20260301T114500Z (20260301T120000Z - 15 min.)',
  },
  {
    name: 'too new',
    request: signRequest(listUsers, CREDENTIALS, IAM, minutes(16)).request,
    code: 'SignatureDoesNotMatch',
    status: 403,
    message:
      'Signature not yet current: 20260301T121600Z is still later than 20260301T121500Z (20260301T120000Z + 15 min.)',
  },
  {
    name: 'a credential of four elements',
    request: reauthorize(signedIam, (value) => value.replace('/aws4_request', '')),
    code: 'IncompleteSignature',
    status: 400,
    message:
      'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, ' +
      `got '${ACCESS_KEY_ID}/20260301/us-east-1/iam'`,
  },
  {
    name: 'a scope that is wrong throughout',
    request: reauthorize(signedIam, (value) => value.replace('20260301/us-east-1/iam/aws4_request', '20260228/a/b/c')),
    code: 'SignatureDoesNotMatch',
    status: 403,
    message:
      "Credential should be scoped to a valid region, not 'a'. Credential should be scoped to correct service: 'iam'. " +
      "Credential should be scoped with a valid terminator: 'aws4_request', not 'c'. Date in Credential scope does not " +
      "match YYYYMMDD from ISO-8601 version of date from HTTP: '20260228' != '20260301', from '20260301T120000Z'.",
  },
  {
    name: 'a session token that was never issued',
    request: signRequest(listUsers, { ...CREDENTIALS, sessionToken: 'made-up' }, IAM, NOW).request,
    code: 'InvalidClientTokenId',
    status: 403,
    message: 'The security token included in the request is invalid',
  },
  {
    name: 'an unknown key',
    request: signedIam,
    user: KEYLESS,
    code: 'InvalidClientTokenId',
    status: 403,
    message: 'The security token included in the request is invalid.',
  },
  {
    name: 'an inactive key',
    request: signedIam,
    user: INACTIVE,
    code: 'InvalidClientTokenId',
    status: 403,
    message: 'The security token included in the request is invalid.',
  },
  {
    name: 'a key whose secret is not in the vault',
    request: signedIam,
    secret: null,
    code: 'InvalidClientTokenId',
    status: 403,
    message: 'The security token included in the request is invalid.',
  },
  {
    name: 'another secret',
    request: signedIam,
    secret: 'another',
    code: 'SignatureDoesNotMatch',
    status: 403,
    message: MISMATCH,
  },
  {
    name: 'a body that was changed',
    request: { ...signedIam, body: Buffer.from('Action=ListRoles&Version=2010-05-08') },
    code: 'SignatureDoesNotMatch',
    status: 403,
    message: MISMATCH,
  },
];

describe('a faulty request to IAM', () => {
  it.each(IAM_FAULTS)("is refused in IAM's words: $name", async ({ request, user, secret, code, status, message }) => {
    const outcome = await ask(request, IAM, { ...(user && { user }), ...(secret !== undefined && { secret }) });
    expect(refusal(outcome)).toEqual({ code, status, message });
    expect(outcome.facts.at(-1)?.ok).toBe(false);
  });
});

describe('a request with two faults', () => {
  const OLD_AND_KEYLESS = signRequest(
    listUsers,
    { ...CREDENTIALS, accessKeyId: 'AKIAUNKNOWN000000000' },
    IAM,
    minutes(-16),
  );
  const WRONG_SCOPE = signRequest(
    listUsers,
    { ...CREDENTIALS, sessionToken: 'made-up' },
    { ...IAM, service: 'sts' },
    NOW,
  );

  it.each([
    [
      'a bad escape before a missing signature',
      { ...listUsers, target: '/?%' },
      'Incomplete trailing escape % sequence',
    ],
    [
      'the algorithm before missing parts',
      withHeader(listUsers, 'Authorization', 'AWS4-X'),
      "Unsupported AWS 'algorithm': 'AWS4-X'.",
    ],
    [
      'the signed headers before the date',
      reauthorize(withHeader(signedIam, 'X-Amz-Date', 'now'), (value) => value.replace('host;', '')),
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    ],
    [
      'the date before the scope',
      reauthorize(withHeader(signedIam, 'X-Amz-Date', 'now'), (value) => value.replace('/aws4_request', '')),
      "Date must be in ISO-8601 'basic format'. Got 'now'. See http://en.wikipedia.org/wiki/ISO_8601",
    ],
    [
      'the skew before the key',
      OLD_AND_KEYLESS.request,
      'Signature expired: 20260301T114400Z is now earlier than 20260301T114500Z (20260301T120000Z - 15 min.)',
    ],
    ['the scope before the token', WRONG_SCOPE.request, "Credential should be scoped to correct service: 'iam'."],
    [
      'the key before the signature',
      reauthorize(signedIam, (value) => value.replace(ACCESS_KEY_ID, 'AKIAUNKNOWN000000000')),
      'The security token included in the request is invalid.',
    ],
  ])('gets the first one: %s', async (_, request, message) => {
    expect(refusal(await ask(request, IAM)).message).toBe(message);
  });
});

describe('a faulty request to a JSON service', () => {
  const signed = signRequest(listUsers, CREDENTIALS, DYNAMODB, NOW);

  it('names the faults as JSON services do', async () => {
    expect(refusal(await ask(signed.request, DYNAMODB, { user: KEYLESS }))).toEqual({
      code: 'UnrecognizedClientException',
      status: 400,
      message: 'The security token included in the request is invalid.',
    });
    expect(
      refusal(
        await ask(
          reauthorize(signed.request, () => 'AWS4-HMAC-SHA256 '),
          DYNAMODB,
        ),
      ).code,
    ).toBe('IncompleteSignatureException');
  });

  it('is shown what was computed, as DynamoDB does, but not the right signature', async () => {
    const { code, message } = refusal(await ask(signed.request, DYNAMODB, { secret: 'another' }));
    expect(code).toBe('InvalidSignatureException');
    expect(message).toBe(
      `${MISMATCH}\n\nThe Canonical String for this request should have been\n'${signed.signing.canonicalRequest}'` +
        `\n\nThe String-to-Sign should have been\n'${signed.signing.stringToSign}'\n`,
    );
  });
});

const QUERY_PARAMETERS = 'AuthorizationQueryParametersError';
const retarget = (from: string | RegExp, to: string): WireRequest => ({
  ...presignedS3,
  target: presignedS3.target.replace(from, to),
});

/** AWS's own words, and what to do. */
const SIGNATURE_VERSION_2 =
  'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256. ' +
  'This request is signed with Signature Version 2. Sign it with Version 4: in the AWS CLI, run ' +
  "'aws configure set default.s3.signature_version s3v4'; in boto3, pass Config(signature_version='s3v4'); " +
  'the current AWS SDKs sign with Version 4 by themselves.';

const S3_FAULTS: Fault[] = [
  {
    name: 'signed twice',
    request: { ...presignedS3, headers: signedS3.headers },
    code: 'InvalidArgument',
    status: 400,
    message:
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or ' +
      'the Authorization header should be specified',
  },
  {
    name: 'Signature Version 2 in the header',
    request: withHeader(putObject, 'Authorization', 'AWS AKIAIOSFODNN7EXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg='),
    code: 'InvalidRequest',
    status: 400,
    message: SIGNATURE_VERSION_2,
  },
  {
    name: 'a presigned URL of Signature Version 2',
    request: { ...putObject, target: '/b/k?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Expires=1&Signature=x%3D' },
    code: 'InvalidRequest',
    status: 400,
    message: SIGNATURE_VERSION_2,
  },
  {
    name: 'a header that is incomplete',
    request: withHeader(signedS3, 'Authorization', 'AWS4-HMAC-SHA256 Credential=a'),
    code: 'AuthorizationHeaderMalformed',
    status: 400,
    message:
      'The authorization header is malformed; the authorization header requires three components: Credential, ' +
      'SignedHeaders, and Signature.',
  },
  {
    name: 'a presigned URL without an expiry',
    request: retarget(/&X-Amz-Expires=3600/, ''),
    code: QUERY_PARAMETERS,
    status: 400,
    message:
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, ' +
      'X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
  },
  {
    name: 'a presigned URL that is good for too long',
    request: retarget('X-Amz-Expires=3600', 'X-Amz-Expires=604801'),
    code: QUERY_PARAMETERS,
    status: 400,
    message:
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 ' +
      'seconds',
  },
  {
    name: 'a presigned URL that is late',
    request: presignRequest(putObject, CREDENTIALS, S3, minutes(-61), 3600).request,
    code: 'AccessDenied',
    status: 403,
    message: 'Request has expired',
  },
  {
    name: 'a presigned URL that is early',
    request: presignRequest(putObject, CREDENTIALS, S3, minutes(16), 3600).request,
    code: 'AccessDenied',
    status: 403,
    message: 'Request is not yet valid',
  },
  {
    name: 'an x-amz- header that is not signed',
    request: withHeader(signedS3, 'x-amz-acl', 'public-read'),
    code: 'AccessDenied',
    status: 403,
    message: 'There were headers present in the request which were not signed',
  },
  {
    name: 'no hash of the payload',
    request: reauthorize(without(signedS3, 'x-amz-content-sha256'), (value) =>
      value.replace('x-amz-content-sha256;', ''),
    ),
    code: 'InvalidRequest',
    status: 400,
    message: 'Missing required header for this request: x-amz-content-sha256',
  },
  {
    name: 'a hash that is none',
    request: withHeader(signedS3, 'x-amz-content-sha256', 'abc'),
    code: 'InvalidArgument',
    status: 400,
    message:
      'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, or a valid sha256 value.',
  },
  {
    name: 'no date',
    request: reauthorize(without(signedS3, 'X-Amz-Date'), (value) => value),
    code: 'AccessDenied',
    status: 403,
    message: 'AWS authentication requires a valid Date or x-amz-date header',
  },
  {
    name: 'too old',
    request: signRequest(putObject, CREDENTIALS, S3, minutes(-16)).request,
    code: 'RequestTimeTooSkewed',
    status: 403,
    message: 'The difference between the request time and the current time is too large.',
  },
  {
    name: 'a wrong region',
    request: signRequest(putObject, CREDENTIALS, { ...S3, region: 'eu-west-1' }, NOW).request,
    code: 'AuthorizationHeaderMalformed',
    status: 400,
    message: "The authorization header is malformed; the region 'eu-west-1' is wrong; expecting 'us-east-1'",
  },
  {
    name: 'a session token that was never issued',
    request: signRequest(putObject, { ...CREDENTIALS, sessionToken: 'made-up' }, S3, NOW).request,
    code: 'InvalidToken',
    status: 400,
    message: 'The provided token is malformed or otherwise invalid.',
  },
  {
    name: 'an unknown key',
    request: signedS3,
    user: KEYLESS,
    code: 'InvalidAccessKeyId',
    status: 403,
    message: 'The AWS Access Key Id you provided does not exist in our records.',
  },
  {
    name: 'another secret',
    request: signedS3,
    secret: 'another',
    code: 'SignatureDoesNotMatch',
    status: 403,
    message:
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  },
  {
    name: 'a body that was changed',
    request: { ...signedS3, body: Buffer.from('other') },
    code: 'XAmzContentSHA256Mismatch',
    status: 400,
    message: "The provided 'x-amz-content-sha256' header does not match what was computed.",
  },
];

describe('a faulty request to Amazon S3', () => {
  it.each(S3_FAULTS)('is refused in its words: $name', async ({ request, user, secret, code, status, message }) => {
    const outcome = await ask(request, S3, { ...(user && { user }), ...(secret !== undefined && { secret }) });
    expect(refusal(outcome)).toEqual({ code, status, message });
  });

  it('does not pass as anonymous because its presigned URL is incomplete', async () => {
    const request = { ...putObject, target: '/b/k?X-Amz-Signature=0' };
    expect(refusal(await ask(request, S3)).code).toBe(QUERY_PARAMETERS);
  });

  it('keeps the path as it was sent, where others normalise it', async () => {
    const moved = { ...signedS3, target: '/lucy-bucket/c.txt' };
    expect(refusal(await ask(moved, S3)).code).toBe('SignatureDoesNotMatch');
    const normalised = {
      ...signRequest({ ...listUsers, target: '/a/../b' }, CREDENTIALS, IAM, NOW).request,
      target: '/b',
    };
    expect((await ask(normalised, IAM)).ok).toBe(true);
  });
});

describe('what authentication tells', () => {
  it('never holds the secret, the right signature of a refused request, or a session token', async () => {
    const token = 'FwoGZXIvYXdzEXAMPLETOKEN+/==';
    const withToken = { ...CREDENTIALS, sessionToken: token };
    const outcomes = await Promise.all([
      ask(signedIam, IAM),
      ask(signRequest(listUsers, { ...CREDENTIALS, secretAccessKey: 'wrong' }, IAM, NOW).request, IAM),
      ask(signRequest(listUsers, withToken, IAM, NOW).request, IAM),
      ask(presignRequest(putObject, withToken, S3, NOW, 60).request, S3),
    ]);
    const right = signRequest(listUsers, CREDENTIALS, IAM, NOW).signing.signature;
    for (const outcome of outcomes) {
      const told = JSON.stringify([outcome, outcome.ok ? '' : outcome.error.message]);
      expect(told).not.toContain(SECRET);
      expect(told).not.toContain(token);
      expect(told).not.toContain(encodeURIComponent(token));
      expect(told.includes(right)).toBe(outcome.ok);
    }
  });

  it('shows the strings that Gatehouse computed for a signature that does not match', async () => {
    const outcome = await ask(signedIam, IAM, { secret: 'another' });
    const { signing } = signRequest(listUsers, CREDENTIALS, IAM, NOW);
    expect(outcome.signing).toEqual(signing);
  });
});
