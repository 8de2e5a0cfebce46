import type { ServiceInfo } from '../../src-shared/contract/reference.ts';
import { groupStanding, type GroupStanding, type Permissions, type Standing } from './permissions.ts';
import { namesOf, type ServiceName } from './service-lookup.ts';

/** From what only looks to what decides over others. */
const LEVELS = ['List', 'Read', 'Tagging', 'Write', 'Permissions management'];

/** A line of the overview. */
export type PermissionRow =
  | {
      readonly kind: 'service';
      readonly key: string;
      readonly service: ServiceName;
      readonly standing: GroupStanding;
      /** How many actions are covered; null while the service's actions are not read. */
      readonly count: number | null;
      readonly open: boolean;
    }
  | {
      readonly kind: 'level';
      readonly key: string;
      readonly prefix: string;
      readonly level: string;
      readonly actions: readonly string[];
      readonly standing: GroupStanding;
      readonly count: number;
    }
  | {
      readonly kind: 'action';
      readonly key: string;
      readonly prefix: string;
      readonly action: string;
      readonly description: string;
      readonly standing: Standing;
      /** Whether the other effect is said of it, too. */
      readonly alsoOther: boolean;
    };

export interface RowsInput {
  readonly services: readonly ServiceName[];
  /** Services whose actions are read, by prefix. */
  readonly read: ReadonlyMap<string, ServiceInfo>;
  readonly open: ReadonlySet<string>;
  readonly permissions: Permissions;
  readonly other: Permissions;
  readonly query: string;
  /** Actions that a search found; null shows them all. */
  readonly found: ReadonlySet<string> | null;
  /** Only services of which something is covered. */
  readonly coveredOnly: boolean;
}

/** The lines of the overview: services, and inside those that are open their access levels and actions. */
export function permissionRows(input: RowsInput): readonly PermissionRow[] {
  return input.services.flatMap((service) => rowsOf(service, input));
}

function rowsOf(service: ServiceName, input: RowsInput): readonly PermissionRow[] {
  const { permissions, other, found } = input;
  const info = input.read.get(service.prefix);
  const names = info === undefined ? null : namesOf(info);
  // An action that is not there stands for all of a service that no pattern names.
  const standings = (names ?? [`${service.prefix}:?`]).map((action) => permissions.standing(action));
  const standing = groupStanding(standings);
  if (input.coveredOnly && standing === 'none') return [];

  const hits = found === null ? null : [...found].filter((action) => action.startsWith(`${service.prefix}:`));
  const query = input.query.trim().toLowerCase();
  const named = service.prefix.includes(query) || service.name.toLowerCase().includes(query);
  if (query !== '' && !named && (hits === null || hits.length === 0)) return [];

  const open = input.open.has(service.prefix) || (hits !== null && hits.length > 0 && !named);
  const covered = standings.filter((each) => each !== 'none').length;
  const head: PermissionRow = {
    kind: 'service',
    key: service.prefix,
    service,
    standing,
    count: names === null ? (standing === 'none' ? 0 : standing === 'all' ? service.actionCount : null) : covered,
    open,
  };
  if (!open || info === undefined) return [head];
  const shown = named || hits === null ? info.actions : info.actions.filter(({ action }) => hits.includes(action));
  return [
    head,
    ...LEVELS.flatMap((level) => {
      const actions = shown.filter(({ accessLevel }) => accessLevel === level);
      if (actions.length === 0) return [];
      const own = actions.map(({ action }) => permissions.standing(action));
      const group: PermissionRow = {
        kind: 'level',
        key: `${service.prefix} ${level}`,
        prefix: service.prefix,
        level,
        actions: actions.map(({ action }) => action),
        standing: groupStanding(own),
        count: own.filter((each) => each !== 'none').length,
      };
      const lines = actions.map(({ action, description }): PermissionRow => ({
        kind: 'action',
        key: action,
        prefix: service.prefix,
        action,
        description,
        standing: permissions.standing(action),
        alsoOther: other.standing(action) !== 'none',
      }));
      return [group, ...lines];
    }),
  ];
}
