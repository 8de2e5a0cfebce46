import { GatehouseError } from '../../src-shared/errors.ts';
import type { AccountDocument } from '../../src-shared/model/documents.ts';
import type { ModelView } from './model.ts';

/**
 * The accounts of the workspace in the order of their age, so that the one it began with stays the first whatever
 * accounts are made later. Accounts of the same age stand by their ID.
 */
export function accountsByAge(model: ModelView): readonly AccountDocument[] {
  return model
    .list('account')
    .toSorted((a, b) => Date.parse(a.createDate) - Date.parse(b.createDate) || (a.accountId < b.accountId ? -1 : 1));
}

/**
 * The account that a call of the app is for.
 * @param accountId left out for the account that the workspace began with.
 * @returns its ID.
 * @throws GatehouseError `NoSuchAccount`.
 */
export function accountAsked(model: ModelView, accountId?: string): string {
  if (accountId === undefined) return accountsByAge(model)[0]?.accountId ?? '';
  if (model.list('account', accountId).length === 0) throw noSuchAccount(accountId);
  return accountId;
}

/** An account that is named and is not there. */
export function noSuchAccount(accountId: string): GatehouseError {
  return new GatehouseError('NoSuchAccount', `There is no account ${accountId} in this workspace.`, {
    place: 'accountId',
    mend: 'Choose an account of the workspace.',
  });
}
