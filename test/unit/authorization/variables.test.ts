import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../../../src-main/authorization/compile.ts';
import { decide } from '../../../src-main/authorization/decide.ts';
import { SERVICE_FACTS } from '../../fixtures/service-facts.ts';
import { type Context, type Given, GUIDE, SESSION, decideFor, request } from './scenario.ts';

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
    // No variables in numbers, dates, addresses and binary values.
    ['NumericEquals', '${aws:n}', { 's3:prefix': '1', 'aws:n': '1' }, 'ImplicitlyDenied'],
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
