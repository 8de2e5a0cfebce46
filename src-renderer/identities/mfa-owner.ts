import type { DocumentOf } from '../../src-shared/model/documents.ts';

/** Who has MFA devices: an IAM user, or the root user of an account. */
export interface MfaOwner {
  readonly accountId: string;
  /** Null for the root user, whom AWS's operations know by no name. */
  readonly userName: string | null;
  /** What people read. */
  readonly name: string;
  readonly serialNumbers: readonly string[];
}

export function mfaOwnerOfUser(user: DocumentOf<'user'>): MfaOwner {
  return {
    accountId: user.accountId,
    userName: user.userName,
    name: user.userName,
    serialNumbers: user.mfaDevices,
  };
}

export function mfaOwnerOfRoot(account: DocumentOf<'account'>): MfaOwner {
  return { accountId: account.accountId, userName: null, name: 'root', serialNumbers: account.rootMfaDevices };
}

/** The member that names the owner in an operation's input; the root user is named by leaving it out. */
export function namingOwner(owner: MfaOwner): { UserName?: string } {
  return owner.userName === null ? {} : { UserName: owner.userName };
}
