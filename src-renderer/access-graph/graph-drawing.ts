import type { IconName } from '../ui/icon-paths.ts';

/** What a node or a line says by its colour; a sign or a word always says it as well. */
export type Tone = 'neutral' | 'allow' | 'deny' | 'idle';

/** A node as it is drawn, whatever the graph is of. */
export interface DrawnNode {
  readonly id: string;
  readonly title: string;
  /** Above the title: what kind of thing it is, such as `Role`. */
  readonly kind: string;
  readonly icon: IconName;
  readonly tone: Tone;
  /** After the kind, such as `2 steps`; null for nothing. */
  readonly note: string | null;
  /** It is what the graph is about. */
  readonly isCentre: boolean;
}

/** A line from one node to another. */
export interface DrawnEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly line: 'solid' | 'dashed';
  readonly tone: Tone;
  /** On the line; null for none. */
  readonly label: string | null;
}

/** A graph as it is drawn. */
export interface Drawing {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}

/** What is chosen in a drawing, by ID. */
export type Chosen = { readonly kind: 'node' | 'edge'; readonly id: string } | null;
