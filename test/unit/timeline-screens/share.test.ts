import { describe, expect, test } from 'vitest';
import { shareText } from '../../../src-renderer/timeline/share-text.ts';
import { wrapText } from '../../../src-renderer/timeline/wrap-text.ts';
import { decisionRecord, explanationOf } from '../../fixtures/decision-records.ts';

describe('a decision as Markdown', () => {
  const missing = [{ kind: 'restriction', sentence: 'Let *lucy* in.' } as const];
  const record = decisionRecord({
    authorization: {
      parts: [
        {
          action: 's3:DeleteBucket',
          resource: 'arn:aws:s3:::shop',
          explanation: explanationOf({ missing, missingContext: ['aws:MultiFactorAuthPresent'] }),
        },
      ],
    },
  });

  test('says the verdict, why, who asked for what, the steps, the policies and what is missing', () => {
    expect(shareText(record)).toBe(`## Implicitly denied: \`s3:DeleteBucket\`

No identity-based policy allows it.

- Principal: \`arn:aws:iam::123456789012:user/lucy\`
- Action: \`s3:DeleteBucket\`
- Resource: \`arn:aws:s3:::shop\`
- When: 2026-03-01T10:00:00.000Z, through the composer
- Answer: HTTP 403 \`AccessDenied\`
- AWS says: User: arn:aws:iam::123456789012:user/lucy is not authorized to perform: s3:DeleteBucket

### Steps

1. ✓ **Request** (passed): What happened.
2. ✓ **Authentication** (passed): What happened.
3. ✗ **Authorization** (closed): What happened.
4. – **Action** (not reached): What happened.
5. – **Resource** (not reached): What happened.

### Policies: \`s3:DeleteBucket\` on \`arn:aws:s3:::shop\`

Implicitly denied. In one account: an Allow on either side is enough, within every limit.

- Identity-based policies: no statement applies
- Condition keys that the request does not carry: \`aws:MultiFactorAuthPresent\`

**What is missing**

- Let \\*lucy\\* in.

Decision \`record-1\`, recorded by Gatehouse. Evaluated offline, not by AWS.
`);
  });

  test('has nothing of the request’s headers, body, URL and credentials', () => {
    const telling = decisionRecord({
      request: { ...record.request, url: 'https://u.example/?X-Amz-Credential=U1', headers: [['x', 'H1']], body: 'B1' },
      authentication: {
        method: 'signatureVersion4',
        accessKeyId: 'AKIA-A1',
        facts: [{ label: 'Signature', value: 'F1', ok: true }],
        signing: {
          canonicalRequest: 'S1',
          stringToSign: 'S1',
          credentialScope: 'S1',
          signedHeaders: 'S1',
          signature: 'S1',
        },
      },
      response: { ...record.response, headers: [['y', 'R1']], body: 'R1' },
    });
    expect(shareText(telling)).not.toMatch(/U1|H1|B1|A1|F1|S1|R1/);
  });

  test('keeps values with back quotes within their code spans', () => {
    expect(shareText(decisionRecord({ resource: 'a`b``c' }))).toContain('- Resource: ``` a`b``c ```');
  });
});

const measure = (part: string): number => part.length;

describe('text in a picture', () => {
  test.each<readonly [string, string, number, string[]]>([
    ['stays on one line where it fits', 'one two', 3, ['one two']],
    ['breaks between words', 'one two three', 3, ['one two', 'three']],
    ['breaks words that are wider than a line', 'arn:aws:s3:::shop x', 3, ['arn:aws:', 's3:::sho', 'p x']],
    ['ends in an ellipsis where lines run out', 'one two three four five', 2, ['one two', 'three…']],
    ['is nothing where there is none', '', 2, ['']],
  ])('%s', (_, text, most, lines) => {
    expect(wrapText(text, 8, most, measure)).toEqual(lines);
  });
});
