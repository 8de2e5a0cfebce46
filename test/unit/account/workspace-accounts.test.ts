import { describe, expect, test } from 'vitest';
import { createModel } from '../../../src-main/account/in-memory-model.ts';
import { accountDocument } from '../../../src-main/account/new-account.ts';
import { accountAsked, accountsByAge } from '../../../src-main/account/workspace-accounts.ts';

function account(accountId: string, createdAt: string) {
  return accountDocument({ accountId, name: accountId, rootEmail: null }, () => new Date(createdAt));
}

const model = createModel([
  account('111111111111', '2026-03-01T00:00:00Z'),
  account('222222222222', '2026-03-01T00:00:00Z'),
  account('999999999999', '2026-01-01T00:00:00Z'),
]);

test('The accounts of a workspace stand by their age, and those of the same age by their ID', () => {
  expect(accountsByAge(model).map(({ accountId }) => accountId)).toEqual([
    '999999999999',
    '111111111111',
    '222222222222',
  ]);
});

describe('The account that a call is for', () => {
  test('is the one it names', () => {
    expect(accountAsked(model, '111111111111')).toBe('111111111111');
  });

  test('is the one the workspace began with when it names none', () => {
    expect(accountAsked(model)).toBe('999999999999');
  });

  test('has to be there', () => {
    expect(() => accountAsked(model, '333333333333')).toThrow(expect.objectContaining({ code: 'NoSuchAccount' }));
  });
});
