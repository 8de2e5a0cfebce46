import type { OrganizationDocument, OrganizationHandshakeDocument } from '../../../src-shared/model/documents.ts';
import type { ModelView } from '../../account/model.ts';
import type { ActionScene } from '../handler.ts';
import { timestamp } from '../timestamp.ts';
import { putServiceLinkedRole } from './account-roles.ts';
import { organizationsError } from './errors.ts';
import { isOpen } from './handshake-state.ts';
import { newHandshake } from './new-handshake.ts';

/*
 * How an organization that has consolidated billing alone comes to have all features: the invited accounts are asked
 * (ENABLE_ALL_FEATURES); when all have accepted, the management account is (APPROVE_ALL_FEATURES); when it accepts, the
 * organization has all features.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_org_support-all-features.html
 */

/**
 * Asks the invited accounts.
 * @returns the handshake that all the others belong to.
 * @throws AwsError `HandshakeConstraintViolationException`.
 */
export function enableAllFeatures(
  scene: ActionScene,
  organization: OrganizationDocument,
): OrganizationHandshakeDocument {
  const { model, clock } = scene;
  if (organization.featureSet === 'ALL') {
    throw organizationsError(
      'HandshakeConstraintViolationException',
      'The handshake request is invalid because the organization has already enabled all features.',
      'ORGANIZATION_ALREADY_HAS_ALL_FEATURES',
    );
  }
  if (isEnablingAllFeatures(model, clock())) {
    throw organizationsError(
      'HandshakeConstraintViolationException',
      'The handshake request is invalid because the organization has already started the process to enable all features.',
      'ORGANIZATION_IS_ALREADY_PENDING_ALL_FEATURES_MIGRATION',
    );
  }
  const request = newHandshake(scene, organization, { action: 'ENABLE_ALL_FEATURES', recipient: null });
  model.put(request);
  for (const { id, joinedMethod, status } of model.list('organizationAccount')) {
    if (id === organization.masterAccountId || joinedMethod !== 'INVITED' || status !== 'ACTIVE') continue;
    model.put(
      newHandshake(scene, organization, {
        action: 'ENABLE_ALL_FEATURES',
        recipient: { type: 'ACCOUNT', id },
        parentHandshakeId: request.id,
      }),
    );
  }
  return askManagementWhenAllAccepted(scene, organization, request);
}

/** Goes on when an account, or the management account, has accepted. */
export function answerAllFeatures(scene: ActionScene, accepted: OrganizationHandshakeDocument): void {
  const { model, clock } = scene;
  const organization = model.list('organization').find(({ id }) => id === accepted.organizationId);
  const request = model.list('organizationHandshake').find(({ id }) => id === accepted.parentHandshakeId);
  if (organization === undefined || request === undefined) return;
  if (accepted.action !== 'APPROVE_ALL_FEATURES') {
    askManagementWhenAllAccepted(scene, organization, request);
    return;
  }
  model.put({ ...request, state: 'ACCEPTED', endedTimestamp: timestamp(clock) });
  model.put({ ...organization, featureSet: 'ALL' });
  const members = new Set(model.list('organizationAccount').map(({ id }) => id));
  for (const { accountId } of model.list('account')) if (members.has(accountId)) putServiceLinkedRole(scene, accountId);
}

/** Tells whether the organization has asked for all features and not got its answer. */
export function isEnablingAllFeatures(model: ModelView, now: Date): boolean {
  return model
    .list('organizationHandshake')
    .some(
      (handshake) => handshake.action !== 'INVITE' && handshake.parentHandshakeId === null && isOpen(handshake, now),
    );
}

function askManagementWhenAllAccepted(
  scene: ActionScene,
  organization: OrganizationDocument,
  request: OrganizationHandshakeDocument,
): OrganizationHandshakeDocument {
  const { model } = scene;
  const children = model.list('organizationHandshake').filter((child) => child.parentHandshakeId === request.id);
  if (!children.every(({ state }) => state === 'ACCEPTED')) return request;
  const open = { ...request, state: 'OPEN' as const };
  model.put(open);
  model.put(
    newHandshake(scene, organization, {
      action: 'APPROVE_ALL_FEATURES',
      recipient: { type: 'ACCOUNT', id: organization.masterAccountId },
      parentHandshakeId: request.id,
    }),
  );
  return open;
}
