import type { Decision } from '../../src-shared/decision/explanation.ts';
import { findDeny, settle } from './evaluation.ts';
import { prepareRequest } from './matching.ts';
import type { PolicySet } from './policy-set.ts';
import type { AuthorizationRequest } from './request.ts';

/**
 * The verdict alone, with as little work as it takes. `explain` comes to the same verdict and tells why.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(request: AuthorizationRequest, policies: PolicySet): Decision {
  const prepared = prepareRequest(request, isBounded(policies));
  if (findDeny(prepared, policies) !== null) return 'ExplicitlyDenied';
  return settle(request, prepared, policies).allowed ? 'Allowed' : 'ImplicitlyDenied';
}

/** Whether a permissions boundary applies. */
export function isBounded(policies: PolicySet): boolean {
  return policies.boundary !== undefined && policies.boundary.length > 0;
}
