/** What is asked of users, groups and roles beyond their documents. */
export const identityProcedures = {} as const;
