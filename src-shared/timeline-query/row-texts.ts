import type { RecordSummary, Step, StepReport, Verdict } from '../decision/record.ts';

/** What of a timeline row is compared as text, in small letters. */
export const TEXT_COLUMNS = [
  'verdict',
  'door',
  'step',
  'replay',
  'status',
  'principalLabel',
  'principalArn',
  'action',
  'resource',
  'error',
] as const;
export type TextColumn = (typeof TEXT_COLUMNS)[number];

/** A verdict as people read it, in small letters: `implicitly denied`. */
export function verdictText(verdict: Verdict): string {
  return verdict.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

/** The step that stopped a request; `none` where it passed them all. */
export function stepText(steps: readonly Pick<StepReport, 'step' | 'status'>[]): Step | 'none' {
  return steps.find(({ status }) => status === 'closed')?.step ?? 'none';
}

/** The text of a row in one of the columns. */
export function rowText(summary: RecordSummary, column: TextColumn): string {
  switch (column) {
    case 'verdict':
      return verdictText(summary.verdict);
    case 'door':
      return summary.door;
    case 'step':
      return stepText(summary.steps);
    case 'replay':
      return summary.replayOf === null ? 'no' : 'yes';
    case 'status':
      return String(summary.status);
    case 'principalLabel':
      return summary.principal.label.toLowerCase();
    case 'principalArn':
      return (summary.principal.arn ?? '').toLowerCase();
    case 'action':
      return summary.action.toLowerCase();
    case 'resource':
      return summary.resource.toLowerCase();
    case 'error':
      return (summary.errorCode ?? '').toLowerCase();
  }
}
