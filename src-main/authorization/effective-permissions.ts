import type { PolicyLayer } from '../../src-shared/decision/explanation.ts';
import type { CompiledPolicy, CompiledStatement } from './compile.ts';
import { exemptFromRcps, exemptFromScps, needsNoPermission } from './exemptions.ts';
import { type PreparedRequest, principalMatch } from './matching.ts';
import type { PolicySet } from './policy-set.ts';
import { type KnownOfRequests, type Reach, type ReachFacts, StatementReach } from './statement-reach.ts';
import { matchesPattern, type Pattern } from './wildcard.ts';

/** What becomes of an action, whatever the resource and the rest of the request are. */
export interface EffectivePermission {
  /** In lower case, with its service prefix. */
  readonly action: string;
  /**
   * `allowed` where there is a request that is allowed, as far as can be known; `limited` where boundary or organization
   * allow none of it; `denied` where a Deny applies to all of it.
   */
  readonly state: 'allowed' | 'limited' | 'denied';
  readonly resources: 'some' | 'all';
  readonly conditional: boolean;
  readonly allowedBy: readonly CompiledStatement[];
  readonly deniedBy: readonly FoundStatement[];
  readonly deniedInPart: readonly FoundStatement[];
  readonly limitedBy: readonly Limit[];
}

/** A statement and the kind of policy that it stands in. */
export interface FoundStatement {
  readonly layer: PolicyLayer;
  readonly statement: CompiledStatement;
}

/** A kind of policy that does not allow an action, or not all of it. */
export interface Limit {
  readonly layer: PolicyLayer;
  /** The policies that would have to allow it, as a person would say it. */
  readonly where: string;
  readonly inPart: boolean;
}

/** A statement that matches an action, with what is known of its effect. */
interface Match extends FoundStatement {
  readonly reach: Exclude<Reach, 'none'>;
  /** Whether it depends on what only the request can tell. */
  readonly open: boolean;
}

/** What a list of policies allows, seen together. */
interface Coverage {
  readonly resources: Reach;
  readonly conditional: boolean;
  readonly matches: readonly Match[];
}

/**
 * What a principal is permitted, worked out from its policies without a request: identity-based policies less what its
 * boundary, the organization and explicit denies take away. `decide` never allows what is not listed as allowed here;
 * what is listed as allowed on all resources without conditions, it always allows in the principal's own account, but
 * where the resource's own policy has to allow as well (roles and KMS keys) or denies.
 *
 * What resource-based policies allow beside that is not told, and session policies are those of a session.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export class EffectivePermissions {
  readonly #known: KnownOfRequests;
  readonly #facts: ReachFacts;
  readonly #reach: StatementReach;
  readonly #identity: LayerStatements;
  readonly #limits: readonly (LayerStatements & { readonly where: string })[];
  readonly #denies: readonly LayerStatements[];

  constructor(policies: PolicySet, known: KnownOfRequests, facts: ReachFacts) {
    this.#known = known;
    this.#facts = facts;
    this.#reach = new StatementReach(known, facts);
    const { boundary = [] } = policies;
    const scp = exemptFromScps(known.principal) === null ? (policies.scp ?? []) : [];
    this.#identity = statementsOf('identity', policies.identity);
    this.#limits = [
      ...(boundary.length === 0 ? [] : [{ ...statementsOf('boundary', boundary), where: whereOf(boundary) }]),
      ...scp.map((level) => ({ ...statementsOf('scp', level), where: whereOf(level) })),
    ];
    this.#denies = [
      ...this.#limits,
      ...(policies.rcp ?? []).map((level) => statementsOf('rcp', level)),
      this.#identity,
    ];
  }

  /**
   * What becomes of an action.
   * @param action in lower case, with its service prefix.
   * @returns null when no identity-based policy allows it.
   */
  of(action: string): EffectivePermission | null {
    const request = this.#requestFor(action);
    if (needsNoPermission(request)) return { action, ...FREE };
    const identity = this.#coverage(this.#identity, request);
    if (identity.resources === 'none') return null;
    const denies = this.#denies.flatMap((layer) => this.#matches(layer, 'denies', request));
    const limits = this.#limits.map((layer) => ({ layer, coverage: this.#coverage(layer, request) }));
    const limitedBy = limits.flatMap(({ layer, coverage }): Limit[] =>
      coverage.resources === 'all' && !coverage.conditional
        ? []
        : [{ layer: layer.layer, where: layer.where, inPart: coverage.resources !== 'none' }],
    );
    const allowedBy = identity.matches.map(({ statement }) => statement);
    const found = { action, allowedBy, limitedBy };

    const deniedBy = this.#denyingAll(denies, identity, action);
    if (deniedBy.length > 0) {
      return { ...found, state: 'denied', resources: 'all', conditional: false, deniedBy, deniedInPart: [] };
    }
    const deniedInPart = denies.map(({ layer, statement }) => ({ layer, statement }));
    const outcome = { ...found, deniedBy: [], deniedInPart };
    const coverages = [identity, ...limits.map(({ coverage }) => coverage)];
    const limiting = limitedBy.some(({ inPart }) => !inPart);
    if (limiting || !this.#haveCommon(coverages, action)) {
      // Where each allows something and all together nothing, none of them limits in part only.
      const whole = limiting ? limitedBy : limitedBy.map((limit) => ({ ...limit, inPart: false }));
      return { ...outcome, limitedBy: whole, state: 'limited', resources: 'all', conditional: false };
    }
    return {
      ...outcome,
      state: 'allowed',
      resources:
        coverages.every(({ resources }) => resources === 'all') &&
        denies.every(({ reach, layer }) => reach === 'all' && layer !== 'rcp')
          ? 'all'
          : 'some',
      conditional: coverages.some(({ conditional }) => conditional) || denies.some(({ open }) => open),
    };
  }

  #requestFor(action: string): PreparedRequest {
    return {
      principal: this.#known.principal,
      bounded: this.#limits.some(({ layer }) => layer === 'boundary'),
      action,
      service: action.slice(0, action.indexOf(':')),
      resource: '*',
      resourceAccountId: this.#known.principal.accountId,
      context: this.#known.context,
      facts: this.#facts,
    };
  }

  /** The denies that leave nothing: alone, or together of everything that is allowed. */
  #denyingAll(denies: readonly Match[], identity: Coverage, action: string): FoundStatement[] {
    // Resource control policies bind the resources of the organization alone, so that they never deny all there are.
    const certain = denies.filter(({ open, layer }) => !open && layer !== 'rcp');
    const whole = certain.filter(({ reach }) => reach === 'all');
    const plain = ({ layer, statement }: Match): FoundStatement => ({ layer, statement });
    if (whole.length > 0) return whole.map(plain);
    const taking = identity.matches.map((allow) =>
      certain.find((deny) => this.#reach.takesAway(deny.statement, allow.statement, action)),
    );
    if (taking.length === 0 || taking.includes(undefined)) return [];
    return [...new Set(taking)].flatMap((match) => (match === undefined ? [] : [plain(match)]));
  }

  /** Whether what several kinds of policy each allow in part has a resource in common. */
  #haveCommon(coverages: readonly Coverage[], action: string): boolean {
    const partial = coverages.filter(({ resources }) => resources === 'some');
    return (
      partial.length < 2 ||
      this.#reach.haveCommonResource(
        action,
        partial.map(({ matches }) => matches.map(({ statement }) => statement)),
      )
    );
  }

  #coverage(layer: LayerStatements, request: PreparedRequest): Coverage {
    const matches = this.#matches(layer, 'allows', request);
    if (matches.length === 0) return { resources: 'none', conditional: false, matches };
    const resources = matches.some(({ reach }) => reach === 'all') ? 'all' : 'some';
    const conditional = matches.every(({ open, reach }) => open || reach !== resources);
    return { resources, conditional, matches };
  }

  #matches(layer: LayerStatements, effect: 'allows' | 'denies', request: PreparedRequest): Match[] {
    if (layer.layer === 'rcp' && exemptFromRcps(request) !== null) return [];
    const { action, service } = request;
    return layer[effect].of(service).flatMap((entry) => {
      const { statement } = entry;
      if (matchesAction(entry, action) === statement.notAction) return [];
      if (principalMatch(statement, request) === 'none') return [];
      const reach = this.#reach.ofStatement(statement, action);
      const conditions = reach === 'none' ? 'fails' : this.#reach.ofConditions(statement);
      if (reach === 'none' || conditions === 'fails') return [];
      const open = conditions === 'open' || this.#reach.hasOpenVariables(statement);
      return [{ layer: layer.layer, statement, reach, open }];
    });
  }
}

