import { describe, expect, it } from 'vitest';
import { type Decision, type Explanation, PolicyLayer } from '../../../src-shared/decision/explanation.ts';
import { decide } from '../../../src-main/authorization/decide.ts';
import { explain } from '../../../src-main/authorization/explain.ts';
import type { AuthorizationRequest } from '../../../src-main/authorization/request.ts';
import { fc } from '../../fixtures/properties.ts';
import { SERVICE_FACTS } from '../../fixtures/service-facts.ts';
import {
  STATEMENTS,
  type WrittenPolicies,
  type WrittenPolicy,
  anySituation,
  compileAll,
  mapPolicies,
} from './arbitraries.ts';
import type { Statement } from './scenario.ts';

function decideWritten(request: AuthorizationRequest, written: WrittenPolicies): Decision {
  return decide(request, compileAll(written), SERVICE_FACTS);
}

function explainWritten(request: AuthorizationRequest, written: WrittenPolicies): Explanation {
  return explain(request, compileAll(written), SERVICE_FACTS);
}

/** A layer with a statement for a policy of it. */
const anyStatement = fc
  .constantFrom(...PolicyLayer.options)
  .chain((layer) => STATEMENTS[layer].map((statement) => ({ layer, statement })));

/** Puts a statement into a policy of its own at every level of a layer that is there. */
function add(written: WrittenPolicies, layer: PolicyLayer, statement: Statement): WrittenPolicies {
  const levels = written[layer];
  if (levels === undefined) return written;
  const policy: WrittenPolicy = { name: 'added', arn: null, statements: [statement] };
  // A boundary, a session policy or an endpoint's policy that was not there would be a new limit.
  return { ...written, [layer]: levels.map((level) => (level.length === 0 ? level : [...level, policy])) };
}

/** Leaves out some of the statements of an effect, by their place among all. */
function leaveOut(
  written: WrittenPolicies,
  effect: 'Allow' | 'Deny',
  chosen: (place: number) => boolean,
): WrittenPolicies {
  let place = 0;
  return mapPolicies(written, (policy) => ({
    ...policy,
    statements: policy.statements.filter((statement) => {
      place += 1;
      return statement['Effect'] !== effect || !chosen(place);
    }),
  }));
}

/** How generously a request was answered. */
const GENEROSITY: Readonly<Record<Decision, number>> = { ExplicitlyDenied: 0, ImplicitlyDenied: 1, Allowed: 2 };

describe('decide and explain', () => {
  it('come to the same verdict', () => {
    const seen = new Set<Decision>();
    fc.assert(
      fc.property(anySituation, ({ request, policies }) => {
        const verdict = decideWritten(request, policies);
        seen.add(verdict);
        expect(explainWritten(request, policies).decision).toBe(verdict);
      }),
      { numRuns: 2_000 },
    );
    expect([...seen].toSorted()).toEqual(['Allowed', 'ExplicitlyDenied', 'ImplicitlyDenied']);
  });

  it('agree with what the explanation says of each layer', () => {
    fc.assert(
      fc.property(anySituation, ({ request, policies }) => {
        const { decision, layers, stoppedBy } = explainWritten(request, policies);
        const taking = layers.filter(({ exemption }) => exemption === null);
        const limits = taking.filter(
          (entry) => entry.layer === 'scp' || (entry.layer === 'vpcEndpoint' && entry.policies.length > 0),
        );
        expect(decision === 'ExplicitlyDenied').toBe(taking.some(({ effect }) => effect === 'Deny'));
        expect(decision === 'Allowed' && limits.some(({ effect }) => effect !== 'Allow')).toBe(false);
        expect(decision === 'Allowed').toBe(stoppedBy === null);
      }),
      { numRuns: 1_000 },
    );
  });

  it('name as the one that decided a statement that matched and has that effect', () => {
    fc.assert(
      fc.property(anySituation, ({ request, policies }) => {
        const { decision, decidedBy, layers } = explainWritten(request, policies);
        fc.pre(decidedBy !== null);
        const statement = layers
          .find(({ layer }) => layer === decidedBy?.layer)
          ?.policies.find(({ name, source }) => name === decidedBy?.policyName && source === decidedBy.policySource)
          ?.statements.find(({ index }) => index === decidedBy?.statementIndex);
        expect(statement).toMatchObject({ matched: true, effect: decision === 'Allowed' ? 'Allow' : 'Deny' });
      }),
      { numRuns: 800 },
    );
  });
});

