/** What is asked of the organization beyond its documents. */
export const organizationProcedures = {} as const;
