import { describe } from 'vitest';
import type { Decision } from '../../../../src-shared/decision/explanation.ts';
import type { Principal } from '../../../../src-shared/principal.ts';
import {
  ACCOUNT,
  ALLOW_EC2,
  ALLOW_S3,
  type Case,
  DENY_S3,
  FEDERATED,
  type Given,
  GUIDE,
  LUCY,
  ROLE,
  ROOT,
  SESSION,
  denyTo,
  grant,
  verdicts,
} from '../scenario.ts';

describe(`within one account (${GUIDE}/reference_policies_evaluation-logic_policy-eval-basics-single-account.html)`, () => {
  verdicts([
    ['the resource policy alone suffices', {}, { resource: grant({ AWS: LUCY }) }, 'Allowed'],
    ['the identity policy alone suffices', {}, { identity: ALLOW_S3, resource: grant({ AWS: ROLE }) }, 'Allowed'],
    [
      'neither alone when both are silent',
      {},
      { identity: ALLOW_EC2, resource: grant({ AWS: ROLE }) },
      'ImplicitlyDenied',
    ],
    [
      'a policy that names the account leaves it to the account',
      {},
      { resource: grant({ AWS: ACCOUNT }) },
      'ImplicitlyDenied',
    ],
    ['as does one that names its root', {}, { resource: grant({ AWS: ROOT }) }, 'ImplicitlyDenied'],
    ['which then allows', {}, { identity: ALLOW_S3, resource: grant({ AWS: ROOT }) }, 'Allowed'],
    ['everybody is everybody', {}, { resource: grant('*') }, 'Allowed'],
    ['the root user may do everything', { principal: ROOT }, {}, 'Allowed'],
    ['unless the resource denies', { principal: ROOT }, { resource: denyTo('*') }, 'ExplicitlyDenied'],
  ]);
});

/**
 * The table "Impact of resource-based policies and implicit denies in other policy types". How the resource's policy
 * names the principal decides which other policies it can do without: what comes of a request when the identity-based
 * policies, the permissions boundary, or the session policy say nothing while all others allow.
 */
describe(`a grant by a resource and implicit denies (${GUIDE}/reference_policies_evaluation-logic_policy-eval-denyallow.html)`, () => {
  const YES = 'Allowed';
  const NO = 'ImplicitlyDenied';
  type Row = readonly [
    who: string,
    principal: string,
    written: unknown,
    ...silent: [Decision, Decision, Decision | null],
  ];
  const rows: readonly Row[] = [
    // Who is named, how; and the verdict when identity, boundary, session are silent.
    ['a user by its ARN', LUCY, { AWS: LUCY }, YES, YES, null],
    ['a user by everybody', LUCY, '*', YES, YES, null],
    ['a user by its account', LUCY, { AWS: ACCOUNT }, NO, NO, null],
    ['a user by the root ARN', LUCY, { AWS: ROOT }, NO, NO, null],
    ['a user by the root ARN and by its own', LUCY, { AWS: [ROOT, LUCY] }, YES, YES, null],
    ['a session by the ARN of its role', SESSION, { AWS: ROLE }, YES, NO, NO],
    ['a session by its ARN', SESSION, { AWS: SESSION }, YES, YES, YES],
    ['a session by everybody', SESSION, '*', YES, YES, YES],
    ['a session by everybody, as AWS', SESSION, { AWS: '*' }, YES, YES, YES],
    ['a session by its account', SESSION, { AWS: ACCOUNT }, NO, NO, NO],
    ['a session by its role and by its ARN', SESSION, { AWS: [ROLE, SESSION] }, YES, YES, YES],
    ['a session by its account and its role', SESSION, { AWS: [ROOT, ROLE] }, YES, NO, NO],
    ['a federated user by its ARN', FEDERATED, { AWS: FEDERATED }, YES, YES, YES],
    ['a federated user by its account', FEDERATED, { AWS: ACCOUNT }, NO, NO, NO],
  ];

  describe.each(rows)('that names %s', (_who, principal, written, identity, boundary, session) => {
    const sessionCase: readonly Case[] =
      session === null ? [] : [['a silent session policy', {}, { session: ALLOW_EC2 }, session]];
    verdicts(
      [
        ['silent identity-based policies', {}, { identity: ALLOW_EC2 }, identity],
        ['a silent boundary', {}, { boundary: ALLOW_EC2 }, boundary],
        ...sessionCase,
        ['a boundary that denies', {}, { boundary: DENY_S3 }, 'ExplicitlyDenied'],
        ['a silent SCP', {}, { scp: [[ALLOW_EC2]] }, 'ImplicitlyDenied'],
      ],
      { principal },
      {
        resource: grant(written),
        identity: ALLOW_S3,
        boundary: ALLOW_S3,
        ...(session === null ? {} : { session: ALLOW_S3 }),
      },
    );
  });
});

