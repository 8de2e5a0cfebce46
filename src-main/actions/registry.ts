import type { OperationHandler } from './handler.ts';
import { grantingPolicyHandlers } from './iam/access-report-granting-policies.ts';
import { accessKeyHandlers } from './iam/access-keys.ts';
import { accountAuthorizationDetailsHandlers } from './iam/account-authorization-details.ts';
import { accountSummaryHandlers } from './iam/account-summary.ts';
import { accountHandlers } from './iam/account.ts';
import { changePasswordHandlers } from './iam/change-password.ts';
import { contextKeyHandlers } from './iam/context-keys.ts';
import { credentialReportHandlers } from './iam/credential-report.ts';
import { groupHandlers } from './iam/groups.ts';
import { identityPolicyListHandlers } from './iam/identity-policy-lists.ts';
import { instanceProfileHandlers } from './iam/instance-profiles.ts';
import { loginProfileHandlers } from './iam/login-profiles.ts';
import { mfaDeviceListHandlers } from './iam/mfa-device-lists.ts';
import { mfaDeviceTagHandlers } from './iam/mfa-device-tags.ts';
import { mfaDeviceHandlers } from './iam/mfa-devices.ts';
import { openIdConnectProviderHandlers } from './iam/open-id-connect-providers.ts';
import { organizationsAccessReportHandlers } from './iam/organizations-access-report.ts';
import { rootAccessHandlers } from './iam/organizations-root-access.ts';
import { outboundWebIdentityFederationHandlers } from './iam/outbound-web-identity-federation.ts';
import { passwordPolicyHandlers } from './iam/password-policy.ts';
import { permissionsBoundaryHandlers } from './iam/permissions-boundaries.ts';
import { policyHandlers } from './iam/policies.ts';
import { policyEntityHandlers } from './iam/policy-entities.ts';
import { roleHandlers } from './iam/roles.ts';
import { samlProviderHandlers } from './iam/saml-providers.ts';
import { securityKeyHandlers } from './iam/security-keys.ts';
import { securityTokenServicePreferenceHandlers } from './iam/security-token-service-preferences.ts';
import { serverCertificateHandlers } from './iam/server-certificates.ts';
import { serviceLinkedRoleHandlers } from './iam/service-linked-roles.ts';
import { serviceSpecificCredentialHandlers } from './iam/service-specific-credentials.ts';
import { signingCertificateHandlers } from './iam/signing-certificates.ts';
import { serviceLastAccessedHandlers } from './iam/service-last-accessed.ts';
import { simulationHandlers } from './iam/simulation.ts';
import { sshPublicKeyHandlers } from './iam/ssh-public-keys.ts';
import { userHandlers } from './iam/users.ts';
import type { OperationName } from './operations.ts';
import { memberAccountHandlers } from './organizations/accounts.ts';
import { createAccountHandlers } from './organizations/create-account.ts';
import { delegatedAdministratorHandlers } from './organizations/delegated-administrators.ts';
import { effectivePolicyHandlers } from './organizations/effective-policies.ts';
import { handshakeHandlers } from './organizations/handshakes.ts';
import { organizationHandlers } from './organizations/organization.ts';
import { organizationalUnitHandlers } from './organizations/organizational-units.ts';
import { organizationPolicyHandlers } from './organizations/policies.ts';
import { policyAttachmentHandlers } from './organizations/policy-attachments.ts';
import { resourcePolicyHandlers } from './organizations/resource-policy.ts';
import { resourceTagHandlers } from './organizations/resource-tags.ts';
import { rootHandlers } from './organizations/roots.ts';
import { serviceAccessHandlers } from './organizations/service-access.ts';
import { accessControlListHandlers } from './s3/access-control-lists.ts';
import { bucketConfigurationHandlers } from './s3/bucket-configurations.ts';
import { bucketSettingHandlers } from './s3/bucket-setting-handlers.ts';
import { bucketHandlers } from './s3/buckets.ts';
import { copyObjectHandlers } from './s3/copy-object.ts';
import { deleteObjectHandlers } from './s3/delete-object.ts';
import { getObjectHandlers } from './s3/get-object.ts';
import { listObjectsHandlers } from './s3/list-objects.ts';
import { multipartUploadHandlers } from './s3/multipart-uploads.ts';
import { objectLockHandlers } from './s3/object-lock.ts';
import { putObjectHandlers } from './s3/put-object.ts';
import { taggingHandlers } from './s3/tagging.ts';
import { accessKeyInfoHandlers } from './sts/access-key-info.ts';
import { assumeRoleWithSamlHandlers } from './sts/assume-role-with-saml.ts';
import { assumeRoleWithWebIdentityHandlers } from './sts/assume-role-with-web-identity.ts';
import { assumeRoleHandlers } from './sts/assume-role.ts';
import { assumeRootHandlers } from './sts/assume-root.ts';
import { authorizationMessageHandlers } from './sts/authorization-message.ts';
import { callerIdentityHandlers } from './sts/caller-identity.ts';
import { getFederationTokenHandlers } from './sts/get-federation-token.ts';
import { getSessionTokenHandlers } from './sts/get-session-token.ts';
import { webIdentityTokenHandlers } from './sts/web-identity-token.ts';

