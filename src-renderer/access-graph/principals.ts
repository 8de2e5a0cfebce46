import type { Arn } from '../../src-shared/arn.ts';
import type { DocumentOf } from '../../src-shared/model/documents.ts';
import type { Suggestion } from '../ui/suggestion.ts';

/** Whom a permission can be asked about. */
export interface Principals {
  readonly users: readonly DocumentOf<'user'>[];
  readonly roles: readonly DocumentOf<'role'>[];
}

/** The users and roles whose ARN holds what was typed, in any case, as suggestions: users first. */
export function suggestPrincipals({ users, roles }: Principals, typed: string, limit: number): readonly Suggestion[] {
  const words = typed.trim().toLowerCase();
  const found: Suggestion[] = [];
  for (const { type, arn } of [...users, ...roles]) {
    if (found.length === limit) break;
    if (arn.toLowerCase().includes(words)) found.push({ value: arn, detail: type === 'user' ? 'User' : 'Role' });
  }
  return found;
}

/**
 * The user or role that a text names: by ARN, or by name where only one is called so.
 * @returns null when there is none, or several.
 */
export function principalNamed({ users, roles }: Principals, text: string): Arn | null {
  const wanted = text.trim();
  const named = [...users, ...roles].filter((one) => {
    const name = one.type === 'user' ? one.userName : one.roleName;
    return one.arn === wanted || name.toLowerCase() === wanted.toLowerCase();
  });
  return named.length === 1 ? (named[0]?.arn ?? null) : null;
}
