import { describe, expect, test } from 'vitest';
import { versionToDelete } from '../../../src-renderer/policies/new-version.ts';

function policy(defaultVersionId: string, versionIds: readonly string[]) {
  return {
    defaultVersionId,
    versions: versionIds.map((versionId) => ({ versionId, document: '{}', createDate: '2026-01-01T00:00:00.000Z' })),
  };
}

describe('before a new version of a managed policy', () => {
  test('nothing goes while the policy has fewer than five', () => {
    expect(versionToDelete(policy('v4', ['v4', 'v3', 'v2', 'v1']))).toBeNull();
  });

  test('the oldest of five goes', () => {
    expect(versionToDelete(policy('v5', ['v5', 'v4', 'v3', 'v2', 'v1']))?.versionId).toBe('v1');
  });

  test('the default version stays, even when it is the oldest', () => {
    expect(versionToDelete(policy('v1', ['v5', 'v4', 'v3', 'v2', 'v1']))?.versionId).toBe('v2');
  });

  test('versions are compared as numbers', () => {
    expect(versionToDelete(policy('v12', ['v12', 'v11', 'v10', 'v9', 'v8']))?.versionId).toBe('v8');
  });
});
