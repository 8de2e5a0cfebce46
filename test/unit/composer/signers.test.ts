import { expect, test } from 'vitest';
import { signerOf, signerOptions, signerValue } from '../../../src-renderer/composer/signers.ts';
import { user } from '../../fixtures/account-documents.ts';

function key(accessKeyId: string, status: 'Active' | 'Inactive') {
  return { accessKeyId, status, createDate: '2026-01-01T00:00:00.000Z', lastUsed: null };
}

test('the signers are nobody and every access key under its user, inactive ones by that word', () => {
  const users = [user('lucy', { accessKeys: [key('AKIA1', 'Active'), key('AKIA2', 'Inactive')] }), user('bruce')];
  expect(signerOptions(users, [], new Date('2026-01-01T00:00:00Z'))).toEqual([
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
