import type { ContextEntry } from '../../src-shared/decision/record.ts';
import type { ContextKeys } from '../authorization/request.ts';

/** A context key that is supposed to have other values than the request gives it. */
export interface SupposedKey {
  readonly key: string;
  /** Empty where the request is supposed not to carry the key. */
  readonly values: readonly string[];
}

/** The context of one part of a request: for the evaluator, and for people. */
export interface GatheredContext {
  readonly keys: ContextKeys;
  readonly entries: readonly ContextEntry[];
}

/** What the source of a supposed value is called. */
export const SUPPOSED = 'supposed';

/** Puts supposed values in the place of those that were gathered. Names of keys are compared without regard to case. */
export function supposeContext({ keys, entries }: GatheredContext, supposed: readonly SupposedKey[]): GatheredContext {
  if (supposed.length === 0) return { keys, entries };
  const changedKeys = new Map(keys);
  const changedEntries = new Map(entries.map((entry) => [entry.key.toLowerCase(), entry]));
  for (const { key, values } of supposed) {
    const name = key.toLowerCase();
    const [first, ...others] = values;
    if (first === undefined) {
      changedKeys.delete(name);
      changedEntries.delete(name);
      continue;
    }
    const isList = others.length > 0 || Array.isArray(keys.get(name));
    changedKeys.set(name, isList ? values : first);
    const written = changedEntries.get(name)?.key ?? key;
    changedEntries.set(name, { key: written, values: [...values], source: SUPPOSED });
  }
  return { keys: changedKeys, entries: [...changedEntries.values()] };
}
