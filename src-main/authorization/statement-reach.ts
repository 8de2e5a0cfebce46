import { resourceForPolicies } from './account-listing.ts';
import type { CompiledStatement } from './compile.ts';
import { conditionHolds } from './conditions/condition.ts';
import { arnTexts, holds, meet, type Texts, textsOfPattern, textsOfTemplate } from './reach.ts';
import type { ContextKeys } from './request.ts';
import type { ActionResourceType, ServiceFacts } from './service-facts.ts';
import { matchesTemplate, missingVariables, type Template } from './template.ts';
import type { Principal } from '../../src-shared/principal.ts';

/** Of which of an action's resources something is true. */
export type Reach = 'none' | 'some' | 'all';

/** What of a condition is known before there is a request. */
export type Foreseen = 'holds' | 'fails' | 'open';

/** Those whose permissions can be told before they ask: the others have no policies of their own. */
export type Permitted = Extract<Principal, { kind: 'user' | 'roleSession' }>;

/** What is known of every request of a principal. */
export interface KnownOfRequests {
  readonly principal: Permitted;
  /** The context keys that every request has, with their values; by name in lower case. */
  readonly context: ContextKeys;
  /** Whether a key that is not in the context is surely absent of every request. */
  readonly lacks: (contextKey: string) => boolean;
}

/** What has to be known of AWS's services. */
export interface ReachFacts extends ServiceFacts {
  /** Whether ARNs of a resource type, such as `ec2:image`, name an account; true where it is not known. */
  namesAccount(resourceType: string): boolean;
}

/** A resource type of an action: its ARNs anywhere, and those in the principal's account. */
interface TypeTexts {
  readonly any: Texts;
  /** Null for a type that the action may but need not take. */
  readonly own: readonly Texts[] | null;
  readonly except: readonly Texts[];
}

/** What an action is asked for: nothing in particular, resources of types, or what is not known. */
export type ActionTargets =
  | { readonly kind: 'nothing'; readonly resource: string }
  | { readonly kind: 'types'; readonly types: readonly TypeTexts[] }
  | { readonly kind: 'unknown' };

/** How far statements reach, for one principal. What is worked out once is kept as long as this is. */
export class StatementReach {
  readonly #known: KnownOfRequests;
  readonly #facts: ReachFacts;
  readonly #targets = new Map<string, ActionTargets>();
  readonly #types = new Map<string, TypeTexts>();
  readonly #templates = new Map<Template, Texts>();

  constructor(known: KnownOfRequests, facts: ReachFacts) {
    this.#known = known;
    this.#facts = facts;
  }

  /** @param action in lower case, with its service prefix. */
  targets(action: string): ActionTargets {
    const found = this.#targets.get(action) ?? this.#targetsOf(action);
    this.#targets.set(action, found);
    return found;
  }

