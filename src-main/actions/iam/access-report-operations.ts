/** The operations of IAM that tell what access there is: simulation, context keys, access reports. */
export const ACCESS_REPORT_OPERATIONS = [
  'GetContextKeysForCustomPolicy',
  'GetContextKeysForPrincipalPolicy',
  'SimulateCustomPolicy',
  'SimulatePrincipalPolicy',
] as const;
