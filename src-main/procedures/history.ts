import type { GatehouseContract, History } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import type { Workspace } from '../account/workspace.ts';
import type { Lab } from '../lab.ts';

type Procedure = 'get' | 'undo' | 'redo' | 'undoTo' | 'redoTo';

/** Undo, redo, and reading the model. */
export function historyProcedures(
  lab: Lab,
): Pick<Handlers<GatehouseContract>, `history.${Procedure}` | 'model.list' | 'model.get'> {
  const after = async (move: (workspace: Workspace) => Promise<void>): Promise<History> => {
    const { workspace } = lab.require();
    await move(workspace);
    return workspace.history();
  };
  return {
    'history.get': () => lab.require().workspace.history(),
    'history.undo': () => after((workspace) => workspace.undo()),
    'history.redo': () => after((workspace) => workspace.redo()),
    'history.undoTo': ({ id }) => after((workspace) => workspace.undoTo(id)),
    'history.redoTo': ({ id }) => after((workspace) => workspace.redoTo(id)),
    'model.list': ({ type }) => [...lab.require().workspace.model.list(type)],
    'model.get': ({ key }) => lab.require().workspace.model.get(key),
  };
}
