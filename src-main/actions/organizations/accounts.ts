import type { AwsError } from '../../../src-shared/errors.ts';
import type { OrganizationAccountDocument, OrganizationDocument } from '../../../src-shared/model/documents.ts';
import type { Clock } from '../../clock.ts';
import { handler, type ActionScene } from '../handler.ts';
import { neededParts, requireCaller } from './access.ts';
import { describeAccount } from './descriptions.ts';
import { findAccount, findParent, findUnit, targetArn } from './entities.ts';
import { accountNotFound, childNotFound, constraintViolation, organizationsError, parentNotFound } from './errors.ts';
import { page } from './page.ts';
import { LEAST_AGE_TO_LEAVE } from './quotas.ts';

/** Operations on the accounts of the organization. @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html */
export const memberAccountHandlers = {
  'organizations:DescribeAccount': handler({
    name: 'organizations:DescribeAccount',
    label: null,
    authorize: ({ AccountId }, scene) =>
      neededParts(scene, 'organizations:DescribeAccount', 'readers', (organization) => [
        targetArn(organization, AccountId),
      ]),
    perform: ({ AccountId }, scene) => {
      const organization = requireCaller(scene, 'readers');
      return { Account: describeAccount(scene.model, organization, requireAccount(scene, organization, AccountId)) };
    },
  }),

  'organizations:ListAccounts': handler({
    name: 'organizations:ListAccounts',
    label: null,
    authorize: (_, scene) => neededParts(scene, 'organizations:ListAccounts', 'readers'),
    perform: (paging, scene) => {
      const organization = requireCaller(scene, 'readers');
      const { items, next } = page(scene.model.list('organizationAccount'), ({ id }) => id, paging);
      return { Accounts: items.map((account) => describeAccount(scene.model, organization, account)), ...next };
    },
  }),

  'organizations:ListAccountsForParent': handler({
    name: 'organizations:ListAccountsForParent',
    label: null,
    authorize: ({ ParentId }, scene) =>
      neededParts(scene, 'organizations:ListAccountsForParent', 'readers', (organization) => [
        targetArn(organization, ParentId),
      ]),
    perform: ({ ParentId, ...paging }, scene) => {
      const { model } = scene;
      const organization = requireCaller(scene, 'readers');
      if (findParent(model, organization, ParentId) === null) throw parentNotFound();
      const accounts = model.list('organizationAccount').filter(({ parentId }) => parentId === ParentId);
      const { items, next } = page(accounts, ({ id }) => id, paging);
      return { Accounts: items.map((account) => describeAccount(model, organization, account)), ...next };
    },
  }),

  'organizations:ListParents': handler({
    name: 'organizations:ListParents',
    label: null,
    authorize: ({ ChildId }, scene) =>
      neededParts(scene, 'organizations:ListParents', 'readers', (organization) => [targetArn(organization, ChildId)]),
    perform: ({ ChildId, ...paging }, scene) => {
      const { model } = scene;
      const organization = requireCaller(scene, 'readers');
      const child = findUnit(model, organization, ChildId) ?? findAccount(model, organization, ChildId);
      if (child === null) throw childNotFound();
      const { items, next } = page([child.parentId], (id) => id, paging);
      return { Parents: items.map((id) => ({ Id: id, Type: parentTypeOf(id) })), ...next };
    },
  }),

  'organizations:ListChildren': handler({
    name: 'organizations:ListChildren',
    label: null,
    authorize: ({ ParentId }, scene) =>
      neededParts(scene, 'organizations:ListChildren', 'readers', (organization) => [
        targetArn(organization, ParentId),
      ]),
    perform: ({ ParentId, ChildType, ...paging }, scene) => {
      const { model } = scene;
      const organization = requireCaller(scene, 'readers');
      if (findParent(model, organization, ParentId) === null) throw parentNotFound();
      const candidates = ChildType === 'ACCOUNT' ? model.list('organizationAccount') : model.list('organizationalUnit');
      const children = candidates.flatMap(({ id, parentId }) => (parentId === ParentId ? [id] : []));
      const { items, next } = page(children, (id) => id, paging);
      return { Children: items.map((id) => ({ Id: id, Type: ChildType })), ...next };
    },
  }),

  'organizations:MoveAccount': handler({
    name: 'organizations:MoveAccount',
    label: ({ AccountId, DestinationParentId }) => `Move account ${AccountId} to ${DestinationParentId}`,
    authorize: ({ AccountId, SourceParentId, DestinationParentId }, scene) =>
      neededParts(scene, 'organizations:MoveAccount', 'management', (organization) =>
        [AccountId, SourceParentId, DestinationParentId].map((id) => targetArn(organization, id)),
      ),
    perform: ({ AccountId, SourceParentId, DestinationParentId }, scene) => {
      const { model } = scene;
      const organization = requireCaller(scene, 'management');
      const account = requireAccount(scene, organization, AccountId);
      const source = findParent(model, organization, SourceParentId);
      if (source === null || account.parentId !== source.id) {
        throw organizationsError(
          'SourceParentNotFoundException',
          "We can't find a source root or OU with the ParentId that you specified.",
        );
      }
      const destination = findParent(model, organization, DestinationParentId);
      if (destination === null) {
        throw organizationsError(
          'DestinationParentNotFoundException',
          "We can't find the destination container (a root or OU) with the ParentId that you specified.",
        );
      }
      if (destination.id === account.parentId) {
        throw organizationsError(
          'DuplicateAccountException',
          'That account is already present in the specified destination.',
        );
      }
      model.put({ ...account, parentId: destination.id });
      return {};
    },
  }),

  'organizations:CloseAccount': handler({
    name: 'organizations:CloseAccount',
    label: ({ AccountId }) => `Close account ${AccountId}`,
    authorize: ({ AccountId }, scene) =>
      neededParts(scene, 'organizations:CloseAccount', 'management', (organization) => [
        targetArn(organization, AccountId),
      ]),
    perform: ({ AccountId }, scene) => {
      const organization = requireCaller(scene, 'management');
      const account = requireAccount(scene, organization, AccountId);
      if (account.id === organization.masterAccountId) {
        throw constraintViolation(
          'CANNOT_CLOSE_MANAGEMENT_ACCOUNT',
          'You attempted to close the management account. To close the management account for the organization, you must first either remove or close all member accounts in the organization.',
        );
      }
      if (organization.featureSet !== 'ALL') throw notInAllFeaturesMode();
      if (account.status !== 'ACTIVE') {
        throw organizationsError('AccountAlreadyClosedException', 'The provided account is already closed.');
      }
      // In AWS the account is PENDING_CLOSURE for a few minutes before.
      scene.model.put({ ...account, status: 'SUSPENDED' });
      return {};
    },
  }),

  'organizations:RemoveAccountFromOrganization': handler({
    name: 'organizations:RemoveAccountFromOrganization',
    label: ({ AccountId }) => `Remove account ${AccountId} from the organization`,
    authorize: ({ AccountId }, scene) =>
      neededParts(scene, 'organizations:RemoveAccountFromOrganization', 'management', (organization) => [
        targetArn(organization, AccountId),
      ]),
    perform: ({ AccountId }, scene) => {
      const organization = requireCaller(scene, 'management');
      removeAccount(scene, organization, requireAccount(scene, organization, AccountId));
      return {};
    },
  }),

  'organizations:LeaveOrganization': handler({
    name: 'organizations:LeaveOrganization',
    label: () => 'Leave the organization',
    authorize: (_, scene) => neededParts(scene, 'organizations:LeaveOrganization', 'members'),
    perform: (_, scene) => {
      const organization = requireCaller(scene, 'members');
      removeAccount(scene, organization, requireAccount(scene, organization, scene.accountId));
      return {};
    },
  }),
};

