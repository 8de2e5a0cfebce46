import { expect, test } from 'vitest';
import { signerOf, signerOptions, signerValue } from '../../../src-renderer/composer/signers.ts';
import { ACCOUNT_ID, user } from '../../fixtures/account-documents.ts';

function key(accessKeyId: string, status: 'Active' | 'Inactive') {
  return { accessKeyId, status, createDate: '2026-01-01T00:00:00.000Z', lastUsed: null };
}

test('the signers are nobody and every access key under its user, inactive ones by that word', () => {
  const users = [user('lucy', { accessKeys: [key('AKIA1', 'Active'), key('AKIA2', 'Inactive')] }), user('bruce')];
  expect(signerOptions(users, [], new Date('2026-01-01T00:00:00Z'), ACCOUNT_ID)).toEqual([
    { value: 'anonymous', label: 'Nobody (anonymous, not signed)' },
    { value: 'AKIA1', label: 'lucy: AKIA1', group: 'lucy' },
    { value: 'AKIA2', label: 'lucy: AKIA2 (inactive)', group: 'lucy' },
  ]);
});

test.each([{ kind: 'anonymous' }, { kind: 'accessKey', accessKeyId: 'AKIA1' }] as const)(
  'the value of %j stands for it again',
  (signer) => {
    expect(signerOf(signerValue(signer))).toEqual(signer);
  },
);

test('a user of another account than the one that is shown is named with theirs', () => {
  const users = [user('lucy', { accountId: '222222222222', accessKeys: [key('AKIA1', 'Active')] })];
  expect(signerOptions(users, [], new Date('2026-01-01T00:00:00Z'), ACCOUNT_ID)[1]).toEqual({
    value: 'AKIA1',
    label: 'lucy of 222222222222: AKIA1',
    group: 'lucy of 222222222222',
  });
});
