import type { DocumentOf } from '../../src-shared/model/documents.ts';

/** How many users each group has, by the group's name; groups without users are absent. */
export function memberCounts(users: readonly DocumentOf<'user'>[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const group of users.flatMap((user) => user.groups)) counts.set(group, (counts.get(group) ?? 0) + 1);
  return counts;
}