  /**
   * On which resources of an action a statement takes effect. An Allow counts as reaching all when it reaches those of
   * the principal's own account: others are a matter of their account as well. A Deny has to reach those anywhere.
   */
  ofStatement(statement: CompiledStatement, action: string): Reach {
    const { resources, notResource } = statement;
    if (resources === null) return 'all';
    if (resources.some(({ pattern }) => pattern?.shape === 'everything')) return notResource ? 'none' : 'all';
    const targets = this.targets(action);
    if (targets.kind === 'unknown') return 'some';
    if (targets.kind === 'nothing') {
      const matched = resources.some((template) => matchesTemplate(template, this.#known.context, targets.resource));
      return matched === notResource ? 'none' : 'all';
    }
    return notResource ? this.#beyond(resources, targets.types) : this.#within(statement, resources, targets.types);
  }

  #within({ effect }: CompiledStatement, resources: readonly Template[], types: readonly TypeTexts[]): Reach {
    const meeting = resources.filter((template) => this.#meets(template, types));
    if (meeting.length === 0) return 'none';
    const fixed = meeting.filter((template) => this.#isFixed(template)).map((template) => this.texts(template));
    const named = types.filter((type) => type.own !== null);
    const reached = (texts: Texts): boolean => fixed.some((outer) => holds(outer, texts));
    const all = named.every(({ any, own }) => (effect === 'Allow' ? (own ?? []).every(reached) : reached(any)));
    return named.length > 0 && all ? 'all' : 'some';
  }

  /** Of NotResource: what is left when its resources are taken away. */
  #beyond(resources: readonly Template[], types: readonly TypeTexts[]): Reach {
    if (!resources.some((template) => this.#meets(template, types))) return 'all';
    const fixed = resources.filter((template) => this.#isFixed(template)).map((template) => this.texts(template));
    return types.every(({ any }) => fixed.some((outer) => holds(outer, any))) ? 'none' : 'some';
  }

  #meets(template: Template, types: readonly TypeTexts[]): boolean {
    const texts = this.texts(template);
    return types.some(({ any, except }) => meet([any, texts]) && !except.some((outer) => holds(outer, texts)));
  }

  /** Whether a value has no variable that only the request can fill. */
  #isFixed(template: Template): boolean {
    return missingVariables(template, this.#known.context).length === 0;
  }

  /** Whether some resource of an action is among those of every statement, one of each list. Null takes part as all. */
  haveCommonResource(action: string, lists: readonly (readonly CompiledStatement[])[]): boolean {
    const targets = this.targets(action);
    if (targets.kind !== 'types') return true;
    const choices = lists.map((statements) =>
      statements.flatMap(({ resources, notResource }) =>
        resources === null || notResource ? [null] : resources.map((template) => this.texts(template)),
      ),
    );
    if (choices.reduce((product, list) => product * list.length, 1) > MOST_COMBINATIONS) return true;
    return targets.types.some((type) => combinable([type.any], choices));
  }

  /** Whether a Deny surely applies to everything that an Allow reaches, as far as resources go. */
  takesAway(deny: CompiledStatement, allow: CompiledStatement, action: string): boolean {
    if (deny.resources === null) return true;
    if (allow.resources === null || allow.notResource) return false;
    const targets = this.targets(action);
    const relevant =
      targets.kind === 'types'
        ? allow.resources.filter((template) => this.#meets(template, targets.types))
        : allow.resources;
    const denied = deny.resources;
    return relevant.every((template) => {
      const texts = this.texts(template);
      return deny.notResource
        ? !denied.some((other) => meet([this.texts(other), texts]))
        : denied.some((other) => this.#isFixed(other) && holds(this.texts(other), texts));
    });
  }

  /** Whether the conditions of a statement are known to hold, or not to, whatever the request is. */
  ofConditions({ conditions }: CompiledStatement): Foreseen {
    let foreseen: Foreseen = 'holds';
    for (const condition of conditions) {
      const { contextKey, wanted } = condition;
      const { context, lacks } = this.#known;
      const known = context.has(contextKey) || lacks(contextKey);
      const filled = wanted.every((template) => missingVariables(template, context).length === 0);
      if (!known || !filled) foreseen = 'open';
      else if (!conditionHolds(condition, context)) return 'fails';
    }
    return foreseen;
  }

  /** Whether a statement's resources depend on what only the request can tell. */
  hasOpenVariables({ resources }: CompiledStatement): boolean {
    return resources?.some((template) => !this.#isFixed(template)) ?? false;
  }

  texts(template: Template): Texts {
    const found = this.#templates.get(template) ?? textsOfTemplate(template, this.#known.context);
    this.#templates.set(template, found);
    return found;
  }

  #targetsOf(action: string): ActionTargets {
    const resources = this.#facts.resourcesOf(action);
    if (resources === null) return { kind: 'unknown' };
    if (resources.types.length > 0)
      return { kind: 'types', types: resources.types.map((type) => this.#typeTexts(type)) };
    return { kind: 'nothing', resource: resourceForPolicies(action, '*', this.#known.principal) };
  }

  #typeTexts(type: ActionResourceType): TypeTexts {
    const key = [type.name, type.service, JSON.stringify([type.resource, type.except])].join(' ');
    const found = this.#types.get(key) ?? this.#textsOfType(type);
    this.#types.set(key, found);
    return found;
  }

  #textsOfType({ name, service, placeless, resource, except }: ActionResourceType): TypeTexts {
    const { arn, accountId } = this.#known.principal;
    const partition = arn.split(':')[1] ?? 'aws';
    const place = placeless
      ? { partition, service, region: '', accountId: '' }
      : { partition, service, region: null, accountId: null };
    const owner = placeless || (name !== null && !this.#facts.namesAccount(name)) ? '' : accountId;
    const shape = textsOfPattern(resource);
    return {
      any: arnTexts(place, shape),
      own: name === null ? null : [arnTexts({ ...place, accountId: owner }, shape)],
      except: except.map((pattern) => arnTexts({ ...place, partition: null }, textsOfPattern(pattern))),
    };
  }
}

/** Beyond so many combinations of resources they count as having one in common. */
const MOST_COMBINATIONS = 2_000;

function combinable(chosen: readonly Texts[], [first, ...rest]: readonly (readonly (Texts | null)[])[]): boolean {
  if (first === undefined) return true;
  return first.some((texts) => {
    const next = texts === null ? chosen : [...chosen, texts];
    return (texts === null || meet(next)) && combinable(next, rest);
  });
}
