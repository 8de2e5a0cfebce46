import type { OrganizationAccountDocument } from '../../../src-shared/model/documents.ts';
import { handler } from '../handler.ts';
import { timestamp } from '../timestamp.ts';
import { neededParts, requireCaller } from './access.ts';
import { notInAllFeaturesMode, requireAccount } from './accounts.ts';
import { accountFacts } from './descriptions.ts';
import { targetArn } from './entities.ts';
import { constraintViolation, organizationsError } from './errors.ts';
import { page } from './page.ts';
import { assertServicePrincipal } from './service-access.ts';

/**
 * Operations on delegated administrators of services.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_delegated_admin.html
 */
export const delegatedAdministratorHandlers = {
  'organizations:RegisterDelegatedAdministrator': handler({
    name: 'organizations:RegisterDelegatedAdministrator',
    label: ({ AccountId, ServicePrincipal }) => `Make account ${AccountId} administrator of ${ServicePrincipal}`,
    authorize: ({ AccountId, ServicePrincipal }, scene) =>
      neededParts(
        scene,
        'organizations:RegisterDelegatedAdministrator',
        'management',
        (organization) => [targetArn(organization, AccountId)],
        { 'organizations:ServicePrincipal': ServicePrincipal },
      ),
    perform: ({ AccountId, ServicePrincipal }, scene) => {
      const organization = requireCaller(scene, 'management');
      assertServicePrincipal(ServicePrincipal);
      if (organization.featureSet !== 'ALL') throw notInAllFeaturesMode();
      const account = requireAccount(scene, organization, AccountId);
      if (account.id === organization.masterAccountId) {
        throw constraintViolation(
          'CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR',
          'You cannot register master account/yourself as delegated administrator for your organization.',
        );
      }
      if (account.status !== 'ACTIVE') {
        throw constraintViolation(
          'CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR',
          'You cannot register a suspended account as a delegated administrator.',
        );
      }
      if (!organization.enabledServices.some(({ servicePrincipal }) => servicePrincipal === ServicePrincipal)) {
        throw constraintViolation(
          'SERVICE_ACCESS_NOT_ENABLED',
          'You attempted to register a delegated administrator before you enabled service access. Call the EnableAWSServiceAccess API first.',
        );
      }
      if (isRegistered(account, ServicePrincipal)) {
        throw organizationsError(
          'AccountAlreadyRegisteredException',
          'The provided account is already a delegated administrator for your organization.',
        );
      }
      const registered = { servicePrincipal: ServicePrincipal, delegationEnabledDate: timestamp(scene.clock) };
      scene.model.put({ ...account, delegatedServices: [...account.delegatedServices, registered] });
      return {};
    },
  }),

  'organizations:DeregisterDelegatedAdministrator': handler({
    name: 'organizations:DeregisterDelegatedAdministrator',
    label: ({ AccountId, ServicePrincipal }) => `Make account ${AccountId} no administrator of ${ServicePrincipal}`,
    authorize: ({ AccountId, ServicePrincipal }, scene) =>
      neededParts(
        scene,
        'organizations:DeregisterDelegatedAdministrator',
        'management',
        (organization) => [targetArn(organization, AccountId)],
        { 'organizations:ServicePrincipal': ServicePrincipal },
      ),
    perform: ({ AccountId, ServicePrincipal }, scene) => {
      const account = requireAccount(scene, requireCaller(scene, 'management'), AccountId);
      assertServicePrincipal(ServicePrincipal);
      if (!isRegistered(account, ServicePrincipal)) throw notRegistered();
      const left = account.delegatedServices.filter(({ servicePrincipal }) => servicePrincipal !== ServicePrincipal);
      scene.model.put({ ...account, delegatedServices: left });
      return {};
    },
  }),

  'organizations:ListDelegatedAdministrators': handler({
    name: 'organizations:ListDelegatedAdministrators',
    label: null,
    authorize: ({ ServicePrincipal }, scene) =>
      neededParts(
        scene,
        'organizations:ListDelegatedAdministrators',
        'readers',
        () => ['*'],
        ServicePrincipal === undefined ? {} : { 'organizations:ServicePrincipal': ServicePrincipal },
      ),
    perform: ({ ServicePrincipal, ...paging }, scene) => {
      requireCaller(scene, 'readers');
      if (ServicePrincipal !== undefined) assertServicePrincipal(ServicePrincipal);
      const administrators = scene.model
        .list('organizationAccount')
        .filter((account) =>
          ServicePrincipal === undefined
            ? account.delegatedServices.length > 0
            : isRegistered(account, ServicePrincipal),
        );
      const { items, next } = page(administrators, ({ id }) => id, paging);
      return { DelegatedAdministrators: items.map(describeAdministrator), ...next };
    },
  }),

  'organizations:ListDelegatedServicesForAccount': handler({
    name: 'organizations:ListDelegatedServicesForAccount',
    label: null,
    authorize: ({ AccountId }, scene) =>
      neededParts(scene, 'organizations:ListDelegatedServicesForAccount', 'readers', (organization) => [
        targetArn(organization, AccountId),
      ]),
    perform: ({ AccountId, ...paging }, scene) => {
      const { delegatedServices } = requireAccount(scene, requireCaller(scene, 'readers'), AccountId);
      if (delegatedServices.length === 0) throw notRegistered();
      const { items, next } = page(delegatedServices, ({ servicePrincipal }) => servicePrincipal, paging);
      const described = items.map(({ servicePrincipal, delegationEnabledDate }) => ({
        ServicePrincipal: servicePrincipal,
        DelegationEnabledDate: delegationEnabledDate,
      }));
      return { DelegatedServices: described, ...next };
    },
  }),
};

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_DelegatedAdministrator.html */
function describeAdministrator(account: OrganizationAccountDocument) {
  const [first] = account.delegatedServices.map(({ delegationEnabledDate }) => delegationEnabledDate).toSorted();
  return { ...accountFacts(account), ...(first !== undefined && { DelegationEnabledDate: first }) };
}

function isRegistered({ delegatedServices }: OrganizationAccountDocument, wanted: string): boolean {
  return delegatedServices.some(({ servicePrincipal }) => servicePrincipal === wanted);
}

function notRegistered() {
  return organizationsError(
    'AccountNotRegisteredException',
    'The provided account is not a registered delegated administrator for your organization.',
  );
}
