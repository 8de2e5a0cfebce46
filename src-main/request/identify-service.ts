import { parseFormLeniently } from './query-string.ts';
import { servicesOfSigningName } from './services.ts';
import type { Protocol, Service } from './services.ts';
import { requestedService } from './understood-request.ts';
import type { RequestedService } from './understood-request.ts';
import { serviceOfForm } from './unsigned-service.ts';
import { header } from './wire-request.ts';
import type { WireRequest } from './wire-request.ts';

const DEFAULT_REGION = 'us-east-1';
const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d+$/;

/** `date/region/service/aws4_request`, read from the end: an access key ID may hold anything. */
function scopeOf(credential: string): { service: string; region: string } | null {
  const [term, service, region] = credential.split('/').toReversed();
  if (term === undefined || service === undefined || region === undefined || service === '') return null;
  return { service: service.toLowerCase(), region: region.toLowerCase() };
}

function signedScope(wire: WireRequest): { service: string; region: string } | null {
  const credential = /Credential=([^,\s]+)/.exec(header(wire, 'authorization') ?? '')?.[1];
  if (credential !== undefined) return scopeOf(credential);
  const query = wire.target.split('?').slice(1).join('?');
  if (!query.includes('X-Amz-Credential')) return null;
  const presigned = parseFormLeniently(query).find(([name]) => name === 'X-Amz-Credential');
  return presigned === undefined ? null : scopeOf(presigned[1]);
}

/**
 * Virtual-host-style S3 puts the bucket in front: `b.s3.eu-west-1.amazonaws.com`. The dashed forms (`s3-eu-west-1`)
 * and `dualstack` are S3's older and IPv6 endpoints.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function bucketOfHost(host: string): string | null {
  const name = withoutPort(host);
  return /^(.+)\.s3(?:[.-](?:dualstack\.)?[a-z0-9-]+)?\.amazonaws\.com$/.exec(name)?.[1] ?? null;
}

function withoutPort(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}

/** The service and the region that a host of AWS is an endpoint of, by its name; null for any other host. */
export function hostScope(host: string): { service: string; region: string } | null {
  const labels = /^(.+)\.amazonaws\.com$/.exec(withoutPort(host))?.[1]?.split('.');
  if (labels === undefined) return null;
  const dashed = /^s3-([a-z]{2,4}-.+-\d+)$/.exec(labels.at(-1) ?? '')?.[1];
  if (dashed !== undefined) return { service: 's3', region: dashed };
  const last = labels.at(-1) ?? '';
  const region = REGION.test(last) ? last : DEFAULT_REGION;
  const rest = REGION.test(last) ? labels.slice(0, -1) : labels;
  const service = rest.filter((label) => label !== 'dualstack').at(-1);
  return service === undefined ? null : { service, region };
}

/** The APIs that a request may be for, judged by its form, and the protocol in which it speaks to them. */
export interface AskedApis {
  readonly protocol: Protocol;
  /** More than one where only the operation tells them apart, as with REST APIs that share a signing name. */
  readonly apis: readonly [Service, ...Service[]];
}

function speaking(
  apis: readonly Service[],
  protocol: Protocol,
  fits: (api: Service) => boolean = () => true,
): AskedApis | null {
  const spoken = apis.filter((api) => api.protocols.includes(protocol));
  const [first, ...others] = spoken.filter(fits);
  const [any] = spoken;
  if (first !== undefined) return { protocol, apis: [first, ...others] };
  return any === undefined ? null : { protocol, apis: [any] };
}

/** `Action` and `Version` of the query protocols, read without regard to anything else. */
const QUERY_ACTION = /(?:^|[?&])Action=/;
const QUERY_VERSION = /(?:^|[?&])Version=([^&]*)/;

function queryText(wire: WireRequest): string | null {
  const isForm = header(wire, 'content-type')?.startsWith('application/x-www-form-urlencoded') === true;
  if (isForm) return `${new TextDecoder().decode(wire.body)}&${wire.target}`;
  return QUERY_ACTION.test(wire.target) ? wire.target : null;
}

const isRest = (protocol: Protocol): boolean => protocol === 'restJson' || protocol === 'restXml';

/**
 * Tells the APIs of one signing name, and the protocols of one API, apart: RPC v2 CBOR by its path, AWS JSON by its
 * target, the query protocols by their form; what is none of these is REST.
 * @see https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html#requests
 */
export function askedApis(wire: WireRequest, signingName: string): AskedApis {
  const apis = servicesOfSigningName(signingName);
  const [first] = apis;
  if (apis.length === 1 && first.protocols.length === 1) return { protocol: first.protocol, apis };
  const target = header(wire, 'x-amz-target');
  const query = queryText(wire);
  const version = query === null ? undefined : QUERY_VERSION.exec(query)?.[1];
  const found =
    (rpcOperation(wire) === null ? null : speaking(apis, 'rpcV2Cbor')) ??
    (target === null
      ? null
      : speaking(apis, 'awsJson', ({ targetPrefix }) => targetPrefix === target.slice(0, target.lastIndexOf('.')))) ??
    (query === null ? null : speaking(apis, 'awsQuery', ({ apiVersion }) => apiVersion === version)) ??
    speaking(apis, 'restXml', ({ api }) => (api === 's3control') === isS3Control(wire)) ??
    speaking(apis, 'restJson');
  return found ?? { protocol: first.protocol, apis: isRest(first.protocol) ? apis : [first] };
}

/** Every operation of S3 Control has the version in its path and names an account. */
function isS3Control(wire: WireRequest): boolean {
  return wire.target.startsWith('/v20180820/') && header(wire, 'x-amz-account-id') !== null;
}

/** The operation that the path of RPC v2 names: `/service/NAME/operation/OPERATION`; null for any other request. */
export function rpcOperation(wire: WireRequest): string | null {
  if (header(wire, 'smithy-protocol') !== 'rpc-v2-cbor') return null;
  return /\/service\/[\w.]+\/operation\/(\w+)$/.exec(wire.target)?.[1] ?? null;
}

/**
 * Finds out which service a request is for and in which region: from the credential scope that it is signed for, else
 * from the host, else from its form. Reads leniently, since authentication has a strict parser of its own and reports its faults; a
 * request that tells nothing is taken for S3's, the one service that anonymous requests are common for.
 */
export function identifyService(wire: WireRequest): RequestedService {
  const scope = signedScope(wire) ??
    hostScope(wire.host) ?? { service: serviceOfForm(wire) ?? 's3', region: DEFAULT_REGION };
  const { protocol, apis } = askedApis(wire, scope.service);
  const known = { ...requestedService(apis[0], scope.region), protocol };
  return header(wire, STATED_RESOURCE_HEADER) === null ? known : { ...known, protocol: 'stated' };
}

/**
 * Gatehouse's own header: states the resource (one ARN, several separated by commas, or `*`) of an operation whose wire
 * form Gatehouse does not know. It must be signed.
 */
export const STATED_RESOURCE_HEADER = 'X-Gatehouse-Resource';
