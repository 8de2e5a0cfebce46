import { describe, expect, it } from 'vitest';
import { matchPrincipal, compilePrincipal, type PrincipalMatch } from '../../../src-main/authorization/principals.ts';
import { parsePrincipal } from '../../../src-main/authorization/parse-principal.ts';
import type { PrincipalValue } from '../../../src-main/authorization/policy/document.ts';
import type { Principal } from '../../../src-shared/principal.ts';
import { FEDERATED, GUIDE, LUCY, OTHER_ACCOUNT, ROLE, ROOT, SESSION } from './scenario.ts';

const OTHER_ROOT = `arn:aws:iam::${OTHER_ACCOUNT}:root`;

function who(text: string): Principal {
  const principal = parsePrincipal(text);
  if (principal === null) throw new Error(`${text} is no principal.`);
  return principal;
}

function value(text: string): PrincipalValue {
  const [type, ...rest] = text.split('=');
  if (rest.length === 0) return { type: 'AWS', value: text };
  return {
    type: type === 'Service' ? 'Service' : type === 'Federated' ? 'Federated' : 'CanonicalUser',
    value: rest.join('='),
  };
}

describe(`Principal (${GUIDE}/reference_policies_elements_principal.html)`, () => {
  it.each<[string, string, PrincipalMatch]>([
    ['*', '*', 'direct'],
    ['*', LUCY, 'direct'],
    ['*', SESSION, 'direct'],
    ['*', 'lambda.amazonaws.com', 'direct'],
    [LUCY, LUCY, 'direct'],
    [LUCY, `${LUCY}2`, 'none'],
    [LUCY, '*', 'none'],
    ['123456789012', LUCY, 'account'],
    ['123456789012', SESSION, 'account'],
    ['123456789012', FEDERATED, 'account'],
    ['123456789012', ROOT, 'account'],
    ['123456789012', '*', 'none'],
    ['123456789012', 'lambda.amazonaws.com', 'none'],
    [ROOT, LUCY, 'account'],
    [OTHER_ROOT, LUCY, 'none'],
    [ROLE, SESSION, 'identity'],
    [SESSION, SESSION, 'direct'],
    [`${SESSION}2`, SESSION, 'none'],
    [FEDERATED, FEDERATED, 'direct'],
    ['Service=lambda.amazonaws.com', 'lambda.amazonaws.com', 'direct'],
    ['Service=ec2.amazonaws.com', 'lambda.amazonaws.com', 'none'],
    ['Service=lambda.amazonaws.com', LUCY, 'none'],
    ['AIDACKCEVSQ6C2EXAMPLE', LUCY, 'none'],
    ['Federated=accounts.google.com', LUCY, 'none'],
  ])('%s names %s: %s', (written, principal, expected) => {
    const compiled = compilePrincipal({ negated: false, values: [value(written)] });
    expect(matchPrincipal(compiled, who(principal), false)).toBe(expected);
  });

  it('takes the closest of several values', () => {
    const compiled = compilePrincipal({ negated: false, values: [value(ROOT), value(ROLE), value(SESSION)] });
    expect(matchPrincipal(compiled, who(SESSION), false)).toBe('direct');
  });

  it('names a user by its unique ID', () => {
    const compiled = compilePrincipal({ negated: false, values: [value('AIDACKCEVSQ6C2EXAMPLE')] });
    const lucy: Principal = {
      kind: 'user',
      arn: 'arn:aws:iam::123456789012:user/lucy',
      accountId: '123456789012',
      userName: 'lucy',
      userId: 'AIDACKCEVSQ6C2EXAMPLE',
      tags: [],
    };
    expect(matchPrincipal(compiled, lucy, false)).toBe('direct');
    expect(matchPrincipal(compiled, { ...lucy, userId: 'AIDAXXXXXXXXXXEXAMPLE' }, false)).toBe('none');
  });

  it('names a federated user through the user who federated', () => {
    const compiled = compilePrincipal({ negated: false, values: [value(LUCY)] });
    const carol = who(FEDERATED);
    if (carol.kind !== 'federatedUser') throw new Error('not federated');
    expect(matchPrincipal(compiled, { ...carol, userArn: 'arn:aws:iam::123456789012:user/lucy' }, false)).toBe(
      'identity',
    );
  });
});

describe(`NotPrincipal (${GUIDE}/reference_policies_elements_notprincipal.html)`, () => {
  it.each<[string, string[], string, boolean, boolean]>([
    ['excepts the user that is named', [LUCY, ROOT], LUCY, false, true],
    ['does not except the rest of its account', [LUCY, ROOT], `arn:aws:iam::123456789012:user/bob`, false, false],
    ['excepts the root user by its account', [ROOT], ROOT, false, true],
    ['excepts a session when it and its role are named', [SESSION, ROLE, ROOT], SESSION, false, true],
    ['does not except a session by its role alone', [ROLE, ROOT], SESSION, false, false],
    ['excepts a service', ['Service=lambda.amazonaws.com'], 'lambda.amazonaws.com', false, true],
    ['does not except nobody', [ROOT], '*', false, false],
    ['never excepts a user with a permissions boundary', [LUCY, ROOT], LUCY, true, false],
    ['never excepts a session of a role with a permissions boundary', [SESSION, ROLE, ROOT], SESSION, true, false],
  ])('%s', (_name, values, principal, bounded, excepted) => {
    const compiled = compilePrincipal({ negated: true, values: values.map(value) });
    expect(matchPrincipal(compiled, who(principal), bounded)).toBe(excepted ? 'none' : 'direct');
  });
});
