import { describe, expect, test } from 'vitest';
import {
  readAssertionFields,
  readTokenFields,
  type AssertionFields,
  type TokenFields,
} from '../../../src-renderer/identity-providers/federation-fields.ts';

const TOKEN: TokenFields = {
  subject: ' lucy ',
  audience: 'app',
  amr: 'pwd  otp',
  tags: '',
  sourceIdentity: '',
  lifetime: '60',
  claims: '',
};
const ASSERTION: AssertionFields = {
  subject: 'lucy',
  subjectFormat: 'transient',
  sessionName: 'lucy',
  tags: '',
  sourceIdentity: 'lucy@example.com',
  lifetime: '300',
  roleArn: 'arn:aws:iam::123456789012:role/reader',
};

describe('the fields of a token', () => {
  test('are read without the space around them', () => {
    expect(readTokenFields(TOKEN).value).toEqual({
      subject: 'lucy',
      audience: 'app',
      amr: ['pwd', 'otp'],
      tags: [],
      transitiveTagKeys: [],
      sourceIdentity: null,
      lifetimeSeconds: 60,
      claims: {},
    });
  });

  test('hold a tag on each line, a star in front of transitive ones', () => {
    const { value } = readTokenFields({ ...TOKEN, tags: 'team=red\n\n * cost = a=b \n' });
    expect(value?.tags).toEqual([
      { Key: 'team', Value: 'red' },
      { Key: 'cost', Value: 'a=b' },
    ]);
    expect(value?.transitiveTagKeys).toEqual(['cost']);
  });

  test('hold further claims as JSON', () => {
    const { value } = readTokenFields({ ...TOKEN, claims: '{"iss":"https://other.example"}' });
    expect(value?.claims).toEqual({ iss: 'https://other.example' });
  });

  test.each([
    ['a tag without =', { tags: 'team' }, 'key=value'],
    ['claims that are no JSON', { claims: '{' }, 'JSON object'],
    ['claims that are a list', { claims: '[]' }, 'JSON object'],
    ['a lifetime of nothing', { lifetime: '0' }, 'lifetime'],
    ['a lifetime over a day', { lifetime: '86401' }, 'lifetime'],
    ['a lifetime in words', { lifetime: 'an hour' }, 'lifetime'],
  ])('with %s say what is wrong', (_, changed, words) => {
    const { value, fault } = readTokenFields({ ...TOKEN, ...changed });
    expect(value).toBeNull();
    expect(fault).toContain(words);
  });
});

describe('the fields of an assertion', () => {
  test('offer the role that was chosen', () => {
    expect(readAssertionFields(ASSERTION).value).toMatchObject({
      roleArns: ['arn:aws:iam::123456789012:role/reader'],
      sourceIdentity: 'lucy@example.com',
      subjectFormat: 'transient',
      lifetimeSeconds: 300,
    });
  });

  test('offer no role where none was chosen', () => {
    expect(readAssertionFields({ ...ASSERTION, roleArn: '' }).value?.roleArns).toEqual([]);
  });

  test('say that a role is not an ARN', () => {
    expect(readAssertionFields({ ...ASSERTION, roleArn: 'reader' }).fault).toBe('The role is not an ARN.');
  });
});