type Handlers = { readonly [Name in OperationName]: OperationHandler<Name> };

/** The handler of every operation that Gatehouse performs. An operation without one does not compile. */
export const handlers: Handlers = {
  ...userHandlers,
  ...groupHandlers,
  ...roleHandlers,
  ...policyHandlers,
  ...policyEntityHandlers,
  ...identityPolicyListHandlers,
  ...permissionsBoundaryHandlers,
  ...instanceProfileHandlers,
  ...serviceLinkedRoleHandlers,
  ...accessKeyHandlers,
  ...loginProfileHandlers,
  ...changePasswordHandlers,
  ...passwordPolicyHandlers,
  ...mfaDeviceHandlers,
  ...mfaDeviceListHandlers,
  ...mfaDeviceTagHandlers,
  ...securityKeyHandlers,
  ...serverCertificateHandlers,
  ...signingCertificateHandlers,
  ...sshPublicKeyHandlers,
  ...serviceSpecificCredentialHandlers,
  ...credentialReportHandlers,
  ...contextKeyHandlers,
  ...simulationHandlers,
  ...serviceLastAccessedHandlers,
  ...grantingPolicyHandlers,
  ...organizationsAccessReportHandlers,
  ...rootAccessHandlers,
  ...outboundWebIdentityFederationHandlers,
  ...securityTokenServicePreferenceHandlers,
  ...accountHandlers,
  ...accountSummaryHandlers,
  ...accountAuthorizationDetailsHandlers,
  ...openIdConnectProviderHandlers,
  ...samlProviderHandlers,
  ...callerIdentityHandlers,
  ...assumeRoleHandlers,
  ...assumeRoleWithSamlHandlers,
  ...assumeRoleWithWebIdentityHandlers,
  ...assumeRootHandlers,
  ...getSessionTokenHandlers,
  ...getFederationTokenHandlers,
  ...accessKeyInfoHandlers,
  ...authorizationMessageHandlers,
  ...webIdentityTokenHandlers,
  ...bucketHandlers,
  ...accessControlListHandlers,
  ...bucketConfigurationHandlers,
  ...bucketSettingHandlers,
  ...copyObjectHandlers,
  ...deleteObjectHandlers,
  ...getObjectHandlers,
  ...listObjectsHandlers,
  ...multipartUploadHandlers,
  ...objectLockHandlers,
  ...putObjectHandlers,
  ...taggingHandlers,
  ...organizationHandlers,
  ...rootHandlers,
  ...organizationalUnitHandlers,
  ...memberAccountHandlers,
  ...createAccountHandlers,
  ...handshakeHandlers,
  ...organizationPolicyHandlers,
  ...policyAttachmentHandlers,
  ...effectivePolicyHandlers,
  ...resourceTagHandlers,
  ...delegatedAdministratorHandlers,
  ...serviceAccessHandlers,
  ...resourcePolicyHandlers,
};

/** The handler of an operation. */
export function handlerOf<Name extends OperationName>(name: Name): OperationHandler<Name> {
  return handlers[name];
}
