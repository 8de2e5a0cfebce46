import { Graph, layout } from '@dagrejs/dagre';
import type { DrawnEdge, Drawing } from './graph-drawing.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Sizes in CSS pixels. */
export interface GraphSizes {
  readonly nodeWidth: number;
  readonly nodeHeight: number;
  /** Of a letter of a label, on average. */
  readonly letterWidth: number;
  readonly labelHeight: number;
}

/** The way of an edge as the `d` of an SVG path, from border to border, and where its label has its middle. */
export interface EdgeWay {
  readonly d: string;
  readonly label: Point | null;
}

/** Where everything of a drawing is, in CSS pixels from the top left corner. */
export interface GraphLayout {
  /** The top left corner of each node, by ID. */
  readonly nodes: ReadonlyMap<string, Point>;
  readonly edges: ReadonlyMap<string, EdgeWay>;
}

/** From so many edges on the columns are found in a quicker way, which makes some lines longer than they need be. */
const MANY_EDGES = 100;

/**
 * The sizes of a drawing: its nodes are all as wide as the longest title needs, within reason; a title has two lines.
 * @param rem the size of the root's letters, in CSS pixels.
 */
export function sizesOf({ nodes }: Pick<Drawing, 'nodes'>, rem: number): GraphSizes {
  const longest = Math.max(0, ...nodes.map(({ title }) => title.length));
  const width = Math.min(Math.max(longest * 0.56 + 4, 9), 12);
  return { nodeWidth: width * rem, nodeHeight: 3.5 * rem, letterWidth: 0.4 * rem, labelHeight: 1.25 * rem };
}

/** Lays a drawing out from left to right, with room for the labels on its lines. */
export function layoutGraph({ nodes, edges }: Drawing, sizes: GraphSizes): GraphLayout {
  const { nodeWidth: width, nodeHeight: height } = sizes;
  const graph = new Graph({ multigraph: true });
  graph.setGraph({
    rankdir: 'LR',
    nodesep: height * 0.3,
    edgesep: height * 0.2,
    ranksep: height * 0.7,
    ranker: edges.length < MANY_EDGES ? 'network-simplex' : 'longest-path',
  });
  for (const { id } of nodes) graph.setNode(id, { width, height });
  for (const { id, from, to, label } of edges) {
    if (from === to) continue;
    const room = label === null ? {} : { width: (label.length + 5) * sizes.letterWidth, height: sizes.labelHeight };
    graph.setEdge(from, to, { ...room, labelpos: 'c' }, id);
  }
  layout(graph);
  const corners = new Map(
    nodes.map(({ id }) => {
      const { x, y } = placed(graph.node(id));
      return [id, { x: x - width / 2, y: y - height / 2 }];
    }),
  );
  const wayOf = ({ id, from, to, label }: DrawnEdge): EdgeWay => {
    if (from === to) return loopUnder(corners.get(from) ?? placed({}), sizes);
    const edge: { points?: Point[]; x?: number; y?: number } = graph.edge(from, to, id);
    return { d: curveThrough(edge.points ?? []), label: label === null ? null : placed(edge) };
  };
  return { nodes: corners, edges: new Map(edges.map((edge) => [edge.id, wayOf(edge)])) };
}

function placed({ x = 0, y = 0 }: { x?: number; y?: number }): Point {
  return { x, y };
}

/** The way from a node back to itself, from its lower border. */
function loopUnder({ x, y }: Point, { nodeWidth: width, nodeHeight: height }: GraphSizes): EdgeWay {
  const [left, right, top, bottom] = [x + width * 0.3, x + width * 0.7, y + height, y + height * 1.4];
  return {
    d: `M${left},${top}C${left},${bottom} ${right},${bottom} ${right},${top}`,
    label: { x: x + width / 2, y: top + height * 0.3 },
  };
}

/** A smooth line through points that is level in each of them, as the `d` of an SVG path. */
export function curveThrough(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let d = `M${first.x},${first.y}`;
  let last = first;
  for (const point of rest) {
    const middle = (last.x + point.x) / 2;
    d += `C${middle},${last.y} ${middle},${point.y} ${point.x},${point.y}`;
    last = point;
  }
  return d;
}
