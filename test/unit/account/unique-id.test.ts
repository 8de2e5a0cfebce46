import { describe, expect, test } from 'vitest';
import { newAccountId, newUniqueId } from '../../../src-main/account/unique-id.ts';
import { systemRandom } from '../../../src-main/random.ts';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes
describe('a unique ID', () => {
  test.each([
    ['user', 'AIDA'],
    ['group', 'AGPA'],
    ['role', 'AROA'],
    ['instanceProfile', 'AIPA'],
    ['policy', 'ANPA'],
  ] as const)('of a %s begins with %s and has 21 characters of base32', (kind, prefix) => {
    expect(newUniqueId(kind, systemRandom)).toMatch(new RegExp(`^${prefix}[A-Z2-7]{17}$`));
  });
});

test('an account ID has 12 digits and never begins with 0', () => {
  for (let n = 0; n < 500; n += 1) expect(newAccountId(systemRandom)).toMatch(/^[1-9]\d{11}$/);
});
