import type { AwsError } from '../../../src-shared/errors.ts';
import type { OrganizationDocument, OrganizationHandshakeDocument } from '../../../src-shared/model/documents.ts';
import type { ModelView } from '../../account/model.ts';
import { initialAttachments, organizationArn } from '../../account/organization.ts';
import { type ActionScene, handler, type NeededPart } from '../handler.ts';
import type { OperationInput } from '../operations.ts';
import { requestTagKeys } from '../iam/tags.ts';
import { timestamp } from '../timestamp.ts';
import { type CallerScene, findOrganization, neededParts, requireCaller } from './access.ts';
import { assertRoomForAccount } from './account-quota.ts';
import { createServiceLinkedRolePart, putServiceLinkedRole } from './account-roles.ts';
import { answerAllFeatures, enableAllFeatures, isEnablingAllFeatures } from './all-features.ts';
import { describeHandshake } from './describe-handshake.ts';
import { findAccount, targetArn } from './entities.ts';
import { invalidInput, invalidPattern, noAccess, notInUse, organizationsError, rootNotFound } from './errors.ts';
import { isOpen, isToldOf, recipientOf, stateAt } from './handshake-state.ts';
import { newHandshake } from './new-handshake.ts';
import { page, type PageInput } from './page.ts';
import { HANDSHAKE_QUOTA_PERIOD, HANDSHAKES_PER_DAY } from './quotas.ts';
import { taggingParts, withTags } from './tag-set.ts';

/**
 * Operations by which an organization asks accounts to agree to something, and they answer. Accounts that the workspace
 * does not have can be invited, and never answer.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Handshake.html
 */
export const handshakeHandlers = {
  'organizations:InviteAccountToOrganization': handler({
    name: 'organizations:InviteAccountToOrganization',
    label: ({ Target }) => `Invite ${Target.Id} to the organization`,
    authorize: ({ Target, Tags }, scene) => [
      ...neededParts(
        scene,
        'organizations:InviteAccountToOrganization',
        'management',
        (organization) => [Target.Type === 'ACCOUNT' ? targetArn(organization, Target.Id) : '*'],
        requestTagKeys(Tags),
      ),
      ...taggingParts(scene, 'management', (organization) => organizationArn(organization, 'account', '*'), Tags),
    ],
    perform: ({ Target, Notes, Tags }, scene) => {
      const { model, clock } = scene;
      const organization = requireCaller(scene, 'management');
      const recipient = parseParty(Target);
      const tags = withTags([], Tags);
      assertMayInvite(scene, organization, recipient);
      assertRoomForAccount(model, clock);
      const handshake = newHandshake(scene, organization, {
        action: 'INVITE',
        recipient,
        notes: Notes ?? null,
        tags,
      });
      model.put(handshake);
      return { Handshake: describeHandshake(handshake, clock()) };
    },
  }),

  'organizations:EnableAllFeatures': handler({
    name: 'organizations:EnableAllFeatures',
    label: () => 'Ask to enable all features',
    authorize: (_, scene) => neededParts(scene, 'organizations:EnableAllFeatures', 'management'),
    perform: (_, scene) => {
      const handshake = enableAllFeatures(scene, requireCaller(scene, 'management'));
      return { Handshake: describeHandshake(handshake, scene.clock()) };
    },
  }),

  'organizations:AcceptHandshake': handler({
    name: 'organizations:AcceptHandshake',
    label: ({ HandshakeId }) => `Accept handshake ${HandshakeId}`,
    authorize: ({ HandshakeId }, scene) => [
      ...onHandshake('organizations:AcceptHandshake', HandshakeId, scene),
      ...(bringsServiceLinkedRole(scene, HandshakeId) ? createServiceLinkedRolePart(scene) : []),
    ],
    perform: ({ HandshakeId }, scene) => {
      const handshake = requireHandshake(scene, HandshakeId);
      if (!isRecipient(scene, handshake)) throw noAccess();
      const accepted = ended(scene, handshake, 'ACCEPTED');
      if (handshake.action === 'INVITE') join(scene, handshake);
      else answerAllFeatures(scene, accepted);
      return { Handshake: describeHandshake(accepted, scene.clock()) };
    },
  }),

  'organizations:DeclineHandshake': handler({
    name: 'organizations:DeclineHandshake',
    label: ({ HandshakeId }) => `Decline handshake ${HandshakeId}`,
    authorize: ({ HandshakeId }, scene) => onHandshake('organizations:DeclineHandshake', HandshakeId, scene),
    perform: ({ HandshakeId }, scene) => {
      const handshake = requireHandshake(scene, HandshakeId);
      if (!isRecipient(scene, handshake)) throw noAccess();
      return { Handshake: describeHandshake(ended(scene, handshake, 'DECLINED'), scene.clock()) };
    },
  }),

  'organizations:CancelHandshake': handler({
    name: 'organizations:CancelHandshake',
    label: ({ HandshakeId }) => `Cancel handshake ${HandshakeId}`,
    authorize: ({ HandshakeId }, scene) => onHandshake('organizations:CancelHandshake', HandshakeId, scene),
    perform: ({ HandshakeId }, scene) => {
      const handshake = requireHandshake(scene, HandshakeId);
      if (!isSender(scene, handshake)) throw noAccess();
      const canceled = ended(scene, handshake, 'CANCELED');
      const children = scene.model
        .list('organizationHandshake')
        .filter((child) => child.parentHandshakeId === handshake.id && isOpen(child, scene.clock()));
      for (const child of children) ended(scene, child, 'CANCELED');
      return { Handshake: describeHandshake(canceled, scene.clock()) };
    },
  }),

  'organizations:DescribeHandshake': handler({
    name: 'organizations:DescribeHandshake',
    label: null,
    authorize: ({ HandshakeId }, scene) => onHandshake('organizations:DescribeHandshake', HandshakeId, scene),
    perform: ({ HandshakeId }, scene) => {
      const handshake = requireHandshake(scene, HandshakeId);
      if (!isSender(scene, handshake) && !isRecipient(scene, handshake)) throw noAccess();
      return { Handshake: describeHandshake(handshake, scene.clock()) };
    },
  }),

  'organizations:ListHandshakesForAccount': handler({
    name: 'organizations:ListHandshakesForAccount',
    label: null,
    authorize: () => [{ action: 'organizations:ListHandshakesForAccount', resource: '*' }],
    perform: (input, scene) => listed(scene, input, (handshake) => isRecipient(scene, handshake)),
  }),

  'organizations:ListHandshakesForOrganization': handler({
    name: 'organizations:ListHandshakesForOrganization',
    label: null,
    authorize: (_, scene) => neededParts(scene, 'organizations:ListHandshakesForOrganization', 'readers'),
    perform: (input, scene) => {
      const organization = requireCaller(scene, 'readers');
      return listed(scene, input, ({ organizationId }) => organizationId === organization.id);
    },
  }),
};

