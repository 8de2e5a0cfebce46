import type { Explanation, PolicyLayer } from '../../src-shared/decision/explanation.ts';
import type { DecisionRecord, StepReport } from '../../src-shared/decision/record.ts';
import { VERDICT_WORDS } from '../ui/verdict-words.ts';
import { layerName, statementName } from './statement-outcome.ts';

/** A request that was refused for want of an Allow, by the kind of policy that lacks it. */
const NO_ALLOW: Readonly<Record<PolicyLayer, string>> = {
  identity: 'No identity-based policy allows it.',
  resource: 'The resource’s own policy does not allow it.',
  boundary: 'The permissions boundary does not allow it.',
  session: 'No session policy allows it.',
  scp: 'Service control policies do not allow it at every level.',
  rcp: 'Resource control policies do not allow it.',
  vpcEndpoint: 'The policy of the VPC endpoint does not allow it.',
  trust: 'The role’s trust policy does not allow it.',
};

/** Why a part of a request was allowed or refused, in one short sentence. */
export function shortReason({ decision, decidedBy, stoppedBy, reason }: Explanation): string {
  if (decision === 'Allowed' || stoppedBy === null) return reason;
  if (stoppedBy === 'relation') return 'The action does not apply to such a resource.';
  if (decision === 'ImplicitlyDenied' || decidedBy === null) return NO_ALLOW[stoppedBy];
  const statement = statementName({ index: decidedBy.statementIndex, sid: decidedBy.sid });
  return `${statement} of ${decidedBy.policyName} denies it (${layerName(decidedBy.layer).toLowerCase()}).`;
}

/** Where the way ended; null for a request that went through. */
function closedStep({ steps }: DecisionRecord): StepReport | null {
  return steps.find(({ status }) => status === 'closed') ?? null;
}

/**
 * Why a request ended as it did, in one sentence or two: of refused parts why the first one was, else what the step says
 * that closed, else why it was allowed.
 */
export function whyInShort(record: DecisionRecord): string {
  const parts = record.authorization?.parts ?? [];
  const refused = parts.find(({ explanation }) => explanation.decision !== 'Allowed');
  const closed = closedStep(record);
  if (refused !== undefined && closed?.step === 'authorization') {
    const reason = shortReason(refused.explanation);
    return parts.length > 1 ? `${refused.action}: ${reason}` : reason;
  }
  if (closed !== null) return closed.summary;
  return parts[0]?.explanation.reason ?? record.steps.find(({ step }) => step === 'authorization')?.summary ?? '';
}

/** The steps for the drawing. What stands above it, or below, is not said once more. */
export function drawnSteps(record: DecisionRecord): StepReport[] {
  const told = new Set([
    whyInShort(record),
    ...(record.authorization?.parts.map(({ explanation }) => explanation.reason) ?? []),
  ]);
  return record.steps.map((report) => {
    if (report.step !== 'authorization' || !told.has(report.summary)) return report;
    // A closed gate says by which verdict.
    return { ...report, summary: report.status === 'closed' ? '' : `${VERDICT_WORDS[record.verdict]}.` };
  });
}

/**
 * Reasons that the list of what is missing leaves out, beside the short one: those of refused parts for which nothing is
 * known to be missing.
 */
export function reasonsInFull(record: DecisionRecord): string[] {
  const parts = record.authorization?.parts.map(({ explanation }) => explanation) ?? [];
  const refused = parts.filter(({ decision }) => decision !== 'Allowed');
  const untold = (refused.length > 0 ? refused : parts).filter(({ missing }) => missing.length === 0);
  return [...new Set(untold.map(({ reason }) => reason))].filter((reason) => reason !== whyInShort(record));
}
