/** The operations of Amazon S3 that the app's own screens do without. */
export const S3_OPERATIONS = [] as const;
