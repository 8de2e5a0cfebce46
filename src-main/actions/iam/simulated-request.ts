import { parseArn } from '../../../src-shared/arn.ts';
import { invalidInput } from './errors.ts';

/*
 * What a simulation is asked, checked by AWS's rules. The wording of `ResourceNames …` and of `… as a Resource Owner` is
 * that of AWS's answers; the other sentences are not documented.
 */

/** @throws AwsError `InvalidInput` for a name without a service, or with a wildcard, which simulations do not take. */
export function assertSimulatedActions(actions: readonly string[]): void {
  const wrong = actions.find((action) => !/^[\w-]+:[\w-]+$/.test(action));
  if (wrong !== undefined) throw invalidInput(`ActionNames are not valid: ${wrong}.`);
}

/** @throws AwsError `InvalidInput` for what is neither an ARN nor `*`. */
export function assertSimulatedResources(resources: readonly string[]): void {
  const wrong = resources.filter((resource) => resource !== '*' && parseArn(resource) === null);
  if (wrong.length > 0) throw invalidInput(`ResourceNames are not in a valid ARN format: ${wrong.join(', ')}.`);
}

/**
 * The account that owns what names no owner, given by its ID or the ARN of its root user: AWS's two pages have one each.
 * @returns null where none is given.
 * @throws AwsError `InvalidInput`.
 */
export function resourceOwner(text: string | undefined): string | null {
  if (text === undefined) return null;
  const accountId = /^(?:arn:[\w-]+:iam::)?(\d{12})(?::root)?$/.exec(text)?.[1];
  if (accountId === undefined) throw invalidInput(`'${text}' is not a valid as a Resource Owner.`);
  return accountId;
}

const OF_EVERY_LAUNCH = ['instance', 'image', 'security-group', 'network-interface'] as const;

/**
 * The resource types that each scenario of Amazon EC2 must be simulated with.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html (ResourceHandlingOption)
 */
const SCENARIOS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['EC2-VPC-InstanceStore', OF_EVERY_LAUNCH],
  ['EC2-VPC-InstanceStore-Subnet', [...OF_EVERY_LAUNCH, 'subnet']],
  ['EC2-VPC-EBS', [...OF_EVERY_LAUNCH, 'volume']],
  ['EC2-VPC-EBS-Subnet', [...OF_EVERY_LAUNCH, 'subnet', 'volume']],
]);

/** @throws AwsError `InvalidInput` for a scenario that there is none, or when a resource that it needs is missing. */
export function assertResourceHandling(option: string | undefined, resources: readonly string[]): void {
  if (option === undefined) return;
  const needed = SCENARIOS.get(option);
  if (needed === undefined) throw invalidInput(`ResourceHandlingOption is not valid: ${option}.`);
  const types = new Set(
    resources.flatMap((resource) => {
      const parts = parseArn(resource);
      return parts?.service === 'ec2' ? [parts.resource.slice(0, parts.resource.indexOf('/'))] : [];
    }),
  );
  const missing = needed.filter((type) => !types.has(type));
  if (missing.length > 0)
    throw invalidInput(`${option} must be simulated with these resources: ${missing.join(', ')}.`);
}
