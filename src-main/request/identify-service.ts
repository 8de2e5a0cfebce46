import { parseFormLeniently } from './query-string.ts';
import { serviceOfSigningName } from './services.ts';
import { requestedService } from './understood-request.ts';
import type { RequestedService } from './understood-request.ts';
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

/**
 * Finds out which service a request is for and in which region: from the credential scope that it is signed for, else
 * from the host. Reads leniently, since authentication has a strict parser of its own and reports its faults; a
 * request that tells nothing is taken for S3's, the one service that anonymous requests are common for.
 */
export function identifyService(wire: WireRequest): RequestedService {
  const scope = signedScope(wire) ?? hostScope(wire.host) ?? { service: 's3', region: DEFAULT_REGION };
  const known = requestedService(serviceOfSigningName(scope.service), scope.region);
  return header(wire, STATED_RESOURCE_HEADER) === null ? known : { ...known, protocol: 'stated' };
}

/**
 * Gatehouse's own header: states the resource (one ARN, several separated by commas, or `*`) of an operation whose wire
 * form Gatehouse does not know. It must be signed.
 */
export const STATED_RESOURCE_HEADER = 'X-Gatehouse-Resource';
