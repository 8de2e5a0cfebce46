import type { DecisionRecord } from '../../src-shared/decision/record.ts';

/** The headers that signing adds or that follow from the address and the body. */
const ADDED = new Set([
  'authorization',
  'host',
  'content-length',
  'x-amz-date',
  'x-amz-content-sha256',
  'x-amz-security-token',
]);

/** A request before signing, with the service and region of its credential scope. */
export type UnsignedRequest = Pick<
  DecisionRecord['request'],
  'method' | 'url' | 'headers' | 'body' | 'service' | 'region'
>;

/** A request as it was before it was signed, so that it can be changed and signed anew. */
export function unsigned(request: UnsignedRequest): UnsignedRequest {
  const { method, url, body, service, region } = request;
  const headers = request.headers.filter(([name]) => !ADDED.has(name.toLowerCase()));
  return { method, url, headers, body, service, region };
}
