import type { DrawnEdge } from './graph-drawing.ts';
import type { Point } from './graph-layout.ts';

/** What the arrow keys walk along. */
export interface Walkable {
  /** Where each node is, by ID. */
  readonly nodes: ReadonlyMap<string, Point>;
  readonly edges: readonly Pick<DrawnEdge, 'from' | 'to'>[];
}

/**
 * The node that a key leads to: the right and left arrow follow an edge to the nearest node at its other end, the up and
 * down arrow go to the next node of the same column, Home and End to the first and the last node as they are read.
 * @returns null where the key leads nowhere.
 */
export function nodeAlong(from: string, key: string, graph: Walkable): string | null {
  const here = graph.nodes.get(from);
  if (here === undefined) return null;
  switch (key) {
    case 'ArrowRight':
      return nearest(
        here,
        ends(graph, 'to', ({ from: start }) => start === from),
        from,
        graph,
      );
    case 'ArrowLeft':
      return nearest(
        here,
        ends(graph, 'from', ({ to: end }) => end === from),
        from,
        graph,
      );
    case 'ArrowDown':
      return nearest(
        here,
        beside(here, graph, (there) => there.y > here.y),
        from,
        graph,
      );
    case 'ArrowUp':
      return nearest(
        here,
        beside(here, graph, (there) => there.y < here.y),
        from,
        graph,
      );
    case 'Home':
      return asRead(graph)[0] ?? null;
    case 'End':
      return asRead(graph).at(-1) ?? null;
    default:
      return null;
  }
}

/** The nodes column by column, each from the top. */
export function asRead({ nodes }: Pick<Walkable, 'nodes'>): readonly string[] {
  return [...nodes].toSorted(([, a], [, b]) => a.x - b.x || a.y - b.y).map(([id]) => id);
}

function ends(
  { edges }: Walkable,
  end: 'from' | 'to',
  joins: (edge: Pick<DrawnEdge, 'from' | 'to'>) => boolean,
): readonly string[] {
  return edges.filter(joins).map((edge) => edge[end]);
}

function beside(here: Point, { nodes }: Walkable, isThatWay: (there: Point) => boolean): readonly string[] {
  return [...nodes].filter(([, there]) => there.x === here.x && isThatWay(there)).map(([id]) => id);
}

function nearest(here: Point, ids: readonly string[], from: string, { nodes }: Walkable): string | null {
  const distance = (id: string): number => {
    const there = nodes.get(id) ?? here;
    return Math.hypot(there.x - here.x, there.y - here.y);
  };
  const [next = null] = ids.filter((id) => id !== from).toSorted((a, b) => distance(a) - distance(b));
  return next;
}