function parentTypeOf(id: string): 'ROOT' | 'ORGANIZATIONAL_UNIT' {
  return id.startsWith('r-') ? 'ROOT' : 'ORGANIZATIONAL_UNIT';
}

/** For operations that an organization with consolidated billing alone does not have. */
export function notInAllFeaturesMode(): AwsError {
  return constraintViolation(
    'ORGANIZATION_NOT_IN_ALL_FEATURES_MODE',
    'You attempted to perform an operation that requires the organization to be configured to support all features.',
  );
}

/** @throws AwsError `AccountNotFoundException`. */
export function requireAccount(
  { model }: Pick<ActionScene, 'model'>,
  organization: OrganizationDocument,
  accountId: string,
): OrganizationAccountDocument {
  const account = findAccount(model, organization, accountId);
  if (account === null) throw accountNotFound();
  return account;
}

/**
 * Takes an account out of the organization, with its tags there. A payment method, which AWS asks of accounts that were
 * created in the organization, is not modelled: it is taken to be there.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_RemoveAccountFromOrganization.html
 */
function removeAccount(
  { model, clock }: ActionScene,
  organization: OrganizationDocument,
  account: OrganizationAccountDocument,
): void {
  if (account.id === organization.masterAccountId) {
    throw organizationsError(
      'MasterCannotLeaveOrganizationException',
      "You can't remove a management account from an organization.",
    );
  }
  if (account.delegatedServices.length > 0) {
    throw constraintViolation(
      'CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG',
      'You attempted to remove an account that is registered as a delegated administrator for a service integrated with your organization. To complete this operation, you must first deregister this account as a delegated administrator.',
    );
  }
  if (account.joinedMethod === 'CREATED' && ageOf(account, clock) < LEAST_AGE_TO_LEAVE) {
    throw constraintViolation(
      'WAIT_PERIOD_ACTIVE',
      'After you create an AWS account, you must wait until at least four days after the account was created.',
    );
  }
  model.delete(account.arn);
}

function ageOf({ joinedTimestamp }: OrganizationAccountDocument, clock: Clock): number {
  return clock().getTime() - Date.parse(joinedTimestamp);
}
