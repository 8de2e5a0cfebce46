import type { Snippet } from 'svelte';
import type { PolicyKind, PolicyProblem } from '../../src-shared/contract/policies.ts';
import type { TextPlace } from '../app/route.ts';
import type { PolicyPlace } from './policy-size.ts';

/** What the editor of a policy is given. */
export interface PolicyEditorProps {
  /** The policy's text, kept exactly as its author wrote it. */
  text: string;
  kind: PolicyKind;
  /** Names the editor for screen readers, such as `Trust policy of role reader`. */
  label: string;
  /** Where the policy stands, for its quota; that of its kind where it is not said. */
  place?: PolicyPlace;
  /** Told after each check what is wrong with the text; without errors AWS would take it. */
  oncheck?: (problems: readonly PolicyProblem[]) => void;
  /** Shows the policy without letting it be changed; it is not checked then. */
  readOnly?: boolean;
  /** Where a statement begins that is marked and has the focus at first. */
  at?: TextPlace | null;
  /** Takes the height of what is around it, and lets its own parts scroll. */
  fill?: boolean;
  /**
   * Beside the editor where there is room, else under it: what the edit would change. It is given the text as it is
   * now, and whether AWS would take it.
   */
  impact?: Snippet<[{ text: string; valid: boolean }]>;
}
