import { ACCESS_REPORT_OPERATIONS } from './iam/access-report-operations.ts';
import { IAM_OPERATIONS } from './iam/operations.ts';
import { ORGANIZATIONS_OPERATIONS } from './organizations/operations.ts';
import { S3_OPERATIONS } from './s3/operations.ts';

/**
 * The operations that Gatehouse performs beside those that the app's own screens ask for, by service. Each list stands
 * beside its handlers.
 */
export const MODELLED_OPERATIONS = {
  iam: [...IAM_OPERATIONS, ...ACCESS_REPORT_OPERATIONS],
  organizations: ORGANIZATIONS_OPERATIONS,
  s3: S3_OPERATIONS,
  sts: ['GetWebIdentityToken'],
} as const;
