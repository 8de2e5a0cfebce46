import { parseFormLeniently } from './query-string.ts';
import { allServices } from './services.ts';
import { header, type WireRequest } from './wire-request.ts';

/**
 * The API versions of the query services that are asked without a signature: STS is, by those who have no credentials
 * yet, and IAM by those who forgot to sign. Other services share their versions.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/CommonParameters.html
 */
const SERVICE_BY_VERSION: Readonly<Record<string, string>> = { '2010-05-08': 'iam', '2011-06-15': 'sts' };

/**
 * The service that a request is in the form of: `X-Amz-Target` names it in the JSON protocols, `Version` in the query
 * protocol. For requests to a host that serves all services, when no signature tells.
 * @returns the signing name; null when the form tells nothing, as S3's does not.
 */
export function serviceOfForm(wire: WireRequest): string | null {
  const targetPrefix = (header(wire, 'x-amz-target') ?? '').split('.').slice(0, -1).join('.');
  if (targetPrefix !== '') {
    return allServices().find((service) => service.targetPrefix === targetPrefix)?.signingName ?? null;
  }
  const [path, query = ''] = wire.target.split('?', 2);
  if (path !== '/') return null;
  const form = header(wire, 'content-type')?.startsWith('application/x-www-form-urlencoded') === true;
  const fields = parseFormLeniently(form ? new TextDecoder().decode(wire.body) : query);
  const version = fields.find(([name]) => name === 'Version')?.[1];
  return version === undefined ? null : (SERVICE_BY_VERSION[version] ?? null);
}
