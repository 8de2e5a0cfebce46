import { z } from 'zod';
import { Tag } from '../principal.ts';
import { operation } from './operation.ts';

const Nothing = z.object({});

/** Any text: S3 checks the name itself and answers with an error of its own, `InvalidBucketName`. */
const BucketName = z.string().min(1);

/** The account that the caller takes for the bucket's owner. */
const ExpectedBucketOwner = z.string().optional();
const Named = z.object({ Bucket: BucketName, ExpectedBucketOwner });

const Grantees = z.string().optional();

/** The S3 operations that the app's own screens ask for. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html */
export const s3Operations = {
  ListBuckets: operation(
    z.object({
      MaxBuckets: z.number().int().optional(),
      ContinuationToken: z.string().optional(),
      Prefix: z.string().optional(),
      BucketRegion: z.string().optional(),
    }),
    z.object({
      Buckets: z.array(z.object({ Name: z.string(), CreationDate: z.string(), BucketRegion: z.string().optional() })),
      Owner: z.object({ ID: z.string() }),
      ContinuationToken: z.string().optional(),
      Prefix: z.string().optional(),
    }),
  ),
  CreateBucket: operation(
    z.object({
      Bucket: BucketName,
      LocationConstraint: z.string().optional(),
      /** As the API has it, where the app's form has the constraint alone. */
      CreateBucketConfiguration: z
        .object({ LocationConstraint: z.string().optional(), Tags: z.array(Tag).optional() })
        .optional(),
      ACL: z.enum(['private', 'public-read', 'public-read-write', 'authenticated-read']).optional(),
      GrantFullControl: Grantees,
      GrantRead: Grantees,
      GrantReadACP: Grantees,
      GrantWrite: Grantees,
      GrantWriteACP: Grantees,
      ObjectOwnership: z.enum(['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter']).optional(),
      ObjectLockEnabledForBucket: z.boolean().optional(),
    }),
    z.object({ Location: z.string() }),
  ),
  HeadBucket: operation(Named, z.object({ BucketRegion: z.string() })),
  DeleteBucket: operation(Named, Nothing),
  GetBucketPolicy: operation(Named, z.object({ Policy: z.string() })),
  PutBucketPolicy: operation(Named.extend({ Policy: z.string() }), Nothing),
  DeleteBucketPolicy: operation(Named, Nothing),
} as const;
