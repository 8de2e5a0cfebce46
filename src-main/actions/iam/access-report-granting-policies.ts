import { handler, type ActionScene } from '../handler.ts';
import type { OperationOutput } from '../operations.ts';
import { page } from '../paging.ts';
import { grantsService } from './access-report-services.ts';
import { nameOf, type Identity } from './identities.ts';
import { permissionsPoliciesOf, requireIdentityByArn, type PermissionsPolicy } from './permissions-policies.ts';
import { identityPolicies } from './simulated-policies.ts';

type Entry = OperationOutput<'iam:ListPoliciesGrantingServiceAccess'>['PoliciesGrantingServiceAccess'][number];
type GrantingPolicy = NonNullable<Entry['Policies']>[number];

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPoliciesGrantingServiceAccess.html */
export const grantingPolicyHandlers = {
  'iam:ListPoliciesGrantingServiceAccess': handler({
    name: 'iam:ListPoliciesGrantingServiceAccess',
    label: null,
    authorize: ({ Arn }) => [{ action: 'iam:ListPoliciesGrantingServiceAccess', resource: Arn }],
    perform: ({ Arn, ServiceNamespaces, Marker }, scene) => {
      const identity = requireIdentityByArn(Arn, scene);
      const entries = ServiceNamespaces.map((namespace) => ({
        ServiceNamespace: namespace,
        Policies: grantingPolicies(identity, namespace.toLowerCase(), scene),
      }));
      // At most 200 services are asked for, and all fit into one answer.
      const { items, page: paging } = page(entries, ({ ServiceNamespace }) => ServiceNamespace, {
        MaxItems: 1000,
        Marker,
      });
      return { PoliciesGrantingServiceAccess: items, ...paging };
    },
  }),
};

/** A managed policy that comes in several ways is listed once. */
function grantingPolicies(identity: Identity, namespace: string, scene: ActionScene): GrantingPolicy[] {
  const granting = permissionsPoliciesOf(identity, scene).filter((policy) => {
    const compiled = identityPolicies([policy]).map((entry) => entry.compiled);
    return grantsService([compiled], namespace, scene.reference);
  });
  const once = new Map(granting.map((policy) => [policy.arn ?? `${policy.holder.arn} ${policy.name}`, policy]));
  return [...once.values()].map(grantingPolicy);
}

const ENTITY_TYPES = { user: 'USER', group: 'GROUP', role: 'ROLE' } as const;

/** Where an inline policy stands is told, where a managed one is attached is not. */
function grantingPolicy({ name, arn, holder }: PermissionsPolicy): GrantingPolicy {
  if (arn !== null) return { PolicyName: name, PolicyType: 'MANAGED', PolicyArn: arn };
  return {
    PolicyName: name,
    PolicyType: 'INLINE',
    EntityType: ENTITY_TYPES[holder.type],
    EntityName: nameOf(holder),
  };
}
