import { signerOfAccessKey, type HeldSession, type Signer } from '../../src-shared/contract/composer.ts';
import type { DocumentOf } from '../../src-shared/model/documents.ts';
import { formatTime } from '../ui/format-time.ts';

/** One entry of the list of signers. */
export interface SignerOption {
  readonly value: string;
  readonly label: string;
  /** The user that the key belongs to, or what all sessions stand under. */
  readonly group?: string;
}

/** Stands for a request that nobody signs; no access key ID looks like it. */
const ANONYMOUS = 'anonymous';

/**
 * Everyone who can sign: nobody, each access key under its user, and the temporary credentials that were given here.
 * Inactive keys and expired sessions are there as well, since trying one is a lesson of its own.
 * @param accountId of the account that is shown; a user of another one is named with it.
 */
export function signerOptions(
  users: readonly DocumentOf<'user'>[],
  sessions: readonly HeldSession[],
  now: Date,
  accountId: string | null,
): readonly SignerOption[] {
  return [
    { value: ANONYMOUS, label: 'Nobody (anonymous, not signed)' },
    ...users.flatMap((user) => {
      const group = user.accountId === accountId ? user.userName : `${user.userName} of ${user.accountId}`;
      return user.accessKeys.map(({ accessKeyId, status }) => ({
        value: accessKeyId,
        label: `${group}: ${accessKeyId}${status === 'Inactive' ? ' (inactive)' : ''}`,
        group,
      }));
    }),
    ...sessions.map(({ sessionId, label, issuedBy, expiresAt }) => ({
      value: sessionId,
      label: `${label}: ${issuedBy}, ${Date.parse(expiresAt) > now.getTime() ? `until ${formatTime(expiresAt)}` : 'expired'}`,
      group: 'Temporary credentials',
    })),
  ];
}

/** The value of a signer in the list. */
export function signerValue(signer: Signer): string {
  switch (signer.kind) {
    case 'anonymous':
      return ANONYMOUS;
    case 'accessKey':
      return signer.accessKeyId;
    case 'session':
      return signer.sessionId;
  }
}

/** The signer that a value of the list stands for. */
export function signerOf(value: string): Signer {
  return signerOfAccessKey(value === ANONYMOUS ? null : value);
}
