import type { Arn } from '../../../src-shared/arn.ts';
import { compileWildcards, matchesPattern } from '../../authorization/wildcard.ts';
import type { OperationInput } from '../operations.ts';
import { AWS_MANAGED_POLICY_PREFIX } from './arns.ts';
import { invalidInput } from './errors.ts';
import { nameOf } from './identities.ts';
import type { PermissionsPolicy } from './permissions-policies.ts';

type PolicyIdentifier = NonNullable<OperationInput<'iam:SimulatePrincipalPolicy'>['PolicyExclusionList']>[number];

/** Which policies a simulation leaves out. */
export interface Exclusions {
  excludesPolicy(policy: PermissionsPolicy): boolean;
  /** @param arn of the managed policy that is the boundary. */
  excludesBoundary(arn: Arn): boolean;
  readonly excludesServiceControlPolicies: boolean;
}

const POLICY_TYPES: ReadonlySet<string> = new Set([
  'aws-managed',
  'inline',
  'permission-boundary',
  'rcp',
  'scp',
  'user-managed',
]);

/**
 * Reads `PolicyExclusionList`. An identifier names policies by type, by ARN, or an inline one by its name and holder; in
 * the names of policies and holders `*` may stand once, `?` as often as wanted. What matches nothing is ignored.
 * Excluding by ARN leaves the policy out as a boundary as well, which AWS's page does not say.
 * @throws AwsError `InvalidInput` for an identifier that is none.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyIdentifier.html
 */
export function readExclusions(identifiers: readonly PolicyIdentifier[]): Exclusions {
  const types = new Set<string>();
  const arns: ((arn: string) => boolean)[] = [];
  const inline: ((policy: PermissionsPolicy) => boolean)[] = [];
  for (const { PolicyType, PolicyArn, InlinePolicyIdentifier } of identifiers) {
    const given = [PolicyType, PolicyArn, InlinePolicyIdentifier].filter((member) => member !== undefined);
    if (given.length !== 1) throw invalidInput('A policy identifier has exactly one member.');
    if (PolicyType !== undefined) {
      if (!POLICY_TYPES.has(PolicyType)) throw invalidInput(`${String(PolicyType)} is not a type of policy.`);
      types.add(PolicyType);
    }
    if (PolicyArn !== undefined) arns.push(arnTest(PolicyArn));
    if (InlinePolicyIdentifier !== undefined) {
      const { PolicyName, AttachmentType, AttachmentName } = InlinePolicyIdentifier;
      const isHolder = nameTest(AttachmentName);
      inline.push(
        ({ name, holder }) => name === PolicyName && holder.type === AttachmentType && isHolder(nameOf(holder)),
      );
    }
  }
  const byArn = (arn: string): boolean => arns.some((test) => test(arn));
  return {
    excludesPolicy: (policy) => {
      if (policy.arn === null) return types.has('inline') || inline.some((test) => test(policy));
      const type = policy.arn.startsWith(AWS_MANAGED_POLICY_PREFIX) ? 'aws-managed' : 'user-managed';
      return types.has(type) || byArn(policy.arn);
    },
    excludesBoundary: (arn) => types.has('permission-boundary') || byArn(arn),
    excludesServiceControlPolicies: types.has('scp'),
  };
}

function arnTest(arn: string): (arn: string) => boolean {
  const [, fixed, name] = /^(arn:[\w-]+:iam::(?:\d{12}|aws):policy\/(?:[^*?]*\/)?)([^/]+)$/.exec(arn) ?? [];
  if (fixed === undefined || name === undefined) throw invalidInput(`${arn} does not name managed policies.`);
  const matches = nameTest(name);
  return (candidate) => candidate.startsWith(fixed) && matches(candidate.slice(fixed.length));
}

function nameTest(name: string): (name: string) => boolean {
  if (name.split('*').length > 2) throw invalidInput(`${name} has more than one *.`);
  const pattern = compileWildcards(name);
  return (candidate) => matchesPattern(pattern, candidate);
}
