import { handler } from '../handler.ts';
import { timestamp } from '../timestamp.ts';
import { neededParts, requireCaller } from './access.ts';
import { notInAllFeaturesMode } from './accounts.ts';
import { invalidInput } from './errors.ts';
import { page } from './page.ts';

/**
 * Operations on trusted access: which services may act in the organization's accounts.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services.html
 */
export const serviceAccessHandlers = {
  'organizations:EnableAWSServiceAccess': handler({
    name: 'organizations:EnableAWSServiceAccess',
    label: ({ ServicePrincipal }) => `Enable trusted access for ${ServicePrincipal}`,
    authorize: ({ ServicePrincipal }, scene) =>
      neededParts(scene, 'organizations:EnableAWSServiceAccess', 'management', () => ['*'], {
        'organizations:ServicePrincipal': ServicePrincipal,
      }),
    perform: ({ ServicePrincipal }, scene) => {
      const organization = requireCaller(scene, 'management');
      assertServicePrincipal(ServicePrincipal);
      if (organization.featureSet !== 'ALL') throw notInAllFeaturesMode();
      const { enabledServices } = organization;
      if (enabledServices.some(({ servicePrincipal }) => servicePrincipal === ServicePrincipal)) return {};
      const enabled = { servicePrincipal: ServicePrincipal, dateEnabled: timestamp(scene.clock) };
      scene.model.put({ ...organization, enabledServices: [...enabledServices, enabled] });
      return {};
    },
  }),

  'organizations:DisableAWSServiceAccess': handler({
    name: 'organizations:DisableAWSServiceAccess',
    label: ({ ServicePrincipal }) => `Disable trusted access for ${ServicePrincipal}`,
    authorize: ({ ServicePrincipal }, scene) =>
      neededParts(scene, 'organizations:DisableAWSServiceAccess', 'management', () => ['*'], {
        'organizations:ServicePrincipal': ServicePrincipal,
      }),
    perform: ({ ServicePrincipal }, scene) => {
      const organization = requireCaller(scene, 'management');
      assertServicePrincipal(ServicePrincipal);
      const enabledServices = organization.enabledServices.filter(
        ({ servicePrincipal }) => servicePrincipal !== ServicePrincipal,
      );
      scene.model.put({ ...organization, enabledServices });
      return {};
    },
  }),

  'organizations:ListAWSServiceAccessForOrganization': handler({
    name: 'organizations:ListAWSServiceAccessForOrganization',
    label: null,
    authorize: (_, scene) => neededParts(scene, 'organizations:ListAWSServiceAccessForOrganization', 'readers'),
    perform: (paging, scene) => {
      const { enabledServices } = requireCaller(scene, 'readers');
      const { items, next } = page(enabledServices, ({ servicePrincipal }) => servicePrincipal, paging);
      const described = items.map(({ servicePrincipal, dateEnabled }) => ({
        ServicePrincipal: servicePrincipal,
        DateEnabled: dateEnabled,
      }));
      return { EnabledServicePrincipals: described, ...next };
    },
  }),
};

/**
 * AWS takes the principals of services that work with AWS Organizations, which are too many and too fast to change to be
 * kept here: whatever has the form of a service principal is taken.
 * @throws AwsError `InvalidInputException`.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services_list.html
 */
export function assertServicePrincipal(servicePrincipal: string): void {
  if (/^([a-z0-9-]+\.)+amazonaws\.com$/.test(servicePrincipal)) return;
  throw invalidInput('UNRECOGNIZED_SERVICE_PRINCIPAL', 'You specified an unrecognized service principal.');
}
