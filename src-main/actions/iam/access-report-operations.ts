/** The operations of IAM that tell what access there is: simulation, context keys, access reports. */
export const ACCESS_REPORT_OPERATIONS = [
  'GenerateOrganizationsAccessReport',
  'GenerateServiceLastAccessedDetails',
  'GetContextKeysForCustomPolicy',
  'GetContextKeysForPrincipalPolicy',
  'GetOrganizationsAccessReport',
  'GetServiceLastAccessedDetails',
  'GetServiceLastAccessedDetailsWithEntities',
  'ListPoliciesGrantingServiceAccess',
  'SimulateCustomPolicy',
  'SimulatePrincipalPolicy',
] as const;
