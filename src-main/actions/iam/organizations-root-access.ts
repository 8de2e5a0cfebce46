import { AwsError } from '../../../src-shared/errors.ts';
import type { OrganizationDocument } from '../../../src-shared/model/documents.ts';
import { membershipOf } from '../../account/organization.ts';
import { handler, type ActionScene } from '../handler.ts';

type Feature = NonNullable<OrganizationDocument['rootAccessFeatures']>[number];

/** IAM as AWS Organizations knows it. @see https://docs.aws.amazon.com/organizations/latest/userguide/services-that-can-integrate-iam.html */
const SERVICE_PRINCIPAL = 'iam.amazonaws.com';

/**
 * Centralized root access: what the management account may do about the root users of member accounts.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html#id_root-user-access-management
 */
export const rootAccessHandlers = {
  'iam:ListOrganizationsFeatures': handler({
    name: 'iam:ListOrganizationsFeatures',
    label: null,
    authorize: () => [{ action: 'iam:ListOrganizationsFeatures', resource: '*' }],
    perform: (_, scene) => features(requireOrganization(scene)),
  }),

  'iam:EnableOrganizationsRootCredentialsManagement': handler({
    name: 'iam:EnableOrganizationsRootCredentialsManagement',
    label: () => 'Enable root credentials management',
    authorize: () => [{ action: 'iam:EnableOrganizationsRootCredentialsManagement', resource: '*' }],
    perform: (_, scene) => enable('RootCredentialsManagement', scene),
  }),

  'iam:DisableOrganizationsRootCredentialsManagement': handler({
    name: 'iam:DisableOrganizationsRootCredentialsManagement',
    label: () => 'Disable root credentials management',
    authorize: () => [{ action: 'iam:DisableOrganizationsRootCredentialsManagement', resource: '*' }],
    perform: (_, scene) => disable('RootCredentialsManagement', scene),
  }),

  'iam:EnableOrganizationsRootSessions': handler({
    name: 'iam:EnableOrganizationsRootSessions',
    label: () => 'Enable root sessions',
    authorize: () => [{ action: 'iam:EnableOrganizationsRootSessions', resource: '*' }],
    perform: (_, scene) => enable('RootSessions', scene),
  }),

  'iam:DisableOrganizationsRootSessions': handler({
    name: 'iam:DisableOrganizationsRootSessions',
    label: () => 'Disable root sessions',
    authorize: () => [{ action: 'iam:DisableOrganizationsRootSessions', resource: '*' }],
    perform: (_, scene) => disable('RootSessions', scene),
  }),
};

/** A feature that is enabled already stays so. */
function enable(feature: Feature, scene: ActionScene) {
  const organization = requireOrganization(scene);
  if (organization.masterAccountId !== scene.accountId) {
    throw refused(
      'CallerIsNotManagementAccountException',
      'The account making the request is not the management account for the organization.',
    );
  }
  return put(
    organization,
    [...(organization.rootAccessFeatures ?? []).filter((one) => one !== feature), feature],
    scene,
  );
}

/** A feature that is not enabled stays so. */
function disable(feature: Feature, scene: ActionScene) {
  const organization = requireOrganization(scene);
  return put(
    organization,
    (organization.rootAccessFeatures ?? []).filter((one) => one !== feature),
    scene,
  );
}

function put(organization: OrganizationDocument, enabled: readonly Feature[], { model }: ActionScene) {
  const changed = { ...organization, rootAccessFeatures: [...enabled].toSorted() };
  model.put(changed);
  return features(changed);
}

function features({ id, rootAccessFeatures = [] }: OrganizationDocument) {
  return { OrganizationId: id, EnabledFeatures: [...rootAccessFeatures] };
}

/**
 * The organization of the caller, who must manage it or be IAM's delegated administrator there. The errors are those of
 * the reference; AWS does not say which comes first.
 * @throws AwsError `OrganizationNotFoundException`, `OrganizationNotInAllFeaturesModeException`,
 *   `AccountNotManagementOrDelegatedAdministratorException`, `ServiceAccessNotEnabledException`.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOrganizationsFeatures.html#API_ListOrganizationsFeatures_Errors
 */
function requireOrganization({ model, accountId }: ActionScene): OrganizationDocument {
  const membership = membershipOf(model, accountId);
  const organization = model.list('organization')[0];
  if (membership === null || organization === undefined) {
    throw refused('OrganizationNotFoundException', 'No organization is associated with your account.');
  }
  if (organization.featureSet !== 'ALL') {
    throw refused('OrganizationNotInAllFeaturesModeException', 'Your organization does not have All features enabled.');
  }
  const account = membership.targets.at(-1);
  const isDelegated =
    account?.type === 'organizationAccount' &&
    account.delegatedServices.some(({ servicePrincipal }) => servicePrincipal === SERVICE_PRINCIPAL);
  if (!membership.isManagementAccount && !isDelegated) {
    throw refused(
      'AccountNotManagementOrDelegatedAdministratorException',
      'The account making the request is not the management account or delegated administrator account for centralized root access.',
    );
  }
  if (!organization.enabledServices.some(({ servicePrincipal }) => servicePrincipal === SERVICE_PRINCIPAL)) {
    throw refused('ServiceAccessNotEnabledException', 'Trusted access is not enabled for IAM in Organizations.');
  }
  return organization;
}

function refused(code: string, message: string): AwsError {
  return new AwsError(code, 400, message);
}
