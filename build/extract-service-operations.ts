import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { openServiceReference } from '../src-main/request/iam-data-reference.ts';

/**
 * Takes from AWS's own API models how requests of every service travel: protocols and wire names of each API
 * (src-main/request/service-apis.ts), and its operations, those of REST services with method and path
 * (build/service-operations.jsonl, one API a line). Both are committed and change only when somebody runs this with newer
 * models, and prettier after it.
 *
 *     node build/extract-service-operations.ts FOLDER-OF-BOTOCORE/data VERSION-OF-BOTOCORE
 *
 * Source: botocore (Apache-2.0), https://github.com/boto/botocore, whose `service-2.json` files AWS publishes.
 */

const Shape = z.object({
  members: z
    .record(z.string(), z.object({ location: z.string().optional(), locationName: z.string().optional() }))
    .optional(),
});
const Model = z.object({
  metadata: z.object({
    apiVersion: z.string(),
    endpointPrefix: z.string(),
    signingName: z.string().optional(),
    protocol: z.string(),
    protocols: z.array(z.string()).optional(),
    targetPrefix: z.string().optional(),
    jsonVersion: z.string().optional(),
    xmlNamespace: z.string().optional(),
    globalEndpoint: z.string().optional(),
    awsQueryCompatible: z.object({}).optional(),
  }),
  operations: z.record(
    z.string(),
    z.object({
      http: z.object({ method: z.string(), requestUri: z.string() }),
      input: z.object({ shape: z.string() }).optional(),
    }),
  ),
  shapes: z.record(z.string(), Shape),
});
type Model = z.infer<typeof Model>;

const PROTOCOLS: Readonly<Record<string, string>> = {
  query: 'awsQuery',
  ec2: 'ec2Query',
  json: 'awsJson',
  'rest-json': 'restJson',
  'rest-xml': 'restXml',
  'smithy-rpc-v2-cbor': 'rpcV2Cbor',
};

/**
 * APIs whose actions have another prefix than their signing name.
 * Source: the service authorization reference.
 */
const PREFIXES: Readonly<Record<string, string>> = {
  cloudcontrol: 'cloudformation',
  cloudwatch: 'cloudwatch',
  'finspace-data': 'finspace-api',
  'iot-data': 'iot',
  'iot-jobs-data': 'iotjobsdata',
  'iotevents-data': 'iotevents',
  iotsecuretunneling: 'iot',
  mturk: 'mechanicalturk',
  neptunedata: 'neptune-db',
  'partnercentral-account': 'partnercentral',
  'partnercentral-benefits': 'partnercentral',
  'partnercentral-channel': 'partnercentral',
  'partnercentral-selling': 'partnercentral',
  resourcegroupstaggingapi: 'tag',
  sso: 'sso',
};

/** APIs that share a signing name with others and are asked for most: they come first among them. */
const FIRST: ReadonlySet<string> = new Set([
  'cloudformation',
  'cloudhsmv2',
  'dynamodb',
  'elbv2',
  'kinesisvideo',
  'lexv2-models',
  'opensearch',
  'rds',
  'ses',
  'wisdom',
]);

/**
 * SQS spoke the query protocol before it spoke JSON, and still takes it.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-json-faqs.html
 */
const OLDER_PROTOCOLS: Readonly<Record<string, string>> = { sqs: 'awsQuery' };

/** Namespaces as answers have them where the model has none, or another: those of the API references' examples. */
const XML_NAMESPACES: Readonly<Record<string, string>> = {
  ec2: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  s3: 'http://s3.amazonaws.com/doc/2006-03-01/',
  sqs: 'http://queue.amazonaws.com/doc/2012-11-05/',
};

type Operation = string | readonly [name: string, method: string, path: string, members?: Record<string, string>];

interface Api {
  readonly id: string;
  readonly signingName: string;
  readonly prefix: string;
  readonly protocols: readonly string[];
  readonly metadata: Model['metadata'];
  readonly xmlNamespace: string;
  readonly operations: Operation[];
}

/** A REST operation with its path, in which labels have their members' names, and the members that travel elsewhere. */
function restOperation(name: string, { http, input }: Model['operations'][string], { shapes }: Model): Operation {
  const members = Object.entries((input === undefined ? undefined : shapes[input.shape]?.members) ?? {});
  const labels = new Map(
    members.flatMap(([member, { location, locationName }]) =>
      location === 'uri' ? [[locationName ?? member, member] as const] : [],
    ),
  );
  const path = http.requestUri.replace(/\{([^}+]+)(\+?)\}/g, (_, label: string, greedy: string) => {
    return `{${labels.get(label) ?? label}${greedy}}`;
  });
  const renamed = Object.fromEntries(
    members.flatMap(([member, { location, locationName }]) =>
      location === 'querystring' && locationName !== undefined && locationName !== member
        ? [[locationName, member] as const]
        : [],
    ),
  );
  return Object.keys(renamed).length === 0 ? [name, http.method, path] : [name, http.method, path, renamed];
}

