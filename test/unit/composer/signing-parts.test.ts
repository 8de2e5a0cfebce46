import { expect, test } from 'vitest';
import { signingKeySteps } from '../../../src-renderer/composer/signing-key-steps.ts';
import { keyPieces, piecesOf, signingValues } from '../../../src-renderer/composer/signing-parts.ts';

const BODY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const SIGNING = {
  canonicalRequest: `GET\n/\n\nhost:s3.amazonaws.com\nx-amz-content-sha256:${BODY}\nx-amz-date:20260301T120000Z\n\nhost;x-amz-content-sha256;x-amz-date\n${BODY}`,
  stringToSign: 'AWS4-HMAC-SHA256\n20260301T120000Z\n20260301/us-east-1/s3/aws4_request\nabc123',
  credentialScope: '20260301/us-east-1/s3/aws4_request',
  signedHeaders: 'host;x-amz-content-sha256;x-amz-date',
  signature: 'f00d',
};
const values = signingValues(SIGNING);

test.each([
  SIGNING.canonicalRequest,
  SIGNING.stringToSign,
  `Credential=AKIA/${SIGNING.credentialScope}, Signature=f00d`,
])('the pieces of a string are the string: %j', (text) => {
  const lines = piecesOf(text, values).map((pieces) => pieces.map((piece) => piece.text).join(''));
  expect(lines.join('\n')).toBe(text);
});

test.each([
  ['the time is signed as a header and in the string to sign', 'time', 1, 1],
  ['the hash of the body is a header and the last line', 'bodyHash', 2, 0],
  ['the names of the signed headers stand in the canonical request', 'signedHeaders', 1, 0],
  ['the scope stands in the string to sign', 'scope', 0, 1],
  ['the hash of the canonical request ends the string to sign', 'canonicalRequest', 0, 1],
] as const)('%s', (_, part, inCanonical, inStringToSign) => {
  const count = (text: string) =>
    piecesOf(text, values)
      .flat()
      .filter((piece) => piece.part === part).length;
  expect([count(SIGNING.canonicalRequest), count(SIGNING.stringToSign)]).toEqual([inCanonical, inStringToSign]);
});

test('each part of the scope comes into one step of the signing key', () => {
  const scope = keyPieces(signingKeySteps(SIGNING.credentialScope))
    .flat()
    .filter((piece) => piece.part === 'scope');
  expect(scope.map(({ text }) => text)).toEqual(['20260301', 'us-east-1', 's3', 'aws4_request']);
});