describe(`a federated user, named by the user who federated (${GUIDE}/reference_policies_evaluation-logic_policy-eval-denyallow.html)`, () => {
  const carol: Principal = {
    kind: 'federatedUser',
    arn: FEDERATED,
    accountId: ACCOUNT,
    name: 'carol',
    userArn: LUCY,
    tags: [],
  };
  verdicts(
    [
      ['needs nothing from identity-based policies', {}, { session: ALLOW_S3 }, 'Allowed'],
      ['needs the session policy', {}, { session: ALLOW_EC2 }, 'ImplicitlyDenied'],
      ['and cannot do without one', {}, {}, 'ImplicitlyDenied'],
      ['needs the boundary', {}, { session: ALLOW_S3, boundary: ALLOW_EC2 }, 'ImplicitlyDenied'],
      ['which may allow', {}, { session: ALLOW_S3, boundary: ALLOW_S3 }, 'Allowed'],
      ['is denied as that user', {}, { session: ALLOW_S3, resource: denyTo({ AWS: LUCY }) }, 'ExplicitlyDenied'],
      [
        'is not named by another user',
        {},
        { session: ALLOW_S3, resource: grant({ AWS: `${LUCY}2` }) },
        'ImplicitlyDenied',
      ],
    ],
    { principal: carol },
    { resource: grant({ AWS: LUCY }) },
  );
});

/** Reading for everybody whose aws:PrincipalArn is the one wanted. */
function byArn(operator: string, arn: string): Given {
  return {
    resource: grant('*', { Condition: { [operator]: { 'aws:PrincipalArn': arn } } }),
  };
}

describe(`aws:PrincipalArn instead of a principal (${GUIDE}/reference_policies_elements_principal.html#principal-roles)`, () => {
  const limits: Given = { boundary: ALLOW_EC2, session: ALLOW_EC2 };
  verdicts(
    [
      ["a role's ARN takes its sessions", {}, byArn('ArnEquals', ROLE), 'Allowed'],
      [
        'and neither boundary nor session policy limits that',
        {},
        { ...byArn('ArnEquals', ROLE), ...limits },
        'Allowed',
      ],
      [
        'unless one denies explicitly',
        {},
        { ...byArn('ArnEquals', ROLE), ...limits, boundary: DENY_S3 },
        'ExplicitlyDenied',
      ],
      ["the session's ARN takes nobody: the key holds the role's", {}, byArn('ArnEquals', SESSION), 'ImplicitlyDenied'],
      ['another role', {}, byArn('ArnEquals', `${ROLE}2`), 'ImplicitlyDenied'],
      ['a pattern over roles', {}, byArn('ArnLike', `arn:aws:iam::${ACCOUNT}:role/work*`), 'Allowed'],
      ['a pattern over roles with StringLike', {}, byArn('StringLike', `arn:aws:iam::*:role/worker`), 'Allowed'],
      [
        'a pattern is plain text to StringEquals',
        {},
        byArn('StringEquals', `arn:aws:iam::*:role/worker`),
        'ImplicitlyDenied',
      ],
      ['a user by its ARN', { principal: LUCY }, byArn('ArnEquals', LUCY), 'Allowed'],
      ['nobody has no ARN', { principal: '*' }, byArn('ArnLike', 'arn:aws:iam::*:*'), 'ImplicitlyDenied'],
      ['the root user by its ARN', { principal: ROOT }, byArn('ArnEquals', ROOT), 'Allowed'],
    ],
    { principal: SESSION },
  );
});
