/**
 * The operations of IAM that tell what access there is (simulation, context keys, access reports), and those that set how
 * an account's principals are known elsewhere.
 */
export const ACCESS_REPORT_OPERATIONS = [
  'DisableOrganizationsRootCredentialsManagement',
  'DisableOrganizationsRootSessions',
  'DisableOutboundWebIdentityFederation',
  'EnableOrganizationsRootCredentialsManagement',
  'EnableOrganizationsRootSessions',
  'EnableOutboundWebIdentityFederation',
  'GenerateOrganizationsAccessReport',
  'GenerateServiceLastAccessedDetails',
  'GetContextKeysForCustomPolicy',
  'GetContextKeysForPrincipalPolicy',
  'GetOrganizationsAccessReport',
  'GetOutboundWebIdentityFederationInfo',
  'GetServiceLastAccessedDetails',
  'GetServiceLastAccessedDetailsWithEntities',
  'ListOrganizationsFeatures',
  'ListPoliciesGrantingServiceAccess',
  'SetSecurityTokenServicePreferences',
  'SimulateCustomPolicy',
  'SimulatePrincipalPolicy',
] as const;
