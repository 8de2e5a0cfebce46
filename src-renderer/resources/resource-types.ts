import type { DocumentOf } from '../../src-shared/model/documents.ts';

/** Names of resource types as people read them; others are shown as the service authorization reference has them. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  's3:bucket': 'S3 buckets',
  'dynamodb:table': 'DynamoDB tables',
  'ec2:instance': 'EC2 instances',
  'lambda:function': 'Lambda functions',
  'kms:key': 'KMS keys',
  'sns:topic': 'SNS topics',
  'sqs:queue': 'SQS queues',
  'secretsmanager:Secret': 'Secrets Manager secrets',
};

/** The name of a resource type such as `s3:bucket`, in the plural. */
export function resourceTypeName(resourceType: string): string {
  return TYPE_NAMES[resourceType] ?? resourceType;
}

/** Resources by type, buckets first, then by the type's name; and within a type in the order given. */
export function groupByType(
  resources: readonly DocumentOf<'resource'>[],
): readonly { readonly type: string; readonly resources: readonly DocumentOf<'resource'>[] }[] {
  return [...Map.groupBy(resources, ({ resourceType }) => resourceType)]
    .map(([type, members]) => ({ type, resources: members }))
    .toSorted((a, b) => {
      const [first, second] = [a.type === 's3:bucket', b.type === 's3:bucket'];
      return first === second
        ? resourceTypeName(a.type).localeCompare(resourceTypeName(b.type), 'en')
        : Number(second) - Number(first);
    });
}

/** The resources in whose name, ARN, region or tags every word of the search occurs, without regard to case. */
export function searchResources(
  resources: readonly DocumentOf<'resource'>[],
  search: string,
): readonly DocumentOf<'resource'>[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return resources.filter(({ name, arn, region, tags }) => {
    const text = [name, arn, region, ...tags.map(({ Key, Value }) => `${Key}=${Value}`)].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
