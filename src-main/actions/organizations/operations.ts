/** The operations of AWS Organizations that Gatehouse performs. */
export const ORGANIZATIONS_OPERATIONS = [] as const;
