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
    [
      'elements in any order',
      '{"Statement":{"Resource":"*","Action":"s3:*","Effect":"Deny"},"Version":"2012-10-17"}',
      'identity',
    ],
    ['white space between everything', ` \n\t${withStatement(GOOD).replaceAll(',', ' ,\r\n ')} `, 'identity'],
    ['a name written with an escape', withStatement(GOOD).replace('Effect', '\\u0045ffect'), 'identity'],
    ['an empty Condition', withStatement({ ...GOOD, Condition: {} }), 'identity'],
    ['an operator without keys', withStatement({ ...GOOD, Condition: { Bool: {} } }), 'identity'],
    [
      'an empty text as condition value',
      withStatement({ ...GOOD, Condition: { StringLike: { 's3:prefix': '' } } }),
      'identity',
    ],
    [
      'one key under two operators',
      withStatement({ ...GOOD, Condition: { StringLike: { 'aws:x': 'a' }, StringNotLike: { 'AWS:X': 'b' } } }),
      'identity',
    ],
    [
      'a tag key with blanks and slashes',
      withStatement({ ...GOOD, Condition: { StringEquals: { 'aws:RequestTag/a b/c': 'x' } } }),
      'identity',
    ],
    [
      'letters of every script in values',
      withStatement({ ...GOOD, Resource: 'arn:aws:s3:::b/größe/日本/🚪' }),
      'identity',
    ],
    [
      'a set operator before every operator with IfExists',
      withStatement({ ...GOOD, Condition: { 'ForAllValues:ArnNotLikeIfExists': { 'aws:x': 'arn:aws:sns:*:*:*' } } }),
      'identity',
    ],
    [
      'a set operator before Null',
      withStatement({ ...GOOD, Condition: { 'ForAnyValue:Null': { 'aws:TagKeys': 'false' } } }),
      'identity',
    ],
    [
      'wildcards in every segment of an ARN',
      withStatement({ ...GOOD, Resource: 'arn:a*:s?s:*:1234*:q?*' }),
      'identity',
    ],
    ['an ARN without resource', withStatement({ ...GOOD, Resource: 'arn:aws:organizations::*:' }), 'identity'],
    ['every type of IAM', withStatement({ ...GOOD, Resource: 'arn:aws:iam::123456789012:*' }), 'identity'],
    [
      'a role with a path',
      withStatement({ ...GOOD, Principal: { AWS: 'arn:aws:iam::123456789012:role/a/b/r_+=,.@-1' } }),
      'resource',
    ],
    [
      'the root of an account elsewhere',
      withStatement({ ...GOOD, Principal: { AWS: 'arn:aws-us-gov:iam::123456789012:root' } }),
      'resource',
    ],
    [
      'a federated user',
      withStatement({ ...GOOD, Principal: { AWS: 'arn:aws:sts::123456789012:federated-user/carol' } }),
      'resource',
    ],
    [
      'a unique ID of a deleted role',
      withStatement({ ...GOOD, Principal: { AWS: 'AROACKCEVSQ6C2EXAMPLE' } }),
      'resource',
    ],
    [
      'an origin access identity',
      withStatement({
        ...GOOD,
        Principal: { AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1A2B3C4D5' },
      }),
      'resource',
    ],
    [
      'a service of a Region',
      withStatement({ ...GOOD, Principal: { Service: ['logs.eu-west-1.amazonaws.com', 'states.amazonaws.com.cn'] } }),
      'resource',
    ],
    [
      'a SAML provider',
      withStatement({
        ...GOOD_TRUST,
        Action: 'sts:AssumeRoleWithSAML',
        Principal: { Federated: 'arn:aws:iam::123456789012:saml-provider/idp' },
      }),
      'trust',
    ],
    [
      'several actions of a trust policy',
      withStatement({ ...GOOD_TRUST, Action: ['sts:AssumeRole', 'STS:tagsession', 'sts:SetSourceIdentity'] }),
      'trust',
    ],
    ['Deny in a trust policy', withStatement({ ...GOOD_TRUST, Effect: 'Deny' }), 'trust'],
    [
      'the same Sid in no two statements',
      withStatement([
        { ...GOOD, Sid: 'a' },
        { ...GOOD, Sid: 'A' },
      ]),
      'identity',
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
    ['two documents', `${withStatement(GOOD)}${withStatement(GOOD)}`, 'identity', '', SYNTAX],
    ['a byte order mark', `\ufeff${withStatement(GOOD)}`, 'identity', '', SYNTAX],
    ['single quotes', withStatement(GOOD).replaceAll('"', "'"), 'identity', '', SYNTAX],
    ['null', 'null', 'identity', '', SYNTAX],
    ['a text', '"policy"', 'identity', '', SYNTAX],
    ['a Statement that is null', withStatement(null), 'identity', 'Statement', SYNTAX],
    ['a Statement that is text', withStatement('Allow'), 'identity', 'Statement', SYNTAX],
    ['a list in the list of statements', withStatement([[GOOD]]), 'identity', 'Statement[0]', SYNTAX],
    [
      'a Version that is a number',
      JSON.stringify({ Version: 20121017, Statement: GOOD }),
      'identity',
      'Version',
      SYNTAX,
    ],
    ['a Version that is null', JSON.stringify({ Version: null, Statement: GOOD }), 'identity', 'Version', SYNTAX],
    [
      'a Version with white space',
      JSON.stringify({ Version: ' 2012-10-17', Statement: GOOD }),
      'identity',
      'Version',
      SYNTAX,
    ],
    [
      'version in small letters',
      JSON.stringify({ version: '2012-10-17', Statement: GOOD }),
      'identity',
      'version',
      SYNTAX,
    ],
    ['statement in small letters', JSON.stringify({ statement: GOOD }), 'identity', 'statement', SYNTAX],
    [
      'a Version twice',
      `{"Version":"2012-10-17","Version":"2012-10-17","Statement":${JSON.stringify(GOOD)}}`,
      'identity',
      'Version',
      SYNTAX,
    ],
    ['a Sid that is a number', withStatement({ ...GOOD, Sid: 1 }), 'identity', 'Statement.Sid', SYNTAX],
    ['a Sid that is null', withStatement({ ...GOOD, Sid: null }), 'identity', 'Statement.Sid', SYNTAX],
    ['a Sid with a wildcard', withStatement({ ...GOOD, Sid: 'Allow*' }), 'identity', 'Statement.Sid', SYNTAX],
    [
      'a Sid with a letter that is not of ASCII',
      withStatement({ ...GOOD, Sid: 'größe' }),
      'identity',
      'Statement.Sid',
      SYNTAX,
    ],
    ['an Effect that is null', withStatement({ ...GOOD, Effect: null }), 'identity', 'Statement.Effect', SYNTAX],
    ['an Effect that is a list', withStatement({ ...GOOD, Effect: ['Allow'] }), 'identity', 'Statement.Effect', SYNTAX],
    ['an Effect in capitals', withStatement({ ...GOOD, Effect: 'DENY' }), 'identity', 'Statement.Effect', SYNTAX],
    [
      'white space around an Effect',
      withStatement({ ...GOOD, Effect: 'Allow ' }),
      'identity',
      'Statement.Effect',
      SYNTAX,
    ],
    ['an action that is null', withStatement({ ...GOOD, Action: null }), 'identity', 'Statement.Action', SYNTAX],
    [
      'a list of actions with null',
      withStatement({ ...GOOD, Action: ['s3:*', null] }),
      'identity',
      'Statement.Action[1]',
      SYNTAX,
    ],
    [
      'an empty NotAction list',
      withStatement({ Effect: 'Deny', NotAction: [], Resource: '*' }),
      'identity',
      'Statement.NotAction',
      'Policy statement must contain actions.',
    ],
    [
      'white space before an action',
      withStatement({ ...GOOD, Action: ' s3:GetObject' }),
      'identity',
      'Statement.Action',
      'Vendor  s3 is not valid',
    ],
    [
      'white space behind an action',
      withStatement({ ...GOOD, Action: 's3:GetObject ' }),
      'identity',
      'Statement.Action',
      SYNTAX,
    ],
    [
      'white space in an action',
      withStatement({ ...GOOD, Action: 's3:Get Object' }),
      'identity',
      'Statement.Action',
      SYNTAX,
    ],
    ['a service without action', withStatement({ ...GOOD, Action: 's3:' }), 'identity', 'Statement.Action', SYNTAX],
    ['a service alone', withStatement({ ...GOOD, Action: 's3' }), 'identity', 'Statement.Action', NO_VENDOR],
    ['two stars', withStatement({ ...GOOD, Action: '**' }), 'identity', 'Statement.Action', NO_VENDOR],
    [
      'a question mark for a service',
      withStatement({ ...GOOD, Action: '?3:GetObject' }),
      'identity',
      'Statement.Action',
      'Vendor ?3 is not valid',
    ],
    [
      'every service, but one action',
      withStatement({ ...GOOD, Action: '*:GetObject' }),
      'identity',
      'Statement.Action',
      'Vendor * is not valid',
    ],
    [
      'a variable for a service',
      withStatement({ ...GOOD, Action: '${aws:x}:Get' }),
      'identity',
      'Statement.Action',
      'Vendor ${aws is not valid',
    ],
    [
      'Resource and NotResource',
      withStatement({ ...GOOD, NotResource: '*' }),
      'identity',
      'Statement.NotResource',
      SYNTAX,
    ],
    ['a resource that is null', withStatement({ ...GOOD, Resource: null }), 'identity', 'Statement.Resource', SYNTAX],
    [
      'an empty resource',
      withStatement({ ...GOOD, Resource: '' }),
      'identity',
      'Statement.Resource',
      'Resource  must be in ARN format or "*".',
    ],
    [
      'an empty NotResource list',
      withStatement({ Effect: 'Deny', Action: 's3:*', NotResource: [] }),
      'identity',
      'Statement.NotResource',
      'Policy statement must contain resources.',
    ],
    [
      'an ARN in capitals',
      withStatement({ ...GOOD, Resource: 'ARN:aws:s3:::b' }),
      'identity',
      'Statement.Resource',
      'Resource ARN:aws:s3:::b must be in ARN format or "*".',
    ],
    [
      'a star before an ARN',
      withStatement({ ...GOOD, Resource: '*:aws:s3:::b' }),
      'identity',
      'Statement.Resource',
      'Resource *:aws:s3:::b must be in ARN format or "*".',
    ],
    [
      'white space before an ARN',
      withStatement({ ...GOOD, Resource: ' arn:aws:s3:::b' }),
      'identity',
      'Statement.Resource',
      'Resource  arn:aws:s3:::b must be in ARN format or "*".',
    ],
    [
      'an ARN that lacks parts before its end',
      withStatement({ ...GOOD, Resource: 'arn:aws:*:queue1' }),
      'identity',
      'Statement.Resource',
      'The policy failed legacy parsing',
    ],
    [
      'NotPrincipal in an identity policy',
      withStatement({ ...GOOD, Effect: 'Deny', NotPrincipal: '*' }),
      'identity',
      'Statement.NotPrincipal',
      'Policy document should not specify a principal.',
    ],
    [
      'Principal and NotPrincipal',
      withStatement({ ...GOOD_RESOURCE, Effect: 'Deny', NotPrincipal: '*' }),
      'resource',
      'Statement.NotPrincipal',
      SYNTAX,
    ],
    [
      'a principal that is a list',
      withStatement({ ...GOOD, Principal: ['*'] }),
      'resource',
      'Statement.Principal',
      SYNTAX,
    ],
    [
      'a principal that is null',
      withStatement({ ...GOOD, Principal: null }),
      'resource',
      'Statement.Principal',
      SYNTAX,
    ],
    ['an empty principal', withStatement({ ...GOOD, Principal: {} }), 'resource', 'Statement.Principal', SYNTAX],
    [
      'an empty list of principals',
      withStatement({ ...GOOD, Principal: { AWS: [] } }),
      'resource',
      'Statement.Principal.AWS',
      SYNTAX,
    ],
    [
      'a type of principal in small letters',
      withStatement({ ...GOOD, Principal: { aws: '*' } }),
      'resource',
      'Statement.Principal.aws',
      'Invalid principal in policy: "aws":"*"',
    ],
    [
      'an account ID as a number',
      withStatement({ ...GOOD, Principal: { AWS: 123456789012 } }),
      'resource',
      'Statement.Principal.AWS',
      SYNTAX,
    ],
    [
      'an account ID with hyphens',
      withStatement({ ...GOOD, Principal: { AWS: '1234-5678-9012' } }),
      'resource',
      'Statement.Principal.AWS',
      'Invalid principal in policy: "AWS":"1234-5678-9012"',
    ],
    [
      'an account with a wildcard',
      withStatement({ ...GOOD, Principal: { AWS: 'arn:aws:iam::*:root' } }),
      'resource',
      'Statement.Principal.AWS',
      'Invalid principal in policy: "AWS":"arn:aws:iam::*:root"',
    ],
    [
      'a session with a wildcard',
      withStatement({ ...GOOD, Principal: { AWS: 'arn:aws:sts::123456789012:assumed-role/r/*' } }),
      'resource',
      'Statement.Principal.AWS',
      'Invalid principal in policy: "AWS":"arn:aws:sts::123456789012:assumed-role/r/*"',
    ],
    [
      'a session without its name',
      withStatement({ ...GOOD, Principal: { AWS: 'arn:aws:sts::123456789012:assumed-role/r' } }),
      'resource',
      'Statement.Principal.AWS',
      'Invalid principal in policy: "AWS":"arn:aws:sts::123456789012:assumed-role/r"',
    ],
    [
      'a user without name',
      withStatement({ ...GOOD, Principal: { AWS: 'arn:aws:iam::123456789012:user/' } }),
      'resource',
      'Statement.Principal.AWS',
      'Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:user/"',
    ],
    [
      'a variable in a principal',
      withStatement({ ...GOOD, Principal: { AWS: 'arn:aws:iam::123456789012:user/${aws:username}' } }),
      'resource',
      'Statement.Principal.AWS',
      'Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:user/${aws:username}"',
    ],
    [
      'a policy as principal',
      withStatement({ ...GOOD, Principal: { AWS: 'arn:aws:iam::123456789012:policy/p' } }),
      'resource',
      'Statement.Principal.AWS',
      'Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:policy/p"',
    ],
    [
      'the unique ID of a group',
      withStatement({ ...GOOD, Principal: { AWS: 'AGPACKCEVSQ6C2EXAMPLE' } }),
      'resource',
      'Statement.Principal.AWS',
      'Invalid principal in policy: "AWS":"AGPACKCEVSQ6C2EXAMPLE"',
    ],
    [
      'a service with a wildcard',
      withStatement({ ...GOOD, Principal: { Service: '*.amazonaws.com' } }),
      'resource',
      'Statement.Principal.Service',
      'Invalid principal in policy: "Service":"*.amazonaws.com"',
    ],
    [
      'a service without domain',
      withStatement({ ...GOOD, Principal: { Service: 'lambda' } }),
      'resource',
      'Statement.Principal.Service',
      'Invalid principal in policy: "Service":"lambda"',
    ],
    [
      'a provider with a wildcard',
      withStatement({ ...GOOD_TRUST, Principal: { Federated: 'arn:aws:iam::*:saml-provider/idp' } }),
      'trust',
      'Statement.Principal.Federated',
      'Invalid principal in policy: "Federated":"arn:aws:iam::*:saml-provider/idp"',
    ],
    [
      'NotPrincipal in a trust policy',
      withStatement({ Effect: 'Deny', Action: 'sts:AssumeRole', NotPrincipal: { AWS: '123456789012' } }),
      'trust',
      'Statement.NotPrincipal',
      'Has prohibited field NotPrincipal',
    ],
    [
      'NotResource in a trust policy',
      withStatement({ ...GOOD_TRUST, NotResource: '*' }),
      'trust',
      'Statement.NotResource',
      'Has prohibited field NotResource',
    ],
    [
      'every action in a trust policy',
      withStatement({ ...GOOD_TRUST, Action: '*' }),
      'trust',
      'Statement.Action',
      'AssumeRole policy may only specify STS AssumeRole actions.',
    ],
    [
      'no Resource on a resource',
      withStatement({ Effect: 'Allow', Action: 's3:*', Principal: '*' }),
      'resource',
      'Statement',
      'Policy statement must contain resources.',
    ],
    ['a condition that is text', withStatement({ ...GOOD, Condition: 'x' }), 'identity', 'Statement.Condition', SYNTAX],
    [
      'an operator that has a list',
      withStatement({ ...GOOD, Condition: { Bool: [] } }),
      'identity',
      'Statement.Condition.Bool',
      SYNTAX,
    ],
    [
      'null as condition value',
      withStatement({ ...GOOD, Condition: { Bool: { 'aws:x': null } } }),
      'identity',
      'Statement.Condition.Bool["aws:x"]',
      SYNTAX,
    ],
    [
      'a list in a list of condition values',
      withStatement({ ...GOOD, Condition: { Bool: { 'aws:x': [['a']] } } }),
      'identity',
      'Statement.Condition.Bool["aws:x"][0]',
      SYNTAX,
    ],
    [
      'an operator in small letters',
      withStatement({ ...GOOD, Condition: { stringequals: { 'aws:x': 'y' } } }),
      'identity',
      'Statement.Condition.stringequals',
      'Invalid Condition type : stringequals',
    ],
    [
      'an operator that has no negation',
      withStatement({ ...GOOD, Condition: { BinaryNotEquals: { 'aws:x': 'y' } } }),
      'identity',
      'Statement.Condition.BinaryNotEquals',
      'Invalid Condition type : BinaryNotEquals',
    ],
    [
      'a set operator in small letters',
      withStatement({ ...GOOD, Condition: { 'forallvalues:StringLike': { 'aws:x': 'y' } } }),
      'identity',
      'Statement.Condition["forallvalues:StringLike"]',
      'Invalid Condition type : forallvalues:StringLike',
    ],
    [
      'two set operators',
      withStatement({ ...GOOD, Condition: { 'ForAllValues:ForAnyValue:StringLike': { 'aws:x': 'y' } } }),
      'identity',
      'Statement.Condition["ForAllValues:ForAnyValue:StringLike"]',
      'Invalid Condition type : ForAllValues:ForAnyValue:StringLike',
    ],
    [
      'IfExists twice',
      withStatement({ ...GOOD, Condition: { StringLikeIfExistsIfExists: { 'aws:x': 'y' } } }),
      'identity',
      'Statement.Condition.StringLikeIfExistsIfExists',
      'Invalid Condition type : StringLikeIfExistsIfExists',
    ],
    [
      'IfExists before the operator',
      withStatement({ ...GOOD, Condition: { IfExistsStringLike: { 'aws:x': 'y' } } }),
      'identity',
      'Statement.Condition.IfExistsStringLike',
      'Invalid Condition type : IfExistsStringLike',
    ],
    [
      'a set operator before NullIfExists',
      withStatement({ ...GOOD, Condition: { 'ForAnyValue:NullIfExists': { 'aws:x': 'true' } } }),
      'identity',
      'Statement.Condition["ForAnyValue:NullIfExists"]',
      'Invalid Condition type : ForAnyValue:NullIfExists',
    ],
    [
      'an empty condition key',
      withStatement({ ...GOOD, Condition: { StringLike: { '': 'y' } } }),
      'identity',
      'Statement.Condition.StringLike[""]',
      NO_VENDOR,
    ],
    [
      'a condition key that ends with its prefix',
      withStatement({ ...GOOD, Condition: { StringLike: { 'aws:': 'y' } } }),
      'identity',
      'Statement.Condition.StringLike["aws:"]',
      NO_VENDOR,
    ],
    [
      'a condition key twice, in other capitals',
      withStatement({ ...GOOD, Condition: { StringLike: { 'aws:SourceVpc': 'x', 'aws:sourcevpc': 'y' } } }),
      'identity',
      'Statement.Condition.StringLike["aws:sourcevpc"]',
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

const CHECKS = `${GUIDE}/access-analyzer-reference-policy-checks.html`;

describe(`what AWS stores, but what cannot take effect as it is meant (${CHECKS})`, () => {
  it.each<[string, string, string]>([
    ['an Id in an identity-based policy', JSON.stringify({ Version: '2012-10-17', Id: 'x', Statement: GOOD }), 'Id'],
    [
      'a variable without Version',
      JSON.stringify({ Statement: { ...GOOD, Resource: 'arn:aws:s3:::${aws:x}' } }),
      'Statement.Resource',
    ],
    [
      'a variable in the old Version',
      JSON.stringify({ Version: '2008-10-17', Statement: { ...GOOD, Condition: { StringLike: { 'aws:x': '${*}' } } } }),
      'Statement.Condition.StringLike["aws:x"]',
    ],
    [
      'a variable without closing brace',
      withStatement({ ...GOOD, Resource: 'arn:aws:s3:::${aws:x' }),
      'Statement.Resource',
    ],
    ['an empty variable', withStatement({ ...GOOD, Resource: 'arn:aws:s3:::${}' }), 'Statement.Resource'],
    [
      'an empty variable with a default',
      withStatement({ ...GOOD, Resource: "arn:aws:s3:::${, 'x'}" }),
      'Statement.Resource',
    ],
    [
      'a variable with white space',
      withStatement({ ...GOOD, Resource: 'arn:aws:s3:::${ aws:x }' }),
      'Statement.Resource',
    ],
    [
      'a default without quotes',
      withStatement({ ...GOOD, Resource: 'arn:aws:s3:::${aws:x, y}' }),
      'Statement.Resource',
    ],
    [
      'a default with one quote',
      withStatement({ ...GOOD, Resource: "arn:aws:s3:::${aws:x, 'y}" }),
      'Statement.Resource',
    ],
    [
      'a variable in a variable',
      withStatement({ ...GOOD, Resource: 'arn:aws:s3:::${aws:${aws:x}}' }),
      'Statement.Resource',
    ],
    ['a star in a variable', withStatement({ ...GOOD, Resource: 'arn:aws:s3:::${aws:*}' }), 'Statement.Resource'],
    [
      'the second variable of two',
      withStatement({ ...GOOD, Resource: 'arn:aws:s3:::${aws:x}/${}' }),
      'Statement.Resource',
    ],
    ['a variable in an action', withStatement({ ...GOOD, Action: 's3:Get${*}' }), 'Statement.Action'],
    [
      'a variable under a numeric operator',
      withStatement({ ...GOOD, Condition: { NumericEquals: { 'aws:x': '${aws:y}' } } }),
      'Statement.Condition.NumericEquals["aws:x"]',
    ],
    [
      'a variable under Null',
      withStatement({ ...GOOD, Condition: { Null: { 'aws:x': '${aws:y}' } } }),
      'Statement.Condition.Null["aws:x"]',
    ],
    [
      'a variable under IpAddress',
      withStatement({ ...GOOD, Condition: { IpAddress: { 'aws:SourceIp': '${aws:y}' } } }),
      'Statement.Condition.IpAddress["aws:SourceIp"]',
    ],
    [
      'what is no base64',
      withStatement({ ...GOOD, Condition: { BinaryEquals: { 'aws:x': 'a?' } } }),
      'Statement.Condition.BinaryEquals["aws:x"]',
    ],
    [
      'a wildcard in a condition key',
      withStatement({ ...GOOD, Condition: { StringLike: { 'aws:RequestTag/*': 'y' } } }),
      'Statement.Condition.StringLike["aws:RequestTag/*"]',
    ],
    [
      'a tag without key',
      withStatement({ ...GOOD, Condition: { StringLike: { 'aws:RequestTag': 'y' } } }),
      'Statement.Condition.StringLike["aws:RequestTag"]',
    ],
    [
      'a tag with an empty key',
      withStatement({ ...GOOD, Condition: { StringLike: { 'aws:ResourceTag/': 'y' } } }),
      'Statement.Condition.StringLike["aws:ResourceTag/"]',
    ],
    [
      'a wildcard in the resource type of IAM',
      withStatement({ ...GOOD, Resource: 'arn:aws:iam::123456789012:u*' }),
      'Statement.Resource',
    ],
  ])('%s is a warning', (_name, text, path) => {
    const { document, faults } = readPolicyText(text, 'identity');
    expect(document).not.toBeNull();
    expect(faults.map((fault) => [fault.severity, formatPath(fault.path)])).toEqual([['warning', path]]);
  });

  it.each([
    ['variables of every kind', "arn:aws:s3:::${aws:x}${*}${?}${$}/${aws:y, 'a b'}/${aws:PrincipalTag/a b}"],
    ['a dollar and a brace apart', 'arn:aws:s3:::$ {x}'],
    ['a variable before the fifth colon', 'arn:aws:sqs:*:${aws:PrincipalAccount}:queue'],
  ])('%s are not', (_name, Resource) => {
    expect(readPolicyText(withStatement({ ...GOOD, Resource }), 'identity').faults).toEqual([]);
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
  it('places a hundred thousand statements of one line without scanning it for each', () => {
    const text = withStatement(Array.from({ length: 100_000 }, () => GOOD));
    const { statements } = parsePolicy(text, 'identity');
    expect(statements.at(-1)?.position).toEqual({ line: 1, column: text.lastIndexOf('{"Effect"') + 1 });
  });

  it('places each statement by its line and column', () => {
    const text = `{"Version":"2012-10-17","Statement":[\n  ${JSON.stringify(GOOD)},\r\n\n ${JSON.stringify(GOOD)}\n]}`;
    expect(parsePolicy(text, 'identity').statements.map(({ position }) => position)).toEqual([
      { line: 2, column: 3 },
      { line: 4, column: 2 },
    ]);
  });

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
