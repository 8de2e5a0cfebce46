import type { ActionInfo, GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import type { ReferenceAction, ServiceReference } from '../request/service-reference.ts';

/** Looking things up in AWS's service authorization reference. */
export function referenceProcedures(
  reference: ServiceReference,
): Pick<Handlers<GatehouseContract>, 'reference.services' | 'reference.searchActions'> {
  return {
    'reference.services': () => [...reference.services()],
    'reference.searchActions': ({ query, limit }) =>
      reference.searchActions(query, limit).map((action) => actionInfo(action, reference)),
  };
}

function actionInfo(action: ReferenceAction, reference: ServiceReference): ActionInfo {
  const service = action.action.slice(0, action.action.indexOf(':'));
  return {
    action: action.action,
    accessLevel: action.accessLevel,
    description: action.description,
    resourceTypes: action.resourceTypes.map(({ name, required }) => ({
      name,
      required,
      arnPattern: reference.resourceType(service, name)?.arnPattern ?? '*',
    })),
    conditionKeys: [...action.conditionKeys],
  };
}