function readApi(folder: string, id: string, hasService: (prefix: string) => boolean): Api | null {
  const newest = readdirSync(join(folder, id))
    .toSorted()
    .findLast((version) => readdirSync(join(folder, id, version)).includes('service-2.json.gz'));
  if (newest === undefined) return null;
  const model = Model.parse(
    JSON.parse(gunzipSync(readFileSync(join(folder, id, newest, 'service-2.json.gz'))).toString()),
  );
  const { metadata } = model;
  const signingName = metadata.signingName ?? metadata.endpointPrefix;
  const prefix = PREFIXES[id] ?? signingName.toLowerCase();
  if (!hasService(prefix)) console.log(`${id}: the service authorization reference has no prefix ${prefix}.`);
  const older = OLDER_PROTOCOLS[id];
  const protocols = [
    ...(metadata.protocols ?? [metadata.protocol]).map((name) => PROTOCOLS[name] ?? name),
    ...(older === undefined ? [] : [older]),
  ];
  const isRest = metadata.protocol.startsWith('rest-');
  const operations = Object.entries(model.operations)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, operation]) => (isRest ? restOperation(name, operation, model) : name));
  return {
    id,
    signingName,
    prefix,
    protocols,
    metadata,
    xmlNamespace: XML_NAMESPACES[id] ?? metadata.xmlNamespace ?? '',
    operations,
  };
}

/** APIs that nothing on the wire tells apart are one: those of RDS and its like, of the two halves of Timestream. */
function wireName({ id, signingName, protocols, metadata }: Api): string {
  const [protocol = ''] = protocols;
  if (protocol === 'awsJson') return `${signingName} ${metadata.targetPrefix ?? ''}`;
  return protocol === 'awsQuery' ? `${signingName} ${metadata.apiVersion}` : id;
}

function merged(apis: readonly Api[]): Api[] {
  const byWireName = new Map<string, Api>();
  for (const api of apis) {
    const same = byWireName.get(wireName(api));
    if (same === undefined) byWireName.set(wireName(api), api);
    else same.operations.push(...api.operations.filter((operation) => !same.operations.includes(operation)));
  }
  return [...byWireName.values()];
}

/** The fields of an API in one line, in the order that src-main/request/service-apis.ts gives; `-` for an empty one. */
function row({ id, signingName, prefix, protocols, metadata, xmlNamespace }: Api): string {
  const { endpointPrefix, apiVersion, targetPrefix, jsonVersion, globalEndpoint, awsQueryCompatible } = metadata;
  // IAM and the like have one endpoint; S3 and STS have one beside those of the regions.
  const global = (globalEndpoint !== undefined && !['s3', 'sts'].includes(id)) || id === 'organizations';
  const flags = [...(global ? ['global'] : []), ...(awsQueryCompatible === undefined ? [] : ['queryCompatible'])];
  const fields = [
    id,
    signingName,
    prefix,
    endpointPrefix,
    protocols.join('+'),
    apiVersion,
    targetPrefix ?? '',
    jsonVersion ?? '',
    xmlNamespace,
    flags.join('+'),
  ];
  return fields.map((field) => (field === '' ? '-' : field)).join(' ');
}

const { positionals } = parseArgs({ allowPositionals: true });
const [folder, version] = positionals;
if (folder === undefined || version === undefined) {
  throw new Error('Usage: node build/extract-service-operations.ts FOLDER VERSION');
}
const root = join(import.meta.dirname, '..');
const reference = openServiceReference(join(root, 'out', 'data'));
const ids = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .toSorted((left, right) => Number(FIRST.has(right)) - Number(FIRST.has(left)) || (left < right ? -1 : 1));
const apis = merged(ids.flatMap((id) => readApi(folder, id, reference.hasService) ?? []));

const source = `botocore ${version}, service-2.json of each service, Apache-2.0; names of operations, methods and paths`;
writeFileSync(
  join(root, 'build', 'service-operations.jsonl'),
  [{ source }, ...apis.map(({ id, operations }) => [id, operations])]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join(''),
);
writeFileSync(
  join(root, 'src-main', 'request', 'service-apis.ts'),
  `/**
 * Every API of AWS: its names and how its requests travel. Written by \`build/extract-service-operations.ts\`.
 * Source: AWS's API models in botocore ${version} (Apache-2.0), https://github.com/boto/botocore.
 *
 * One API a line, its fields apart by a space, \`-\` for an empty one: ID, signing name, prefix of its actions, prefix of
 * its endpoints, protocols, API version, target prefix, version of AWS JSON, namespace of XML, flags.
 */
export const SERVICE_APIS = \`
${apis.map(row).join('\n')}
\`;
`,
);
