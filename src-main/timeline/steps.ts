import { STEPS, type Step, type StepReport } from '../../src-shared/decision/record.ts';
import type { Decision, Explanation } from '../../src-shared/decision/explanation.ts';
import type { Principal } from '../../src-shared/principal.ts';

/** How far a request came: what each gate said, until one closed. */
export type Progress = readonly { readonly step: Step; readonly passed: boolean; readonly summary: string }[];

const NOT_REACHED: Readonly<Record<Step, string>> = {
  request: 'Not reached.',
  authentication: 'Not reached: the request itself was refused.',
  authorization: 'Not reached: nobody was authenticated.',
  action: 'Not reached: nothing was done.',
  resource: 'Nothing in the account changed.',
};

/** The five reports of a request, in order; steps that it did not reach say so. */
export function stepReports(progress: Progress): StepReport[] {
  return STEPS.map((step) => {
    const seen = progress.find((entry) => entry.step === step);
    if (seen === undefined) return { step, status: 'notReached', summary: NOT_REACHED[step] };
    return { step, status: seen.passed ? 'passed' : 'closed', summary: seen.summary };
  });
}

/** What a principal is called in a timeline row: short, and enough to tell one from another. */
export function principalLabel(principal: Principal | null): { label: string; arn: string | null } {
  if (principal === null) return { label: 'Unknown', arn: null };
  switch (principal.kind) {
    case 'root':
      return { label: `root of ${principal.accountId}`, arn: principal.arn };
    case 'user':
      return { label: principal.userName, arn: principal.arn };
    case 'roleSession':
      return { label: `${principal.roleArn.split('/').at(-1) ?? ''}/${principal.sessionName}`, arn: principal.arn };
    case 'federatedUser':
      return { label: principal.name, arn: principal.arn };
    case 'federated':
      return { label: principal.subject === '' ? principal.provider : principal.subject, arn: null };
    case 'service':
      return { label: principal.service, arn: null };
    case 'anonymous':
      return { label: 'Nobody (anonymous)', arn: null };
  }
}

/**
 * The verdict on a request with several parts: allowed only if every part is; an explicit deny of one part outweighs
 * an implicit deny of another.
 */
export function verdictOf(explanations: readonly Pick<Explanation, 'decision'>[]): Decision {
  if (explanations.some(({ decision }) => decision === 'ExplicitlyDenied')) return 'ExplicitlyDenied';
  if (explanations.some(({ decision }) => decision === 'ImplicitlyDenied')) return 'ImplicitlyDenied';
  return 'Allowed';
}
