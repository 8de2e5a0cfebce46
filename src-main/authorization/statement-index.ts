import type { CompiledStatement } from './compile.ts';

/**
 * Statements by the actions they can match, so that a decision visits no other. A statement stands under each exact
 * action, under the service of each action with a wildcard, and under `anyService` for `*` and NotAction.
 */
export interface StatementIndex {
  /** By whole action in lower case: these match the action. Null when there are none. */
  readonly byAction: ReadonlyMap<string, readonly CompiledStatement[]> | null;
  /** By service prefix in lower case: these may match. Null when there are none. */
  readonly byService: ReadonlyMap<string, readonly CompiledStatement[]> | null;
  readonly anyService: readonly CompiledStatement[];
}

/** Indexes statements of one effect. */
export function indexStatements(statements: readonly CompiledStatement[]): StatementIndex {
  const byAction = new Map<string, CompiledStatement[]>();
  const byService = new Map<string, CompiledStatement[]>();
  const anyService: CompiledStatement[] = [];
  for (const statement of statements) {
    const names = statement.actions.map((action) => action.name);
    if (statement.notAction || names.some((name) => name === '*' || name.startsWith('*:'))) {
      anyService.push(statement);
      continue;
    }
    for (const name of new Set(names.filter((entry) => !hasWildcard(entry)))) add(byAction, name, statement);
    const services = names.filter(hasWildcard).map((name) => name.slice(0, name.indexOf(':')));
    for (const service of new Set(services)) add(byService, service, statement);
  }
  return {
    byAction: byAction.size === 0 ? null : byAction,
    byService: byService.size === 0 ? null : byService,
    anyService,
  };
}

function hasWildcard(name: string): boolean {
  return name.includes('*') || name.includes('?');
}

function add(map: Map<string, CompiledStatement[]>, key: string, statement: CompiledStatement): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [statement]);
  else list.push(statement);
}
