import { z } from 'zod';
import { operation } from './operation.ts';

const Nothing = z.object({});

/** Any text: S3 checks the name itself and answers with an error of its own, `InvalidBucketName`. */
const BucketName = z.string().min(1);

/** The S3 operations that Gatehouse performs. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html */
export const s3Operations = {
  ListBuckets: operation(
    Nothing,
    z.object({
      Buckets: z.array(z.object({ Name: z.string(), CreationDate: z.string() })),
      Owner: z.object({ ID: z.string() }),
    }),
  ),
  CreateBucket: operation(
    z.object({ Bucket: BucketName, LocationConstraint: z.string().optional() }),
    z.object({ Location: z.string() }),
  ),
  HeadBucket: operation(z.object({ Bucket: BucketName }), Nothing),
  DeleteBucket: operation(z.object({ Bucket: BucketName }), Nothing),
  GetBucketPolicy: operation(z.object({ Bucket: BucketName }), z.object({ Policy: z.string() })),
  PutBucketPolicy: operation(z.object({ Bucket: BucketName, Policy: z.string() }), Nothing),
  DeleteBucketPolicy: operation(z.object({ Bucket: BucketName }), Nothing),
} as const;
