import type { Decision } from '../../src-shared/decision/explanation.ts';
import { findDeny, settle } from './evaluation.ts';
import { needsNoPermission } from './exemptions.ts';
import { prepareRequest } from './matching.ts';
import type { PolicySet } from './policy-set.ts';
import type { AuthorizationRequest } from './request.ts';
import type { ServiceFacts } from './service-facts.ts';

/**
 * The verdict alone, with as little work as it takes. `explain` comes to the same verdict and tells why.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(request: AuthorizationRequest, policies: PolicySet, facts: ServiceFacts): Decision {
  const prepared = prepareRequest(request, policies, facts);
  if (needsNoPermission(prepared)) return 'Allowed';
  if (findDeny(prepared, policies) !== null) return 'ExplicitlyDenied';
  return settle(prepared, policies).allowed ? 'Allowed' : 'ImplicitlyDenied';
}
