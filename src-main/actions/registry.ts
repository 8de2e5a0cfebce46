import type { OperationHandler } from './handler.ts';
import { accessKeyHandlers } from './iam/access-keys.ts';
import { accountHandlers } from './iam/account.ts';
import { changePasswordHandlers } from './iam/change-password.ts';
import { contextKeyHandlers } from './iam/context-keys.ts';
import { credentialReportHandlers } from './iam/credential-report.ts';
import { groupHandlers } from './iam/groups.ts';
import { loginProfileHandlers } from './iam/login-profiles.ts';
import { mfaDeviceHandlers } from './iam/mfa-devices.ts';
import { openIdConnectProviderHandlers } from './iam/open-id-connect-providers.ts';
import { passwordPolicyHandlers } from './iam/password-policy.ts';
import { policyHandlers } from './iam/policies.ts';
import { roleHandlers } from './iam/roles.ts';
import { samlProviderHandlers } from './iam/saml-providers.ts';
import { serverCertificateHandlers } from './iam/server-certificates.ts';
import { serviceSpecificCredentialHandlers } from './iam/service-specific-credentials.ts';
import { signingCertificateHandlers } from './iam/signing-certificates.ts';
import { simulationHandlers } from './iam/simulation.ts';
import { sshPublicKeyHandlers } from './iam/ssh-public-keys.ts';
import { userHandlers } from './iam/users.ts';
import type { OperationName } from './operations.ts';
import { bucketHandlers } from './s3/buckets.ts';
import { accessKeyInfoHandlers } from './sts/access-key-info.ts';
import { assumeRoleWithSamlHandlers } from './sts/assume-role-with-saml.ts';
import { assumeRoleWithWebIdentityHandlers } from './sts/assume-role-with-web-identity.ts';
import { assumeRoleHandlers } from './sts/assume-role.ts';
import { assumeRootHandlers } from './sts/assume-root.ts';
import { authorizationMessageHandlers } from './sts/authorization-message.ts';
import { callerIdentityHandlers } from './sts/caller-identity.ts';
import { getFederationTokenHandlers } from './sts/get-federation-token.ts';
import { getSessionTokenHandlers } from './sts/get-session-token.ts';

type Handlers = { readonly [Name in OperationName]: OperationHandler<Name> };

/** The handler of every operation that Gatehouse performs. An operation without one does not compile. */
export const handlers: Handlers = {
  ...userHandlers,
  ...groupHandlers,
  ...roleHandlers,
  ...policyHandlers,
  ...accessKeyHandlers,
  ...loginProfileHandlers,
  ...changePasswordHandlers,
  ...passwordPolicyHandlers,
  ...mfaDeviceHandlers,
  ...serverCertificateHandlers,
  ...signingCertificateHandlers,
  ...sshPublicKeyHandlers,
  ...serviceSpecificCredentialHandlers,
  ...credentialReportHandlers,
  ...contextKeyHandlers,
  ...simulationHandlers,
  ...accountHandlers,
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
  ...bucketHandlers,
};

/** The handler of an operation. */
export function handlerOf<Name extends OperationName>(name: Name): OperationHandler<Name> {
  return handlers[name];
}
