import type { Diagnostic } from '@codemirror/lint';
import type { Text } from '@codemirror/state';
import type { PolicyProblem } from '../../src-shared/contract/policies.ts';

/** Where a problem is in the text, as offsets from its start; clipped to the text, which may have changed since. */
export function problemRange(text: Text, problem: PolicyProblem): { from: number; to: number } {
  const line = text.line(Math.min(Math.max(1, problem.line), text.lines));
  const from = Math.min(line.from + Math.max(0, problem.column - 1), line.to);
  const to = Math.min(from + Math.max(1, problem.length), text.length);
  return { from, to: Math.max(from, to) };
}

/**
 * A problem as the editor underlines it.
 * @param onfix makes the problem's mechanical mend, where it has one.
 */
export function diagnostic(text: Text, problem: PolicyProblem, onfix?: () => void): Diagnostic {
  return {
    ...problemRange(text, problem),
    severity: problem.severity,
    message: problem.mend === '' ? problem.message : `${problem.message} ${problem.mend}`,
    ...(problem.fix !== undefined && onfix !== undefined && { actions: [{ name: problem.fix.label, apply: onfix }] }),
  };
}
