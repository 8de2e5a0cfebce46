import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import type { Clock } from '../clock.ts';
import type { LeftOpenFiles } from '../left-open-files.ts';

/** Tabs and drafts, kept for the next time. @param clock the real one. */
export function leftOpenProcedures(
  files: LeftOpenFiles,
  clock: Clock,
): Pick<Handlers<GatehouseContract>, Extract<keyof GatehouseContract['procedures'], `leftOpen.${string}`>> {
  return {
    'leftOpen.get': ({ workspaceId }) => files.read(workspaceId),
    'leftOpen.keepTabs': ({ workspaceId, tabs }) => {
      files.update(workspaceId, (kept) => ({ ...kept, tabs }));
      return {};
    },
    'leftOpen.keepDraft': ({ workspaceId, key, text }) => {
      const draft = { key, text, changedAt: clock().toISOString() };
      files.update(workspaceId, (kept) => ({
        ...kept,
        drafts: [...kept.drafts.filter((other) => other.key !== key), draft],
      }));
      return {};
    },
    'leftOpen.dropDraft': ({ workspaceId, key }) => {
      files.update(workspaceId, (kept) => ({ ...kept, drafts: kept.drafts.filter((other) => other.key !== key) }));
      return {};
    },
  };
}