describe('an explanation', () => {
  it('speaks of the layers that are there and of no other', () => {
    fc.assert(
      fc.property(anySituation, ({ request, policies }) => {
        const { layers } = explainWritten(request, policies);
        const told = layers.filter((entry) => entry.policies.length > 0).map(({ layer }) => layer);
        const there = PolicyLayer.options.filter((layer) => policies[layer]?.some((level) => level.length > 0));
        expect(told.toSorted()).toEqual(there.toSorted());
        for (const { layer } of layers) expect(layer === 'identity' || policies[layer] !== undefined).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('matches a statement exactly when it matches all of its elements and conditions', () => {
    fc.assert(
      fc.property(anySituation, ({ request, policies }) => {
        for (const { statements } of explainWritten(request, policies).layers.flatMap((layer) => layer.policies)) {
          for (const { matched, elements, conditions } of statements) {
            expect(matched).toBe([...elements, ...conditions].every((part) => part.matched));
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a statement that is added', () => {
  it('never makes the answer more generous when it denies', () => {
    fc.assert(
      fc.property(anySituation, anyStatement, ({ request, policies }, { layer, statement }) => {
        const after = add(policies, layer, { ...statement, Effect: 'Deny' });
        const before = decideWritten(request, policies);
        expect(GENEROSITY[decideWritten(request, after)]).toBeLessThanOrEqual(GENEROSITY[before]);
      }),
      { numRuns: 1_500 },
    );
  });

  it('never makes the answer less generous when it allows and is no new limit', () => {
    fc.assert(
      fc.property(anySituation, anyStatement, ({ request, policies }, { layer, statement }) => {
        // NotPrincipal goes with Deny alone, and resource control policies do nothing but deny.
        fc.pre(!('NotPrincipal' in statement) && layer !== 'rcp');
        const after = add(policies, layer, { ...statement, Effect: 'Allow' });
        const before = decideWritten(request, policies);
        expect(GENEROSITY[decideWritten(request, after)]).toBeGreaterThanOrEqual(GENEROSITY[before]);
      }),
      { numRuns: 1_500 },
    );
  });
});

describe('statements that are taken away', () => {
  const chosen = fc.func(fc.boolean());

  it('never make the answer less generous when they denied', () => {
    fc.assert(
      fc.property(anySituation, chosen, ({ request, policies }, choose) => {
        const after = decideWritten(request, leaveOut(policies, 'Deny', choose));
        expect(GENEROSITY[after]).toBeGreaterThanOrEqual(GENEROSITY[decideWritten(request, policies)]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never make the answer more generous when they allowed', () => {
    fc.assert(
      fc.property(anySituation, chosen, ({ request, policies }, choose) => {
        const after = decideWritten(request, leaveOut(policies, 'Allow', choose));
        expect(GENEROSITY[after]).toBeLessThanOrEqual(GENEROSITY[decideWritten(request, policies)]);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a limit', () => {
  it.each(['scp', 'rcp', 'boundary', 'vpcEndpoint', 'session'] as const)('never grants: %s', (limit) => {
    fc.assert(
      fc.property(anySituation, ({ request, policies }) => {
        // A federated user's permissions are those that its session policy and the user's have in common.
        fc.pre(policies[limit] !== undefined && (limit !== 'session' || request.principal.kind !== 'federatedUser'));
        const { [limit]: _, ...others } = policies;
        const without = decideWritten(request, others);
        expect(GENEROSITY[decideWritten(request, policies)]).toBeLessThanOrEqual(GENEROSITY[without]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('what does not matter', () => {
  it('is the order of statements, policies and levels', () => {
    fc.assert(
      fc.property(anySituation, ({ request, policies }) => {
        const turned = mapPolicies(policies, (policy) => ({ ...policy, statements: policy.statements.toReversed() }));
        const reversed = Object.fromEntries(
          PolicyLayer.options.flatMap((layer) => {
            const levels = turned[layer]?.map((level) => level.toReversed()).toReversed();
            return levels === undefined ? [] : [[layer, levels]];
          }),
        );
        expect(decideWritten(request, reversed)).toBe(decideWritten(request, policies));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is whether statements stand in one policy or in several', () => {
    fc.assert(
      fc.property(anySituation, ({ request, policies }) => {
        const divided = Object.fromEntries(
          PolicyLayer.options.flatMap((layer) => {
            const levels = policies[layer]?.map((level) =>
              level.flatMap((policy) => policy.statements.map((entry) => ({ ...policy, statements: [entry] }))),
            );
            return levels === undefined ? [] : [[layer, levels]];
          }),
        );
        expect(decideWritten(request, divided)).toBe(decideWritten(request, policies));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is the case of the action, and of the names of context keys in a policy', () => {
    fc.assert(
      fc.property(anySituation, ({ request, policies }) => {
        const shouted = { ...request, action: request.action.toUpperCase() };
        const written = mapPolicies(policies, (policy) => ({
          ...policy,
          statements: policy.statements.map(
            (statement) => JSON.parse(shoutKeys(JSON.stringify(statement))) as Statement,
          ),
        }));
        expect(decideWritten(shouted, written)).toBe(decideWritten(request, policies));
      }),
      { numRuns: 800 },
    );
  });
});

function shoutKeys(json: string): string {
  return json.replace(/"aws:[A-Za-z]+":/g, (key) => key.toUpperCase());
}
