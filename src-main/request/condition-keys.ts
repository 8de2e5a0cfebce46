import { z } from 'zod';
import type { ReferenceConditionKey } from './service-reference.ts';

/** The name of the extracted file in the data folder. */
export const CONDITION_KEYS_FILE = 'condition-keys.json.gz';

/** What the condition keys of the service authorization reference are, each once. */
export const ConditionKeysFile = z.object({
  /** Name, type, description. */
  keys: z.array(z.tuple([z.string(), z.string(), z.string()])),
  /** The names of those that any action may carry. */
  global: z.array(z.string()),
});
export type ConditionKeysFile = z.infer<typeof ConditionKeysFile>;

/** Condition keys made ready for looking up. */
export interface ConditionKeys {
  readonly global: readonly ReferenceConditionKey[];
  /** By the key's name, or one with its variable part filled in; null where it is not known. */
  find(name: string): ReferenceConditionKey | null;
}

/** Makes the condition keys of the file ready for looking up, without regard to case. */
export function indexConditionKeys(file: ConditionKeysFile): ConditionKeys {
  const byName = new Map(
    file.keys.map(([key, type, description]) => [key.toLowerCase(), { key, type, description }] as const),
  );
  // `aws:RequestTag/${TagKey}` and `s3:ExistingObjectTag/<key>` both stand for any name behind the slash.
  const byStem = new Map<string, ReferenceConditionKey>();
  for (const [name, key] of byName) {
    const stem = /^([^$<]*\/)(?:\$\{|<)/.exec(name)?.[1];
    if (stem !== undefined) byStem.set(stem, key);
  }
  const find = (name: string): ReferenceConditionKey | null => {
    const lower = name.toLowerCase();
    const slash = lower.indexOf('/');
    return byName.get(lower) ?? (slash < 0 ? undefined : byStem.get(lower.slice(0, slash + 1))) ?? null;
  };
  return { global: file.global.flatMap((name) => find(name) ?? []), find };
}
