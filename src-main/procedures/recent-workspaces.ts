import { existsSync } from 'node:fs';
import { z } from 'zod';
import type { RecentWorkspace } from '../../src-shared/contract/contract.ts';
import type { Preferences } from '../preferences.ts';

const KEY = 'recentWorkspaces';
const REMEMBERED = 10;

const Remembered = z.array(z.object({ path: z.string(), name: z.string(), openedAt: z.iso.datetime() })).catch([]);

/** The workspaces opened last, newest first; those whose file is gone are marked. */
export function recentWorkspaces(preferences: Preferences): RecentWorkspace[] {
  return Remembered.parse(preferences.get(KEY)).map((entry) => ({ ...entry, missing: !existsSync(entry.path) }));
}

/** Puts a workspace on top of the list. */
export function rememberWorkspace(preferences: Preferences, entry: Omit<RecentWorkspace, 'missing'>): void {
  const others = Remembered.parse(preferences.get(KEY)).filter(({ path }) => path !== entry.path);
  preferences.set(KEY, [entry, ...others].slice(0, REMEMBERED));
}

/** Takes a workspace off the list. Its file stays. */
export function forgetWorkspace(preferences: Preferences, path: string): void {
  preferences.set(
    KEY,
    Remembered.parse(preferences.get(KEY)).filter((entry) => entry.path !== path),
  );
}
