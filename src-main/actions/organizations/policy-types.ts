import { OrganizationPolicyType } from '../../../src-shared/model/documents.ts';
import type { AwsError } from '../../../src-shared/errors.ts';
import { organizationsError } from './errors.ts';

/**
 * The policy type where it is one of those that take part in authorization. The others (tag policies, backup policies
 * and so on) bear on no decision: Gatehouse has none of them, and they can be enabled nowhere.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies.html
 */
export function asAuthorizationPolicyType(type: string): OrganizationPolicyType | null {
  const parsed = OrganizationPolicyType.safeParse(type);
  return parsed.success ? parsed.data : null;
}

/** For types that need all features, and for those that Gatehouse does not model. */
export function policyTypeNotAvailable(): AwsError {
  return organizationsError(
    'PolicyTypeNotAvailableForOrganizationException',
    "You can't use the specified policy type with the feature set currently enabled for this organization.",
  );
}
