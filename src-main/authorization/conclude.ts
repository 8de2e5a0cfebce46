import type { Decision, Stop } from '../../src-shared/decision/explanation.ts';
import { type Found, findDeny, settle } from './evaluation.ts';
import { needsNoPermission } from './exemptions.ts';
import type { PreparedRequest } from './matching.ts';
import type { PolicySet } from './policy-set.ts';

/** The verdict of `decide`, with the statement that settled it and what stopped the request, where there is one. */
export interface Verdict {
  readonly decision: Decision;
  readonly by: Found | null;
  readonly stoppedBy: Stop | null;
}

/** Decides a request and keeps what decided it; cheaper than explaining it. */
export function conclude(prepared: PreparedRequest, policies: PolicySet): Verdict {
  if (needsNoPermission(prepared)) return { decision: 'Allowed', by: null, stoppedBy: null };
  const deny = findDeny(prepared, policies);
  if (deny !== null) return { decision: 'ExplicitlyDenied', by: deny, stoppedBy: deny.layer };
  const settlement = settle(prepared, policies);
  return settlement.allowed
    ? { decision: 'Allowed', by: settlement.by, stoppedBy: null }
    : { decision: 'ImplicitlyDenied', by: null, stoppedBy: settlement.stoppedBy };
}
