import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPolicy, malformedPolicyMessage } from '../../../src-main/authorization/check-policy.ts';
import { compilePolicy } from '../../../src-main/authorization/compile.ts';
import { decide } from '../../../src-main/authorization/decide.ts';
import { explain } from '../../../src-main/authorization/explain.ts';
import type { PolicyKind } from '../../../src-main/authorization/policy/document.ts';
import { readPolicyText } from '../../../src-main/authorization/policy/parse-policy.ts';
import { SERVICE_FACTS } from '../../fixtures/service-facts.ts';
import { request } from './scenario.ts';

const GOOD = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'A',
      Effect: 'Allow',
      Principal: { AWS: ['arn:aws:iam::123456789012:user/lucy', '*'] },
      Action: ['s3:Get*', '*'],
      Resource: 'arn:aws:s3:::shop/${aws:username}/*',
      Condition: {
        'ForAnyValue:StringLikeIfExists': { 'aws:x': ['a*', "${aws:y, 'z'}"] },
        IpAddress: { 'aws:SourceIp': '::/0' },
      },
    },
  ],
});

const kind = fc.constantFrom<PolicyKind>('identity', 'resource', 'trust');

/** A good policy with some of its characters changed, taken out or doubled. */
const mutated = fc
  .array(
    fc.tuple(
      fc.nat(GOOD.length - 1),
      fc.constantFrom('', '"', '{', ']', ',', '*', '$', '${', '\\', '\u0000', '1', 'é'),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((edits) => edits.reduce((text, [at, put]) => text.slice(0, at) + put + text.slice(at + 1), GOOD));

/** Whatever JSON can hold, under the names that the grammar knows. */
const names = fc.constantFrom(
  'Version',
  'Statement',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'Principal',
  'Condition',
  'StringLike',
  'AWS',
  'Sid',
  '__proto__',
  'constructor',
);
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>('*', 'Allow', 's3:*', 'arn:aws:s3:::b', '2012-10-17', '', null, 1, true),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(names, tie('value')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries) as unknown),
  ),
}));

describe('a malformed policy', () => {
  it.each([
    ['that is a good one spoilt', mutated],
    ['that is some JSON or other', values.value.map((value) => JSON.stringify(value))],
    ['that is some text or other', fc.string()],
  ])(
    '%s always gets an answer: a document that works, or a fault with a place and a message of AWS',
    (_name, texts) => {
      fc.assert(
        fc.property(texts, kind, (text, policyKind) => {
          const { document } = readPolicyText(text, policyKind);
          const errors = checkPolicy(text, policyKind, null).filter(({ severity }) => severity === 'error');
          expect(errors.length === 0).toBe(document !== null);
          expect(malformedPolicyMessage(text, policyKind) === null).toBe(document !== null);
          expect(
            errors.every(({ line, column, length, mend }) => line >= 1 && column >= 1 && length >= 1 && mend !== ''),
          ).toBe(true);
          if (document === null) return;
          const compiled = compilePolicy(document, { name: 'p', arn: null, source: 'test' }, policyKind);
          const policies = { identity: [compiled], resource: [compiled] };
          decide(request(), policies, SERVICE_FACTS);
          explain(request(), policies, SERVICE_FACTS);
        }),
        { numRuns: 600 },
      );
    },
  );
});
