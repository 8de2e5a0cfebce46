/** How the AWS CLI and the SDKs call a service. */
export interface ClientNames {
  /** The command of the AWS CLI. */
  readonly cli: string;
  /** The client of boto3. */
  readonly boto3: string;
  /** The package of the SDK for JavaScript v3, without `@aws-sdk/client-`. */
  readonly npm: string;
  /** The client's class there, without `Client`. */
  readonly client: string;
}

const named = (name: string, client: string, more: Partial<ClientNames> = {}): ClientNames => ({
  cli: name,
  boto3: name,
  npm: name,
  client,
  ...more,
});

/**
 * By the prefix of the service's actions.
 * @see https://docs.aws.amazon.com/cli/latest/reference/
 * @see https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/
 */
const CLIENT_NAMES: Readonly<Record<string, ClientNames>> = {
  iam: named('iam', 'IAM'),
  sts: named('sts', 'STS'),
  s3: named('s3', 'S3', { cli: 's3api' }),
  sns: named('sns', 'SNS'),
  sqs: named('sqs', 'SQS'),
  cloudformation: named('cloudformation', 'CloudFormation'),
  rds: named('rds', 'RDS'),
  autoscaling: named('autoscaling', 'AutoScaling', { npm: 'auto-scaling' }),
  elasticloadbalancing: named('elbv2', 'ElasticLoadBalancingV2', { npm: 'elastic-load-balancing-v2' }),
  ec2: named('ec2', 'EC2'),
  dynamodb: named('dynamodb', 'DynamoDB'),
  states: named('stepfunctions', 'SFN', { npm: 'sfn' }),
  secretsmanager: named('secretsmanager', 'SecretsManager', { npm: 'secrets-manager' }),
  ssm: named('ssm', 'SSM'),
  kms: named('kms', 'KMS'),
  logs: named('logs', 'CloudWatchLogs', { npm: 'cloudwatch-logs' }),
  events: named('events', 'EventBridge', { npm: 'eventbridge' }),
  kinesis: named('kinesis', 'Kinesis'),
  ecr: named('ecr', 'ECR'),
  ecs: named('ecs', 'ECS'),
  cloudtrail: named('cloudtrail', 'CloudTrail'),
  organizations: named('organizations', 'Organizations'),
  lambda: named('lambda', 'Lambda'),
};

/** How the tools call a service; null where Gatehouse does not know. */
export function clientNames(prefix: string): ClientNames | null {
  return Object.hasOwn(CLIENT_NAMES, prefix) ? (CLIENT_NAMES[prefix] ?? null) : null;
}

/**
 * A name of the API as the AWS CLI (with `-`) and boto3 (with `_`) write it: `CreateOpenIDConnectProvider` is
 * `create-open-id-connect-provider`. It follows botocore: an acronym in the plural stays one word (`ListACLs`,
 * `list-acls`).
 */
export function delimited(name: string, separator: '-' | '_'): string {
  const plural = /[A-Z]{2,}s$/.exec(name)?.[0];
  const whole = plural === undefined ? name : `${name.slice(0, -plural.length)}${separator}${plural.toLowerCase()}`;
  return whole
    .replace(/(.)([A-Z][a-z]+)/g, `$1${separator}$2`)
    .replace(/([a-z0-9])([A-Z])/g, `$1${separator}$2`)
    .replace(new RegExp(`^${separator}|${separator}(?=${separator})`, 'g'), '')
    .toLowerCase();
}
