import type { Step, StepReport, Verdict } from '../../src-shared/decision/record.ts';

/** The word for each verdict, as people read it. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  Allowed: 'Allowed',
  ImplicitlyDenied: 'Implicitly denied',
  ExplicitlyDenied: 'Explicitly denied',
  NotAuthenticated: 'Not authenticated',
  InvalidRequest: 'Invalid request',
};

/** The word for each step, as people read it. */
export const STEP_WORDS: Readonly<Record<Step, string>> = {
  request: 'Request',
  authentication: 'Authentication',
  authorization: 'Authorization',
  action: 'Action',
  resource: 'Resource',
};

/** The word for how a step ended. */
export const STATUS_WORDS: Readonly<Record<StepReport['status'], string>> = {
  passed: 'Passed',
  closed: 'Closed',
  notReached: 'Not reached',
};

/** How a step ended, in words: a gate that a verdict closed says which one. */
export function statusWord(status: StepReport['status'], verdict: Verdict): string {
  return status === 'closed' && verdict !== 'Allowed' ? VERDICT_WORDS[verdict] : STATUS_WORDS[status];
}

/** The five steps in a sentence, such as `Passed Request and Authentication. Closed at Authorization.` */
export function describeSteps(steps: readonly Pick<StepReport, 'step' | 'status'>[]): string {
  const list = new Intl.ListFormat('en');
  const named = (status: StepReport['status']): string[] =>
    steps.filter((report) => report.status === status).map((report) => STEP_WORDS[report.step]);
  const [passed, closed] = [named('passed'), named('closed')];
  if (steps.length > 0 && passed.length === steps.length) return 'Passed all five steps.';
  return [
    passed.length === 0 ? '' : `Passed ${list.format(passed)}.`,
    closed.length === 0 ? '' : `Closed at ${list.format(closed)}.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
