import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { Arn } from '../../src-shared/arn.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { AwsManagedPolicies, AwsManagedPolicy } from './managed-policies.ts';

/** The name of the extracted file in the data folder. */
export const AWS_MANAGED_POLICIES_FILE = 'aws-managed-policies.json.gz';

/** The extracted AWS managed policies, newest versions only, in order of their names. */
export const AwsManagedPoliciesFile = z.object({
  /** ARN, version, create date, update date, document as JSON text without spaces. */
  policies: z.array(z.tuple([Arn, z.string(), z.string(), z.string(), z.string()])),
});
export type AwsManagedPoliciesFile = z.infer<typeof AwsManagedPoliciesFile>;

type Row = AwsManagedPoliciesFile['policies'][number];

/**
 * Opens the AWS managed policies that `build/extract-data.ts` wrote. Nothing is read before the first question, and
 * a document is laid out when it is asked for.
 * @param folder where the extracted files are, such as `out/data`.
 * @throws GatehouseError `ReferenceDataMissing` on first use, when the file is not there or cannot be read.
 */
export function openAwsManagedPolicies(folder: string): AwsManagedPolicies {
  let rows: ReadonlyMap<string, Row> | null = null;
  let listed: readonly { readonly arn: Arn; readonly name: string }[] | null = null;
  const decoded = new Map<string, AwsManagedPolicy>();
  const data = (): ReadonlyMap<string, Row> =>
    (rows ??= new Map(read(join(folder, AWS_MANAGED_POLICIES_FILE)).policies.map((row) => [row[0], row])));

  return {
    get(arn) {
      const known = decoded.get(arn);
      if (known !== undefined) return known;
      const row = data().get(arn);
      if (row === undefined) return null;
      const policy = decode(row);
      decoded.set(arn, policy);
      return policy;
    },
    list: () => (listed ??= [...data().values()].map(([arn]) => ({ arn, name: nameAndPath(arn).name }))),
  };
}

function read(path: string): AwsManagedPoliciesFile {
  try {
    return AwsManagedPoliciesFile.parse(JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')));
  } catch (cause) {
    throw new GatehouseError('ReferenceDataMissing', 'The AWS managed policies could not be read.', {
      place: path,
      mend: 'Run `node build/extract-data.ts`, or install Gatehouse again.',
      cause,
    });
  }
}

function decode([arn, versionId, createDate, updateDate, document]: Row): AwsManagedPolicy {
  return Object.freeze({
    arn,
    ...nameAndPath(arn),
    versionId,
    createDate,
    updateDate,
    document: JSON.stringify(JSON.parse(document), null, 4),
  });
}

/** `arn:aws:iam::aws:policy/service-role/X` is the policy X under the path `/service-role/`. */
function nameAndPath(arn: Arn): { name: string; path: string } {
  const qualified = arn.slice(arn.indexOf(':policy/') + ':policy'.length);
  const slash = qualified.lastIndexOf('/') + 1;
  return { name: qualified.slice(slash), path: qualified.slice(0, slash) };
}
