import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { GatehouseError } from '../../src-shared/errors.ts';
import { readServiceModel, ServiceModelFile, type ServiceModel } from './service-model.ts';
import { CONDITION_KEYS_FILE, ConditionKeysFile, indexConditionKeys, type ConditionKeys } from './condition-keys.ts';
import type { ReferenceAction, ReferenceResourceType, ServiceReference } from './service-reference.ts';
import { openServiceOperations } from './shipped-service-operations.ts';

/** The name of the extracted file in the data folder. */
export const SERVICE_REFERENCE_FILE = 'service-reference.json.gz';

/** The services whose API models are extracted, and the name of each one's file. */
export const MODELLED_SERVICES = ['iam', 'organizations', 's3', 'sts'] as const;

/** @param service such as `iam`. */
export function serviceModelFile(service: string): string {
  return `service-model-${service}.json.gz`;
}

/** A position in the file's list of condition keys, which holds each key once. */
const KeyIndex = z.number().int();

/**
 * The extracted service authorization reference: rows instead of objects, and condition keys by position, so that
 * the file is small and quick to read.
 */
export const ServiceReferenceFile = z.object({
  conditionKeys: z.array(z.string()),
  /** Keys that any service may know, such as `aws:SourceIp`. */
  globalConditionKeys: z.array(KeyIndex),
  services: z.array(
    z.object({
      prefix: z.string(),
      name: z.string(),
      /** Whether resource control policies apply to the service. */
      resourceControlPolicies: z.boolean(),
      conditionKeys: z.array(KeyIndex),
      /** Name, access level, description, condition keys, dependent actions, resource types. */
      actions: z.array(
        z.tuple([
          z.string(),
          z.string(),
          z.string(),
          z.array(KeyIndex),
          z.array(z.string()),
          /** Name, required, condition keys. */
          z.array(z.tuple([z.string(), z.boolean(), z.array(KeyIndex)])),
        ]),
      ),
      /** Name, ARN pattern, condition keys. */
      resourceTypes: z.array(z.tuple([z.string(), z.string(), z.array(KeyIndex)])),
    }),
  ),
});
export type ServiceReferenceFile = z.infer<typeof ServiceReferenceFile>;

interface Service {
  readonly prefix: string;
  readonly name: string;
  readonly resourceControlPolicies: boolean;
  readonly actions: readonly ReferenceAction[];
  readonly resourceTypes: readonly ReferenceResourceType[];
}

/** An action made ready for searching. */
interface Searchable {
  readonly action: ReferenceAction;
  readonly full: string;
  readonly name: string;
  /** The words inside the name: `CreateBucketPolicy` is create, bucket, policy. */
  readonly words: readonly string[];
}

interface Loaded {
  readonly services: readonly Service[];
  readonly serviceByPrefix: ReadonlyMap<string, Service>;
  readonly actionByName: ReadonlyMap<string, ReferenceAction>;
  readonly conditionKeys: ReadonlySet<string>;
  /** Keys with a variable part, such as `aws:RequestTag/${TagKey}`: what stands before it and behind it. */
  readonly conditionKeyPatterns: readonly { readonly before: string; readonly after: string }[];
}

/**
 * Opens the service authorization reference that `build/extract-data.ts` wrote. Nothing is read before the first
 * question.
 * @param folder where the extracted files are, such as `out/data`.
 * @throws GatehouseError `ReferenceDataMissing` on first use, when the file is not there or cannot be read.
 */
export function openServiceReference(folder: string): ServiceReference {
  let loaded: Loaded | null = null;
  // Made at the first search: deciding needs no search, and starts sooner without it.
  let searched: readonly Searchable[] | null = null;
  // Their types and descriptions: asked for by the editor alone.
  let keys: ConditionKeys | null = null;
  const conditionKeys = (): ConditionKeys =>
    (keys ??= indexConditionKeys(ConditionKeysFile.parse(readExtracted(join(folder, CONDITION_KEYS_FILE)))));
  const models = new Map<string, ServiceModel>();
  const data = (): Loaded =>
    (loaded ??= index(ServiceReferenceFile.parse(readExtracted(join(folder, SERVICE_REFERENCE_FILE)))));
  const service = (prefix: string): Service | undefined => data().serviceByPrefix.get(prefix.toLowerCase());

  return {
    services: () => data().services.map(({ prefix, name, actions }) => ({ prefix, name, actionCount: actions.length })),
    hasService: (prefix) => service(prefix) !== undefined,
    underResourceControlPolicies: (prefix) => service(prefix)?.resourceControlPolicies ?? false,
    action: (action) => data().actionByName.get(action.toLowerCase()) ?? null,
    actions: (prefix) => service(prefix)?.actions ?? [],
    searchActions: (query, limit) => {
      searched ??= [...data().actionByName.values()].map(searchable);
      return search(searched, query, limit);
    },
    resourceType: (prefix, name) =>
      service(prefix)?.resourceTypes.find((type) => type.name.toLowerCase() === name.toLowerCase()) ?? null,
    resourceTypes: (prefix) => service(prefix)?.resourceTypes ?? [],
    hasConditionKey: (key) => hasConditionKey(data(), key.toLowerCase()),
    conditionKey: (key) => conditionKeys().find(key),
    globalConditionKeys: () => conditionKeys().global,
    operations: openServiceOperations(folder),
    model: (prefix) => {
      if (!isModelledService(prefix)) return null;
      const known = models.get(prefix);
      if (known !== undefined) return known;
      const made = readServiceModel(ServiceModelFile.parse(readExtracted(join(folder, serviceModelFile(prefix)))));
      models.set(prefix, made);
      return made;
    },
  };
}

