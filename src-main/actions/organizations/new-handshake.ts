import type { OrganizationDocument, OrganizationHandshakeDocument } from '../../../src-shared/model/documents.ts';
import { accountArn } from '../../account/new-account.ts';
import { organizationArn } from '../../account/organization.ts';
import type { ActionScene } from '../handler.ts';
import { newOrganizationsId } from './ids.ts';
import { HANDSHAKE_LIFETIMES } from './quotas.ts';

/** What is said of a new handshake; the rest follows from the organization and the time. */
type NewHandshake = Pick<OrganizationHandshakeDocument, 'action' | 'recipient'> &
  Partial<Pick<OrganizationHandshakeDocument, 'notes' | 'parentHandshakeId' | 'tags'>>;

/** Makes a handshake that waits for its answer. It is not in the model yet. */
export function newHandshake(
  { model, clock, random }: Pick<ActionScene, 'model' | 'clock' | 'random'>,
  organization: OrganizationDocument,
  stated: NewHandshake,
): OrganizationHandshakeDocument {
  const id = newOrganizationsId('h', random);
  const now = clock();
  const master = model.find('account', accountArn(organization.masterAccountId));
  return {
    type: 'organizationHandshake',
    arn: organizationArn(organization, 'handshake', stated.action.toLowerCase(), id),
    accountId: organization.masterAccountId,
    id,
    organizationId: organization.id,
    state: 'REQUESTED',
    requestedTimestamp: now.toISOString(),
    expirationTimestamp: new Date(now.getTime() + HANDSHAKE_LIFETIMES[stated.action]).toISOString(),
    endedTimestamp: null,
    sender: {
      email: organization.masterAccountEmail,
      name: master?.name ?? organization.masterAccountId,
      featureSet: organization.featureSet,
    },
    notes: null,
    parentHandshakeId: null,
    tags: [],
    ...stated,
  };
}
