import type { DocumentOf } from '../../src-shared/model/documents.ts';

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
