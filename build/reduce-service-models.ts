import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { addNewerShapes } from './newer-shapes.ts';

/**
 * Reduces AWS's own API models to what Gatehouse reads of them: operations, shapes, their rules (length, pattern, enum,
 * required) and how they travel, without the documentation. The result is kept in build/service-models and changes only
 * when somebody runs this with newer models.
 *
 *     node build/reduce-service-models.ts FOLDER-OF-BOTOCORE/data VERSION-OF-BOTOCORE
 *
 * What only the installed clients of the AWS SDK for JavaScript know, which may be newer, is added from their schemas.
 * Source: botocore (Apache-2.0), https://github.com/boto/botocore, whose `service-2.json` files AWS publishes.
 */

const SERVICES = ['iam', 'sts', 'organizations', 's3'] as const;
const LEFT_OUT: ReadonlySet<string> = new Set([
  'documentation',
  'documentationUrl',
  'auth',
  'authtype',
  'endpoint',
  'endpointdiscovery',
  'deprecated',
  'deprecatedMessage',
  'deprecatedSince',
  'staticContextParams',
  'operationContextParams',
  'contextParam',
  'unsignedPayload',
  'httpChecksum',
  'httpChecksumRequired',
  'alias',
  'idempotent',
  'box',
  'examples',
  'clientContextParams',
  'exception',
  'fault',
]);

const Json = z.json();

const Model = z.object({
  operations: z.record(z.string(), z.unknown()),
  shapes: z.record(
    z.string(),
    z.looseObject({ members: z.record(z.string(), z.looseObject({ shape: z.string() })).exactOptional() }),
  ),
});

/** Leaves out what is not read. Below `members` the names are those of members, and all are kept. */
function reduced(value: z.infer<typeof Json>, namesAreMembers = false): z.infer<typeof Json> {
  if (Array.isArray(value)) return value.map((entry) => reduced(entry));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => namesAreMembers || !LEFT_OUT.has(name))
      .map(([name, inner]) => [
        name,
        reduced(inner, !namesAreMembers && ['members', 'shapes', 'operations'].includes(name)),
      ]),
  );
}

const { positionals } = parseArgs({ allowPositionals: true });
const [folder, version] = positionals;
if (folder === undefined || version === undefined) {
  throw new Error('Usage: node build/reduce-service-models.ts FOLDER VERSION');
}
const target = join(import.meta.dirname, 'service-models');
mkdirSync(target, { recursive: true });
for (const service of SERVICES) {
  const newest = readdirSync(join(folder, service)).toSorted().at(-1) ?? '';
  const text = gunzipSync(readFileSync(join(folder, service, newest, 'service-2.json.gz'))).toString();
  const { metadata, operations, shapes } = z
    .object({ metadata: Json, operations: Json, shapes: Json })
    .parse(JSON.parse(text));
  const model = Model.parse({ operations: reduced(operations, true), shapes: reduced(shapes, true) });
  const client = `@aws-sdk/client-${service}`;
  addNewerShapes(model, z.record(z.string(), z.unknown()).parse({ ...(await import(client)) }));
  const { version: clientVersion } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(createRequire(import.meta.url).resolve(`${client}/package.json`), 'utf8')));
  const source =
    `botocore ${version}, data/${service}/${newest}/service-2.json, Apache-2.0, without its documentation; ` +
    `what only ${client} ${clientVersion}, Apache-2.0, knows is added`;
  writeFileSync(join(target, `${service}.json`), `${JSON.stringify({ source, metadata, ...model })}\n`);
}
