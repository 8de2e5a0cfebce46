import type { AccountDocument, OrganizationHandshakeDocument } from '../../../src-shared/model/documents.ts';
import type { ModelView } from '../../account/model.ts';
import { ENDED_HANDSHAKES_KEPT } from './quotas.ts';

/** The states of a handshake. @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Handshake.html */
export type HandshakeState = OrganizationHandshakeDocument['state'] | 'EXPIRED';

/** The state of a handshake at a time. */
export function stateAt({ state, expirationTimestamp }: OrganizationHandshakeDocument, now: Date): HandshakeState {
  const isUnanswered = state === 'REQUESTED' || state === 'OPEN';
  return isUnanswered && Date.parse(expirationTimestamp) <= now.getTime() ? 'EXPIRED' : state;
}

/** Tells whether a handshake can still be answered. */
export function isOpen(handshake: OrganizationHandshakeDocument, now: Date): boolean {
  const state = stateAt(handshake, now);
  return state === 'REQUESTED' || state === 'OPEN';
}

/** Handshakes that have ended are told of for 30 days. */
export function isToldOf(handshake: OrganizationHandshakeDocument, now: Date): boolean {
  if (isOpen(handshake, now)) return true;
  const ended = Date.parse(handshake.endedTimestamp ?? handshake.expirationTimestamp);
  return now.getTime() - ended < ENDED_HANDSHAKES_KEPT;
}

/** The account that is asked; null where the workspace does not have it. */
export function recipientOf(
  model: ModelView,
  recipient: OrganizationHandshakeDocument['recipient'],
): AccountDocument | null {
  if (recipient === null) return null;
  if (recipient.type === 'ACCOUNT') return model.accountByIdOrAlias(recipient.id);
  const email = recipient.id.toLowerCase();
  return model.list('account').find(({ rootEmail }) => rootEmail?.toLowerCase() === email) ?? null;
}
