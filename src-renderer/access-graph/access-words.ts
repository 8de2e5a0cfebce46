import type { AccessEdge, AccessNode } from '../../src-shared/contract/access-graph.ts';
import { routeToArn, type Route } from '../app/route.ts';
import type { IconName } from '../ui/Icon.svelte';
import { edgeId, type FilteredGraph } from './access-filters.ts';
import type { Drawing } from './graph-drawing.ts';

type Kind = AccessNode['kind'];

/** How a kind of node is called, one and many, and drawn; in the order in which the kinds are listed. */
export const KINDS: Readonly<Record<Kind, { one: string; many: string; icon: IconName }>> = {
  user: { one: 'User', many: 'Users', icon: 'user' },
  users: { one: 'Users', many: 'Users told together', icon: 'group' },
  role: { one: 'Role', many: 'Roles', icon: 'role' },
  service: { one: 'AWS service', many: 'AWS services', icon: 'settings' },
  identityProvider: { one: 'Identity provider', many: 'Identity providers', icon: 'identityProvider' },
  otherAccount: { one: 'Other account', many: 'Other accounts', icon: 'organization' },
  everybody: { one: 'Everybody', many: 'Everybody', icon: 'warning' },
};

/** The kinds that are in a graph, each with how many nodes are of it. */
export function kindCounts(nodes: readonly AccessNode[]): readonly { kind: Kind; count: number }[] {
  const kinds = Object.keys(KINDS) as Kind[];
  return kinds
    .map((kind) => ({ kind, count: nodes.filter((node) => node.kind === kind).length }))
    .filter(({ count }) => count > 0);
}

/** What a node is called: many users by how many they are and what lets them. */
export function nodeTitle(node: AccessNode): string {
  if (node.kind === 'everybody') return 'Everybody';
  return node.kind === 'users' ? `${new Intl.NumberFormat('en').format(node.count)} users, ${node.name}` : node.name;
}

/** What an edge says, in two or three words. */
export function edgeWords({ kind, isConditional }: Pick<AccessEdge, 'kind' | 'isConditional'>): string {
  const words = kind === 'mayAssume' ? 'May assume' : 'Trusted by';
  return isConditional ? `${words}, under conditions` : words;
}

/** The page of what a node stands for; null for what has none. */
export function routeToNode(node: AccessNode): Route | null {
  switch (node.kind) {
    case 'user':
    case 'role':
    case 'identityProvider':
      return routeToArn(node.id);
    default:
      return null;
  }
}

/** Where to read what lets the one end of an edge become the other: the role's trust policy. */
export function routeToTrustPolicy({ to }: Pick<AccessEdge, 'to'>): Route | null {
  const route = routeToArn(to);
  return route?.screen === 'role' ? { ...route, part: { kind: 'trustPolicy', at: null } } : null;
}

/** How many roles have to be assumed, in words; null for the role itself, and where nothing was asked. */
export function stepWords(steps: number | undefined): string | null {
  if (steps === undefined || steps === 0) return null;
  return steps === 1 ? 'directly' : `in ${steps} steps`;
}

/** @param centre the node that the graph is about, by ID; null for none. */
export function accessDrawing({ nodes, edges, steps }: FilteredGraph, centre: string | null): Drawing {
  return {
    nodes: nodes.map((node) => ({
      id: node.id,
      title: nodeTitle(node),
      kind: KINDS[node.kind].one,
      icon: KINDS[node.kind].icon,
      tone: 'neutral',
      note: stepWords(steps.get(node.id)),
      isCentre: node.id === centre,
    })),
    edges: edges.map((edge) => ({
      id: edgeId(edge),
      from: edge.from,
      to: edge.to,
      line: edge.kind === 'mayAssume' ? 'solid' : 'dashed',
      tone: 'neutral',
      label: edge.isConditional ? 'under conditions' : null,
    })),
  };
}
