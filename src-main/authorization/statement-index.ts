import type { CompiledStatement } from './compile.ts';
import { literalPrefix } from './template.ts';

/**
 * Statements of one effect by the actions they can match, so that a decision visits no other. A statement stands under
 * each exact action, under the service of each action with a wildcard, and under `anyService` for `*` and NotAction.
 */
export interface StatementIndex {
  /** By whole action in lower case: these match the action. Null when there are none. */
  readonly byAction: ReadonlyMap<string, StatementList> | null;
  /** By service prefix in lower case: these may match. Null when there are none. */
  readonly byService: ReadonlyMap<string, StatementList> | null;
  readonly anyService: StatementList;
}

/** Statements that may match an action, the long lists divided by the resources they can match. */
export interface StatementList {
  /** To be tried whatever the resource is. */
  readonly always: readonly CompiledStatement[];
  /** Null where the list is short: trying them all is then quicker. */
  readonly byResource: ResourceIndex | null;
}

/**
 * Statements by the text with which their resources begin, up to the first wildcard or variable. To find those that can
 * match a resource, the beginnings of the resource are looked up, one for each length there is.
 */
export interface ResourceIndex {
  /** In ascending order. */
  readonly lengths: readonly number[];
  readonly byPrefix: ReadonlyMap<string, readonly CompiledStatement[]>;
}

/** Up to here a list is tried through: a look-up costs about as much as this many comparisons. */
const SHORT_LIST = 32;

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
  return { byAction: listsOf(byAction), byService: listsOf(byService), anyService: listOf(anyService) };
}

/** The first statement that may match the resource and passes the test; null where none does. */
export function findStatement<R extends { readonly resource: string }>(
  { always, byResource }: StatementList,
  request: R,
  test: (statement: CompiledStatement, request: R) => boolean,
): CompiledStatement | null {
  const found = findPassing(always, request, test);
  return found === null && byResource !== null ? findByResource(byResource, request, test) : found;
}

function findByResource<R extends { readonly resource: string }>(
  { lengths, byPrefix }: ResourceIndex,
  request: R,
  test: (statement: CompiledStatement, request: R) => boolean,
): CompiledStatement | null {
  const { resource } = request;
  for (let at = 0; at < lengths.length; at += 1) {
    const length = lengths[at] ?? 0;
    if (length > resource.length) return null;
    const statements = byPrefix.get(resource.slice(0, length));
    const found = statements === undefined ? null : findPassing(statements, request, test);
    if (found !== null) return found;
  }
  return null;
}

function findPassing<R>(
  statements: readonly CompiledStatement[],
  request: R,
  test: (statement: CompiledStatement, request: R) => boolean,
): CompiledStatement | null {
  for (let at = 0; at < statements.length; at += 1) {
    const statement = statements[at];
    if (statement !== undefined && test(statement, request)) return statement;
  }
  return null;
}

function hasWildcard(name: string): boolean {
  return name.includes('*') || name.includes('?');
}

function add(map: Map<string, CompiledStatement[]>, key: string, statement: CompiledStatement): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [statement]);
  else list.push(statement);
}

function listsOf(map: ReadonlyMap<string, readonly CompiledStatement[]>): StatementIndex['byAction'] {
  return map.size === 0 ? null : new Map([...map].map(([key, statements]) => [key, listOf(statements)]));
}

function listOf(statements: readonly CompiledStatement[]): StatementList {
  if (statements.length <= SHORT_LIST) return { always: statements, byResource: null };
  const always: CompiledStatement[] = [];
  const byPrefix = new Map<string, CompiledStatement[]>();
  for (const statement of statements) {
    const prefixes = resourcePrefixes(statement);
    if (prefixes === null) always.push(statement);
    else for (const prefix of prefixes) add(byPrefix, prefix, statement);
  }
  const lengths = new Set([...byPrefix.keys()].map((prefix) => prefix.length));
  return { always, byResource: { lengths: [...lengths].toSorted((left, right) => left - right), byPrefix } };
}

/** With what the resources of a statement begin; null where one may begin with anything. */
function resourcePrefixes({ notResource, resources }: CompiledStatement): ReadonlySet<string> | null {
  if (notResource || resources === null) return null;
  const prefixes = new Set(resources.map(literalPrefix));
  return prefixes.has('') ? null : prefixes;
}
