import type { StepReport, Verdict } from '../../src-shared/decision/record.ts';

/** The side of the square that one gate is drawn in; all paths here are written for it. */
export const GATE_SIDE = 24;

type Status = StepReport['status'];

/**
 * The leaf that closes a gate. Each verdict has its own outline and its own mark on it, so that no two are told apart by
 * colour alone. All are path data on a square of `GATE_SIDE`.
 */
export interface Leaf {
  readonly outline: string;
  /** Whether the outline is filled and the mark cut out of it, or both are drawn as lines. */
  readonly solid: boolean;
  readonly mark: string;
}

/**
 * `Allowed` is for a gate that closed behind the policies: the request was allowed, and the action failed.
 * Nothing opens an implicit denial (an empty leaf, barred); a Deny shuts the gate (solid, crossed out); an unknown
 * caller stands before a keyhole; a request that cannot be read has the warning triangle.
 */
export const LEAVES: Readonly<Record<Verdict, Leaf>> = {
  Allowed: {
    outline: 'M8.5 1.5h7A1.5 1.5 0 0 1 17 3v18a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 7 21V3a1.5 1.5 0 0 1 1.5-1.5Z',
    solid: true,
    mark: 'M12 7v6.5M12 16.75h.01',
  },
  ImplicitlyDenied: { outline: 'M7.5 2.25h9v19.5h-9z', solid: false, mark: 'M10.25 12h3.5' },
  ExplicitlyDenied: {
    outline: 'M9.75 1.5h4.5L17.5 5v14l-3.25 3.5h-4.5L6.5 19V5l3.25-3.5Z',
    solid: true,
    mark: 'm9.75 9.75 4.5 4.5m0-4.5-4.5 4.5',
  },
  NotAuthenticated: { outline: 'M12 1.5 18 12l-6 10.5L6 12l6-10.5Z', solid: false, mark: 'M12 10.5h.01M12 12.25v2.5' },
  InvalidRequest: { outline: 'M12 3 19.25 20.5H4.75L12 3Z', solid: false, mark: 'M12 9.5v4.5M12 17h.01' },
};

/** The way through a gate: all of it, up to a closed leaf, or none. */
export function wayThrough(status: Status, x = 0): string {
  if (status === 'notReached') return '';
  return `M${x} 12h${status === 'passed' ? GATE_SIDE : 6}`;
}

/** The two posts of a gate; a closed one has a leaf in their place. */
export function posts(x = 0): string {
  const middle = x + GATE_SIDE / 2;
  return `M${middle} 1.5v6.5M${middle} 16v6.5`;
}

/** Gates in a row, as few paths as can be: a list shows many. */
export interface GateStrip {
  readonly width: number;
  readonly ways: string;
  /** Posts of the gates that were passed. */
  readonly posts: string;
  /** Posts of those that were not reached. */
  readonly faint: string;
  /** Where closed gates stand, from the left. */
  readonly closed: readonly number[];
}

/** Draws steps as gates in a row, each `GATE_SIDE` wide and high. */
export function gateStrip(steps: readonly Pick<StepReport, 'status'>[]): GateStrip {
  const placed = steps.map(({ status }, index) => ({ status, x: index * GATE_SIDE }));
  const of = (status: Status): readonly number[] =>
    placed.filter((gate) => gate.status === status).map((gate) => gate.x);
  return {
    width: steps.length * GATE_SIDE,
    ways: placed.map(({ status, x }) => wayThrough(status, x)).join(''),
    posts: of('passed')
      .map((x) => posts(x))
      .join(''),
    faint: of('notReached')
      .map((x) => posts(x))
      .join(''),
    closed: of('closed'),
  };
}