function findHandshake(model: ModelView, id: string): OrganizationHandshakeDocument | null {
  return model.list('organizationHandshake').find((handshake) => handshake.id === id) ?? null;
}

/** @throws AwsError `HandshakeNotFoundException`, also for one that has ended more than 30 days ago. */
function requireHandshake({ model, clock }: ActionScene, id: string): OrganizationHandshakeDocument {
  const handshake = findHandshake(model, id);
  if (handshake === null || !isToldOf(handshake, clock())) {
    throw organizationsError(
      'HandshakeNotFoundException',
      "We can't find a handshake with the HandshakeId that you specified.",
    );
  }
  return handshake;
}

/** Who answers a handshake is often in no organization, and acts within the policies of their own account. */
function onHandshake(action: string, id: string, { model, accountId }: CallerScene): NeededPart[] {
  return [{ action, resource: findHandshake(model, id)?.arn ?? '*', resourceAccountId: accountId }];
}

function isSender(scene: CallerScene, { organizationId }: OrganizationHandshakeDocument): boolean {
  const organization = findOrganization(scene);
  if (organization?.id !== organizationId) return false;
  return scene.actor.kind === 'designer' || scene.accountId === organization.masterAccountId;
}

/** The designer answers for any account. */
function isRecipient({ model, actor, accountId }: CallerScene, { recipient }: OrganizationHandshakeDocument): boolean {
  if (recipient === null) return false;
  return actor.kind === 'designer' || recipientOf(model, recipient)?.accountId === accountId;
}

/** Ends a handshake. @throws AwsError `HandshakeAlreadyInStateException`, `InvalidHandshakeTransitionException`. */
function ended(
  { model, clock }: ActionScene,
  handshake: OrganizationHandshakeDocument,
  state: 'ACCEPTED' | 'DECLINED' | 'CANCELED',
): OrganizationHandshakeDocument {
  if (handshake.state === state) {
    throw organizationsError(
      'HandshakeAlreadyInStateException',
      'The specified handshake is already in the requested state.',
    );
  }
  if (!isOpen(handshake, clock())) {
    throw organizationsError(
      'InvalidHandshakeTransitionException',
      `You can't perform the operation on the handshake in its current state: ${stateAt(handshake, clock())}.`,
    );
  }
  const changed = { ...handshake, state, endedTimestamp: timestamp(clock) };
  model.put(changed);
  return changed;
}

/** An account that accepts an invitation hangs under the root, with the tags that came with the invitation. */
function join(scene: ActionScene, { recipient, tags }: OrganizationHandshakeDocument): void {
  const { model, clock } = scene;
  const organization = model.list('organization')[0];
  const account = recipientOf(model, recipient);
  if (organization === undefined || account === null) throw notInUse();
  if (findAccount(model, organization, account.accountId) !== null) throw alreadyInOrganization();
  const root = model.list('organizationRoot')[0];
  if (root === undefined) throw rootNotFound();
  model.put({
    type: 'organizationAccount',
    arn: organizationArn(organization, 'account', account.accountId),
    accountId: organization.masterAccountId,
    id: account.accountId,
    name: account.name,
    email: account.rootEmail ?? '',
    status: 'ACTIVE',
    joinedMethod: 'INVITED',
    joinedTimestamp: timestamp(clock),
    parentId: root.id,
    attachedPolicies: initialAttachments(root.policyTypes),
    tags,
    delegatedServices: [],
  });
  if (organization.featureSet === 'ALL') putServiceLinkedRole(scene, account.accountId);
}

