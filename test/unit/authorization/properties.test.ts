import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../src-shared/decision/explanation.ts';
import { decide } from '../../../src-main/authorization/decide.ts';
import { explain } from '../../../src-main/authorization/explain.ts';
import { SERVICE_FACTS } from '../../fixtures/service-facts.ts';
import {
  type Asked,
  FEDERATED,
  type Given,
  LUCY,
  OTHER_ACCOUNT,
  ROLE,
  ROOT,
  SESSION,
  type Statement,
  policySet,
  request,
} from './scenario.ts';

const ACTIONS = ['s3:GetObject', 's3:PutObject', 'ec2:RunInstances', 'sts:AssumeRole'];
const RESOURCES = ['arn:aws:s3:::shop/orders/1', 'arn:aws:s3:::shop', ROLE, '*'];

const condition = fc.constantFrom<object | null>(
  null,
  null,
  { StringEquals: { 'aws:x': 'a' } },
  { StringNotEquals: { 'aws:x': ['a', 'b'] } },
  { StringLikeIfExists: { 'aws:x': '${aws:username}*' } },
  { 'ForAllValues:StringEquals': { 'aws:list': ['a', 'b'] } },
  { 'ForAnyValue:StringNotLike': { 'aws:list': 'a*' } },
  { Null: { 'aws:x': 'true' } },
  { NumericLessThan: { 'aws:n': '10' }, IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
  { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } },
);
const actionElement = fc.oneof(
  fc
    .subarray(['*', 's3:*', 's3:Get*', 's3:GetObject', 'ec2:*', 'sts:AssumeRole', '*:*'], {
      minLength: 1,
    })
    .map((Action) => ({ Action })),
  fc.subarray(['s3:*', 'ec2:RunInstances', 's3:PutObject'], { minLength: 1 }).map((NotAction) => ({ NotAction })),
);
const resourceElement = fc.oneof(
  fc
    .subarray(
      ['*', 'arn:aws:s3:::shop/*', 'arn:aws:s3:::shop', 'arn:aws:s3:::shop/${aws:username}', 'arn:aws:iam::*:role/*'],
      { minLength: 1 },
    )
    .map((Resource) => ({ Resource })),
  fc
    .subarray(['arn:aws:s3:::shop/*', 'arn:aws:s3:::${aws:x}'], { minLength: 1 })
    .map((NotResource) => ({ NotResource })),
);
const effect = fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny');

const identityStatement: fc.Arbitrary<Statement> = fc
  .tuple(effect, actionElement, resourceElement, condition)
  .map(([Effect, action, resource, Condition]) => ({
    Effect,
    ...action,
    ...resource,
    ...(Condition && { Condition }),
  }));

const principal = fc.constantFrom<unknown>(
  '*',
  { AWS: LUCY },
  { AWS: ROLE },
  { AWS: SESSION },
  { AWS: '123456789012' },
  { AWS: [FEDERATED, ROOT] },
  { Service: 'lambda.amazonaws.com' },
);
const resourceStatement: fc.Arbitrary<Statement> = fc.oneof(
  fc.tuple(identityStatement, principal).map(([statement, Principal]) => ({ ...statement, Principal })),
  fc
    .tuple(identityStatement, fc.constantFrom({ AWS: [LUCY, ROOT] }, { AWS: [SESSION, ROLE, ROOT] }))
    .map(([statement, NotPrincipal]) => ({ ...statement, Effect: 'Deny', NotPrincipal })),
);

const asked: fc.Arbitrary<Asked> = fc.record({
  principal: fc.constantFrom(LUCY, SESSION, FEDERATED, ROOT, '*', 'lambda.amazonaws.com'),
  action: fc.constantFrom(...ACTIONS),
  resource: fc.constantFrom(...RESOURCES),
  resourceAccountId: fc.constantFrom('123456789012', '123456789012', OTHER_ACCOUNT),
  context: fc.record(
    {
      'aws:x': fc.constantFrom('a', 'b', 'lucy1', '*'),
      'aws:n': fc.constantFrom('1', '10', 'many'),
      'aws:list': fc.constantFrom<string[]>([], ['a'], ['a', 'c'], ['b']),
      'aws:SourceIp': fc.constantFrom('10.1.2.3', '::1'),
    },
    { requiredKeys: [] },
  ),
});

const list = (statement: fc.Arbitrary<Statement>, minLength = 1): fc.Arbitrary<Statement[]> =>
  fc.array(statement, { minLength, maxLength: 4 });
