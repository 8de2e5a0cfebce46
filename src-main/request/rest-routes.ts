import { parseFormLeniently } from './query-string.ts';
import type { RoutedOperation } from './service-operations.ts';

/** One REST operation: its name, its method, its URI template, and what parameters of the query are called as members. */
export type RestRoute = readonly [
  operation: string,
  method: string,
  uri: string,
  members?: Readonly<Record<string, string>>,
];

/** One step into a path. */
interface Step {
  readonly literals: Map<string, Step>;
  /** The step behind a label, whatever the label is called. */
  label: Step | null;
  /** The step behind a label that takes slashes too, such as `{Key+}`. */
  greedy: Step | null;
  readonly ends: Ending[];
}

interface Ending {
  readonly route: RestRoute;
  readonly labels: readonly string[];
  /** Parameters that the query must have, as `Operation=Tag` in `/tagging?Operation=Tag`. */
  readonly query: readonly (readonly [string, string])[];
}

const LABEL = /^\{([^}+]+)(\+?)\}$/;

function newStep(): Step {
  return { literals: new Map(), label: null, greedy: null, ends: [] };
}

/** A trailing slash makes no difference to AWS's REST services. */
function segmentsOf(path: string): string[] {
  return path.replace(/^\//, '').replace(/\/$/, '').split('/');
}

function stepFor(at: Step, segment: string): Step {
  const label = LABEL.exec(segment);
  if (label === null) {
    const next = at.literals.get(segment) ?? newStep();
    at.literals.set(segment, next);
    return next;
  }
  return label[2] === '+' ? (at.greedy ??= newStep()) : (at.label ??= newStep());
}

/** The routes of one API, ready to be matched: a lookup costs as much as the path has segments. */
export interface RouteTable {
  match(method: string, target: string): RoutedOperation | null;
}

/**
 * Puts the routes of an API together. A literal segment wins over a label, as AWS has it.
 * @see https://smithy.io/2.0/spec/http-bindings.html#specificity-routing
 */
export function routeTable(routes: readonly RestRoute[]): RouteTable {
  const roots = new Map<string, Step>();
  for (const route of routes) {
    const [, method, uri] = route;
    const [path = '', query = ''] = uri.split('?');
    const segments = segmentsOf(path);
    let at = roots.get(method) ?? newStep();
    roots.set(method, at);
    for (const segment of segments) at = stepFor(at, segment);
    const labels = segments.flatMap((segment) => LABEL.exec(segment)?.[1] ?? []);
    at.ends.push({ route, labels, query: parseFormLeniently(query) });
  }
  return {
    match: (method, target) => {
      const root = roots.get(method);
      if (root === undefined) return null;
      const cut = target.indexOf('?');
      const path = cut < 0 ? target : target.slice(0, cut);
      const query = cut < 0 ? [] : parseFormLeniently(target.slice(cut + 1));
      return walk(root, segmentsOf(path), [], query);
    },
  };
}

type Query = readonly (readonly [string, string])[];

function walk(at: Step, segments: readonly string[], values: readonly string[], query: Query): RoutedOperation | null {
  const [segment, ...rest] = segments;
  if (segment === undefined) return ended(at.ends, values, query);
  const literal = at.literals.get(segment);
  const byLiteral = literal === undefined ? null : walk(literal, rest, values, query);
  if (byLiteral !== null) return byLiteral;
  if (at.label !== null && segment !== '') {
    const byLabel = walk(at.label, rest, [...values, segment], query);
    if (byLabel !== null) return byLabel;
  }
  if (at.greedy === null) return null;
  // As little as will do: what stands behind the label tells more than the label.
  for (let taken = 1; taken <= segments.length; taken += 1) {
    const value = segments.slice(0, taken).join('/');
    const found = value === '' ? null : walk(at.greedy, segments.slice(taken), [...values, value], query);
    if (found !== null) return found;
  }
  return null;
}

/** Of operations with one path, the one that the query asks for more of. */
function ended(ends: readonly Ending[], values: readonly string[], query: Query): RoutedOperation | null {
  const fitting = ends.filter((end) =>
    end.query.every(([name, value]) => query.some((pair) => pair[0] === name && (value === '' || pair[1] === value))),
  );
  const [best] = fitting.toSorted((left, right) => right.query.length - left.query.length);
  if (best === undefined) return null;
  const decoded = values.map(decodeLabel);
  if (decoded.includes(null)) return null;
  const [operation, , , members = {}] = best.route;
  const labels = best.labels.map((name, index) => [name, decoded[index] ?? ''] as const);
  return { operation, parameters: { ...queryMembers(query, members), ...Object.fromEntries(labels) } };
}

/** Parameters of a query by the names of members; one that comes several times is a list. */
function queryMembers(
  query: Query,
  members: Readonly<Record<string, string>>,
): Record<string, string | readonly string[]> {
  const named = Map.groupBy(query, ([name]) => (Object.hasOwn(members, name) ? (members[name] ?? name) : name));
  return Object.fromEntries(
    [...named]
      .filter(([name]) => !/^X-Amz-/i.test(name))
      .map(([name, pairs]) => [name, pairs.length === 1 ? (pairs[0]?.[1] ?? '') : pairs.map(([, value]) => value)]),
  );
}

function decodeLabel(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}
