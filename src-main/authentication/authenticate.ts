import { hash } from 'node:crypto';
import type { Fact, SigningSteps } from '../../src-shared/decision/record.ts';
import type { AwsError } from '../../src-shared/errors.ts';
import type { Principal } from '../../src-shared/principal.ts';
import type { ModelView } from '../account/model.ts';
import { userPrincipal } from '../account/user-principal.ts';
import { REDACTED } from '../request/secret-parameters.ts';
import { header, type WireRequest } from '../request/wire-request.ts';
import { formatAmzDate, parseAmzDate, parseHttpDate } from './signature-v4/amz-date.ts';
import { indexHeaders, type HeaderIndex } from './signature-v4/canonical-request.ts';
import { signatureError } from './signature-v4/fault-error.ts';
import type { ScopeMismatch, SignatureFault } from './signature-v4/fault.ts';
import { parseSignature, type ClaimedSignature } from './signature-v4/parse.ts';
import { uriEncode } from './signature-v4/percent-encoding.ts';
import { isS3, serviceRules } from './signature-v4/service-rules.ts';
import { UNSIGNED_PAYLOAD } from './signature-v4/sign.ts';
import { TERMINATOR, type CredentialScope } from './signature-v4/signature.ts';
import { computeStrings, signatureMatches } from './signature-v4/verify.ts';

/** What the endpoint that was called takes. */
export interface ExpectedScope {
  /** The signing name of the service, such as `iam` or `s3`. */
  readonly service: string;
  /** The endpoint's region; left out where any will do. */
  readonly region?: string;
}

export interface AuthenticationDependencies {
  readonly model: ModelView;
  /** The secret of an access key from the vault; null when the vault has none. */
  secretAccessKey(accessKeyId: string): Promise<string | null>;
  readonly now: Date;
}

/** What step 2 found out. Nothing in it is secret: session tokens are replaced by `***`. */
export type AuthenticationOutcome =
  | {
      readonly ok: true;
      readonly principal: Principal;
      readonly accessKeyId: string | null;
      readonly facts: Fact[];
      readonly signing: SigningSteps | null;
    }
  | {
      readonly ok: false;
      readonly error: AwsError;
      readonly accessKeyId: string | null;
      readonly facts: Fact[];
      /** What Gatehouse computed. `signature` is the one that came with the request, never the right one. */
      readonly signing: SigningSteps | null;
    };

/** How far a request's date may lie from the service's clock, either way. */
const SKEW_SECONDS = 15 * 60;

/**
 * Step 2: finds out who sent a request, by its signature. The checks come in AWS's order, so that a request with two
 * faults gets AWS's first error: form, signed headers, date, credential scope, session token, access key, signature,
 * payload. A request to Amazon S3 that is not signed at all is anonymous; elsewhere it is refused.
 * @param expected what the endpoint takes.
 * @returns the principal, or AWS's error; rejects only when the vault cannot be reached.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 */
