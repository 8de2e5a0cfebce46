import { describe, expect, test } from 'vitest';
import { redactCanonicalRequest, redactRequest } from '../../../src-main/request/redact.ts';
import { wire } from './scene.ts';

const CANARY = 'canary-7f3a';
const form: [string, string] = ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'];

describe('a secret is taken out of', () => {
  test.each([
    ['a session token in a presigned URL', wire({ target: `/b?X-Amz-Security-Token=${CANARY}&a=1` })],
    ['a cookie', wire({ headers: [['Cookie', CANARY]] })],
    ['an Authorization header of another scheme', wire({ headers: [['Authorization', `Bearer ${CANARY}`]] })],
    ['a password in a form', wire({ headers: [form], body: `Action=CreateLoginProfile&Password=${CANARY}` })],
    ['a password whose name is percent-encoded', wire({ headers: [form], body: `Action=X&Pass%77ord=${CANARY}` })],
    ['a form without a content type', wire({ body: `Action=ChangePassword&OldPassword=${CANARY}&NewPassword=x` })],
    ['a password in a query string', wire({ target: `/?Action=ChangePassword&NewPassword=${CANARY}` })],
    ['an MFA code', wire({ headers: [form], body: `AuthenticationCode1=${CANARY}&AuthenticationCode2=2` })],
    ['a secret value in JSON', wire({ body: JSON.stringify({ SecretId: 'a', SecretString: CANARY }) })],
    ['a secret deep in JSON', wire({ body: JSON.stringify({ a: [{ Password: { b: CANARY } }] }) })],
    ['JSON that cannot be read', wire({ body: `{"Password": "${CANARY}"` })],
    ['a customer key', wire({ headers: [['x-amz-server-side-encryption-customer-key', CANARY]] })],
  ])('%s', (_, request) => {
    const result = redactRequest(request);
    expect(JSON.stringify(result)).not.toContain(CANARY);
    expect(result.redacted).toBe(true);
  });
});

test('a session token in a header is taken out, and the request can be signed again all the same', () => {
  const result = redactRequest(wire({ headers: [['X-Amz-Security-Token', CANARY]] }));
  expect(result).toMatchObject({ headers: [['X-Amz-Security-Token', '***']], redacted: false });
});

const canonical = (query: string, header: string): string =>
  ['PUT', '/b/k', query, 'host:s3.amazonaws.com', header, '', 'host;x', 'UNSIGNED-PAYLOAD'].join('\n');

describe('the canonical request is kept', () => {
  test.each([
    ['a customer key', canonical('', `x-amz-server-side-encryption-customer-key:${CANARY}`)],
    ['the customer key of a copy', canonical('', `x-amz-copy-source-server-side-encryption-customer-key:${CANARY}`)],
    ['a serial number with an MFA code', canonical('', `x-amz-mfa:arn:aws:iam::123456789012:mfa/lucy ${CANARY}`)],
    ['a password in the query', canonical(`Action=ChangePassword&NewPassword=${CANARY}`, 'x-amz-date:1')],
    ['a session token in the query', canonical(`X-Amz-Security-Token=${CANARY}`, 'x-amz-date:1')],
  ])('without %s', (_, text) => {
    const shown = redactCanonicalRequest(text);
    expect(shown).not.toContain(CANARY);
    expect(shown.split('\n')).toHaveLength(text.split('\n').length);
    expect(shown).toContain('***');
  });

  test('as it was, where it has no secret', () => {
    const text = canonical('list-type=2&prefix=a%3Db', 'x-amz-meta-note:a: b');
    expect(redactCanonicalRequest(text)).toBe(text);
  });
});

describe('a request without a secret', () => {
  test.each([
    ['a signature', wire({ headers: [['Authorization', 'AWS4-HMAC-SHA256 Credential=A, Signature=1']] })],
    ['a policy with its layout', wire({ body: '{\n  "Version": "2012-10-17",\n  "Statement": []\n}' })],
    ['an empty password', wire({ headers: [form], body: 'Action=X&Password=' })],
    ['text with percent signs', wire({ target: '/b/%zz?x=%', body: '100% = all' })],
  ])('is kept as it was: %s', (_, request) => {
    const result = redactRequest(request);
    expect(result).toEqual({
      headers: request.headers,
      body: new TextDecoder().decode(request.body),
      url: `https://${request.host}${request.target}`,
      redacted: false,
      cut: false,
    });
  });
});

describe('of a body that is', () => {
  const LIMIT = 64 * 1024;

  test.each([
    ['no UTF-8', Uint8Array.of(0xff, 0xd8, 0xff), '(3 bytes)'],
    ['bytes with a NUL', Uint8Array.of(65, 0, 66), '(3 bytes)'],
    ['larger than 64 KiB', Buffer.alloc(LIMIT + 10, 'a'), `${'a'.repeat(LIMIT)}\n… (${LIMIT + 10} bytes in all)`],
    [
      'cut within a character',
      Buffer.from(`a${'é'.repeat(LIMIT)}`),
      `a${'é'.repeat(LIMIT / 2 - 1)}\n… (${2 * LIMIT + 1} bytes in all)`,
    ],
    ['100 MB of no text', Buffer.alloc(100 * 1024 * 1024, 0xfe), '(104857600 bytes)'],
  ])('%s, what is kept says so', (_, body, kept) => {
    expect(redactRequest({ ...wire({}), body })).toMatchObject({ body: kept, redacted: false, cut: true });
  });

  test('larger than 64 KiB and holds a secret, nothing is kept', () => {
    const body = JSON.stringify({ SecretString: CANARY, padding: 'a'.repeat(LIMIT) });
    const result = redactRequest(wire({ body }));
    expect(result.body).not.toContain(CANARY);
    expect(result).toMatchObject({ redacted: true, cut: true });
  });
});
