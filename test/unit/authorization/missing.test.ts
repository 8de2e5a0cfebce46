import { describe, expect, it } from 'vitest';
import type { Missing, PolicyLayer } from '../../../src-shared/decision/explanation.ts';
import { decide } from '../../../src-main/authorization/decide.ts';
import { explain } from '../../../src-main/authorization/explain.ts';
import type { AuthorizationRequest } from '../../../src-main/authorization/request.ts';
import { fc } from '../../fixtures/properties.ts';
import { SERVICE_FACTS } from '../../fixtures/service-facts.ts';
import { type WrittenPolicies, type WrittenPolicy, anySituation, compileAll, mapPolicies } from './arbitraries.ts';
import type { Statement } from './scenario.ts';

type MissingAllow = Extract<Missing, { kind: 'allow' }>;

/** How a missing allow is supplied: by a statement of its own, or by the near miss without its conditions. */
type Supply = 'statement' | 'near miss';

function decideWritten(request: AuthorizationRequest, written: WrittenPolicies): string {
  return decide(request, compileAll(written), SERVICE_FACTS);
}

/** Does what the hints say, all of them, and nothing else. */
function apply(
  written: WrittenPolicies,
  request: AuthorizationRequest,
  hints: readonly Missing[],
  supply: Supply,
): WrittenPolicies {
  let changed = written;
  const allows = hints.filter((hint) => hint.kind === 'allow');
  // Statements that go leave their place empty until all is done, so that the others are found where they were.
  for (const hint of hints) {
    if (hint.kind === 'deny') changed = changeStatement(changed, hint.statement, () => null);
  }
  for (const hint of allows) {
    if (supply === 'near miss' && hint.nearMiss !== null) {
      changed = changeStatement(changed, hint.nearMiss, (statement) => without(statement, 'Condition'));
    }
  }
  changed = mapPolicies(changed, (policy) => ({
    ...policy,
    statements: policy.statements.filter((entry) => entry !== GONE),
  }));
  for (const hint of allows) {
    if (supply === 'statement' || hint.nearMiss === null) changed = addStatement(changed, request, hint);
  }
  return changed;
}

const GONE: Statement = {};

interface StatementPlace {
  readonly layer: PolicyLayer;
  readonly policyName: string;
  readonly statementIndex: number;
}

function changeStatement(
  written: WrittenPolicies,
  place: StatementPlace,
  change: (statement: Statement) => Statement | null,
): WrittenPolicies {
  return mapPolicies(written, (policy, layer) =>
    layer === place.layer && policy.name === place.policyName
      ? {
          ...policy,
          statements: policy.statements.map((entry, index) =>
            index === place.statementIndex ? (change(entry) ?? GONE) : entry,
          ),
        }
      : policy,
  );
}

function without(statement: Statement, element: string): Statement {
  return Object.fromEntries(Object.entries(statement).filter(([name]) => name !== element));
}

/** Puts an Allow for exactly what was asked into a policy of its own, of the layer and level that the hint names. */
function addStatement(written: WrittenPolicies, request: AuthorizationRequest, hint: MissingAllow): WrittenPolicies {
  const statement: Statement = {
    Effect: 'Allow',
    ...(hint.principal && { Principal: { [hint.principal.type]: hint.principal.value } }),
    Action: request.action,
    ...(hint.layer === 'trust' ? {} : { Resource: literal(request.resource) }),
  };
  const levels = written[hint.layer] ?? [[]];
  return {
    ...written,
    [hint.layer]: levels.map((level, at) => (at === (hint.level ?? 0) ? [...level, alone(statement)] : level)),
  };
}

/** A Resource value that matches this resource and no other. */
function literal(resource: string): string {
  return resource === '*' ? '*' : resource.replace(/[*?$]/g, (character) => `\${${character}}`);
}

/** A policy of one statement. */
function alone(statement: Statement): WrittenPolicy {
  return { name: 'added', arn: null, statements: [statement] };
}

const SUPPLIES: readonly Supply[] = ['statement', 'near miss'];

function leaveOut(hints: readonly Missing[], index: number): Missing[] {
  return hints.filter((_, at) => at !== index);
}

describe('what is missing', () => {
  it('is nothing exactly when the request is allowed', () => {
    fc.assert(
      fc.property(anySituation, ({ request, policies: written }) => {
        const { decision, missing } = explain(request, compileAll(written), SERVICE_FACTS);
        expect(missing.length === 0).toBe(decision === 'Allowed');
      }),
      { numRuns: 1_500 },
    );
  });

  it(
    'lets the request through when all of it is made good, and not when any one is left out',
    { timeout: 120_000 },
    () => {
      const seen = new Set<string>();
      fc.assert(
        fc.property(anySituation, ({ request, policies: written }) => {
          const { missing } = explain(request, compileAll(written), SERVICE_FACTS);
          fc.pre(missing.length > 0 && missing.every(({ kind }) => kind !== 'relation'));
          for (const hint of missing) {
            if (hint.kind === 'allow') seen.add(`${hint.nearMiss === null ? 'allow' : 'near miss'} ${hint.layer}`);
            if (hint.kind === 'deny') seen.add(`deny ${hint.statement.layer}`);
          }
          for (const supply of SUPPLIES) {
            expect(decideWritten(request, apply(written, request, missing, supply))).toBe('Allowed');
            for (const index of missing.keys()) {
              const verdict = decideWritten(request, apply(written, request, leaveOut(missing, index), supply));
              expect(verdict).not.toBe('Allowed');
            }
          }
        }),
        { numRuns: 4_000 },
      );
      const allowing = ['boundary', 'identity', 'resource', 'scp', 'session', 'trust', 'vpcEndpoint'];
      expect([...seen].toSorted()).toEqual([
        ...allowing.map((layer) => `allow ${layer}`),
        ...[...allowing, 'rcp'].toSorted().map((layer) => `deny ${layer}`),
        ...allowing.map((layer) => `near miss ${layer}`),
      ]);
    },
  );

  it('is another resource or action where no policies whatever could allow it', () => {
    fc.assert(
      fc.property(anySituation, ({ request, policies: written }) => {
        const { missing } = explain(request, compileAll(written), SERVICE_FACTS);
        fc.pre(missing.some(({ kind }) => kind === 'relation'));
        expect(missing.map(({ kind }) => kind)).toEqual(['relation']);
        const everything: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
        const generous: WrittenPolicies = {
          identity: [[alone(everything)]],
          resource: [[alone({ ...everything, Principal: '*' })]],
        };
        expect(decideWritten(request, generous)).toBe('ImplicitlyDenied');
      }),
      { numRuns: 400 },
    );
  });
});