export async function authenticate(
  request: WireRequest,
  expected: ExpectedScope,
  deps: AuthenticationDependencies,
): Promise<AuthenticationOutcome> {
  const facts: Fact[] = [];
  let accessKeyId: string | null = null;
  let signing: SigningSteps | null = null;
  const refuse = (fault: SignatureFault, fact: Fact): AuthenticationOutcome => ({
    ok: false,
    error: signatureError(fault, expected.service),
    accessKeyId,
    facts: [...facts, fact],
    signing,
  });

  const s3 = isS3(expected.service);
  const parsed = parseSignature(request, s3);
  if (parsed.kind === 'anonymous') {
    if (!s3) return refuse({ kind: 'missingAuthenticationToken' }, bad('Signature', 'The request is not signed.'));
    facts.push(information('Signature', 'None: the request is anonymous, which Amazon S3 allows.'));
    return { ok: true, principal: { kind: 'anonymous' }, accessKeyId: null, facts, signing: null };
  }
  if (parsed.kind === 'fault') return refuse(parsed.fault, bad('Signature', describeForm(parsed.fault)));

  const { claimed } = parsed;
  const headers = indexHeaders(request);
  accessKeyId = claimed.credential.split('/')[0] ?? null;
  facts.push(
    good('Signature', `Version 4, in the ${claimed.form === 'header' ? 'Authorization header' : 'query string'}`),
  );

  const unsigned = headersThatMustBeSigned(headers, s3).filter((name) => !claimed.signedHeaders.includes(name));
  if (unsigned.length > 0) {
    const fact = bad('Signed headers', `Not signed, and must be: ${unsigned.join(', ')}`);
    return refuse(
      unsigned.includes('host') ? { kind: 'hostNotSigned' } : { kind: 'headersNotSigned', names: unsigned },
      fact,
    );
  }
  facts.push(good('Signed headers', claimed.signedHeaders.join(', ')));

  const payload = payloadHash(request, claimed, s3);
  if (payload.fault !== null) return refuse(payload.fault, bad('Payload', payload.description));

  const date = parseAmzDate(claimed.date) ?? (s3 && claimed.form === 'header' ? parseHttpDate(claimed.date) : null);
  if (date === null) {
    return refuse(
      { kind: 'invalidDate', form: claimed.form, date: claimed.date },
      bad('Date', `'${claimed.date}' is not of the form YYYYMMDD'T'HHMMSS'Z'`),
    );
  }
  const dateFault = checkDate(date, claimed, expected.service, deps.now);
  if (dateFault !== null) return refuse(dateFault, bad('Date', describeDate(date, deps.now)));
  facts.push(good('Date', describeDate(date, deps.now)));

  const scope = parseScope(claimed.credential);
  if (scope === null) {
    return refuse(
      { kind: 'malformedCredential', form: claimed.form, credential: claimed.credential },
      bad('Credential scope', `'${claimed.credential}' does not have five elements`),
    );
  }
  const amzDate = formatAmzDate(date);
  const strings = computeStrings(
    request,
    headers,
    { signedHeaders: claimed.signedHeaders, amzDate, scope, payloadHash: payload.hash },
    serviceRules(expected.service),
  );
  signing = withoutToken(
    { ...strings, signedHeaders: claimed.signedHeaders.join(';'), signature: claimed.signature },
    claimed.sessionToken,
  );
  const mismatches = compareScope(scope, expected, amzDate);
  if (mismatches.length > 0) {
    const parts = mismatches.map(
      ({ element, given, expected: right }) => `${element} '${given}' instead of '${right}'`,
    );
    return refuse({ kind: 'wrongScope', form: claimed.form, mismatches }, bad('Credential scope', parts.join('; ')));
  }
  facts.push(good('Credential scope', strings.credentialScope));

  if (claimed.sessionToken !== null) {
    return refuse(
      { kind: 'invalidSessionToken' },
      bad('Session token', 'The request carries a session token that this workspace has not issued'),
    );
  }

  const owner = deps.model.accessKey(accessKeyId ?? '');
  if (owner === null) {
    return refuse(
      { kind: 'invalidAccessKey' },
      bad('Access key', `${accessKeyId} belongs to nobody in this workspace`),
    );
  }
  facts.push(good('Access key', `${owner.key.accessKeyId}, of ${owner.user.arn}`));
  if (owner.key.status !== 'Active') {
    return refuse(
      { kind: 'invalidAccessKey' },
      bad('Access key status', 'Inactive; AWS answers as if it did not exist'),
    );
  }
  facts.push(good('Access key status', 'Active'));

  const secret = await deps.secretAccessKey(owner.key.accessKeyId);
  if (secret === null) {
    return refuse(
      { kind: 'invalidAccessKey' },
      bad(
        'Secret access key',
        'Not in the credential store, so that no signature with this key can be checked; create a new access key',
      ),
    );
  }
  if (!signatureMatches(claimed, secret, scope, strings.stringToSign)) {
    return refuse(
      { kind: 'signatureDoesNotMatch', canonicalRequest: signing.canonicalRequest, stringToSign: signing.stringToSign },
      bad('Signature', 'Not the one that the secret access key gives for this request'),
    );
  }
  facts.push(good('Signature', 'The one that the secret access key gives for this request'));

  if (payload.toCompare !== null && payload.toCompare !== hash('sha256', request.body, 'hex')) {
    return refuse(
      { kind: 'contentSha256Mismatch' },
      bad('Payload', 'The body is not the one that was hashed and signed'),
    );
  }
  facts.push(
    payload.hash === UNSIGNED_PAYLOAD ? information('Payload', 'Not signed') : good('Payload', 'Signed and unchanged'),
  );

  facts.push(information('Principal', owner.user.arn));
  return { ok: true, principal: userPrincipal(owner.user), accessKeyId, facts, signing };
}

/**
 * The headers that have to be signed: Host everywhere; on Amazon S3 also each x-amz- header.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
function headersThatMustBeSigned(headers: HeaderIndex, s3: boolean): string[] {
  return ['host', ...(s3 ? [...headers.keys()].filter((name) => name.startsWith('x-amz-')) : [])];
}

/** The payload's hash as the canonical request has it, and what the body has to be compared with afterwards. */
type Payload =
  | { readonly fault: null; readonly hash: string; readonly toCompare: string | null }
  | { readonly fault: SignatureFault; readonly description: string };

