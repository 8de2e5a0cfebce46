import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import type { ActionInfo, ServiceInfo } from '../../src-shared/contract/reference.ts';
import type { ReferenceAction, ServiceReference } from '../request/service-reference.ts';

type ReferenceProcedures = Pick<
  Handlers<GatehouseContract>,
  'reference.services' | 'reference.searchActions' | 'reference.service' | 'reference.globalConditionKeys'
>;

/** Looking things up in AWS's service authorization reference. */
export function referenceProcedures(reference: ServiceReference): ReferenceProcedures {
  return {
    'reference.services': () => [...reference.services()],
    'reference.searchActions': ({ query, limit }) =>
      reference.searchActions(query, limit).map((action) => actionInfo(action, reference)),
    'reference.service': ({ prefix }) => serviceInfo(prefix.toLowerCase(), reference),
    'reference.globalConditionKeys': () => [...reference.globalConditionKeys()],
  };
}

function actionInfo(action: ReferenceAction, reference: ServiceReference): ActionInfo {
  const service = action.action.slice(0, action.action.indexOf(':'));
  const typeKeys = action.resourceTypes.flatMap(({ conditionKeys }) => conditionKeys);
  return {
    action: action.action,
    accessLevel: action.accessLevel,
    description: action.description,
    resourceTypes: action.resourceTypes.map(({ name, required }) => ({
      name,
      required,
      arnPattern: reference.resourceType(service, name)?.arnPattern ?? '*',
    })),
    conditionKeys: [...new Set([...action.conditionKeys, ...typeKeys])],
  };
}

function serviceInfo(prefix: string, reference: ServiceReference): ServiceInfo | null {
  const service = reference.services().find((listed) => listed.prefix.toLowerCase() === prefix);
  if (service === undefined) return null;
  const actions = reference
    .actions(prefix)
    .map((action) => ({ ...actionInfo(action, reference), dependentActions: [...action.dependentActions] }));
  const types = reference.resourceTypes(prefix);
  const named = new Set([
    ...actions.flatMap(({ conditionKeys }) => conditionKeys),
    ...types.flatMap(({ conditionKeys }) => conditionKeys),
  ]);
  return {
    prefix: service.prefix,
    name: service.name,
    actions,
    resourceTypes: types.map(({ name, arnPattern }) => ({ name, arnPattern })),
    conditionKeys: [...named]
      .toSorted((a, b) => (a < b ? -1 : 1))
      .map((key) => ({ ...(reference.conditionKey(key) ?? { type: 'String', description: '' }), key })),
  };
}
