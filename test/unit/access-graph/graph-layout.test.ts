import { describe, expect, it } from 'vitest';
import type { DrawnEdge, DrawnNode } from '../../../src-renderer/access-graph/graph-drawing.ts';
import { asRead, nodeAlong } from '../../../src-renderer/access-graph/graph-keys.ts';
import { curveThrough, layoutGraph, sizesOf, type Point } from '../../../src-renderer/access-graph/graph-layout.ts';

const drawnNode = (id: string): DrawnNode => ({
  id,
  title: id,
  kind: 'Role',
  icon: 'role',
  tone: 'neutral',
  note: null,
  isCentre: false,
});
const drawnEdge = (from: string, to: string, label: string | null = null): DrawnEdge => ({
  id: `${from} ${to}`,
  from,
  to,
  line: 'solid',
  tone: 'neutral',
  label,
});
const USERS = Array.from({ length: 12 }, (_, index) => `user-${index}`);
const EDGES = [
  ...USERS.map((user) => drawnEdge(user, 'build', 'under conditions')),
  drawnEdge('build', 'deploy'),
  drawnEdge('deploy', 'build'),
  drawnEdge('deploy', 'deploy', 'under conditions'),
];
const NODES = [...USERS, 'build', 'deploy'].map(drawnNode);
const SIZES = sizesOf({ nodes: NODES }, 16);
const LAYOUT = layoutGraph({ nodes: NODES, edges: EDGES }, SIZES);

function at(id: string): Point {
  const point = LAYOUT.nodes.get(id);
  if (point === undefined) throw new Error(`${id} is nowhere`);
  return point;
}

/** The pairs of boxes of one size, given by a point of each, that overlap. */
function overlaps(points: readonly Point[], width: number, height: number): number {
  return points.flatMap((a, index) =>
    points.slice(index + 1).filter((b) => Math.abs(a.x - b.x) < width && Math.abs(a.y - b.y) < height),
  ).length;
}

describe('A layout', () => {
  it('leads from left to right', () => {
    expect(at('build').x).toBeGreaterThan(at('user-0').x);
    expect(at('deploy').x).toBeGreaterThan(at('build').x);
  });

  it('lets no nodes overlap', () => {
    expect(overlaps([...LAYOUT.nodes.values()], SIZES.nodeWidth, SIZES.nodeHeight)).toBe(0);
  });

  it('lets no labels overlap', () => {
    const labels = [...LAYOUT.edges.values()].map(({ label }) => label).filter((label) => label !== null);
    expect(labels).toHaveLength(USERS.length + 1);
    expect(overlaps(labels, 'under conditions'.length * SIZES.letterWidth, SIZES.labelHeight)).toBe(0);
  });

  it('gives every line a way, also one back to where it begins', () => {
    for (const { id } of EDGES) expect(LAYOUT.edges.get(id)?.d).toMatch(/^M[\d.]+,[\d.]+C/);
  });

  it('draws the two ways between nodes that lead to each other apart', () => {
    expect(LAYOUT.edges.get('build deploy')?.d).not.toBe(LAYOUT.edges.get('deploy build')?.d);
  });
});

describe('The nodes of a drawing', () => {
  it.each([
    { longest: 3, width: 9 },
    { longest: 10, width: 9.6 },
    { longest: 80, width: 12 },
  ])('are $width rem wide for a title of $longest letters', ({ longest, width }) => {
    const nodes = [drawnNode('a'), drawnNode('a'.repeat(longest))];
    expect(sizesOf({ nodes }, 10).nodeWidth).toBeCloseTo(width * 10);
  });
});

describe('A curve', () => {
  it('goes through its points, level in each', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 10, y: 4 },
    ];
    expect(curveThrough(points)).toBe('M0,0C5,0 5,4 10,4');
  });

  it('is none without points', () => {
    expect(curveThrough([])).toBe('');
  });
});

describe('The arrow keys', () => {
  const graph = {
    nodes: new Map([
      ['lucy', { x: 0, y: 0 }],
      ['bruce', { x: 0, y: 50 }],
      ['clark', { x: 0, y: 100 }],
      ['build', { x: 300, y: 0 }],
      ['deploy', { x: 300, y: 100 }],
    ]),
    edges: [
      { from: 'lucy', to: 'build' },
      { from: 'lucy', to: 'deploy' },
      { from: 'bruce', to: 'deploy' },
      { from: 'deploy', to: 'deploy' },
    ],
  };

  it.each([
    { from: 'lucy', key: 'ArrowRight', to: 'build' },
    { from: 'deploy', key: 'ArrowLeft', to: 'bruce' },
    { from: 'deploy', key: 'ArrowRight', to: null },
    { from: 'lucy', key: 'ArrowDown', to: 'bruce' },
    { from: 'clark', key: 'ArrowUp', to: 'bruce' },
    { from: 'lucy', key: 'ArrowUp', to: null },
    { from: 'deploy', key: 'Home', to: 'lucy' },
    { from: 'lucy', key: 'End', to: 'deploy' },
    { from: 'lucy', key: 'a', to: null },
    { from: 'nobody', key: 'ArrowRight', to: null },
  ])('lead from $from by $key to $to', ({ from, key, to }) => {
    expect(nodeAlong(from, key, graph)).toBe(to);
  });

  it('have the nodes in the order in which they are read', () => {
    expect(asRead(graph)).toEqual(['lucy', 'bruce', 'clark', 'build', 'deploy']);
  });
});