/** Amazon S3 takes the hash from a header and compares it with the body later; others hash the body. */
function payloadHash(request: WireRequest, claimed: ClaimedSignature, s3: boolean): Payload {
  if (!s3) return { fault: null, hash: hash('sha256', request.body, 'hex'), toCompare: null };
  const given = header(request, 'x-amz-content-sha256')?.trim() ?? null;
  if (given === null) {
    return claimed.form === 'query'
      ? { fault: null, hash: UNSIGNED_PAYLOAD, toCompare: null }
      : { fault: { kind: 'missingContentSha256' }, description: 'The header x-amz-content-sha256 is missing' };
  }
  if (given === UNSIGNED_PAYLOAD) return { fault: null, hash: given, toCompare: null };
  if (given.startsWith('STREAMING-')) {
    return { fault: { kind: 'chunkedPayload' }, description: `Gatehouse does not read payloads in chunks (${given})` };
  }
  return /^[0-9a-f]{64}$/.test(given)
    ? { fault: null, hash: given, toCompare: given }
    : { fault: { kind: 'invalidContentSha256' }, description: 'The header x-amz-content-sha256 holds no SHA-256' };
}

/**
 * Whether a request's date is current. A presigned URL is current as long as its X-Amz-Expires says, except for AWS
 * STS, which goes by the 15 minutes alone.
 */
function checkDate(date: Date, claimed: ClaimedSignature, service: string, now: Date): SignatureFault | null {
  const lifetime = service === 'sts' ? SKEW_SECONDS : (claimed.expiresInSeconds ?? SKEW_SECONDS);
  const age = (now.getTime() - date.getTime()) / 1000;
  const { form } = claimed;
  if (age > lifetime) return { kind: 'expired', form, date, now, seconds: lifetime };
  return age < -SKEW_SECONDS ? { kind: 'notYetCurrent', form, date, now, seconds: SKEW_SECONDS } : null;
}

function parseScope(credential: string): (CredentialScope & { terminator: string }) | null {
  const [, date, region, service, terminator, ...more] = credential.split('/');
  if (date === undefined || region === undefined || service === undefined || terminator === undefined) return null;
  return more.length > 0 ? null : { date, region, service, terminator };
}

function compareScope(
  scope: CredentialScope & { terminator: string },
  expected: ExpectedScope,
  amzDate: string,
): ScopeMismatch[] {
  const mismatches: ScopeMismatch[] = [];
  const day = amzDate.slice(0, 8);
  const region = expected.region ?? scope.region;
  if (scope.region !== region || scope.region === '')
    mismatches.push({ element: 'region', given: scope.region, expected: region });
  if (scope.service !== expected.service)
    mismatches.push({ element: 'service', given: scope.service, expected: expected.service });
  if (scope.terminator !== TERMINATOR)
    mismatches.push({ element: 'terminator', given: scope.terminator, expected: TERMINATOR });
  if (scope.date !== day) mismatches.push({ element: 'date', given: scope.date, expected: day, amzDate });
  return mismatches;
}

/** A session token is a secret, and the canonical request holds it. */
function withoutToken(signing: SigningSteps, token: string | null): SigningSteps {
  if (token === null || token === '') return signing;
  const canonicalRequest = signing.canonicalRequest
    .replaceAll(token.trim(), REDACTED)
    .replaceAll(uriEncode(token), REDACTED);
  return { ...signing, canonicalRequest };
}

function describeForm(fault: SignatureFault): string {
  switch (fault.kind) {
    case 'malformedQueryString':
      return 'The query string holds an escape that is none';
    case 'severalSignatures':
      return 'The request is signed twice';
    case 'signatureVersion2':
      return 'Signed with Signature Version 2, which is not taken any more; sign with Version 4';
    case 'unsupportedAlgorithm':
      return `'${fault.algorithm}' is not an algorithm that is taken`;
    case 'notKeyValuePair':
      return `'${fault.part}' in the Authorization header is not of the form name=value`;
    case 'incompleteHeader':
    case 'incompleteQuery':
      return `Incomplete: ${fault.missing.join(', ')} missing`;
    case 'missingDate':
      return 'The request has no date';
    case 'invalidExpires':
      return 'X-Amz-Expires is not a number of seconds up to 604,800';
    default:
      return 'Not a signature of Version 4';
  }
}

function describeDate(date: Date, now: Date): string {
  const seconds = Math.round((now.getTime() - date.getTime()) / 1000);
  if (seconds === 0) return `${formatAmzDate(date)}, now`;
  const distance = Math.abs(seconds) < 120 ? `${Math.abs(seconds)} s` : `${Math.round(Math.abs(seconds) / 60)} min`;
  return `${formatAmzDate(date)}, ${distance} ${seconds > 0 ? 'ago' : 'ahead of this clock'}`;
}

function good(label: string, value: string): Fact {
  return { label, value, ok: true };
}

function bad(label: string, value: string): Fact {
  return { label, value, ok: false };
}

function information(label: string, value: string): Fact {
  return { label, value, ok: null };
}
