import { z } from 'zod';
import type { AskedOperation } from '../../src-shared/contract/identities.ts';
import type { OrganizationPolicyType } from '../../src-shared/model/documents.ts';
import type { AppState } from '../app/app-state.svelte.ts';
import { withRecord } from '../app/perform.ts';
import { offerUndo, recordEdits } from '../identities/undo-run.ts';
import { POLICY_TYPES, type OrganizationPolicy } from './organization-policies.ts';
import type { OrganizationAccount, OrganizationalUnit, OrganizationNode, Parent } from './organization-tree.ts';

/** A change of the organization: what it is called, and the operations that make it. */
export interface OrganizationChange {
  /** In the history, such as `Move Sandbox to Workloads`. */
  readonly label: string;
  /** When it is done, such as `Moved Sandbox to Workloads`. */
  readonly done: string;
  readonly operations: readonly AskedOperation[];
}

function operation(name: string, parameters: Readonly<Record<string, unknown>>, subject: string): AskedOperation {
  return { operation: `organizations:${name}`, parameters, subject };
}

function one(
  [label, done]: readonly [string, string],
  name: string,
  parameters: Readonly<Record<string, unknown>>,
): OrganizationChange {
  return { label, done, operations: [operation(name, parameters, name)] };
}

export function createOrganization(featureSet: 'ALL' | 'CONSOLIDATED_BILLING'): OrganizationChange {
  return one(['Create organization', 'Created the organization'], 'CreateOrganization', { FeatureSet: featureSet });
}

export function deleteOrganization(): OrganizationChange {
  return one(['Delete organization', 'Deleted the organization'], 'DeleteOrganization', {});
}

export function createUnit(name: string, parent: Parent): OrganizationChange {
  return one([`Create ${name} in ${parent.name}`, `Created ${name} in ${parent.name}`], 'CreateOrganizationalUnit', {
    ParentId: parent.id,
    Name: name,
  });
}

export function renameUnit(unit: OrganizationalUnit, name: string): OrganizationChange {
  return one([`Rename ${unit.name} to ${name}`, `Renamed ${unit.name} to ${name}`], 'UpdateOrganizationalUnit', {
    OrganizationalUnitId: unit.id,
    Name: name,
  });
}

export function deleteUnit({ id, name }: OrganizationalUnit): OrganizationChange {
  return one([`Delete ${name}`, `Deleted ${name}`], 'DeleteOrganizationalUnit', { OrganizationalUnitId: id });
}

export function moveAccount(account: OrganizationAccount, to: Parent): OrganizationChange {
  return one([`Move ${account.name} to ${to.name}`, `Moved ${account.name} to ${to.name}`], 'MoveAccount', {
    AccountId: account.id,
    SourceParentId: account.parentId,
    DestinationParentId: to.id,
  });
}

export function closeAccount({ id, name }: OrganizationAccount): OrganizationChange {
  return one([`Close ${name}`, `Closed ${name}`], 'CloseAccount', { AccountId: id });
}

export function removeAccount({ id, name }: OrganizationAccount): OrganizationChange {
  return one(
    [`Remove ${name} from the organization`, `Removed ${name} from the organization`],
    'RemoveAccountFromOrganization',
    { AccountId: id },
  );
}

export function enableType(rootId: string, type: OrganizationPolicyType): OrganizationChange {
  const { short } = POLICY_TYPES[type];
  return one([`Enable ${short}s`, `Enabled ${short}s`], 'EnablePolicyType', { RootId: rootId, PolicyType: type });
}

export function disableType(rootId: string, type: OrganizationPolicyType): OrganizationChange {
  const { short } = POLICY_TYPES[type];
  return one([`Disable ${short}s`, `Disabled ${short}s`], 'DisablePolicyType', { RootId: rootId, PolicyType: type });
}

/** Attaches policies to nodes, each to each. */
export function attach(
  policies: readonly Pick<OrganizationPolicy, 'id' | 'name'>[],
  nodes: readonly Pick<OrganizationNode, 'id' | 'name'>[],
): OrganizationChange {
  const what = policies.length === 1 ? (policies[0]?.name ?? '') : `${policies.length} policies`;
  const where = nodes.length === 1 ? (nodes[0]?.name ?? '') : `${nodes.length} places`;
  return {
    label: `Attach ${what} to ${where}`,
    done: `Attached ${what} to ${where}`,
    operations: policies.flatMap((policy) =>
      nodes.map((node) =>
        operation('AttachPolicy', { PolicyId: policy.id, TargetId: node.id }, `${policy.id} ${node.id}`),
      ),
    ),
  };
}

export function detach(
  policy: Pick<OrganizationPolicy, 'id' | 'name'>,
  node: Pick<OrganizationNode, 'id' | 'name'>,
): OrganizationChange {
  return one([`Detach ${policy.name} from ${node.name}`, `Detached ${policy.name} from ${node.name}`], 'DetachPolicy', {
    PolicyId: policy.id,
    TargetId: node.id,
  });
}

