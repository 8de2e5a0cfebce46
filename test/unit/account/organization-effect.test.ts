import { describe, expect, test } from 'vitest';
import { createModel } from '../../../src-main/account/in-memory-model.ts';
import { organizationEffect, type OrganizationEffect } from '../../../src-main/account/organization-effect.ts';
import type { Extent } from '../../../src-shared/contract/organization.ts';
import type { ModelDocument, OrganizationPolicyType } from '../../../src-shared/model/documents.ts';
import { ACCOUNT_ID } from '../../fixtures/account-documents.ts';
import {
  MANAGEMENT_ACCOUNT_ID,
  organization,
  organizationAccount,
  organizationalUnit,
  organizationPolicy,
  organizationRoot,
  withPolicies,
} from '../../fixtures/organization-documents.ts';

const SCP: OrganizationPolicyType = 'SERVICE_CONTROL_POLICY';
const RCP: OrganizationPolicyType = 'RESOURCE_CONTROL_POLICY';

/** Root, Workloads, and an account in it; a policy of the statement is attached to Workloads, beside FullAWSAccess or alone. */
function withStatement(statement: object, { alone = false, type = SCP } = {}): ModelDocument[] {
  const policy = organizationPolicy('Guardrail', type, statement);
  const unit = organizationalUnit('Workloads', alone ? { attachedPolicies: [] } : {});
  return [
    organization(),
    organizationRoot(),
    withPolicies(unit, policy),
    organizationAccount(MANAGEMENT_ACCOUNT_ID),
    organizationAccount(ACCOUNT_ID, { parentId: unit.id }),
    policy,
  ];
}

function effectOn(
  documents: readonly ModelDocument[],
  action: string | null,
  { targetId = ACCOUNT_ID, policyType = SCP } = {},
): OrganizationEffect {
  return organizationEffect(createModel(documents), { targetId, policyType, action });
}

describe('What service control policies leave', () => {
  const deny = { Effect: 'Deny', Action: 's3:Delete*', Resource: '*' };
  const denyAbroad = { ...deny, Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1' } } };
  const allow = { Effect: 'Allow', Action: ['s3:*', 'sts:*'], Resource: '*' };
  const allowAllBut = { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' };

  test.each<[what: string, statement: object, alone: boolean, action: string | null, passes: Extent]>([
    ['an action that is denied is stopped', deny, false, 's3:DeleteBucket', 'none'],
    ['an action is compared without regard to case', deny, false, 'S3:deletebucket', 'none'],
    ['an action that no Deny names passes', deny, false, 's3:GetObject', 'all'],
    ['a Deny under a condition stops some requests', denyAbroad, false, 's3:DeleteBucket', 'some'],
    [
      'a Deny of one resource stops some requests',
      { ...deny, Resource: 'arn:aws:s3:::b' },
      false,
      's3:DeleteBucket',
      'some',
    ],
    ['a Deny that names an action leaves some of everything', deny, false, null, 'some'],
    ['a Deny of everything leaves nothing', { Effect: 'Deny', Action: '*', Resource: '*' }, false, null, 'none'],
    ['an action that is allowed passes', allow, true, 's3:GetObject', 'all'],
    ['an action that no Allow names is stopped', allow, true, 'ec2:RunInstances', 'none'],
    ['NotAction allows what it does not name', allowAllBut, true, 's3:GetObject', 'all'],
    ['NotAction does not allow what it names', allowAllBut, true, 'iam:CreateUser', 'none'],
    ['an Allow of some leaves some of everything', allow, true, null, 'some'],
    ['a level without any Allow leaves nothing', deny, true, null, 'none'],
  ])('%s', (_, statement, alone, action, passes) => {
    expect(effectOn(withStatement(statement, { alone }), action)).toMatchObject({ passes, unbound: null });
  });

  test('is told level by level, from the root down', () => {
    const { levels } = effectOn(withStatement(deny), 's3:DeleteBucket');
    expect(levels.map(({ kind, name, passes }) => [kind, name, passes])).toEqual([
      ['root', 'Root', 'all'],
      ['organizationalUnit', 'Workloads', 'none'],
      ['account', `account ${ACCOUNT_ID}`, 'all'],
    ]);
  });

  test('names the policies of a level, and which statements match', () => {
    const [, workloads] = effectOn(withStatement(deny), 's3:GetObject').levels;
    expect(workloads?.policies).toMatchObject([
      { id: 'p-FullAWSAccess', awsManaged: true, statements: [{ effect: 'Allow', matches: 'all' }] },
      { id: 'p-guardrail', awsManaged: false, statements: [{ effect: 'Deny', matches: 'none' }] },
    ]);
  });

  test('does not bind the management account', () => {
    const targetId = MANAGEMENT_ACCOUNT_ID;
    expect(effectOn(withStatement(deny), null, { targetId }).unbound).toBe('managementAccount');
  });

  test('binds nobody while the type is not enabled', () => {
    const documents = [organization(), organizationRoot({ policyTypes: [] }), organizationAccount(ACCOUNT_ID)];
    expect(effectOn(documents, null).unbound).toBe('notEnabled');
  });
});

test('RCPFullAWSAccess is at every level without being listed', () => {
  const statement = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };
  const { levels, passes } = effectOn(withStatement(statement, { type: RCP }), 'sqs:SendMessage', { policyType: RCP });
  expect(passes).toBe('all');
  expect(levels.map(({ policies }) => policies.map(({ name }) => name))).toEqual([
    ['RCPFullAWSAccess'],
    ['RCPFullAWSAccess', 'Guardrail'],
    ['RCPFullAWSAccess'],
  ]);
});

test.each([
  ['r-none', 'NoSuchTarget'],
  [ACCOUNT_ID, 'OrganizationIncomplete'],
])('What %s stands under has to be there: %s', (targetId, code) => {
  const documents = [organization(), organizationRoot(), organizationAccount(ACCOUNT_ID, { parentId: 'ou-ab12-gone' })];
  expect(() => effectOn(documents, null, { targetId })).toThrow(expect.objectContaining({ code }));
});
