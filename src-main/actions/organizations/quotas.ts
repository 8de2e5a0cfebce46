import type { OrganizationPolicyType } from '../../../src-shared/model/documents.ts';

/*
 * The default quotas of AWS Organizations.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */

/** Closed accounts and open invitations count. */
export const ACCOUNTS_PER_ORGANIZATION = 10;

export const UNITS_PER_ORGANIZATION = 2000;

/** How deep organizational units nest under the root. */
export const UNIT_LEVELS = 5;

/** In 24 hours. */
export const HANDSHAKES_PER_DAY = 20;

export const TAGS_PER_RESOURCE = 50;

interface PolicyQuotas {
  /** How many the organization may have. */
  readonly policies: number;
  /** How many may be attached to a root, an organizational unit or an account itself, AWS's own included. */
  readonly attached: number;
  /** How few must be. */
  readonly leastAttached: number;
  /** How long a document may be, in characters, white space included. */
  readonly length: number;
}

/**
 * What there may be of each type of policy.
 * @see https://aws.amazon.com/about-aws/whats-new/2026/05/aws-organizations-increased-scp-quotas/
 */
export const POLICY_QUOTAS: Readonly<Record<OrganizationPolicyType, PolicyQuotas>> = {
  SERVICE_CONTROL_POLICY: { policies: 10_000, attached: 10, leastAttached: 1, length: 10_240 },
  RESOURCE_CONTROL_POLICY: { policies: 1000, attached: 5, leastAttached: 1, length: 5120 },
};

const DAY = 24 * 60 * 60 * 1000;

/**
 * How old an account that was created in the organization must be before it can leave it, in milliseconds.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_LeaveOrganization.html
 */
export const LEAST_AGE_TO_LEAVE = 4 * DAY;

/** How long handshakes are open, in milliseconds. */
export const HANDSHAKE_LIFETIMES = {
  INVITE: 15 * DAY,
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_org_support-all-features.html
  ENABLE_ALL_FEATURES: 90 * DAY,
  APPROVE_ALL_FEATURES: 90 * DAY,
} as const;

/**
 * How long handshakes that have ended are told of, in milliseconds.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListHandshakesForAccount.html
 */
export const ENDED_HANDSHAKES_KEPT = 30 * DAY;

/** The time in which handshakes count against their quota, in milliseconds. */
export const HANDSHAKE_QUOTA_PERIOD = DAY;
