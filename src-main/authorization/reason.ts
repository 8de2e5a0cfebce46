import type { DecidedBy, Explanation, Missing, Stop } from '../../src-shared/decision/explanation.ts';
import { type MissingSetting, denying, missingClause } from './missing-sentence.ts';
import { askedFor, capital, principalName, statementName } from './naming.ts';
import type { AuthorizationRequest } from './request.ts';

type Verdict = Pick<Explanation, 'decision' | 'decidedBy' | 'stoppedBy' | 'missing'> &
  MissingSetting & { readonly needsNoPermission: boolean };

/** Why the request was allowed or denied, in a few sentences that a learner can follow. */
export function reasonFor(request: AuthorizationRequest, verdict: Verdict): string {
  const asked = askedFor(request);
  const who = principalName(request.principal);
  const { decidedBy, missing } = verdict;
  switch (verdict.decision) {
    case 'ExplicitlyDenied':
      return sentences(
        decidedBy === null
          ? `${asked} is denied explicitly.`
          : `${capital(denying(request, decidedBy))}. An explicit deny overrides every allow.`,
        besideThat(
          request,
          missing.filter((part) => part.kind !== 'deny' || !isSame(part.statement, decidedBy)),
          verdict,
        ),
      );
    case 'Allowed':
      if (decidedBy !== null) {
        return `${capital(statementName(decidedBy))} allows ${who} ${asked}, and nothing denies it.`;
      }
      if (verdict.needsNoPermission) {
        return `${request.action} needs no permission: whoever is authenticated may do it, whatever policies say.`;
      }
      return request.principal.kind === 'root'
        ? `The account's root user may do everything in its own account, so ${asked} is allowed.`
        : `The account's root user, who may do everything in its own account, lends that to ${who}, so ${asked} is allowed.`;
    case 'ImplicitlyDenied': {
      // What stopped it is not always missing: a key policy that names the user makes up for the user's own policies.
      const first = missing.find((part) => isStop(part, verdict.stoppedBy)) ?? missing[0];
      return sentences(
        first?.sentence ?? null,
        besideThat(
          request,
          missing.filter((part) => part !== first),
          verdict,
        ),
      );
    }
  }
}

function sentences(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(' ');
}

/** Whether a missing part is the one that the decision names. */
function isStop(part: Missing, stop: Stop | null): boolean {
  switch (part.kind) {
    case 'relation':
      return stop === 'relation';
    case 'restriction':
      return stop === 'resource';
    case 'allow':
      return part.layer === stop;
    case 'deny':
      return false;
  }
}

/** What else would have stopped the request, had it not been stopped already. */
function besideThat(request: AuthorizationRequest, rest: readonly Missing[], setting: MissingSetting): string | null {
  if (rest.length === 0) return null;
  return `Besides, ${rest.map((part) => missingClause(request, part, setting)).join(', and ')}.`;
}

function isSame(left: DecidedBy, right: DecidedBy | null): boolean {
  return (
    left.layer === right?.layer &&
    left.policySource === right.policySource &&
    left.policyName === right.policyName &&
    left.statementIndex === right.statementIndex
  );
}
