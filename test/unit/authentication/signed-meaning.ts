import type { WireRequest } from '../../../src-main/request/wire-request.ts';

/**
 * What a signature holds of a request, found by other means than Gatehouse's: everything decoded, nothing encoded again.
 * Two requests of the same meaning have the same signature, and two of another must not.
 */
export function signedMeaning(request: WireRequest, service: string): string {
  const mark = request.target.indexOf('?');
  const path = mark < 0 ? request.target : request.target.slice(0, mark);
  const query = mark < 0 ? '' : request.target.slice(mark + 1);
  const parameters = query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', ...value] = part.split('=');
      return [decode(name.replaceAll('+', ' ')), decode(value.join('=').replaceAll('+', ' '))];
    })
    .toSorted();
  const authorization = valuesOf(request, 'authorization')[0] ?? '';
  const claim = (name: string): string =>
    new RegExp(`[ ,]${name}=([^,]*)`).exec(authorization)?.[1]?.trim() ??
    parameters.find(([key]) => key === `X-Amz-${name}`)?.[1] ??
    '';
  const signedHeaders = claim('SignedHeaders')
    .split(';')
    .map((name) => name.trim().toLowerCase())
    .toSorted();
  // Amazon S3 takes no header that begins so and is not signed.
  const own = request.headers.map(([name]) => name.toLowerCase()).filter((name) => name.startsWith('x-amz-'));
  const names = [...new Set([...signedHeaders, ...(service === 's3' ? own : [])])];
  return JSON.stringify({
    method: request.method,
    path: service === 's3' ? decode(path) : pathSegments(path),
    parameters,
    signedHeaders,
    headers: names.toSorted().map((name) => [name, valuesOf(request, name)]),
    credential: claim('Credential'),
    signature: claim('Signature'),
    date: valuesOf(request, 'x-amz-date')[0] ?? '',
  });
}

/** Whether a request claims to be signed at all. */
export function claimsSignature(request: WireRequest): boolean {
  return (
    valuesOf(request, 'authorization').length > 0 || /[?&]X-Amz-(Algorithm|Credential|Signature)/.test(request.target)
  );
}

function valuesOf(request: WireRequest, wanted: string): string[] {
  const values = request.headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  const given = values.length === 0 && wanted === 'host' ? [request.host] : values;
  // Several values are one, with commas between, as HTTP has it.
  return given.length === 0
    ? []
    : [
        given
          .map((value) =>
            value
              .split(/[ \t\r\n]+/)
              .join(' ')
              .trim(),
          )
          .join(','),
      ];
}

/** The bytes of a text in which some are percent-encoded, one character for each. */
function decode(text: string): string {
  const bytes = Buffer.from(text).toString('latin1');
  return bytes.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function pathSegments(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  return `${kept.join('/')}${kept.length > 0 && path.endsWith('/') ? '/' : ''}`;
}
