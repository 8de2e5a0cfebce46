import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import type { Lab } from '../lab.ts';

/** Undo, redo, and reading the model. */
export function historyProcedures(
  lab: Lab,
): Pick<Handlers<GatehouseContract>, 'history.get' | 'history.undo' | 'history.redo' | 'model.list' | 'model.get'> {
  return {
    'history.get': () => lab.require().workspace.history(),
    'history.undo': async () => {
      const { workspace } = lab.require();
      await workspace.undo();
      return workspace.history();
    },
    'history.redo': async () => {
      const { workspace } = lab.require();
      await workspace.redo();
      return workspace.history();
    },
    'model.list': ({ type }) => [...lab.require().workspace.model.list(type)],
    'model.get': ({ key }) => lab.require().workspace.model.get(key),
  };
}
