import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import type { AwsManagedPolicies } from '../account/managed-policies.ts';
import { accountAsked } from '../account/workspace-accounts.ts';
import { checkPolicy } from '../authorization/check-policy.ts';
import type { Lab } from '../lab.ts';
import type { ServiceReference } from '../request/service-reference.ts';

/** Finding, reading and checking managed policies. */
export function policyProcedures(
  lab: Lab,
  managedPolicies: AwsManagedPolicies,
  reference: ServiceReference,
): Pick<Handlers<GatehouseContract>, 'policies.search' | 'policies.get' | 'policies.check'> {
  return {
    'policies.search': ({ query, limit, ...asked }) => {
      const { model } = lab.require().workspace;
      const account = accountAsked(model, asked.accountId);
      const words = query.toLowerCase().split(/\s+/).filter(Boolean);
      const own = [...model.list('policy', account), ...model.list('policy', 'aws')].map(
        ({ arn, policyName, accountId }) => ({
          arn,
          name: policyName,
          awsManaged: accountId === 'aws',
        }),
      );
      const taken = new Set<string>(own.map(({ arn }) => arn));
      const shipped = managedPolicies
        .list()
        .filter(({ arn }) => !taken.has(arn))
        .map(({ arn, name }) => ({ arn, name, awsManaged: true }));
      return [...own, ...shipped]
        .filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
        .toSorted(bestFirst(query.trim().toLowerCase()))
        .slice(0, limit)
        .map((found) => ({
          ...found,
          attachmentCount: model.attachedTo(found.arn).filter(({ accountId }) => accountId === account).length,
        }));
    },
    'policies.get': ({ arn }) => {
      const own = lab.require().workspace.model.find('policy', arn);
      if (own !== null) {
        const version = own.versions.find(({ versionId }) => versionId === own.defaultVersionId);
        return {
          arn,
          name: own.policyName,
          awsManaged: own.accountId === 'aws',
          versionId: own.defaultVersionId,
          document: version?.document ?? '',
        };
      }
      const shipped = managedPolicies.get(arn);
      if (shipped === null) return null;
      return { arn, name: shipped.name, awsManaged: true, versionId: shipped.versionId, document: shipped.document };
    },
    'policies.check': ({ text, kind }) => checkPolicy(text, kind, reference, { advice: true }),
  };
}

interface Named {
  readonly name: string;
  readonly awsManaged: boolean;
}

const inOrder = new Intl.Collator('en', { numeric: true }).compare;

/** The very name that was typed first, then names that begin with it, then the account's own, then by name. */
function bestFirst(typed: string): (left: Named, right: Named) => number {
  const rank = ({ name }: Named): number => {
    const lower = name.toLowerCase();
    if (lower === typed) return 0;
    return typed !== '' && lower.startsWith(typed) ? 1 : 2;
  };
  return (left, right) =>
    rank(left) - rank(right) || Number(left.awsManaged) - Number(right.awsManaged) || inOrder(left.name, right.name);
}
