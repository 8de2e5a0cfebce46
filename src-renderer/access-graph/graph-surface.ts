import type { Edge, Node } from '@xyflow/svelte';
import { getContext, setContext } from 'svelte';
import type { Drawing, DrawnEdge, DrawnNode } from './graph-drawing.ts';
import type { EdgeWay, GraphLayout, GraphSizes } from './graph-layout.ts';

/** What a node of the surface shows. */
export type NodeData = { readonly drawn: DrawnNode; readonly words: string };
/** What a line of the surface shows, and the way it takes. */
export type EdgeData = { readonly drawn: DrawnEdge; readonly way: EdgeWay };

/** What the nodes and lines of a surface ask of it. */
export interface Surface {
  /** Whether a node or a line is chosen. */
  isChosen(kind: 'node' | 'edge', id: string): boolean;
  /** Whether a line starts or ends at the chosen node. */
  touchesChosen(edge: DrawnEdge): boolean;
  /** The node that the Tab key comes to, by ID. */
  readonly tabStop: string | null;
  /** The ID of the arrow head. */
  readonly arrowId: string;
  choose(kind: 'node' | 'edge', id: string): void;
  enter(nodeId: string): void;
}

const KEY = Symbol('graph surface');

export function provideSurface(surface: Surface): void {
  setContext(KEY, surface);
}

export function useSurface(): Surface {
  return getContext<Surface>(KEY);
}

/** The nodes as the library takes them. Their elements are no stops of their own: a button inside each is. */
export function surfaceNodes({ nodes, edges }: Drawing, layout: GraphLayout, sizes: GraphSizes): Node<NodeData>[] {
  const titles = new Map(nodes.map(({ id, title }) => [id, title]));
  const leading = Map.groupBy(edges, ({ from }) => from);
  return nodes.map((drawn) => {
    const to = (leading.get(drawn.id) ?? []).map((edge) => titles.get(edge.to) ?? '');
    return {
      id: drawn.id,
      type: 'drawn',
      position: layout.nodes.get(drawn.id) ?? { x: 0, y: 0 },
      width: sizes.nodeWidth,
      height: sizes.nodeHeight,
      data: { drawn, words: leadsTo(to) },
      domAttributes: { 'aria-roledescription': null },
    };
  });
}

/** Of a node's lines so many are told when it is read out. */
const TOLD = 3;

function leadsTo(titles: readonly string[]): string {
  if (titles.length === 0) return 'Leads nowhere.';
  const rest = titles.length - TOLD;
  return `Leads to ${titles.slice(0, TOLD).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`;
}

/** The lines as the library takes them. They are told by their nodes, by the details and by the list. */
export function surfaceEdges({ edges }: Drawing, layout: GraphLayout): Edge<EdgeData>[] {
  return edges.map((drawn) => ({
    id: drawn.id,
    type: 'drawn',
    source: drawn.from,
    target: drawn.to,
    data: { drawn, way: layout.edges.get(drawn.id) ?? { d: '', label: null } },
    ariaLabel: '',
    domAttributes: { 'aria-hidden': true, 'aria-roledescription': null },
  }));
}
