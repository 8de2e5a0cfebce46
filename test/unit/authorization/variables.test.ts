import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../../../src-main/authorization/compile.ts';
import { decide } from '../../../src-main/authorization/decide.ts';
import { explain } from '../../../src-main/authorization/explain.ts';
import { SERVICE_FACTS } from '../../fixtures/service-facts.ts';
import { type Context, type Given, GUIDE, SESSION, decideFor, policySet, request } from './scenario.ts';

const PAGE = `${GUIDE}/reference_policies_variables.html`;

function allow(resource: string): Given {
  return { identity: { Effect: 'Allow', Action: '*', Resource: resource } };
}

function decideWith(version: string | undefined, resource: string): string {
  const statement = { Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::b/${aws:username}' };
  const text = JSON.stringify({ ...(version === undefined ? {} : { Version: version }), Statement: statement });
  const compiled = compilePolicy(text, { name: 'p', arn: null, source: 'test' });
  return decide(request({ resource }), { identity: [compiled], resource: [] }, SERVICE_FACTS);
}

describe(`policy variables in a Resource (${PAGE})`, () => {
  it.each<[string, string, Context, string]>([
    ['arn:aws:s3:::b/${aws:username}/*', 'arn:aws:s3:::b/lucy/k', {}, 'Allowed'],
    ['arn:aws:s3:::b/${aws:username}/*', 'arn:aws:s3:::b/mallory/k', {}, 'ImplicitlyDenied'],
    ['arn:aws:s3:::b/${AWS:UserName}', 'arn:aws:s3:::b/lucy', {}, 'Allowed'],
    [
      'arn:aws:s3:::b/${aws:PrincipalTag/team}/*',
      'arn:aws:s3:::b/blue/k',
      { 'aws:PrincipalTag/Team': 'blue' },
      'Allowed',
    ],
    ['arn:aws:s3:::b/${aws:PrincipalTag/team}', 'arn:aws:s3:::b/${aws:PrincipalTag/team}', {}, 'ImplicitlyDenied'],
    ["arn:aws:s3:::b/${aws:PrincipalTag/team, 'all'}/*", 'arn:aws:s3:::b/all/k', {}, 'Allowed'],
    [
      "arn:aws:s3:::b/${aws:PrincipalTag/team, 'all'}/*",
      'arn:aws:s3:::b/all/k',
      { 'aws:PrincipalTag/team': 'x' },
      'ImplicitlyDenied',
    ],
    ["arn:aws:s3:::b/${aws:PrincipalTag/team,''}k", 'arn:aws:s3:::b/k', {}, 'Allowed'],
    ['arn:aws:s3:::b/${*}', 'arn:aws:s3:::b/*', {}, 'Allowed'],
    ['arn:aws:s3:::b/${*}', 'arn:aws:s3:::b/x', {}, 'ImplicitlyDenied'],
    ['arn:aws:s3:::b/${?}', 'arn:aws:s3:::b/?', {}, 'Allowed'],
    ['arn:aws:s3:::b/${?}', 'arn:aws:s3:::b/x', {}, 'ImplicitlyDenied'],
    ['arn:aws:s3:::b/${$}{x}', 'arn:aws:s3:::b/${x}', {}, 'Allowed'],
    // A value is no pattern: whoever sets a tag must not widen the policy.
    [
      'arn:aws:s3:::b/${aws:PrincipalTag/t}',
      'arn:aws:s3:::b/secret',
      { 'aws:PrincipalTag/t': '*' },
      'ImplicitlyDenied',
    ],
    ['arn:aws:s3:::b/${aws:PrincipalTag/t}/*', 'arn:aws:s3:::b/a/k', { 'aws:PrincipalTag/t': '?' }, 'ImplicitlyDenied'],
    [
      'arn:aws:s3:::b/${aws:PrincipalTag/t}',
      'arn:aws:s3:::b/lucy',
      { 'aws:PrincipalTag/t': '${aws:username}' },
      'ImplicitlyDenied',
    ],
    ['arn:aws:s3:::b/${aws:TagKeys}', 'arn:aws:s3:::b/a', { 'aws:TagKeys': ['a', 'b'] }, 'ImplicitlyDenied'],
    ['arn:aws:s3:::b/${aws:username', 'arn:aws:s3:::b/${aws:username', {}, 'Allowed'],
    // Special characters.
    ['arn:aws:s3:::b/${$}${$}', 'arn:aws:s3:::b/$$', {}, 'Allowed'],
    ['arn:aws:s3:::b/a${*}*', 'arn:aws:s3:::b/a*b', {}, 'Allowed'],
    ['arn:aws:s3:::b/a${*}*', 'arn:aws:s3:::b/ab', {}, 'ImplicitlyDenied'],
    ['arn:aws:s3:::b/a${?}?', 'arn:aws:s3:::b/a?b', {}, 'Allowed'],
    ['arn:aws:s3:::b/${$}{aws:username}', 'arn:aws:s3:::b/lucy', {}, 'ImplicitlyDenied'],
    ['arn:aws:s3:::b/$lucy', 'arn:aws:s3:::b/$lucy', {}, 'Allowed'],
    ['arn:aws:s3:::b/{aws:username}', 'arn:aws:s3:::b/lucy', {}, 'ImplicitlyDenied'],
    // Default values: between single quotes, behind a comma and a space; case counts.
    ["arn:aws:s3:::shop-${aws:PrincipalTag/team, 'company-wide'}/*", 'arn:aws:s3:::shop-company-wide/k', {}, 'Allowed'],
    [
      "arn:aws:s3:::shop-${aws:PrincipalTag/team, 'company-wide'}/*",
      'arn:aws:s3:::shop-yellow/k',
      {},
      'ImplicitlyDenied',
    ],
    [
      "arn:aws:s3:::shop-${aws:PrincipalTag/team, 'company-wide'}/*",
      'arn:aws:s3:::shop-yellow/k',
      { 'aws:PrincipalTag/team': 'yellow' },
      'Allowed',
    ],
    [
      "arn:aws:s3:::shop-${aws:PrincipalTag/team, 'company-wide'}/*",
      'arn:aws:s3:::shop-company-wide/k',
      { 'aws:PrincipalTag/team': 'yellow' },
      'ImplicitlyDenied',
    ],
    ["arn:aws:s3:::b/${aws:x, 'All'}", 'arn:aws:s3:::b/all', {}, 'ImplicitlyDenied'],
    ["arn:aws:s3:::b/${aws:x, '*'}", 'arn:aws:s3:::b/*', {}, 'Allowed'],
    ["arn:aws:s3:::b/${aws:x, '*'}", 'arn:aws:s3:::b/k', {}, 'ImplicitlyDenied'],
    ["arn:aws:s3:::b/${aws:x, 'a, b'}", 'arn:aws:s3:::b/a, b', {}, 'Allowed'],
    ["arn:aws:s3:::b/${aws:x, 'it's'}", "arn:aws:s3:::b/it's", {}, 'Allowed'],
    ["arn:aws:s3:::b/${aws:x,'y'}", 'arn:aws:s3:::b/y', {}, 'Allowed'],
    ["arn:aws:s3:::b/${aws:x, 'y'}", 'arn:aws:s3:::b/', { 'aws:x': '' }, 'Allowed'],
    ['arn:aws:s3:::b/${aws:x, y}', 'arn:aws:s3:::b/y', {}, 'ImplicitlyDenied'],
    ['arn:aws:s3:::b/${aws:x, "y"}', 'arn:aws:s3:::b/y', {}, 'ImplicitlyDenied'],
    // A key with several values fills in no variable, and leaves it its default.
    ["arn:aws:s3:::b/${aws:TagKeys, 'none'}", 'arn:aws:s3:::b/none', { 'aws:TagKeys': ['a', 'b'] }, 'Allowed'],
    // No value: the resource matches nothing, not even what looks alike.
    ['arn:aws:s3:::b/x${aws:none}', 'arn:aws:s3:::b/x', {}, 'ImplicitlyDenied'],
    ['arn:aws:s3:::b/*${aws:none}', 'arn:aws:s3:::b/x', {}, 'ImplicitlyDenied'],
    ['arn:aws:s3:::b/${aws:none}*', 'arn:aws:s3:::b/x', {}, 'ImplicitlyDenied'],
    ['arn:aws:s3:::b/${}', 'arn:aws:s3:::b/', {}, 'ImplicitlyDenied'],
    // An empty value is a value.
    ['arn:aws:s3:::b/${aws:x}k', 'arn:aws:s3:::b/k', { 'aws:x': '' }, 'Allowed'],
    // Several variables, beside wildcards and each other.
    ['arn:aws:s3:::${aws:x}/${aws:y}', 'arn:aws:s3:::b/k', { 'aws:x': 'b', 'aws:y': 'k' }, 'Allowed'],
    ['arn:aws:s3:::b/${aws:x}${aws:y}', 'arn:aws:s3:::b/xy', { 'aws:x': 'x', 'aws:y': 'y' }, 'Allowed'],
    ['arn:aws:s3:::b/?${aws:x}*${aws:y}', 'arn:aws:s3:::b/1x23y', { 'aws:x': 'x', 'aws:y': 'y' }, 'Allowed'],
    ['arn:aws:s3:::b/?${aws:x}*${aws:y}', 'arn:aws:s3:::b/x23y', { 'aws:x': 'x', 'aws:y': 'y' }, 'ImplicitlyDenied'],
    ['arn:aws:s3:::b/*/${aws:username}', 'arn:aws:s3:::b/a/b/lucy', {}, 'Allowed'],
    // A value is filled in once: what it holds is no variable, and the first brace closes.
    ['arn:aws:s3:::b/${aws:x}', 'arn:aws:s3:::b/${aws:y}', { 'aws:x': '${aws:y}', 'aws:y': 'z' }, 'Allowed'],
    ['arn:aws:s3:::b/${aws:${aws:x}}', 'arn:aws:s3:::b/z', { 'aws:x': 'y', 'aws:y': 'z' }, 'ImplicitlyDenied'],
    // White space in a name is none that a key has; in a tag's key it may be.
    ['arn:aws:s3:::b/${ aws:username }', 'arn:aws:s3:::b/lucy', {}, 'ImplicitlyDenied'],
    [
      'arn:aws:s3:::b/${aws:PrincipalTag/cost center}',
      'arn:aws:s3:::b/7',
      { 'aws:PrincipalTag/Cost Center': '7' },
      'Allowed',
    ],
    // Before the fifth colon too, as AWS's managed policies have them, though the page says otherwise.
    ['arn:${aws:p}:s3:::b/k', 'arn:aws:s3:::b/k', { 'aws:p': 'aws' }, 'Allowed'],
    ['arn:aws:s3:::b/${aws:username}', 'arn:aws:s3:::b/Lucy', {}, 'ImplicitlyDenied'],
  ])('%s on %s with %j: %s', (pattern, resource, context, expected) => {
    expect(decideFor({ resource, context }, allow(pattern))).toBe(expected);
  });

  it('match nothing for a principal that has no such key', () => {
    const given = allow('arn:aws:s3:::b/${aws:username}');
    expect(decideFor({ principal: SESSION, resource: 'arn:aws:s3:::b/' }, given)).toBe('ImplicitlyDenied');
  });

  it('work the same way in NotResource', () => {
    const identity = { Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::b/${aws:username}' };
    expect(decideFor({ resource: 'arn:aws:s3:::b/lucy' }, { identity })).toBe('ImplicitlyDenied');
    expect(decideFor({ resource: 'arn:aws:s3:::b/bob' }, { identity })).toBe('Allowed');
  });
});

describe(`policy variables in a Condition (${PAGE})`, () => {
  it.each<[string, string, Context, string]>([
    ['StringEquals', '${aws:username}', { 's3:prefix': 'lucy' }, 'Allowed'],
    ['StringLike', '${aws:username}/*', { 's3:prefix': 'lucy/a' }, 'Allowed'],
    ['StringLike', '${aws:username}/*', { 's3:prefix': 'bob/a' }, 'ImplicitlyDenied'],
    ['StringEqualsIgnoreCase', '${aws:username}', { 's3:prefix': 'LUCY' }, 'Allowed'],
    ['StringEquals', '${aws:SourceVpc}', { 's3:prefix': '' }, 'ImplicitlyDenied'],
    ['StringNotEquals', '${aws:username}', { 's3:prefix': 'lucy' }, 'ImplicitlyDenied'],
    ['StringLike', 'a${*}', { 's3:prefix': 'a*' }, 'Allowed'],
    ['StringLike', 'a${*}', { 's3:prefix': 'ab' }, 'ImplicitlyDenied'],
    ['ArnLike', 'arn:aws:s3:::${aws:username}', { 's3:prefix': 'arn:aws:s3:::lucy' }, 'Allowed'],
    ['StringLike', '${aws:x}', { 's3:prefix': 'anything', 'aws:x': '*' }, 'ImplicitlyDenied'],
    ['StringLike', '${aws:x}', { 's3:prefix': '*', 'aws:x': '*' }, 'Allowed'],
    ['StringLike', '${aws:x}*', { 's3:prefix': '?b', 'aws:x': '?' }, 'Allowed'],
    ['StringLike', '${aws:x}*', { 's3:prefix': 'ab', 'aws:x': '?' }, 'ImplicitlyDenied'],
    ['StringLike', '*${*}*', { 's3:prefix': 'a*b' }, 'Allowed'],
    ['StringLike', '*${*}*', { 's3:prefix': 'ab' }, 'ImplicitlyDenied'],
    ['StringEquals', '${*}', { 's3:prefix': '*' }, 'Allowed'],
    ['StringEquals', '${$}{aws:username}', { 's3:prefix': '${aws:username}' }, 'Allowed'],
    ['StringEquals', "${aws:none, 'lucy'}", { 's3:prefix': 'lucy' }, 'Allowed'],
    ['StringEquals', "${aws:none, ''}", { 's3:prefix': '' }, 'Allowed'],
    ['StringEquals', '${aws:none}', { 's3:prefix': '${aws:none}' }, 'ImplicitlyDenied'],
    ['StringEqualsIgnoreCase', 'DIR-${aws:x}', { 's3:prefix': 'dir-a', 'aws:x': 'A' }, 'Allowed'],
    ['StringEqualsIgnoreCase', '${aws:none}', { 's3:prefix': '' }, 'ImplicitlyDenied'],
    // A variable without value: nothing equals it, so that a negated operator holds.
    ['StringNotEquals', '${aws:none}', { 's3:prefix': 'x' }, 'Allowed'],
    ['StringNotLike', '${aws:none}*', { 's3:prefix': 'x' }, 'Allowed'],
    ['StringNotEqualsIgnoreCase', '${aws:none}', { 's3:prefix': 'x' }, 'Allowed'],
    ['ArnNotLike', 'arn:aws:s3:::${aws:none}', { 's3:prefix': 'arn:aws:s3:::x' }, 'Allowed'],
    ['StringEqualsIfExists', '${aws:none}', { 's3:prefix': 'x' }, 'ImplicitlyDenied'],
    ['ForAnyValue:StringEquals', '${aws:username}', { 's3:prefix': ['bob', 'lucy'] }, 'Allowed'],
    ['ForAllValues:StringLike', '${aws:username}*', { 's3:prefix': ['lucy1', 'bob'] }, 'ImplicitlyDenied'],
    // A variable may hold a whole ARN, or a part of one; its stars are no wildcards.
    ['ArnEquals', '${aws:PrincipalArn}', { 's3:prefix': 'arn:aws:iam::123456789012:user/lucy' }, 'Allowed'],
    ['ArnLike', 'arn:aws:s3:::${aws:x}', { 's3:prefix': 'arn:aws:s3:::b', 'aws:x': '*' }, 'ImplicitlyDenied'],
    ['ArnLike', 'arn:aws:*:${aws:x}:*:b', { 's3:prefix': 'arn:aws:s3:eu:1:b', 'aws:x': 'eu' }, 'Allowed'],
    // Bool takes variables by the page of operators.
    ['Bool', '${aws:x}', { 's3:prefix': 'true', 'aws:x': 'True' }, 'Allowed'],
    ['Bool', '${aws:x}', { 's3:prefix': 'true', 'aws:x': 'false' }, 'ImplicitlyDenied'],
    ['Bool', '${aws:none}', { 's3:prefix': 'true' }, 'ImplicitlyDenied'],
    // No variables in numbers, dates, addresses and binary values.
    ['NumericEquals', '${aws:n}', { 's3:prefix': '1', 'aws:n': '1' }, 'ImplicitlyDenied'],
    ['NumericEquals', "${aws:n, '1'}", { 's3:prefix': '1' }, 'ImplicitlyDenied'],
    ['DateEquals', '${aws:n}', { 's3:prefix': '2026-01-01', 'aws:n': '2026-01-01' }, 'ImplicitlyDenied'],
    ['IpAddress', '${aws:n}', { 's3:prefix': '10.0.0.1', 'aws:n': '10.0.0.1' }, 'ImplicitlyDenied'],
    ['BinaryEquals', '${aws:n}', { 's3:prefix': 'QQ==', 'aws:n': 'QQ==' }, 'ImplicitlyDenied'],
    ['Null', '${aws:n}', { 'aws:n': 'true' }, 'ImplicitlyDenied'],
  ])('%s %s with %j: %s', (operator, wanted, context, expected) => {
    const identity = {
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { [operator]: { 's3:prefix': wanted } },
    };
    expect(decideFor({ context }, { identity })).toBe(expected);
  });
});

describe(`version of the language (${GUIDE}/reference_policies_elements_version.html)`, () => {
  it.each([
    ['2012-10-17', 'arn:aws:s3:::b/lucy', 'Allowed'],
    ['2012-10-17', 'arn:aws:s3:::b/${aws:username}', 'ImplicitlyDenied'],
    ['2008-10-17', 'arn:aws:s3:::b/lucy', 'ImplicitlyDenied'],
    ['2008-10-17', 'arn:aws:s3:::b/${aws:username}', 'Allowed'],
    [undefined, 'arn:aws:s3:::b/lucy', 'ImplicitlyDenied'],
    [undefined, 'arn:aws:s3:::b/${aws:username}', 'Allowed'],
  ])('Version %s on %s: %s', (version, resource, expected) => {
    expect(decideWith(version, resource)).toBe(expected);
  });
});

describe(`policy variables in Version 2008-10-17 (${GUIDE}/reference_policies_elements_version.html)`, () => {
  it.each([
    ['StringEquals', '${aws:username}', 'lucy', 'ImplicitlyDenied'],
    ['StringEquals', '${aws:username}', '${aws:username}', 'Allowed'],
    ['StringLike', '${*}', '${anything}', 'Allowed'],
    ['StringEquals', '${*}', '*', 'ImplicitlyDenied'],
    ['StringEquals', "${aws:none, 'x'}", 'x', 'ImplicitlyDenied'],
  ])('%s %s with %s: %s', (operator, wanted, actual, expected) => {
    const statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition: { [operator]: { 'aws:x': wanted } } };
    const text = JSON.stringify({ Version: '2008-10-17', Statement: statement });
    const compiled = compilePolicy(text, { name: 'p', arn: null, source: 'test' });
    const asked = request({ context: { 'aws:x': actual } });
    expect(decide(asked, { identity: [compiled], resource: [] }, SERVICE_FACTS)).toBe(expected);
  });
});

// Written out, the values would take 20 GB: more than a string can be. Whoever walks through a text again for each of its
// parts is at it for longer than a test may take.
describe('policy variables that could grow beyond all measure', () => {
  const long = 'a'.repeat(1_000_000);
  const many = '${aws:x}'.repeat(20_000);

  it.each([
    ['a thousand long values in a Resource', `arn:aws:s3:::b/${many}`],
    ['a thousand long values behind a wildcard', `arn:aws:s3:::b/*${many}`],
    ['a thousand long values between wildcards', `arn:aws:s3:::b/${'*${aws:x}'.repeat(20_000)}`],
    ['braces that open and never close', `arn:aws:s3:::b/${'${'.repeat(100_000)}`],
    ['white space without end', `arn:aws:s3:::b/\${aws:x${' '.repeat(100_000)}}`],
    ['commas without end', `arn:aws:s3:::b/\${aws:x${', '.repeat(100_000)}}`],
    ['quotes without end', `arn:aws:s3:::b/\${aws:x, ${"'".repeat(100_000)}}`],
  ])('%s are compared without being written out', (_name, resource) => {
    expect(decideFor({ context: { 'aws:x': long } }, allow(resource))).toBe('ImplicitlyDenied');
  });

  it.each(['StringEquals', 'StringLike', 'StringEqualsIgnoreCase', 'ArnLike', 'Bool'])(
    'a thousand long values under %s are compared without being written out',
    (operator) => {
      const identity = { Effect: 'Allow', Action: '*', Resource: '*', Condition: { [operator]: { 'aws:y': many } } };
      const context = { 'aws:x': long, 'aws:y': 'true' };
      expect(decideFor({ context }, { identity })).toBe('ImplicitlyDenied');
    },
  );

  it('are explained in a text that a person can still read', () => {
    const policies = policySet(allow(`arn:aws:s3:::b/${many}`));
    const { layers } = explain(request({ context: { 'aws:x': long } }), policies, SERVICE_FACTS);
    const resolved = layers.flatMap((layer) => layer.policies.flatMap((entry) => entry.statements));
    expect(resolved).toHaveLength(1);
    expect(JSON.stringify(resolved).length).toBeLessThan(1_000_000);
  });
});
