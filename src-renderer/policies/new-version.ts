import type { PolicyDocumentRow, PolicyVersion } from '../../src-shared/model/documents.ts';

/** IAM's quota of versions per managed policy. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const MAX_VERSIONS = 5;

/** The number of a version ID: 12 for `v12`. */
function versionNumber(version: PolicyVersion): number {
  return Number.parseInt(version.versionId.slice(1), 10);
}

/**
 * The version that has to go before a new one can be made: the oldest that is not the default, when the policy has as
 * many as IAM allows; else null.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html
 */
export function versionToDelete(
  policy: Pick<PolicyDocumentRow, 'versions' | 'defaultVersionId'>,
): PolicyVersion | null {
  if (policy.versions.length < MAX_VERSIONS) return null;
  const removable = policy.versions.filter(({ versionId }) => versionId !== policy.defaultVersionId);
  return removable.toSorted((a, b) => versionNumber(a) - versionNumber(b))[0] ?? null;
}

/** Versions with the newest before the others. */
export function newestFirst(versions: readonly PolicyVersion[]): readonly PolicyVersion[] {
  return versions.toSorted((a, b) => versionNumber(b) - versionNumber(a));
}
