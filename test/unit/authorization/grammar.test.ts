import { describe, expect, it } from 'vitest';
import { assertPolicyDocument, malformedPolicyMessage } from '../../../src-main/authorization/check-policy.ts';
import type { PolicyKind } from '../../../src-main/authorization/policy/document.ts';
import { formatPath } from '../../../src-main/authorization/policy/fault.ts';
import { parsePolicy, readPolicyText } from '../../../src-main/authorization/policy/parse-policy.ts';
import { AwsError, GatehouseError } from '../../../src-shared/errors.ts';
import { GUIDE } from './scenario.ts';

const GOOD = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const GOOD_RESOURCE = { ...GOOD, Principal: '*' };
const GOOD_TRUST = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } };

function withStatement(statement: unknown): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statement });
}

describe(`what the grammar takes (${GUIDE}/reference_policies_grammar.html)`, () => {
  it.each<[string, string, PolicyKind]>([
    ['a single statement', withStatement(GOOD), 'identity'],
    ['a list of statements', withStatement([GOOD, GOOD]), 'identity'],
    ['no version', JSON.stringify({ Statement: GOOD }), 'identity'],
    ['the old version', JSON.stringify({ Version: '2008-10-17', Statement: GOOD }), 'identity'],
    ['an Id', JSON.stringify({ Version: '2012-10-17', Id: 'x y', Statement: GOOD_RESOURCE }), 'resource'],
    [
      'an empty Sid, several times',
      withStatement([
        { ...GOOD, Sid: '' },
        { ...GOOD, Sid: '' },
      ]),
      'identity',
    ],
    ['a Sid with spaces on a resource', withStatement({ ...GOOD_RESOURCE, Sid: 'a b' }), 'resource'],
    [
      'NotAction and NotResource',
      withStatement({ Effect: 'Deny', NotAction: 'iam:*', NotResource: 'arn:aws:s3:::b' }),
      'identity',
    ],
    ['every action', withStatement({ ...GOOD, Action: '*' }), 'identity'],
    ['every action of every service', withStatement({ ...GOOD, Action: '*:*' }), 'identity'],
    ['wildcards in the action', withStatement({ ...GOOD, Action: ['s3:*Object', 'execute-api:?nvoke'] }), 'identity'],
    ['a star for the rest of an ARN', withStatement({ ...GOOD, Resource: 'arn:aws:s3:*' }), 'identity'],
    [
      'numbers and booleans as condition values',
      withStatement({ ...GOOD, Condition: { Bool: { 'aws:x': true }, NumericEquals: { 'aws:y': [1, 2] } } }),
      'identity',
    ],
    ['an account ID', withStatement({ ...GOOD, Principal: { AWS: '123456789012' } }), 'resource'],
    [
      'several principals',
      withStatement({ ...GOOD, Principal: { AWS: ['arn:aws:iam::123456789012:root', '*'], CanonicalUser: '79a5' } }),
      'resource',
    ],
    [
      'a unique ID of a deleted user',
      withStatement({ ...GOOD, Principal: { AWS: 'AIDACKCEVSQ6C2EXAMPLE' } }),
      'resource',
    ],
    [
      'a session',
      withStatement({ ...GOOD, Principal: { AWS: 'arn:aws:sts::123456789012:assumed-role/r/s' } }),
      'resource',
    ],
    [
      'NotPrincipal with Deny',
      withStatement({ Effect: 'Deny', NotPrincipal: { AWS: '123456789012' }, Action: '*', Resource: '*' }),
      'resource',
    ],
    ['a trust policy', withStatement(GOOD_TRUST), 'trust'],
    [
      'a trust policy for OIDC',
      withStatement({
        ...GOOD_TRUST,
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: { Federated: 'accounts.google.com' },
        Condition: { StringEquals: { 'accounts.google.com:aud': 'x' } },
      }),
      'trust',
    ],
  ])('%s', (_name, text, kind) => {
    expect(readPolicyText(text, kind).faults).toEqual([]);
    expect(malformedPolicyMessage(text, kind)).toBeNull();
  });
});

const SYNTAX = 'Syntax errors in policy.';
const NO_VENDOR = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';

