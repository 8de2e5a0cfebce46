import type { AccessEdge, AccessGraph, AccessNode } from '../../src-shared/contract/access-graph.ts';

/** What of a graph is to be seen. */
export interface AccessFilters {
  /** A part of a name at either end of an edge, in any case; empty for all. */
  readonly name: string;
  /** The kinds of nodes that are left out. */
  readonly hiddenKinds: ReadonlySet<AccessNode['kind']>;
  readonly onlyConditional: boolean;
  /** Only who can become this role, in any number of steps, by ID; null for all. */
  readonly reach: string | null;
  /** Only this node and those that an edge joins to it, by ID; null for all. */
  readonly around: string | null;
}

export const NO_FILTERS: AccessFilters = {
  name: '',
  hiddenKinds: new Set(),
  onlyConditional: false,
  reach: null,
  around: null,
};

/** The filters with a kind of nodes left out, or back in where it was left out. */
export function withKindToggled(filters: AccessFilters, kind: AccessNode['kind']): AccessFilters {
  const hiddenKinds = new Set(filters.hiddenKinds);
  if (!hiddenKinds.delete(kind)) hiddenKinds.add(kind);
  return { ...filters, hiddenKinds };
}

/** The part of a graph that the filters leave. */
export interface FilteredGraph {
  readonly nodes: readonly AccessNode[];
  readonly edges: readonly AccessEdge[];
  /** How many roles have to be assumed, one after the other, to be the one that is asked for; empty where none is. */
  readonly steps: ReadonlyMap<string, number>;
}

/** What tells an edge from the others: there is at most one between two nodes, each way. */
export function edgeId({ from, to }: Pick<AccessEdge, 'from' | 'to'>): string {
  return `${from}\n${to}`;
}

/**
 * The nodes from which a role can be reached along the edges, with the length of the shortest way.
 * @returns by ID; the role itself is there with 0.
 */
export function stepsTo(role: string, edges: readonly AccessEdge[]): ReadonlyMap<string, number> {
  const incoming = Map.groupBy(edges, ({ to }) => to);
  const steps = new Map([[role, 0]]);
  let reached = [role];
  for (let step = 1; reached.length > 0; step += 1) {
    const next: string[] = [];
    for (const { from } of reached.flatMap((id) => incoming.get(id) ?? [])) {
      if (steps.has(from)) continue;
      steps.set(from, step);
      next.push(from);
    }
    reached = next;
  }
  return steps;
}

/** Filters a graph. Nodes that no edge joins are left as long as nothing asks for edges. */
export function filterGraph(graph: Pick<AccessGraph, 'nodes' | 'edges'>, filters: AccessFilters): FilteredGraph {
  const { hiddenKinds, onlyConditional, reach, around } = filters;
  const name = filters.name.trim().toLowerCase();
  const shown = new Map(graph.nodes.filter(({ kind }) => !hiddenKinds.has(kind)).map((node) => [node.id, node]));
  const named = new Set([...shown.values()].filter((node) => name === '' || isNamed(node, name)).map(({ id }) => id));
  const conditional = graph.edges.filter(
    ({ from, to, isConditional }) => shown.has(from) && shown.has(to) && (isConditional || !onlyConditional),
  );
  const steps = reach === null ? new Map<string, number>() : stepsTo(reach, conditional);
  const edges = conditional.filter(
    ({ from, to }) =>
      (named.has(from) || named.has(to)) &&
      (reach === null || (steps.has(from) && steps.has(to) && from !== reach)) &&
      (around === null || from === around || to === around),
  );
  const joined = new Set(edges.flatMap(({ from, to }) => [from, to]));
  if (reach !== null) joined.add(reach);
  if (around !== null) joined.add(around);
  const wantsEdges = onlyConditional || reach !== null || around !== null;
  const nodes = [...shown.values()].filter(({ id }) => joined.has(id) || (!wantsEdges && named.has(id)));
  return { nodes, edges, steps };
}

/** Users who are told together are found by each of their names that is known. */
function isNamed(node: AccessNode, name: string): boolean {
  const names = node.kind === 'users' ? [node.name, ...node.arns] : [node.name, node.id];
  return names.some((text) => text.toLowerCase().includes(name));
}

/** More nodes or edges than these are not drawn: nobody could read them, and the drawing would take seconds. */
export const MOST_NODES = 240;
export const MOST_EDGES = 360;

/**
 * As much of a graph as can be drawn: whole edges, in their order, with the nodes that they join, then the other nodes.
 * @returns with whether something had to be left out.
 */
export function drawable({ nodes, edges, steps }: FilteredGraph): { graph: FilteredGraph; isCut: boolean } {
  if (nodes.length <= MOST_NODES && edges.length <= MOST_EDGES) return { graph: { nodes, edges, steps }, isCut: false };
  const kept = new Set<string>();
  const keptEdges: AccessEdge[] = [];
  for (const edge of edges) {
    if (keptEdges.length === MOST_EDGES) break;
    const more = [edge.from, edge.to].filter((id) => !kept.has(id));
    if (kept.size + more.length > MOST_NODES) continue;
    for (const id of more) kept.add(id);
    keptEdges.push(edge);
  }
  for (const { id } of nodes) if (kept.size < MOST_NODES) kept.add(id);
  return { graph: { nodes: nodes.filter(({ id }) => kept.has(id)), edges: keptEdges, steps }, isCut: true };
}