const given: fc.Arbitrary<Given> = fc.record(
  {
    identity: list(identityStatement),
    resource: list(resourceStatement),
    boundary: list(identityStatement),
    session: list(identityStatement),
    scp: fc.array(list(identityStatement, 0), { maxLength: 2 }),
    rcp: fc.array(list(resourceStatement, 0), { maxLength: 2 }),
    vpcEndpoint: list(resourceStatement),
  },
  { requiredKeys: [] },
);

/** Allows nearly always; without it most generated requests would be denied for want of any allow. */
const generous: fc.Arbitrary<Given> = given.map((policies) => ({
  ...policies,
  identity: [{ Effect: 'Allow', Action: '*', Resource: '*' }, ...[policies.identity ?? []].flat()],
}));
const anyGiven = fc.oneof(given, generous);

describe('decide and explain', () => {
  it('come to the same verdict', () => {
    const seen = new Set<Decision>();
    fc.assert(
      fc.property(asked, anyGiven, (who, policies) => {
        const set = policySet(policies);
        const verdict = decide(request(who), set, SERVICE_FACTS);
        seen.add(verdict);
        expect(explain(request(who), set, SERVICE_FACTS).decision).toBe(verdict);
      }),
      { numRuns: 1_500 },
    );
    expect([...seen].toSorted()).toEqual(['Allowed', 'ExplicitlyDenied', 'ImplicitlyDenied']);
  });

  it('agree with what the explanation says of each statement', () => {
    fc.assert(
      fc.property(asked, anyGiven, (who, policies) => {
        const explanation = explain(request(who), policySet(policies), SERVICE_FACTS);
        const taking = explanation.layers.filter(({ exemption }) => exemption === null);
        const denies = taking.some(({ effect: said }) => said === 'Deny');
        const limits = taking.filter(({ layer }) => layer === 'vpcEndpoint' || layer === 'scp');
        const stoppedByLimit = limits.some((limit) => limit.effect !== 'Allow');
        expect(explanation.decision === 'ExplicitlyDenied').toBe(denies);
        expect(explanation.decision === 'Allowed' && stoppedByLimit).toBe(false);
        expect(explanation.decision === 'Allowed').toBe(explanation.stoppedBy === null);
      }),
      { numRuns: 800 },
    );
  });

  it('name a statement that matched as the one that decided', () => {
    fc.assert(
      fc.property(asked, anyGiven, (who, policies) => {
        const { decidedBy, layers } = explain(request(who), policySet(policies), SERVICE_FACTS);
        fc.pre(decidedBy !== null);
        const statements = layers
          .find((entry) => entry.layer === decidedBy?.layer)
          ?.policies.flatMap((entry) => entry.statements);
        expect(statements?.some(({ index, matched }) => matched && index === decidedBy?.statementIndex)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a Deny that is added', () => {
  it('never turns a denial into an allowance', () => {
    const kinds = fc.constantFrom('identity', 'boundary', 'session', 'resource', 'vpcEndpoint');
    fc.assert(
      fc.property(asked, anyGiven, kinds, identityStatement, principal, (who, policies, kind, statement, Principal) => {
        const onResource = kind === 'resource' || kind === 'vpcEndpoint';
        const deny = { ...statement, Effect: 'Deny', ...(onResource ? { Principal } : {}) };
        const before = policies[kind];
        const after = { ...policies, [kind]: [...(before === undefined ? [] : [before].flat()), deny] };
        const wasAllowed = decide(request(who), policySet(policies), SERVICE_FACTS) === 'Allowed';
        const isAllowed = decide(request(who), policySet(after), SERVICE_FACTS) === 'Allowed';
        expect(isAllowed && !wasAllowed).toBe(false);
      }),
      { numRuns: 800 },
    );
  });
});

describe('the order of statements, policies and levels', () => {
  it('does not matter', () => {
    fc.assert(
      fc.property(asked, anyGiven, (who, policies) => {
        const reversed = Object.fromEntries(
          Object.entries(policies).map(([kind, entries]) => [
            kind,
            Array.isArray(entries)
              ? entries.map((entry: unknown) => (Array.isArray(entry) ? entry.toReversed() : entry)).toReversed()
              : entries,
          ]),
        );
        expect(decide(request(who), policySet(reversed), SERVICE_FACTS)).toBe(
          decide(request(who), policySet(policies), SERVICE_FACTS),
        );
      }),
      { numRuns: 800 },
    );
  });
});
