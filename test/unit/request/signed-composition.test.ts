import { expect, test } from 'vitest';
import { signRequest } from '../../../src-main/authentication/signature-v4/sign.ts';
import { composeRequest } from '../../../src-main/request/compose.ts';
import { ACCOUNT, reference, understand } from './scene.ts';

const SECRET = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };

test.each([
  ['iam:GetUser', {}, 'iam:GetUser', []],
  ['s3:GetObject', { Bucket: 'b', Key: 'a b' }, 's3:GetObject', []],
  ['s3:GetObjectTorrent', { Bucket: 'b', Key: 'a b' }, null, ['s3:GetObjectTorrent arn:aws:s3:::b/a b']],
  [
    'iam:PassRole',
    { Resource: `arn:aws:iam::${ACCOUNT}:role/r` },
    null,
    [`iam:PassRole arn:aws:iam::${ACCOUNT}:role/r`],
  ],
] as const)('%s is understood when it was composed and then signed', (action, parameters, operationName, parts) => {
  const { request, scope } = composeRequest({ kind: 'action', action, region: 'eu-west-1', parameters }, { reference });
  const understood = understand(signRequest(request, SECRET, scope, new Date('2026-04-01T12:00:00Z')).request);
  expect(understood.operationName).toBe(operationName);
  expect(understood.parts.map((part) => `${part.action} ${part.resource}`)).toEqual(parts);
});