/** Accounts that join an organization with all features get the service-linked role. */
function bringsServiceLinkedRole({ model }: CallerScene, id: string): boolean {
  return (
    findHandshake(model, id)?.action === 'INVITE' &&
    model.list('organization').some(({ featureSet }) => featureSet === 'ALL')
  );
}

/** @throws AwsError `InvalidInputException` for whom an organization cannot invite. */
function parseParty({
  Id,
  Type,
}: OperationInput<'organizations:InviteAccountToOrganization'>['Target']): NonNullable<
  OrganizationHandshakeDocument['recipient']
> {
  if (Type !== 'ACCOUNT' && Type !== 'EMAIL') {
    throw invalidInput(
      'INVALID_PARTY_TYPE_TARGET',
      'You specified the wrong type of entity (account, organization, or email) as a party.',
    );
  }
  if (Type === 'ACCOUNT' && !/^\d{12}$/.test(Id)) throw invalidPattern();
  if (Type === 'EMAIL' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(Id)) {
    throw invalidInput(
      'INVALID_EMAIL_ADDRESS_TARGET',
      'You specified an invalid email address for the invited account owner.',
    );
  }
  return { type: Type, id: Id };
}

/** @throws AwsError `HandshakeConstraintViolationException`, `DuplicateHandshakeException`. */
function assertMayInvite(
  { model, clock }: ActionScene,
  organization: OrganizationDocument,
  recipient: NonNullable<OrganizationHandshakeDocument['recipient']>,
): void {
  const now = clock();
  const invited = recipientOf(model, recipient);
  const isMember =
    (invited !== null && findAccount(model, organization, invited.accountId) !== null) ||
    findAccount(model, organization, recipient.id) !== null;
  if (isMember) throw alreadyInOrganization();
  if (isEnablingAllFeatures(model, now)) {
    throw handshakeConstraint(
      'INVITE_DISABLED_DURING_ENABLE_ALL_FEATURES',
      "You can't issue new invitations to join an organization while it's in the process of enabling all features.",
    );
  }
  const invitations = model.list('organizationHandshake').filter(({ action }) => action === 'INVITE');
  const isSame = (other: OrganizationHandshakeDocument['recipient']) =>
    other?.id.toLowerCase() === recipient.id.toLowerCase() ||
    (invited !== null && recipientOf(model, other)?.accountId === invited.accountId);
  if (invitations.some((other) => isOpen(other, now) && isSame(other.recipient))) {
    throw organizationsError(
      'DuplicateHandshakeException',
      'A handshake with the same action and target already exists.',
    );
  }
  const recent = invitations.filter(
    ({ requestedTimestamp }) => now.getTime() - Date.parse(requestedTimestamp) < HANDSHAKE_QUOTA_PERIOD,
  );
  if (recent.length >= HANDSHAKES_PER_DAY) {
    throw handshakeConstraint(
      'HANDSHAKE_RATE_LIMIT_EXCEEDED',
      'You attempted to exceed the number of handshakes that you can send in one day.',
    );
  }
}

function alreadyInOrganization(): AwsError {
  return handshakeConstraint(
    'ALREADY_IN_AN_ORGANIZATION',
    'The handshake request is invalid because the invited account is already a member of an organization.',
  );
}

function handshakeConstraint(reason: string, message: string): AwsError {
  return organizationsError('HandshakeConstraintViolationException', message, reason);
}

/** A page of the handshakes that are told of. @throws AwsError `InvalidInputException` for two filters at once. */
function listed(
  { model, clock }: ActionScene,
  { Filter, ...paging }: PageInput & Pick<OperationInput<'organizations:ListHandshakesForAccount'>, 'Filter'>,
  isMeant: (handshake: OrganizationHandshakeDocument) => boolean,
) {
  const { ActionType, ParentHandshakeId } = Filter ?? {};
  if (ActionType !== undefined && ParentHandshakeId !== undefined) {
    throw invalidInput('MAX_LIMIT_EXCEEDED_FILTER', 'You can specify only one filter parameter for the operation.');
  }
  const now = clock();
  const handshakes = model
    .list('organizationHandshake')
    .filter(
      (handshake) =>
        isMeant(handshake) &&
        isToldOf(handshake, now) &&
        (ActionType === undefined || handshake.action === ActionType) &&
        (ParentHandshakeId === undefined || handshake.parentHandshakeId === ParentHandshakeId),
    );
  const { items, next } = page(handshakes, ({ id }) => id, paging);
  return { Handshakes: items.map((handshake) => describeHandshake(handshake, now)), ...next };
}