function isModelledService(prefix: string): boolean {
  return MODELLED_SERVICES.some((service) => service === prefix);
}

function readExtracted(path: string): unknown {
  try {
    return JSON.parse(gunzipSync(readFileSync(path)).toString('utf8'));
  } catch (cause) {
    throw new GatehouseError('ReferenceDataMissing', "AWS's reference data could not be read.", {
      place: path,
      mend: 'Run `node build/extract-data.ts`, or install Gatehouse again.',
      cause,
    });
  }
}

function index(file: ServiceReferenceFile): Loaded {
  const keys = (indexes: readonly number[]): string[] =>
    indexes.flatMap((position) => file.conditionKeys[position] ?? []);

  const services = file.services.map((service): Service => ({
    prefix: service.prefix,
    name: service.name,
    resourceControlPolicies: service.resourceControlPolicies,
    actions: service.actions.map(([name, accessLevel, description, conditionKeys, dependentActions, types]) => ({
      action: `${service.prefix}:${name}`,
      accessLevel,
      description,
      conditionKeys: keys(conditionKeys),
      dependentActions,
      resourceTypes: types.map(([type, required, typeKeys]) => ({
        name: type,
        required,
        conditionKeys: keys(typeKeys),
      })),
    })),
    resourceTypes: service.resourceTypes.map(([name, arnPattern, conditionKeys]) => ({
      service: service.prefix,
      name,
      arnPattern,
      conditionKeys: keys(conditionKeys),
    })),
  }));
  const actions = services.flatMap((service) => service.actions);
  const lowerKeys = file.conditionKeys.map((key) => key.toLowerCase());
  // The data spells the tag key of a global condition key as `tag-key`, and that of an object as `<key>`: placeholders
  // like `${TagKey}`, not names.
  const patterns = lowerKeys
    .map((key) => key.replace(/\/tag-key$|\/<[\w-]+>$/, '/${tagkey}'))
    .filter((key) => key.includes('${'));

  return {
    services,
    serviceByPrefix: new Map(services.map((service) => [service.prefix.toLowerCase(), service])),
    actionByName: new Map(actions.map((action) => [action.action.toLowerCase(), action])),
    conditionKeys: new Set(lowerKeys),
    conditionKeyPatterns: patterns.map((key) => ({
      before: key.slice(0, key.indexOf('${')),
      after: key.slice(key.lastIndexOf('}') + 1),
    })),
  };
}

function hasConditionKey(data: Loaded, key: string): boolean {
  return (
    data.conditionKeys.has(key) ||
    data.conditionKeyPatterns.some(
      ({ before, after }) => key.length > before.length + after.length && key.startsWith(before) && key.endsWith(after),
    )
  );
}

function searchable(action: ReferenceAction): Searchable {
  const name = action.action.slice(action.action.indexOf(':') + 1);
  return {
    action,
    full: action.action.toLowerCase(),
    name: name.toLowerCase(),
    words: name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g)?.map((word) => word.toLowerCase()) ?? [],
  };
}

function search(actions: readonly Searchable[], query: string, limit: number): ReferenceAction[] {
  const wanted = query.trim().toLowerCase();
  const wantedWords = wanted.split(/[\s:]+/).filter((word) => word !== '');
  const joined = wantedWords.join('');
  return actions
    .flatMap((action) => {
      const rank = rankOf(action, wanted, wantedWords, joined);
      return rank === null ? [] : [{ action, rank }];
    })
    .toSorted(
      (a, b) =>
        a.rank - b.rank ||
        a.action.full.length - b.action.full.length ||
        (a.action.full < b.action.full ? -1 : Number(a.action.full > b.action.full)),
    )
    .slice(0, limit)
    .map(({ action }) => action.action);
}

/** How well an action answers a query: the lower the better; null where it does not answer it at all. */
function rankOf(action: Searchable, wanted: string, wantedWords: readonly string[], joined: string): number | null {
  if (action.full === wanted || action.name === wanted) return 0;
  if (action.full.startsWith(wanted)) return 1;
  if (action.name.startsWith(joined)) return 2;
  const words = [action.full.slice(0, action.full.indexOf(':')), ...action.words];
  if (wantedWords.every((word) => words.some((own) => own.startsWith(word)))) return 3;
  return wantedWords.every((word) => action.full.includes(word)) ? 4 : null;
}
