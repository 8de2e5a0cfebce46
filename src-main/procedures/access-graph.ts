import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import { permissionPaths } from '../access-graph/permission-paths.ts';
import { roleAccess } from '../access-graph/role-access.ts';
import type { Clock } from '../clock.ts';
import type { Lab } from '../lab.ts';
import type { LongWork } from '../long-work.ts';

/** Who can become whom, and which statements lead to a permission. */
export function accessGraphProcedures(
  lab: Lab,
  { clock }: { readonly clock: Clock },
  longWork: LongWork,
): Pick<Handlers<GatehouseContract>, 'accessGraph.roles' | 'accessGraph.permission'> {
  return {
    'accessGraph.roles': ({ workId, ...asked }) =>
      longWork.run(workId, (following) => roleAccess({ ...asked, at: clock() }, lab.require().gate.scales, following)),
    'accessGraph.permission': (asked) => permissionPaths({ ...asked, at: clock() }, lab.require().gate.scales),
  };
}