export function createPolicy(policy: {
  readonly name: string;
  readonly description: string;
  readonly type: OrganizationPolicyType;
  readonly content: string;
}): OrganizationChange {
  return one([`Create ${policy.name}`, `Created ${policy.name}`], 'CreatePolicy', {
    Name: policy.name,
    Description: policy.description,
    Type: policy.type,
    Content: policy.content,
  });
}

export function changePolicy(
  { id, name }: Pick<OrganizationPolicy, 'id' | 'name'>,
  to: { readonly Name?: string; readonly Description?: string; readonly Content?: string },
): OrganizationChange {
  return one([`Change ${name}`, `Changed ${name}`], 'UpdatePolicy', { PolicyId: id, ...to });
}

/** Deletes a policy, which AWS does once it is attached to nothing. */
export function deletePolicy(
  { id, name }: Pick<OrganizationPolicy, 'id' | 'name'>,
  attachedTo: readonly OrganizationNode[],
): OrganizationChange {
  return {
    label: `Delete ${name}`,
    done: `Deleted ${name}`,
    operations: [
      ...attachedTo.map((node) => operation('DetachPolicy', { PolicyId: id, TargetId: node.id }, id)),
      operation('DeletePolicy', { PolicyId: id }, id),
    ],
  };
}

export function tag(
  { id, name }: { readonly id: string; readonly name: string },
  key: string,
  value: string,
): OrganizationChange {
  return one([`Tag ${name} with ${key}`, `Tagged ${name} with ${key}`], 'TagResource', {
    ResourceId: id,
    Tags: [{ Key: key, Value: value }],
  });
}

export function untag({ id, name }: { readonly id: string; readonly name: string }, key: string): OrganizationChange {
  return one([`Remove tag ${key} of ${name}`, `Removed tag ${key} of ${name}`], 'UntagResource', {
    ResourceId: id,
    TagKeys: [key],
  });
}

/**
 * Makes a change: the designer's whole or not at all, as one step of the history under its own name; a principal's by a
 * request for each operation, until one is refused.
 * @returns what each operation answered.
 * @throws CallError, and RefusedError where a request was recorded and refused.
 */
async function perform(app: AppState, { label, operations }: OrganizationChange): Promise<readonly unknown[]> {
  const account = app.accountId === null ? {} : { accountId: app.accountId };
  if (app.session.kind === 'designer') {
    const workId = crypto.randomUUID();
    const { outputs } = await app.client.call('identities.performAll', {
      label,
      operations: [...operations],
      workId,
      ...account,
    });
    return outputs;
  }
  const outputs: unknown[] = [];
  for (const { operation: name, parameters } of operations) {
    const { output } = await withRecord(app.client, () =>
      app.client.call('actions.perform', { operation: name, parameters, ...account }),
    );
    outputs.push(output);
  }
  return outputs;
}

/**
 * Makes a change, says so, and offers the designer to undo it.
 * @returns what each operation answered.
 * @throws CallError, and RefusedError where a request was recorded and refused.
 */
export async function makeChange(app: AppState, change: OrganizationChange): Promise<readonly unknown[]> {
  const { result, edits } = await recordEdits(app, () => perform(app, change));
  offerUndo(app, change.done, edits);
  return result;
}

const CreateAccountAnswer = z.tuple([
  z.object({
    CreateAccountStatus: z.object({ AccountId: z.string().optional(), FailureReason: z.string().optional() }),
  }),
]);

/**
 * Makes an account and moves it to where it is wanted: AWS makes every account in the root.
 * @returns its ID.
 * @throws as `makeChange`; Error where AWS's status tells that no account was made.
 */
export async function createAccount(
  app: AppState,
  {
    name,
    email,
    root,
    parent,
  }: { readonly name: string; readonly email: string; readonly root: Parent; readonly parent: Parent },
): Promise<string> {
  const { result, edits } = await recordEdits(app, async () => {
    const create = one([`Create account ${name}`, ''], 'CreateAccount', { AccountName: name, Email: email });
    const [{ CreateAccountStatus: status }] = CreateAccountAnswer.parse(await perform(app, create));
    const { AccountId: id } = status;
    if (id === undefined) throw new Error(`No account was made: ${status.FailureReason ?? 'AWS does not say why'}.`);
    if (parent.id !== root.id) {
      const parameters = { AccountId: id, SourceParentId: root.id, DestinationParentId: parent.id };
      await perform(app, one([`Move ${name} to ${parent.name}`, ''], 'MoveAccount', parameters));
    }
    return id;
  });
  offerUndo(app, `Created account ${name} in ${parent.name}`, edits);
  return result;
}

const CreatedUnit = z.tuple([z.object({ OrganizationalUnit: z.object({ Id: z.string() }) })]);
const CreatedPolicy = z.tuple([z.object({ Policy: z.object({ PolicySummary: z.object({ Id: z.string() }) }) })]);

/** The ID of a unit that was made, from the answer to making it. */
export function createdUnitId(outputs: readonly unknown[]): string {
  return CreatedUnit.parse(outputs)[0].OrganizationalUnit.Id;
}

/** The ID of a policy that was made, from the answer to making it. */
export function createdPolicyId(outputs: readonly unknown[]): string {
  return CreatedPolicy.parse(outputs)[0].Policy.PolicySummary.Id;
}
