import { parseArn, type Arn } from '../../src-shared/arn.ts';
import { arnPatternVariables, matchArnPattern, PLACE_VARIABLES } from '../../src-shared/arn-pattern.ts';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import type { ComputeResource } from '../../src-shared/contract/resources.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { ResourceDocument } from '../../src-shared/model/documents.ts';
import { noSuchAccount } from '../account/workspace-accounts.ts';
import { BUCKET } from '../actions/s3/bucket.ts';
import { assertPolicyDocument } from '../authorization/check-policy.ts';
import type { Clock } from '../clock.ts';
import type { Lab } from '../lab.ts';
import type { ServiceReference } from '../request/service-reference.ts';

/** The resources that the designer puts into the model. Each is a change that can be undone. */
export function resourceProcedures(
  lab: Lab,
  { clock, reference }: { readonly clock: Clock; readonly reference: ServiceReference },
): Pick<Handlers<GatehouseContract>, 'resource.put' | 'resource.putAny' | 'resource.delete'> {
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
    'resource.putAny': async (asked) => {
      requireDesigner(lab);
      const { workspace } = lab.require();
      const { arn, accountId, region, resourceType, tags, policy } = asked;
      if (workspace.model.accountByIdOrAlias(accountId)?.accountId !== accountId) throw noSuchAccount(accountId);
      const name = nameByType(resourceType, arn, reference);
      assertPlace(asked);
      if (policy !== null) assertPolicyDocument(policy, 'resource');
      const label = `${workspace.model.find('resource', arn) === null ? 'Create' : 'Change'} ${resourceType} ${name}`;
      await workspace.perform(label, 'designer', (draft) => {
        const before = draft.find('resource', arn);
        const { createDate } = before ?? { createDate: clock().toISOString() };
        const made = {
          type: 'resource',
          arn,
          accountId,
          region,
          resourceType,
          name,
          tags,
          policy,
          createDate,
        } as const;
        draft.put({ ...before, ...made });
      });
      return { arn };
    },
    'resource.delete': async ({ arn }) => {
      requireDesigner(lab);
      const { workspace } = lab.require();
      const resource = workspace.model.find('resource', arn);
      if (resource === null || resource.resourceType === BUCKET) {
        throw new GatehouseError('ResourceNotFound', `There is no resource ${arn} to be deleted here.`, {
          place: arn,
          mend: 'A bucket is deleted by s3:DeleteBucket.',
        });
      }
      await workspace.perform(`Delete ${resource.name}`, 'designer', (draft) => draft.delete(arn));
      return {};
    },
  };
}

/**
 * What a resource is called: what its ARN holds in the place of the pattern's last variable.
 * @throws GatehouseError when the ARN is none of the type's.
 */
function nameByType(resourceType: string, arn: Arn, reference: ServiceReference): string {
  const [prefix = '', ...rest] = resourceType.split(':');
  const type = reference.resourceType(prefix, rest.join(':'));
  if (type === null) {
    throw new GatehouseError('UnknownResourceType', `AWS's reference lists no resource type ${resourceType}.`, {
      place: resourceType,
      mend: 'Choose a service and one of its types.',
    });
  }
  if (resourceType === BUCKET) {
    throw new GatehouseError('BucketByOperation', 'A bucket is made by s3:CreateBucket.', {
      place: arn,
      mend: 'Choose “Create bucket”.',
    });
  }
  const values = matchArnPattern(type.arnPattern, arn);
  const last = arnPatternVariables(type.arnPattern).at(-1) ?? '';
  if (values === null) {
    throw new GatehouseError('ArnOfAnotherType', `${arn} is not the ARN of a ${resourceType}.`, {
      place: arn,
      mend: `Its ARNs look like ${type.arnPattern}.`,
    });
  }
  return PLACE_VARIABLES.has(last) ? resourceType : (values[last] ?? arn);
}

function leavesOpen(stated: string | undefined, meant: string): boolean {
  return stated === undefined || stated === '' || stated === meant;
}

/** @throws GatehouseError `PlaceDiffers` when the ARN names another account or region than the resource is put into. */
function assertPlace({ arn, accountId, region }: { arn: Arn; accountId: string; region: string }): void {
  const parts = parseArn(arn);
  if (leavesOpen(parts?.accountId, accountId) && leavesOpen(parts?.region, region)) return;
  throw new GatehouseError('PlaceDiffers', 'The ARN names another account or region than the resource is in.', {
    place: arn,
    mend: `Write ${accountId}${region === '' ? '' : ` and ${region}`} there.`,
  });
}

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
  throw new GatehouseError('DesignerOnly', 'Such resources are made by the designer.', {
    mend: 'Sign out first.',
  });
}
