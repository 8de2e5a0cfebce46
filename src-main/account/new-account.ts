import type { Arn } from '../../src-shared/arn.ts';
import type { AccountDocument, ModelDocument } from '../../src-shared/model/documents.ts';
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { newAccountId } from './unique-id.ts';

/** What a person says of a new account; an account ID is made up where none is given. */
export interface NewAccount {
  readonly name: string;
  readonly accountId: string | null;
  readonly rootEmail: string | null;
}

/** The documents of a fresh account: itself, and nobody in it but root. */
export function newAccount(
  { name, accountId, rootEmail }: NewAccount,
  { clock, random }: { clock: Clock; random: Random },
): ModelDocument[] {
  return [accountDocument({ accountId: accountId ?? newAccountId(random), name, rootEmail }, clock)];
}

/** The document of an account without an alias, a password policy, or credentials of its root user. */
export function accountDocument(
  account: { accountId: string; name: string; rootEmail: string | null },
  clock: Clock,
): AccountDocument {
  return {
    type: 'account',
    arn: accountArn(account.accountId),
    ...account,
    alias: null,
    createDate: clock().toISOString(),
    passwordPolicy: null,
    rootLoginProfile: null,
    rootPasswordLastUsed: null,
    rootMfaDevices: [],
    credentialReport: null,
  };
}

/** The ARN that stands for an account and for its root user. */
export function accountArn(accountId: string, partition = 'aws'): Arn {
  return `arn:${partition}:iam::${accountId}:root`;
}
