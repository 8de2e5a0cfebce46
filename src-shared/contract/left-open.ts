import { z } from 'zod';
import { Nothing, procedure } from './define.ts';

/** Names a file, so that it is held to be nothing but a name. */
const WorkspaceId = z.string().regex(/^[\w-]{1,64}$/, 'The ID of a workspace has letters, digits and hyphens.');

/** A policy, or another text, that was changed and not saved. Never anything that may hold a secret. */
export const Draft = z.object({
  /** What it is the text of, such as the ARN of a policy. */
  key: z.string().min(1).max(4096),
  text: z.string().max(1_000_000, 'A draft has at most 1,000,000 characters.'),
  changedAt: z.iso.datetime(),
});
export type Draft = z.infer<typeof Draft>;

/** The tabs of a window, as the renderer writes and reads them: main knows no routes. */
export const OpenTabs = z.object({
  places: z.array(z.object({ route: z.unknown(), accountId: z.string().nullable() })).max(200),
  /** Which one is shown, from 0. */
  shown: z.number().int().min(0),
});
export type OpenTabs = z.infer<typeof OpenTabs>;

/** What a person left open in a workspace, so that it is there again the next time. It is no part of the workspace. */
export const LeftOpen = z.object({ tabs: OpenTabs.nullable(), drafts: z.array(Draft) });
export type LeftOpen = z.infer<typeof LeftOpen>;

/** A workspace is named by its ID, and may be closed meanwhile: what is told last comes when it is left. */
export const leftOpenProcedures = {
  'leftOpen.get': procedure(z.object({ workspaceId: WorkspaceId }), LeftOpen),
  'leftOpen.keepTabs': procedure(z.object({ workspaceId: WorkspaceId, tabs: OpenTabs }), Nothing),
  /** Keeps a draft in place of an earlier one of its key. */
  'leftOpen.keepDraft': procedure(Draft.pick({ key: true, text: true }).extend({ workspaceId: WorkspaceId }), Nothing),
  'leftOpen.dropDraft': procedure(Draft.pick({ key: true }).extend({ workspaceId: WorkspaceId }), Nothing),
} as const;