describe("what it refuses, where, and in AWS's words", () => {
  it.each<[string, string, PolicyKind, string, string]>([
    ['no JSON', 'policy', 'identity', '', SYNTAX],
    ['no JSON, as trust policy', 'policy', 'trust', '', 'This policy contains invalid Json'],
    ['a comment', `{ /* x */ "Statement": [] }`, 'identity', '', SYNTAX],
    ['a trailing comma', `{ "Statement": [], }`, 'identity', '', SYNTAX],
    ['an empty text', '', 'identity', '', SYNTAX],
    ['a list', '[]', 'identity', '', SYNTAX],
    ['no Statement', '{}', 'identity', '', SYNTAX],
    ['an empty Statement list', withStatement([]), 'identity', 'Statement', SYNTAX],
    ['a statement that is text', withStatement(['x']), 'identity', 'Statement[0]', SYNTAX],
    ['an unknown version', JSON.stringify({ Version: '2020-01-01', Statement: GOOD }), 'identity', 'Version', SYNTAX],
    [
      'an element it does not know',
      JSON.stringify({ Statement: GOOD, Statements: [] }),
      'identity',
      'Statements',
      SYNTAX,
    ],
    ['an element in small letters', withStatement({ ...GOOD, action: 'x' }), 'identity', 'Statement.action', SYNTAX],
    ['an Id that is no text', JSON.stringify({ Id: 1, Statement: GOOD }), 'identity', 'Id', SYNTAX],
    ['no Effect', withStatement({ Action: 's3:*', Resource: '*' }), 'identity', 'Statement', SYNTAX],
    ['an Effect in small letters', withStatement({ ...GOOD, Effect: 'allow' }), 'identity', 'Statement.Effect', SYNTAX],
    [
      'no Action',
      withStatement({ Effect: 'Allow', Resource: '*' }),
      'identity',
      'Statement',
      'Policy statement must contain actions.',
    ],
    [
      'an empty Action list',
      withStatement({ ...GOOD, Action: [] }),
      'identity',
      'Statement.Action',
      'Policy statement must contain actions.',
    ],
    ['Action and NotAction', withStatement({ ...GOOD, NotAction: 's3:*' }), 'identity', 'Statement.NotAction', SYNTAX],
    ['an action that is a number', withStatement({ ...GOOD, Action: 1 }), 'identity', 'Statement.Action', SYNTAX],
    [
      'an action without service',
      withStatement({ ...GOOD, Action: ['s3:*', 'GetObject'] }),
      'identity',
      'Statement.Action[1]',
      NO_VENDOR,
    ],
    ['an empty action', withStatement({ ...GOOD, Action: '' }), 'identity', 'Statement.Action', NO_VENDOR],
    [
      'a blank in the service',
      withStatement({ ...GOOD, Action: 'a a:Get' }),
      'identity',
      'Statement.Action',
      'Vendor a a is not valid',
    ],
    [
      'a wildcard in the service',
      withStatement({ ...GOOD, Action: 's*:Get' }),
      'identity',
      'Statement.Action',
      'Vendor s* is not valid',
    ],
    [
      'two colons',
      withStatement({ ...GOOD, Action: 's3:List:Bucket' }),
      'identity',
      'Statement.Action',
      'Actions/Condition can contain only one colon.',
    ],
    [
      'no Resource',
      withStatement({ Effect: 'Allow', Action: 's3:*' }),
      'identity',
      'Statement',
      'Policy statement must contain resources.',
    ],
    [
      'an empty Resource list',
      withStatement({ ...GOOD, Resource: [] }),
      'identity',
      'Statement.Resource',
      'Policy statement must contain resources.',
    ],
    [
      'a resource that is no ARN',
      withStatement({ ...GOOD, Resource: 'bucket' }),
      'identity',
      'Statement.Resource',
      'Resource bucket must be in ARN format or "*".',
    ],
    [
      'an ARN that is too short',
      withStatement({ ...GOOD, Resource: 'arn:aws:s3' }),
      'identity',
      'Statement.Resource',
      'The policy failed legacy parsing',
    ],
    [
      'the same Sid twice',
      withStatement([
        { ...GOOD, Sid: 'a' },
        { ...GOOD, Sid: 'a' },
      ]),
      'identity',
      'Statement[1].Sid',
      'Statement IDs (SID) in a single policy must be unique.',
    ],
    ['a Sid with a blank', withStatement({ ...GOOD, Sid: 'a b' }), 'identity', 'Statement.Sid', SYNTAX],
    [
      'a principal in an identity policy',
      withStatement(GOOD_RESOURCE),
      'identity',
      'Statement.Principal',
      'Policy document should not specify a principal.',
    ],
    ['no principal on a resource', withStatement(GOOD), 'resource', 'Statement', 'Missing required field Principal'],
    [
      'a principal that is just text',
      withStatement({ ...GOOD, Principal: 'lucy' }),
      'resource',
      'Statement.Principal',
      'Invalid principal in policy: "lucy"',
    ],
    [
      'an unknown type of principal',
      withStatement({ ...GOOD, Principal: { User: 'x' } }),
      'resource',
      'Statement.Principal.User',
      'Invalid principal in policy: "User":"x"',
    ],
    [
      'a wildcard in a principal',
      withStatement({ ...GOOD, Principal: { AWS: 'arn:aws:iam::123456789012:user/*' } }),
      'resource',
      'Statement.Principal.AWS',
      'Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:user/*"',
    ],
    [
      'a group as principal',
      withStatement({ ...GOOD, Principal: { AWS: 'arn:aws:iam::123456789012:group/g' } }),
      'resource',
      'Statement.Principal.AWS',
      'Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:group/g"',
    ],
    [
      'an account ID that is too short',
      withStatement({ ...GOOD, Principal: { AWS: '1234' } }),
      'resource',
      'Statement.Principal.AWS',
      'Invalid principal in policy: "AWS":"1234"',
    ],
    [
      'NotPrincipal with Allow',
      withStatement({ ...GOOD, NotPrincipal: { AWS: '123456789012' } }),
      'resource',
      'Statement.NotPrincipal',
      SYNTAX,
    ],
    [
      'a Resource in a trust policy',
      withStatement({ ...GOOD_TRUST, Resource: '*' }),
      'trust',
      'Statement.Resource',
      'Has prohibited field Resource',
    ],
    [
      'no principal in a trust policy',
      withStatement({ Effect: 'Allow', Action: 'sts:AssumeRole' }),
      'trust',
      'Statement',
      'Missing required field Principal',
    ],
    [
      'another action in a trust policy',
      withStatement({ ...GOOD_TRUST, Action: 's3:GetObject' }),
      'trust',
      'Statement.Action',
      'AssumeRole policy may only specify STS AssumeRole actions.',
    ],
    [
      'an operator that does not exist',
      withStatement({ ...GOOD, Condition: { StringLikes: { 'aws:x': 'y' } } }),
      'identity',
      'Statement.Condition.StringLikes',
      'Invalid Condition type : StringLikes',
    ],
    [
      'NullIfExists',
      withStatement({ ...GOOD, Condition: { NullIfExists: { 'aws:x': 'true' } } }),
      'identity',
      'Statement.Condition.NullIfExists',
      'Invalid Condition type : NullIfExists',
    ],
    [
      'an unknown set operator',
      withStatement({ ...GOOD, Condition: { 'ForSomeValues:StringLike': { 'aws:x': 'y' } } }),
      'identity',
      'Statement.Condition["ForSomeValues:StringLike"]',
      'Invalid Condition type : ForSomeValues:StringLike',
    ],
    [
      'a condition key without prefix',
      withStatement({ ...GOOD, Condition: { StringLike: { SourceIp: 'y' } } }),
      'identity',
      'Statement.Condition.StringLike.SourceIp',
      NO_VENDOR,
    ],
    [
      'an empty list of condition values',
      withStatement({ ...GOOD, Condition: { StringLike: { 'aws:x': [] } } }),
      'identity',
      'Statement.Condition.StringLike["aws:x"]',
      SYNTAX,
    ],
    [
      'an object as condition value',
      withStatement({ ...GOOD, Condition: { StringLike: { 'aws:x': {} } } }),
      'identity',
      'Statement.Condition.StringLike["aws:x"]',
      SYNTAX,
    ],
    [
      'a Condition that is a list',
      withStatement({ ...GOOD, Condition: [] }),
      'identity',
      'Statement.Condition',
      SYNTAX,
    ],
    [
      'a key twice',
      '{"Statement":{"Effect":"Deny","Effect":"Allow","Action":"*","Resource":"*"}}',
      'identity',
      'Statement.Effect',
      SYNTAX,
    ],
    ['brackets without end', '['.repeat(100_000), 'identity', '', SYNTAX],
  ])('%s', (_name, text, kind, path, awsMessage) => {
    const { document, faults } = readPolicyText(text, kind);
    expect(document).toBeNull();
    expect(faults.map((fault) => formatPath(fault.path))).toContain(path);
    expect(malformedPolicyMessage(text, kind)).toBe(awsMessage);
  });

  it('finds every fault, not only the first', () => {
    const { faults } = readPolicyText(withStatement([{ Effect: 'allow' }, { Action: 'x' }]), 'identity');
    expect(faults).toHaveLength(6);
  });
});

