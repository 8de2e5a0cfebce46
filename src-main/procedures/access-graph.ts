import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import { permissionPaths } from '../access-graph/permission-paths.ts';
import { roleAccess } from '../access-graph/role-access.ts';
import { createApplicablePolicies } from '../account/applicable-policies.ts';
import type { Lab } from '../lab.ts';
import type { LongWork } from '../long-work.ts';
import type { GateParts } from '../remaining-steps.ts';
import type { Scales } from '../weigh-part.ts';

/** Who can become whom, and which statements lead to a permission. */
export function accessGraphProcedures(
  lab: Lab,
  { managedPolicies, reference, facts, clock }: GateParts,
  longWork: LongWork,
): Pick<Handlers<GatehouseContract>, 'accessGraph.roles' | 'accessGraph.permission'> {
  const scales = (): Scales => {
    const { model } = lab.require().workspace;
    return { model, policies: createApplicablePolicies(model, managedPolicies), reference, facts };
  };
  return {
    'accessGraph.roles': ({ workId, ...asked }) =>
      longWork.run(workId, (following) => roleAccess({ ...asked, at: clock() }, scales(), following)),
    'accessGraph.permission': (asked) => permissionPaths({ ...asked, at: clock() }, scales()),
  };
}
