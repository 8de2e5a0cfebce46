/** Requests that are kept to be sent again. */
export const savedRequestProcedures = {} as const;
