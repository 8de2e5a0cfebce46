import { expect, test } from 'vitest';
import { keyRotation } from '../../../src-renderer/identities/key-rotation.ts';
import type { AccessKey } from '../../../src-shared/model/documents.ts';

const OLD: AccessKey = {
  accessKeyId: 'AKIAOLD0000000000001',
  status: 'Active',
  createDate: '2026-01-01T00:00:00.000Z',
  lastUsed: { date: '2026-11-01T00:00:00.000Z', region: 'us-east-1', service: 's3' },
};
const FRESH: AccessKey = {
  accessKeyId: 'AKIANEW0000000000001',
  status: 'Active',
  createDate: '2026-11-20T00:00:00.000Z',
  lastUsed: null,
};
const USED: AccessKey = {
  ...FRESH,
  lastUsed: { date: '2026-11-21T00:00:00.000Z', region: 'us-east-1', service: 's3' },
};

// The order: https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html
test.each([
  ['create a second key, with one', [OLD], 'create'],
  ['use the new key, while it has signed nothing', [OLD, FRESH], 'use'],
  ['deactivate the old key, once the new one is used', [OLD, USED], 'deactivate'],
  ['delete the old key, once it is inactive', [{ ...OLD, status: 'Inactive' as const }, USED], 'delete'],
])('the next step of a rotation is to %s', (_, keys, step) => {
  expect(keyRotation(keys)?.step).toBe(step);
});

test('the older key is the one that goes, whatever the order of the list', () => {
  expect(keyRotation([FRESH, OLD])).toMatchObject({ old: OLD, fresh: FRESH });
});

test('who has no key has nothing to rotate', () => {
  expect(keyRotation([])).toBeNull();
});
