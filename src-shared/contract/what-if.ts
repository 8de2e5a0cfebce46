/** What the gates would say, without anything being done. */
export const whatIfProcedures = {} as const;
