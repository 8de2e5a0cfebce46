import {
  ACCESS_LEVELS,
  AccessLevel,
  type EffectiveAction,
  type EffectiveService,
  type EffectiveStatement,
  type LevelSummary,
} from '../../src-shared/contract/identities.ts';
import type {
  EffectivePermission,
  EffectivePermissions,
  FoundStatement,
} from '../authorization/effective-permissions.ts';
import type { ReferenceAction, ServiceReference } from '../request/service-reference.ts';

/** What is permitted, service by service, and how much that is in all. */
export interface EffectiveSummary {
  readonly services: EffectiveService[];
  readonly allowed: number;
  readonly limited: number;
  readonly denied: number;
}

/** What of a service is asked for: by name, by the names of its actions, or all of it. */
type ActionFilter = (action: ReferenceAction) => boolean;

/**
 * What is permitted by service and access level, of the actions in the service authorization reference.
 * @param query words that the service's name or prefix has, or else the action's name; empty for everything.
 */
export function effectiveServices(
  permissions: EffectivePermissions,
  reference: ServiceReference,
  query: string,
): EffectiveSummary {
  const services = reference.services().flatMap(({ prefix, name }): EffectiveService[] => {
    const filter = filterFor(query, prefix, name);
    const levels = new Map<string, LevelSummary>();
    for (const action of reference.actions(prefix)) {
      if (!filter(action)) continue;
      const level = levels.get(action.accessLevel) ?? emptyLevel(action.accessLevel);
      levels.set(action.accessLevel, counted(level, permissions.of(action.action.toLowerCase())));
    }
    const permitted = ACCESS_LEVELS.flatMap((level) => levels.get(level) ?? []).filter(hasPermissions);
    return permitted.length === 0 ? [] : [{ service: prefix, name, levels: permitted }];
  });
  const all = services.flatMap(({ levels }) => levels);
  const sum = (count: 'allowed' | 'limited' | 'denied'): number =>
    all.reduce((total, level) => total + level[count], 0);
  return { services, allowed: sum('allowed'), limited: sum('limited'), denied: sum('denied') };
}

/** The actions of a service that some policy of the identity allows, by access level, and what becomes of each. */
export function effectiveActions(
  permissions: EffectivePermissions,
  reference: ServiceReference,
  service: string,
  query: string,
): EffectiveAction[] {
  const name = reference.services().find(({ prefix }) => prefix === service)?.name ?? service;
  return reference
    .actions(service)
    .filter(filterFor(query, service, name))
    .flatMap((action) => {
      const permission = permissions.of(action.action.toLowerCase());
      return permission === null ? [] : [described(action, permission)];
    })
    .toSorted(
      (left, right) =>
        ACCESS_LEVELS.indexOf(left.accessLevel) - ACCESS_LEVELS.indexOf(right.accessLevel) ||
        compare(left.action, right.action),
    );
}

/** A service whose name has all words is there whole; of others, the actions whose names have them. */
function filterFor(query: string, prefix: string, name: string): ActionFilter {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const service = `${prefix} ${name}`.toLowerCase();
  if (words.every((word) => service.includes(word))) return () => true;
  return ({ action }) => {
    const held = action.toLowerCase();
    return words.every((word) => held.includes(word) || service.includes(word));
  };
}

function emptyLevel(accessLevel: string): LevelSummary {
  const counts = { total: 0, allowed: 0, onSome: 0, conditional: 0, limited: 0, denied: 0 };
  return { accessLevel: AccessLevel.parse(accessLevel), ...counts };
}

function counted(level: LevelSummary, permission: EffectivePermission | null): LevelSummary {
  const total = level.total + 1;
  if (permission === null) return { ...level, total };
  const { state, resources, conditional } = permission;
  if (state !== 'allowed') return { ...level, total, [state]: level[state] + 1 };
  return {
    ...level,
    total,
    allowed: level.allowed + 1,
    onSome: level.onSome + Number(resources === 'some'),
    conditional: level.conditional + Number(conditional),
  };
}

function hasPermissions({ allowed, limited, denied }: LevelSummary): boolean {
  return allowed + limited + denied > 0;
}

function described(
  { action, accessLevel, description }: ReferenceAction,
  { state, resources, conditional, allowedBy, deniedBy, deniedInPart, limitedBy }: EffectivePermission,
): EffectiveAction {
  return {
    action,
    accessLevel: AccessLevel.parse(accessLevel),
    description,
    state,
    resources,
    conditional,
    allowedBy: allowedBy.map((statement) => named({ layer: 'identity', statement })),
    deniedBy: deniedBy.map(named),
    deniedInPart: deniedInPart.map(named),
    limitedBy: limitedBy.map((limit) => ({ ...limit })),
  };
}

function named({ layer, statement: { policy, index, sid } }: FoundStatement): EffectiveStatement {
  return { layer, policy: policy.name, arn: policy.arn, source: policy.source, index, sid };
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
