import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../../src-shared/decision/explanation.ts';
import { openAwsManagedPolicies } from '../../../src-main/account/shipped-managed-policies.ts';
import { type CompiledPolicy, compilePolicy } from '../../../src-main/authorization/compile.ts';
import { decide } from '../../../src-main/authorization/decide.ts';
import { explain } from '../../../src-main/authorization/explain.ts';
import type { PolicyDocument, PolicyKind } from '../../../src-main/authorization/policy/document.ts';
import { parsePolicy, readPolicyText } from '../../../src-main/authorization/policy/parse-policy.ts';
import { writePolicy } from '../../../src-main/authorization/policy/write-policy.ts';
import { fc } from '../../fixtures/properties.ts';
import { SERVICE_FACTS } from '../../fixtures/service-facts.ts';
import { type Asked, LUCY, ROLE, ROOT, SESSION, type Statement, request } from './scenario.ts';

const oneOf = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

/** One value, or a list of some, as the grammar takes both. */
function some(values: readonly string[]): fc.Arbitrary<string | string[]> {
  return fc.oneof(fc.constantFrom(...values), fc.subarray([...values], { minLength: 1 }));
}

const ACTIONS = ['s3:*', 's3:Get*', 's3:GetObject', 'S3:PUTOBJECT', 'ec2:RunInstances'];
const RESOURCES = ['*', 'arn:aws:s3:::shop/*', 'arn:aws:s3:::shop/${aws:username}', 'arn:*:s3:::s?op/o*/1'];
const CONDITIONS: readonly object[] = [
  { StringEquals: { 'aws:x': 'a', 'aws:y': ['b', ''] } },
  { StringLike: { 'aws:x': "${aws:y, 'é*'}" }, Null: { 'aws:z': true } },
  { 'ForAnyValue:StringNotLikeIfExists': { 'aws:list': ['a*', '${*}'] }, NumericLessThan: { 'aws:n': 10 } },
  { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/*' }, IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
];
const PRINCIPALS: readonly unknown[] = [
  '*',
  { AWS: '*' },
  { AWS: [LUCY, '123456789012'], Service: 'lambda.amazonaws.com' },
  { AWS: [ROLE, SESSION] },
  {
    Federated: 'accounts.google.com',
    CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be',
  },
];

/** A statement that follows the grammar of its kind. */
function statement(kind: PolicyKind): fc.Arbitrary<Statement> {
  const effect = kind === 'rcp' ? oneOf('Deny') : oneOf('Allow', 'Allow', 'Deny');
  const action = kind === 'trust' ? some(['sts:AssumeRole', 'sts:TagSession']) : some(ACTIONS);
  const notAction = kind === 'trust' || kind === 'rcp' ? fc.constant(false) : fc.boolean();
  const principal = kind === 'rcp' ? fc.constant<unknown>('*') : oneOf(...PRINCIPALS);
  return fc
    .record({
      effect,
      action,
      notAction,
      resource: some(RESOURCES),
      notResource: fc.boolean(),
      principal,
      notPrincipal: fc.boolean(),
      condition: fc.option(oneOf(...CONDITIONS)),
    })
    .map((parts) => ({
      Effect: parts.effect,
      [parts.notAction ? 'NotAction' : 'Action']: parts.action,
      ...(kind !== 'trust' && { [parts.notResource ? 'NotResource' : 'Resource']: parts.resource }),
      ...(hasPrincipal(kind) && {
        [kind === 'resource' && parts.notPrincipal && parts.effect === 'Deny' ? 'NotPrincipal' : 'Principal']:
          parts.principal,
      }),
      ...(parts.condition && { Condition: parts.condition }),
    }));
}

function hasPrincipal(kind: PolicyKind): boolean {
  return kind === 'resource' || kind === 'trust' || kind === 'rcp';
}

/** Texts of policies of every kind, of either version where the kind has two. */
const policies: fc.Arbitrary<{ kind: PolicyKind; text: string }> = oneOf<PolicyKind>(
  'identity',
  'resource',
  'trust',
  'scp',
  'rcp',
).chain((kind) =>
  fc
    .record({
      version: kind === 'scp' || kind === 'rcp' ? oneOf('2012-10-17') : oneOf('2012-10-17', '2008-10-17', null),
      id: oneOf(null, 'An id, with "quotes" and \u2028'),
      sids: fc.boolean(),
      statements: fc.array(statement(kind), { minLength: 1, maxLength: 4 }),
      single: fc.boolean(),
      indent: oneOf(0, 2),
    })
    .map(({ version, id, sids, statements, single, indent }) => {
      const named = statements.map((entry, index) => ({ ...(sids && { Sid: `S${index}` }), ...entry }));
      const document = {
        ...(version !== null && { Version: version }),
        ...(id !== null && { Id: id }),
        Statement: single && named.length === 1 ? named[0] : named,
      };
      return { kind, text: JSON.stringify(document, null, indent) };
    }),
);

const asked: fc.Arbitrary<Asked> = fc.record({
  principal: oneOf(LUCY, SESSION, ROOT, '*', 'lambda.amazonaws.com'),
  action: oneOf('s3:GetObject', 's3:PutObject', 'ec2:RunInstances', 'sts:AssumeRole'),
  resource: oneOf('arn:aws:s3:::shop/orders/1', 'arn:aws:s3:::shop/lucy', ROLE),
  context: fc.record(
    {
      'aws:x': oneOf('a', 'é*'),
      'aws:y': oneOf('b', ''),
      'aws:list': oneOf<string[]>([], ['a'], ['*']),
      'aws:n': oneOf('9', '11'),
      'aws:SourceIp': oneOf('10.1.2.3', '::1'),
    },
    { requiredKeys: [] },
  ),
});

function withoutPositions(document: PolicyDocument): PolicyDocument {
  return { ...document, statements: document.statements.map((entry) => ({ ...entry, position: null })) };
}

/** A compiled policy in the place that its kind has beside a policy that allows everything. */
function setOf(kind: PolicyKind, policy: CompiledPolicy): Parameters<typeof decide>[1] {
  const everything = compilePolicy(
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
    { name: 'everything', arn: null, source: 'test' },
  );
  switch (kind) {
    case 'identity':
      return { identity: [policy], resource: [] };
    case 'resource':
      return { identity: [], resource: [policy] };
    case 'trust':
      return { identity: [everything], resource: [], trust: [policy] };
    case 'scp':
      return { identity: [everything], resource: [], scp: [[policy]] };
    case 'rcp':
      return { identity: [everything], resource: [], rcp: [[policy]] };
  }
}

function compiled(text: string | PolicyDocument, kind: PolicyKind): CompiledPolicy {
  return compilePolicy(text, { name: 'p', arn: null, source: 'test' }, kind);
}

/** An explanation without the places in the text, which writing changes. */
function withoutPlaces(explanation: Explanation): unknown {
  return JSON.parse(
    JSON.stringify(explanation, (name, value: unknown) => (name === 'line' || name === 'column' ? null : value)),
  );
}

describe('a policy that is read and written', () => {
  it('is the same document when it is read again', () => {
    fc.assert(
      fc.property(policies, ({ kind, text }) => {
        const document = parsePolicy(text, kind);
        expect(withoutPositions(parsePolicy(writePolicy(document), kind))).toEqual(withoutPositions(document));
      }),
      { numRuns: 1_000 },
    );
  });

  it('comes out alike however often it is written', () => {
    fc.assert(
      fc.property(policies, ({ kind, text }) => {
        const once = writePolicy(parsePolicy(text, kind));
        expect(writePolicy(parsePolicy(once, kind))).toBe(once);
      }),
      { numRuns: 300 },
    );
  });

  it('decides and explains alike, compiled from the text, from the document, or from what was written', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(policies, asked, ({ kind, text }, who) => {
        const document = parsePolicy(text, kind);
        const original = setOf(kind, compiled(text, kind));
        const verdict = decide(request(who), original, SERVICE_FACTS);
        const explanation = withoutPlaces(explain(request(who), original, SERVICE_FACTS));
        seen.add(verdict);
        for (const other of [document, withoutPositions(document), writePolicy(document)]) {
          const set = setOf(kind, compiled(other, kind));
          expect(decide(request(who), set, SERVICE_FACTS)).toBe(verdict);
          expect(withoutPlaces(explain(request(who), set, SERVICE_FACTS))).toEqual(explanation);
        }
      }),
      { numRuns: 600 },
    );
    expect([...seen].toSorted()).toEqual(['Allowed', 'ExplicitlyDenied', 'ImplicitlyDenied']);
  });
});

describe("AWS's own managed policies", () => {
  const managed = openAwsManagedPolicies('out/data');
  const documents = managed.list().map(({ arn }) => ({ arn, text: managed.get(arn)?.document ?? '' }));

  it('are without fault', () => {
    const faults = documents.flatMap(({ arn, text }) =>
      readPolicyText(text, 'identity').faults.map(({ message }) => `${arn}: ${message}`),
    );
    expect(documents.length).toBeGreaterThan(1_000);
    expect(faults).toEqual([]);
  });

  it('are the same documents when they are written and read again', () => {
    const changed = documents.filter(({ text }) => {
      const document = parsePolicy(text, 'identity');
      const again = parsePolicy(writePolicy(document), 'identity');
      return JSON.stringify(withoutPositions(again)) !== JSON.stringify(withoutPositions(document));
    });
    expect(changed.map(({ arn }) => arn)).toEqual([]);
  });
});
