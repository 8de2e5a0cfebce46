import type { CompiledStatement } from './compile.ts';
import { type PreparedRequest, actionMatches, principalMatch, resourceMatches } from './matching.ts';
import { type PolicySet, levelsOf } from './policy-set.ts';
import { missingVariables } from './template.ts';

/** The statements that ask for context keys, in conditions or policy variables. They depend on the policies alone. */
export function askingStatements(policies: PolicySet): CompiledStatement[] {
  return levelsOf(policies).flatMap(({ levels }) =>
    levels.flatMap((level) => level.flatMap(({ statements }) => statements.filter(asksForKeys))),
  );
}

function asksForKeys({ conditions, resources }: CompiledStatement): boolean {
  return conditions.length > 0 || (resources ?? []).some(({ pattern }) => pattern === null);
}

/**
 * The keys that statements on this very action, resource and principal asked for and the request does not carry, as
 * the policies write them, each once. Null asks whether a key is absent, and so misses none.
 * @param asking what `askingStatements` found in the policies.
 */
export function missingContext(prepared: PreparedRequest, asking: readonly CompiledStatement[]): string[] {
  const missing = new Map<string, string>();
  for (const statement of asking) {
    for (const key of missingKeys(statement, prepared)) missing.set(key.toLowerCase(), key);
  }
  return [...missing.values()].toSorted();
}

function missingKeys(statement: CompiledStatement, prepared: PreparedRequest): string[] {
  if (!actionMatches(statement, prepared.action) || principalMatch(statement, prepared) === 'none') return [];
  const fromResource = (statement.resources ?? []).flatMap((entry) => missingVariables(entry, prepared.context));
  if (!resourceMatches(statement, prepared)) return fromResource;
  const fromConditions = statement.conditions.flatMap(({ operator, key, contextKey, wanted }) => [
    ...(operator.family !== 'Null' && !prepared.context.has(contextKey) ? [key] : []),
    ...wanted.flatMap((template) => missingVariables(template, prepared.context)),
  ]);
  return [...fromResource, ...fromConditions];
}
