/** The operations of IAM that the app's own screens do without. */
export const IAM_READING_OPERATIONS = [] as const;
