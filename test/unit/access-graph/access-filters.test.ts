import { describe, expect, it } from 'vitest';
import type { AccessEdge, AccessNode } from '../../../src-shared/contract/access-graph.ts';
import {
  drawable,
  filterGraph,
  MOST_EDGES,
  MOST_NODES,
  NO_FILTERS,
  stepsTo,
} from '../../../src-renderer/access-graph/access-filters.ts';

const node = (kind: 'user' | 'role' | 'service', name: string): AccessNode => ({ kind, id: `id:${name}`, name });
const edge = (from: string, to: string, isConditional = false): AccessEdge => ({
  from: `id:${from}`,
  to: `id:${to}`,
  kind: 'mayAssume',
  isConditional,
  because: '',
});

// lucy → build → deploy → admin → build; bruce → admin under conditions; lambda → worker; nobody → idle.
const GRAPH = {
  nodes: [
    node('user', 'lucy'),
    node('user', 'bruce'),
    node('service', 'lambda'),
    ...['build', 'deploy', 'admin', 'worker', 'idle'].map((name) => node('role', name)),
  ],
  edges: [
    edge('lucy', 'build'),
    edge('build', 'deploy'),
    edge('deploy', 'admin'),
    edge('admin', 'build'),
    edge('bruce', 'admin', true),
    edge('lambda', 'worker'),
  ],
};
const names = (nodes: readonly AccessNode[]): string[] => nodes.map(({ name }) => name);
const ways = (edges: readonly AccessEdge[]): string[] =>
  edges.map(({ from, to }) => `${from} > ${to}`.replaceAll('id:', ''));

describe('Steps to a role', () => {
  it('are the fewest roles that have to be assumed one after the other', () => {
    expect(Object.fromEntries(stepsTo('id:admin', GRAPH.edges))).toEqual({
      'id:admin': 0,
      'id:deploy': 1,
      'id:bruce': 1,
      'id:build': 2,
      'id:lucy': 3,
    });
  });

  it('end where roles can become each other', () => {
    expect(stepsTo('id:b', [edge('a', 'b'), edge('b', 'a')]).size).toBe(2);
  });
});

describe('A filtered graph', () => {
  it('is all of it without filters, also roles that nobody can become', () => {
    const filtered = filterGraph(GRAPH, NO_FILTERS);
    expect(filtered.nodes).toHaveLength(GRAPH.nodes.length);
    expect(filtered.edges).toHaveLength(GRAPH.edges.length);
  });

  it.each([
    {
      of: 'a name, with who stands at the other end',
      filters: { name: 'LAMB' },
      nodes: ['lambda', 'worker'],
      edges: ['lambda > worker'],
    },
    {
      of: 'what is conditional',
      filters: { onlyConditional: true },
      nodes: ['bruce', 'admin'],
      edges: ['bruce > admin'],
    },
    {
      of: 'one node and its neighbours',
      filters: { around: 'id:deploy' },
      nodes: ['build', 'deploy', 'admin'],
      edges: ['build > deploy', 'deploy > admin'],
    },
    {
      of: 'who can become a role in any number of steps, and not what it can become',
      filters: { reach: 'id:admin' },
      nodes: ['lucy', 'bruce', 'build', 'deploy', 'admin'],
      edges: ['lucy > build', 'build > deploy', 'deploy > admin', 'bruce > admin'],
    },
    {
      of: 'a role that nobody can become',
      filters: { reach: 'id:idle' },
      nodes: ['idle'],
      edges: [],
    },
  ])('can be of $of', ({ filters, nodes, edges }) => {
    const filtered = filterGraph(GRAPH, { ...NO_FILTERS, ...filters });
    expect(names(filtered.nodes)).toEqual(nodes);
    expect(ways(filtered.edges)).toEqual(edges);
  });

  it('is without the lines of the kinds that are left out', () => {
    const filtered = filterGraph(GRAPH, { ...NO_FILTERS, hiddenKinds: new Set(['user' as const]) });
    expect(names(filtered.nodes)).not.toContain('lucy');
    expect(ways(filtered.edges)).not.toContain('lucy > build');
  });

  it('finds users who are told together by the ARN of one of them', () => {
    const many: AccessNode = {
      kind: 'users',
      id: 'many',
      name: 'attached to group developers',
      count: 12,
      arns: ['arn:aws:iam::123456789012:user/clark'],
    };
    const graph = { nodes: [...GRAPH.nodes, many], edges: [{ ...edge('x', 'worker'), from: 'many' }] };
    expect(names(filterGraph(graph, { ...NO_FILTERS, name: 'clark' }).nodes)).toEqual([
      'worker',
      'attached to group developers',
    ]);
  });
});

describe('What can be drawn', () => {
  it('is all of a graph that is small enough', () => {
    expect(drawable(filterGraph(GRAPH, NO_FILTERS))).toEqual({ graph: filterGraph(GRAPH, NO_FILTERS), isCut: false });
  });

  it('is a part of one that is not, with both ends of every line', () => {
    const users = Array.from({ length: 900 }, (_, index) => node('user', `user-${index}`));
    const large = {
      nodes: [node('role', 'build'), ...users],
      edges: users.map(({ name }) => edge(name, 'build')),
      steps: new Map<string, number>(),
    };
    const { graph, isCut } = drawable(large);
    const ids = new Set(graph.nodes.map(({ id }) => id));
    expect(isCut).toBe(true);
    expect(graph.nodes.length).toBeLessThanOrEqual(MOST_NODES);
    expect(graph.edges.length).toBeLessThanOrEqual(MOST_EDGES);
    expect(graph.edges.every(({ from, to }) => ids.has(from) && ids.has(to))).toBe(true);
  });
});
