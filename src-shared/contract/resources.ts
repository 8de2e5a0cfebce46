import { z } from 'zod';
import { AccountId, Arn } from '../arn.ts';
import { Ec2Instance } from '../model/documents.ts';
import { Tag } from '../principal.ts';
import { Nothing, procedure } from './define.ts';

const Region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'A region looks like us-east-1.');
const InstanceId = z.string().regex(/^i-([0-9a-f]{8}|[0-9a-f]{17})$/, 'An instance ID looks like i-0123456789abcdef0.');
const FunctionName = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'A function name has 1 to 64 letters, digits, hyphens and underscores.');
const Tags = z.array(Tag).max(50, 'A resource has at most 50 tags.');

/**
 * Something that runs code with a role: an EC2 instance, whose role is in an instance profile, or a Lambda function.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html
 */
const ComputeResource = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('instance'),
    accountId: AccountId,
    region: Region,
    instanceId: InstanceId,
    tags: Tags,
    instance: Ec2Instance,
  }),
  z.object({
    kind: z.literal('function'),
    accountId: AccountId,
    region: Region,
    functionName: FunctionName,
    tags: Tags,
    executionRole: Arn,
  }),
]);
export type ComputeResource = z.infer<typeof ComputeResource>;

/**
 * A resource of any type that the service authorization reference lists, under an ARN of the type's pattern.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const AnyResource = z.object({
  /** The account that it is put into, which owns it even where its ARN names none. */
  accountId: AccountId,
  arn: Arn,
  /** Service prefix and type, such as `sqs:queue`. */
  resourceType: z.string().regex(/^[^:]+:.+$/, 'A resource type looks like sqs:queue.'),
  /** Empty for a resource of a global service. */
  region: z.union([Region, z.literal('')]),
  tags: Tags,
  /** The resource-based policy; null for none. */
  policy: z.string().max(65_536, 'A resource-based policy has at most 65,536 characters.').nullable(),
});

/**
 * Resources of services of which Gatehouse performs no operations: the designer puts them into the model. Each is a
 * change that can be undone.
 */
export const resourceProcedures = {
  /** Creates it, or changes the one of that ID or name. @throws GatehouseError `DesignerOnly`. */
  'resource.put': procedure(ComputeResource, z.object({ arn: Arn })),
  /**
   * Creates it, or changes tags and policy of the one with that ARN. Fails with `DesignerOnly`, `UnknownResourceType`,
   * `ArnOfAnotherType`, `BucketByOperation` for S3 buckets, which operations make, and `MalformedPolicy`.
   */
  'resource.putAny': procedure(AnyResource, z.object({ arn: Arn })),
  /** @throws GatehouseError `DesignerOnly`, or `ResourceNotFound`: also for a bucket, which s3:DeleteBucket deletes. */
  'resource.delete': procedure(z.object({ arn: Arn }), Nothing),
} as const;
