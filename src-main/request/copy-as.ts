import type { CopyForm, Draft, Signer } from '../../src-shared/contract/composer.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import { presignRequest, signRequest, type SigningCredentials } from '../authentication/signature-v4/sign.ts';
import { sha256Hex } from '../authentication/signature-v4/signature.ts';
import { isS3 } from '../authentication/signature-v4/service-rules.ts';
import { hideSessionToken } from '../authentication/hide-session-token.ts';
import type { UnsignedRequest } from './compose.ts';
import { copyAsCli, copyAsJavaScript, copyAsPython } from './copy-as-client.ts';
import type { ServiceReference } from './service-reference.ts';
import type { WireRequest } from './wire-request.ts';

/** A request to be written for another tool. */
export interface Copying {
  readonly form: CopyForm;
  readonly draft: Draft;
  readonly unsigned: UnsignedRequest;
  readonly signer: Signer;
  /** Null for nobody. */
  readonly credentials: SigningCredentials | null;
  readonly expiresInSeconds: number;
  readonly at: Date;
  readonly reference: ServiceReference;
}

/** A text to copy, and what has to be known before it is used. */
export interface Copied {
  readonly text: string;
  readonly notes: string[];
}

/**
 * Writes a composed request for another tool. No form holds a secret: a secret access key and a session token stand as
 * the environment variables of the AWS CLI.
 * @throws GatehouseError `CannotCopyAs` where the tool cannot make such a request.
 */
export function copyAs(copying: Copying): Copied {
  switch (copying.form) {
    case 'curl':
      return curlThatSigns(copying);
    case 'signedCurl':
      return signedCurl(copying);
    case 'presignedUrl':
      return presignedUrl(copying);
    case 'http':
      return http(copying);
    case 'awsCli':
      return copyAsCli(copying);
    case 'javaScript':
      return copyAsJavaScript(copying);
    case 'python':
      return copyAsPython(copying);
  }
}

/** A text as one word of a POSIX shell. */
export function shellQuoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

const CONTINUED = ' \\\n  ';
const IN_ENVIRONMENT =
  'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY first. They reach curl through its standard input, so that no list ' +
  'of processes shows them.';

function curlThatSigns({ unsigned, signer, credentials }: Copying): Copied {
  const { request, scope } = unsigned;
  if (credentials === null) {
    return { text: curlOf(request, [], ''), notes: [goesTo(request), 'Nobody signs this request.'] };
  }
  const temporary = signer.kind === 'session';
  const config = temporary
    ? `printf 'user = "%s:%s"\\nheader = "x-amz-security-token: %s"\\n' \\\n  ` +
      '"$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" "$AWS_SESSION_TOKEN" |\n'
    : `printf 'user = "%s:%s"\\n' "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" |\n`;
  const options = ['--config -', `--aws-sigv4 ${shellQuoted(`aws:amz:${scope.region}:${scope.service}`)}`];
  const hashed = isS3(scope.service)
    ? {
        ...request,
        headers: [...request.headers, ['x-amz-content-sha256', sha256Hex(request.body)] as [string, string]],
      }
    : request;
  return {
    text: curlOf(hashed, options, config),
    notes: [
      goesTo(request),
      temporary ? `${IN_ENVIRONMENT} Set AWS_SESSION_TOKEN as well.` : IN_ENVIRONMENT,
      'Needs curl 7.75 or newer.',
    ],
  };
}

function signedCurl(copying: Copying): Copied {
  const { unsigned, credentials, at } = copying;
  if (credentials === null) return curlThatSigns(copying);
  const { request } = signRequest(unsigned.request, credentials, unsigned.scope, at);
  const token = credentials.sessionToken;
  const headers = request.headers.filter(
    ([name]) => !['host', 'x-amz-security-token'].includes(name.toLowerCase()) || name.toLowerCase() === 'x-amz-date',
  );
  const config = token === undefined ? '' : `printf 'header = "X-Amz-Security-Token: %s"\\n' "$AWS_SESSION_TOKEN" |\n`;
  return {
    text: curlOf({ ...request, headers }, token === undefined ? [] : ['--config -'], config),
    notes: [
      goesTo(request),
      'It is signed already, and holds no secret. It is good for 15 minutes, for this request alone.',
      ...(token === undefined ? [] : ['Set AWS_SESSION_TOKEN to the token that it was signed with first.']),
    ],
  };
}

function curlOf(request: WireRequest, options: readonly string[], before: string): string {
  const body = new TextDecoder().decode(request.body);
  const method =
    request.method === 'HEAD'
      ? ['--head']
      : request.method === (body === '' ? 'GET' : 'POST')
        ? []
        : [`--request ${shellQuoted(request.method)}`];
  const parts = [
    'curl',
    ...options,
    ...method,
    // curl would take ., .. and what it reads as patterns out of the URL.
    '--path-as-is --globoff',
    ...request.headers
      .filter(([name]) => name.toLowerCase() !== 'host')
      .map(([name, value]) => `--header ${shellQuoted(value === '' ? `${name};` : `${name}: ${value}`)}`),
    ...(body === '' || request.headers.some(([name]) => name.toLowerCase() === 'content-type')
      ? []
      : [`--header 'Content-Type:'`]),
    ...(body === '' ? [] : [`--data-raw ${shellQuoted(body)}`]),
    shellQuoted(`https://${request.host}${request.target}`),
  ];
  return `${before}${parts.join(CONTINUED)}`;
}

function presignedUrl({ unsigned, credentials, expiresInSeconds, at }: Copying): Copied {
  if (credentials === null) {
    throw cannotCopyAs('Nobody signs this request, so that there is nothing to presign.', 'Choose who signs.');
  }
  const { request } = presignRequest(unsigned.request, credentials, unsigned.scope, at, expiresInSeconds);
  const token = credentials.sessionToken ?? null;
  const method = request.method === 'GET' ? [] : [`Send it with ${request.method}: it is good for that method alone.`];
  const headers = request.headers.filter(([name]) => name.toLowerCase() !== 'host').map(([name]) => name);
  return {
    text: hideSessionToken(`https://${request.host}${request.target}`, token),
    notes: [
      `Whoever has the URL can use it for ${expiresInSeconds} seconds.`,
      ...method,
      ...(headers.length === 0 ? [] : [`These headers are signed and have to be sent with it: ${headers.join(', ')}.`]),
      ...(token === null
        ? []
        : ['The session token belongs where *** stands, percent-encoded: it is a secret, and Gatehouse keeps it.']),
    ],
  };
}

function http({ unsigned, credentials, at }: Copying): Copied {
  const signed = credentials === null ? null : signRequest(unsigned.request, credentials, unsigned.scope, at).request;
  const request = signed ?? {
    ...unsigned.request,
    headers: [['Host', unsigned.request.host] as [string, string], ...unsigned.request.headers],
  };
  const length = request.body.length === 0 ? [] : [`Content-Length: ${request.body.length}`];
  const lines = [
    `${request.method} ${request.target} HTTP/1.1`,
    ...request.headers.map(([name, value]) => `${name}: ${value}`),
    ...length,
    '',
    new TextDecoder().decode(request.body),
  ];
  const token = credentials?.sessionToken ?? null;
  return {
    text: hideSessionToken(lines.join('\n'), token),
    notes: token === null ? [] : ['The session token stands as ***: it is a secret, and Gatehouse keeps it.'],
  };
}

function goesTo({ host }: WireRequest): string {
  return `It goes to ${host}, not to Gatehouse.`;
}

function cannotCopyAs(message: string, mend: string): GatehouseError {
  return new GatehouseError('CannotCopyAs', message, { place: 'form', mend });
}
