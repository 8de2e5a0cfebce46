import { z } from 'zod';

/** A role that somebody switched to: enough to switch to it again. */
const RecentRole = z.object({
  workspaceId: z.string(),
  accountId: z.string(),
  /** With its path, as it was typed. */
  roleName: z.string(),
  /** What the person calls it; empty for nothing of their own. */
  displayName: z.string(),
});
export type RecentRole = z.infer<typeof RecentRole>;

/** The part of `localStorage` that is used. */
export type TextStore = Pick<Storage, 'getItem' | 'setItem'>;

const KEY = 'gatehouse.recentRoles';
/** As many as the AWS console keeps. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-console.html */
const KEPT = 5;

/** The roles that were switched to, newest first, of every workspace; none where the store holds nothing that can be read. */
export function readRecentRoles(store: TextStore): readonly RecentRole[] {
  try {
    return z.array(RecentRole).parse(JSON.parse(store.getItem(KEY) ?? '[]'));
  } catch {
    return [];
  }
}

/** Puts a role in front, once; of each workspace the newest five are kept. */
export function rememberRole(store: TextStore, role: RecentRole): readonly RecentRole[] {
  const others = readRecentRoles(store).filter((other) => !sameRole(other, role));
  const ofWorkspace = [role, ...others.filter((other) => other.workspaceId === role.workspaceId)].slice(0, KEPT);
  const roles = [...ofWorkspace, ...others.filter((other) => other.workspaceId !== role.workspaceId)];
  store.setItem(KEY, JSON.stringify(roles));
  return roles;
}

/** Whether a role is the one of a session, whose ARN has the role's name without its path. */
export function isRoleOf(
  role: Pick<RecentRole, 'accountId' | 'roleName'>,
  session: { readonly accountId: string; readonly roleName: string },
): boolean {
  const name = role.roleName.slice(role.roleName.lastIndexOf('/') + 1);
  return role.accountId === session.accountId && name === session.roleName;
}

function sameRole(one: RecentRole, other: RecentRole): boolean {
  return one.workspaceId === other.workspaceId && one.accountId === other.accountId && one.roleName === other.roleName;
}