/** What needs no permission. */
const FREE = {
  state: 'allowed',
  resources: 'all',
  conditional: false,
  allowedBy: [],
  deniedBy: [],
  deniedInPart: [],
  limitedBy: [],
} as const;

/** The statements of a kind of policy, by effect. */
interface LayerStatements {
  readonly layer: PolicyLayer;
  readonly allows: StatementsByService;
  readonly denies: StatementsByService;
}

function statementsOf(layer: PolicyLayer, policies: readonly CompiledPolicy[]): LayerStatements {
  const statements = policies.flatMap((policy) => policy.statements);
  return {
    layer,
    allows: new StatementsByService(statements.filter(({ effect }) => effect === 'Allow')),
    denies: new StatementsByService(statements.filter(({ effect }) => effect === 'Deny')),
  };
}

/** A statement with those of its actions that may be of one service. */
interface ServiceStatement {
  readonly statement: CompiledStatement;
  readonly exact: ReadonlySet<string>;
  readonly patterns: readonly Pattern[];
}

/** Statements, each with the actions that matter to a service: a policy may list thousands, of hundreds of services. */
class StatementsByService {
  readonly #statements: readonly CompiledStatement[];
  readonly #byService = new Map<string, readonly ServiceStatement[]>();

  constructor(statements: readonly CompiledStatement[]) {
    this.#statements = statements;
  }

  /** Those that may match an action of the service. */
  of(service: string): readonly ServiceStatement[] {
    const found = this.#byService.get(service) ?? this.#of(service);
    this.#byService.set(service, found);
    return found;
  }

  #of(service: string): ServiceStatement[] {
    return this.#statements.flatMap((statement) => {
      const exact = new Set<string>();
      const patterns: Pattern[] = [];
      for (const { name, pattern } of statement.actions) {
        if (!name.startsWith(`${service}:`) && !name.startsWith('*')) continue;
        if (pattern.shape === 'exact') exact.add(name);
        else patterns.push(pattern);
      }
      const bearsOn = exact.size > 0 || patterns.length > 0;
      return bearsOn || statement.notAction ? [{ statement, exact, patterns }] : [];
    });
  }
}

function matchesAction({ exact, patterns }: ServiceStatement, action: string): boolean {
  return exact.has(action) || patterns.some((pattern) => matchesPattern(pattern, action));
}

/** The policies of a level, as a person would say it. */
function whereOf(policies: readonly CompiledPolicy[]): string {
  const sources = new Set(policies.map(({ name, source }) => `${name}, ${source}`));
  return sources.size === 0 ? 'a level of the organization without a policy' : [...sources].join('; ');
}