describe('assertPolicyDocument', () => {
  it("throws AWS's error with the place of the fault", () => {
    const text = '{\n  "Statement": {\n    "Effect": "allow", "Action": "s3:*", "Resource": "*" }\n}';
    const thrown = catchError(() => assertPolicyDocument(text, 'identity'));
    expect(thrown).toBeInstanceOf(AwsError);
    expect(thrown).toMatchObject({
      code: 'MalformedPolicyDocument',
      httpStatus: 400,
      message: SYNTAX,
      place: 'Statement.Effect, line 3, column 15',
    });
  });
});

describe('parsePolicy', () => {
  it('names the place and the mend of the first fault', () => {
    const text = withStatement({ ...GOOD, Condition: { StringLikes: { 'aws:x': 'y' } } });
    const thrown = catchError(() => parsePolicy(text, 'identity'));
    expect(thrown).toBeInstanceOf(GatehouseError);
    expect(thrown).toMatchObject({ code: 'InvalidPolicy', mend: 'Did you mean "StringLike"?' });
  });

  it('gives a typed document', () => {
    expect(parsePolicy(withStatement({ ...GOOD_RESOURCE, Sid: 'a' }), 'resource')).toEqual({
      version: '2012-10-17',
      id: null,
      statements: [
        {
          sid: 'a',
          effect: 'Allow',
          principal: { negated: false, values: [{ type: 'AWS', value: '*' }] },
          action: { negated: false, values: ['s3:GetObject'] },
          resource: { negated: false, values: ['*'] },
          conditions: [],
          position: { line: 1, column: 37 },
        },
      ],
    });
  });
});

function catchError(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
}
