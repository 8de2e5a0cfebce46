import { SERVICE_APIS } from './service-apis.ts';

/**
 * How a request for a service travels: the protocols of the Smithy models, and `stated`, which is Gatehouse's own form
 * for operations whose wire form it does not know.
 * @see https://smithy.io/2.0/aws/protocols/index.html
 */
export type Protocol = 'awsQuery' | 'ec2Query' | 'awsJson' | 'restJson' | 'restXml' | 'rpcV2Cbor' | 'stated';

/** What has to be known of a service in order to read and write its requests. */
export interface Service {
  /** The ID of its API, which AWS's clients and command line go by, such as `elbv2`. */
  readonly api: string;
  /** The prefix of its actions in policies, such as `cloudwatch`. */
  readonly prefix: string;
  /** Its name in the credential scope, such as `monitoring`. Several APIs may share one. */
  readonly signingName: string;
  /** What its endpoints begin with, such as `email`. */
  readonly endpointPrefix: string;
  /** The protocol in which Gatehouse writes requests for it. */
  readonly protocol: Protocol;
  /** All protocols in which it takes requests. */
  readonly protocols: readonly Protocol[];
  /** `Version` of the query protocols; the date in the shape's name of the JSON protocols. */
  readonly apiVersion: string;
  /** What stands before the dot in `X-Amz-Target`. Empty for protocols that have no such header. */
  readonly targetPrefix: string;
  /** The version of AWS JSON, as in `application/x-amz-json-1.1`. */
  readonly jsonVersion: '1.0' | '1.1';
  /** The namespace of XML answers. */
  readonly xmlNamespace: string;
  /** A service with one endpoint for all regions, whose requests are signed for us-east-1. */
  readonly global: boolean;
  /**
   * Whether its JSON errors also tell the code that they had in its older query protocol.
   * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
   */
  readonly queryCompatible: boolean;
}

const PROTOCOLS: ReadonlySet<string> = new Set([
  'awsQuery',
  'ec2Query',
  'awsJson',
  'restJson',
  'restXml',
  'rpcV2Cbor',
] satisfies readonly Protocol[]);

function isProtocol(name: string): name is Protocol {
  return PROTOCOLS.has(name);
}

function readRow(row: string): Service {
  const [api = '', signingName = '', prefix = '', endpointPrefix = '', protocols = '', ...rest] = row.split(' ');
  const [apiVersion = '', targetPrefix = '', jsonVersion = '', xmlNamespace = '', flags = ''] = rest.map((field) =>
    field === '-' ? '' : field,
  );
  const spoken = protocols.split('+').filter(isProtocol);
  return {
    api,
    prefix,
    signingName,
    endpointPrefix,
    // Every API that takes CBOR takes JSON as well, which people can read.
    protocol: spoken.find((protocol) => protocol !== 'rpcV2Cbor') ?? 'stated',
    protocols: spoken,
    apiVersion,
    targetPrefix,
    jsonVersion: jsonVersion === '1.0' ? '1.0' : '1.1',
    xmlNamespace,
    global: flags.includes('global'),
    queryCompatible: flags.includes('queryCompatible'),
  };
}

/** A service that AWS's API models do not tell of. */
function unknownService(name: string): Service {
  return {
    api: '',
    prefix: name,
    signingName: name,
    endpointPrefix: name,
    protocol: 'stated',
    protocols: ['stated'],
    apiVersion: '',
    targetPrefix: '',
    jsonVersion: '1.1',
    xmlNamespace: '',
    global: false,
    queryCompatible: false,
  };
}

const SERVICES = SERVICE_APIS.trim().split('\n').map(readRow);
const bySigningName = Map.groupBy(SERVICES, ({ signingName }) => signingName.toLowerCase());
const byEndpointPrefix = new Map(SERVICES.toReversed().map((service) => [service.endpointPrefix, service]));
const byPrefix = new Map(SERVICES.toReversed().map((service) => [service.prefix, service]));

/** All APIs, in no order that means anything. */
export function allServices(): readonly Service[] {
  return SERVICES;
}

/**
 * The APIs that requests signed for that name may be for, the best known first; one that AWS's models do not tell of is
 * taken to speak the stated form.
 * @param signingName in any case, or the prefix of an endpoint.
 */
export function servicesOfSigningName(signingName: string): readonly [Service, ...Service[]] {
  const name = signingName.toLowerCase();
  const [first, ...others] = bySigningName.get(name) ?? [byEndpointPrefix.get(name) ?? unknownService(name)];
  return first === undefined ? [unknownService(name)] : [first, ...others];
}

/** The best known API with that signing name. */
export function serviceOfSigningName(signingName: string): Service {
  return servicesOfSigningName(signingName)[0];
}

/** The service whose actions have that prefix; one that Gatehouse does not know is taken to speak the stated form. */
export function serviceOfPrefix(prefix: string): Service {
  return byPrefix.get(prefix) ?? unknownService(prefix);
}

/**
 * The public endpoint of a service in a region, such as `dynamodb.eu-west-1.amazonaws.com`.
 * @see https://docs.aws.amazon.com/general/latest/gr/rande.html
 */
export function endpointHost(of: Service, region: string): string {
  if (of.global) return `${of.endpointPrefix}.amazonaws.com`;
  if (of.prefix === 's3' && region === 'us-east-1') return 's3.amazonaws.com';
  return `${of.endpointPrefix}.${region}.amazonaws.com`;
}

/** The region that a request for the service is signed for: global services live in us-east-1. */
export function signingRegion(of: Service, region: string): string {
  return of.global ? 'us-east-1' : region;
}
