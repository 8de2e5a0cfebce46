import type { Arn } from '../../src-shared/arn.ts';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import type { ComputeResource } from '../../src-shared/contract/resources.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { ResourceDocument } from '../../src-shared/model/documents.ts';
import { noSuchAccount } from '../account/workspace-accounts.ts';
import type { Clock } from '../clock.ts';
import type { Lab } from '../lab.ts';

/** The instances and functions that the designer puts into the model. Each is a change that can be undone. */
export function resourceProcedures(
  lab: Lab,
  { clock }: { readonly clock: Clock },
): Pick<Handlers<GatehouseContract>, 'resource.put' | 'resource.delete'> {
  return {
    'resource.put': async (asked) => {
      requireDesigner(lab);
      const { workspace } = lab.require();
      const made = documentOf(asked, clock());
      const { arn, name } = made;
      if (workspace.model.accountByIdOrAlias(asked.accountId)?.accountId !== asked.accountId) {
        throw noSuchAccount(asked.accountId);
      }
      const known = workspace.model.find('resource', arn);
      const label = `${known === null ? 'Create' : 'Change'} ${asked.kind} ${name}`;
      await workspace.perform(label, 'designer', (draft) => {
        const before = draft.find('resource', arn);
        draft.put(before === null ? made : { ...made, createDate: before.createDate, policy: before.policy });
      });
      return { arn };
    },
    'resource.delete': async ({ arn }) => {
      requireDesigner(lab);
      const { workspace } = lab.require();
      const resource = workspace.model.find('resource', arn);
      if (resource === null || !DELETABLE.has(resource.resourceType)) {
        throw new GatehouseError('ResourceNotFound', `There is no instance or function ${arn}.`, { place: arn });
      }
      await workspace.perform(`Delete ${resource.name}`, 'designer', (draft) => draft.delete(arn));
      return {};
    },
  };
}

const DELETABLE: ReadonlySet<string> = new Set(['ec2:instance', 'lambda:function']);

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html (ARN formats) */
function documentOf(asked: ComputeResource, now: Date): ResourceDocument {
  const { accountId, region, tags } = asked;
  const shared = { type: 'resource', accountId, region, tags, createDate: now.toISOString(), policy: null } as const;
  if (asked.kind === 'instance') {
    const { instanceId, instance } = asked;
    const arn: Arn = `arn:aws:ec2:${region}:${accountId}:instance/${instanceId}`;
    return { ...shared, arn, resourceType: 'ec2:instance', name: instanceId, instance };
  }
  const { functionName, executionRole } = asked;
  const arn: Arn = `arn:aws:lambda:${region}:${accountId}:function:${functionName}`;
  return { ...shared, arn, resourceType: 'lambda:function', name: functionName, executionRole };
}

/** @throws GatehouseError `DesignerOnly` while somebody is signed in. */
function requireDesigner({ session }: Lab): void {
  if (session.kind === 'designer') return;
  throw new GatehouseError('DesignerOnly', 'Instances and functions are made by the designer.', {
    mend: 'Sign out first.',
  });
}
