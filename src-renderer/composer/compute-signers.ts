import type { Arn } from '../../src-shared/arn.ts';
import type { DocumentOf } from '../../src-shared/model/documents.ts';
import type { SignerOption } from './signers.ts';

/** What runs code with a role: choosing it obtains the role's credentials, which then sign. */
const KINDS: Readonly<Record<string, string>> = { 'ec2:instance': 'instance', 'lambda:function': 'function' };

/** Those of the resources that may have a role: EC2 instances and Lambda functions. */
export function computeResources(resources: readonly DocumentOf<'resource'>[]): DocumentOf<'resource'>[] {
  return resources.filter(({ resourceType }) => resourceType in KINDS);
}

/** What a person reads of such a resource, such as `instance i-0a1b2c3d (web-test)`. */
export function computeLabel({ resourceType, name, tags }: DocumentOf<'resource'>): string {
  const given = tags.find(({ Key }) => Key === 'Name')?.Value;
  return `${KINDS[resourceType] ?? ''} ${name}${given === undefined ? '' : ` (${given})`}`;
}

/** The entries of the list of signers that stand for instances and functions. */
export function computeOptions(resources: readonly DocumentOf<'resource'>[]): SignerOption[] {
  return computeResources(resources).map((resource) => ({
    value: resource.arn,
    label: `The role of ${computeLabel(resource)}`,
    group: 'Instances and functions',
  }));
}

/** The instance or function that an entry stands for; null for another signer. */
export function computeOf(value: string, resources: readonly DocumentOf<'resource'>[]): Arn | null {
  return computeResources(resources).find(({ arn }) => arn === value)?.arn ?? null;
}
