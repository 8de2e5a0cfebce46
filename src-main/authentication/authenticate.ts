import type { Fact, SigningSteps } from '../../src-shared/decision/record.ts';
import type { AwsError } from '../../src-shared/errors.ts';
import type { Principal } from '../../src-shared/principal.ts';
import type { ModelView } from '../account/model.ts';
import { isAccountClosed } from '../account/organization.ts';
import { sessionPrincipal } from '../account/session-principal.ts';
import { userPrincipal } from '../account/user-principal.ts';
import { redactCanonicalRequest } from '../request/redact.ts';
import type { WireRequest } from '../request/wire-request.ts';
import { hideSessionToken } from './hide-session-token.ts';
import { isRefusedByService } from './session-limits.ts';
import type { SessionCredentials, TemporarySession } from './session-token.ts';
import { bad, describeDate, describeForm, describePayload, good, information } from './signature-facts.ts';
import { indexHeaders, type HeaderIndex } from './signature-v4/canonical-request.ts';
import { computeStrings } from './signature-v4/computed-strings.ts';
import { compareScope, parseCredential, type ExpectedScope } from './signature-v4/credential-scope.ts';
import { signatureError } from './signature-v4/fault-error.ts';
import type { SignatureFault } from './signature-v4/fault.ts';
import { parseSignature, type ClaimedSignature } from './signature-v4/parse.ts';
import { readPayload, type Payload } from './signature-v4/payload.ts';
import { checkRequestDate, readRequestDate } from './signature-v4/request-date.ts';
import { isS3, serviceRules } from './signature-v4/service-rules.ts';
import { isSignatureOf, sha256Hex, type CredentialScope } from './signature-v4/signature.ts';
import type { SigningKeys } from './signature-v4/signing-keys.ts';
import { verifyChunks } from './signature-v4/verify-chunks.ts';

export interface AuthenticationDependencies {
  readonly model: ModelView;
  /** The secret of an access key from the vault; null when the vault has none. */
  secretAccessKey(accessKeyId: string): Promise<string | null>;
  /** What a session token holds, however old it is; null when it was not issued here or was changed since. */
  openSessionToken(token: string): SessionCredentials | null | Promise<SessionCredentials | null>;
  readonly signingKeys: SigningKeys;
  /** Whether the operation is one that is called without credentials. Amazon S3 takes any request without them. */
  takesUnsigned?(): boolean;
  readonly now: Date;
}

/** What step 2 found out. Nothing in it is secret: session tokens are replaced by `***`. */
export type AuthenticationOutcome =
  | {
      readonly ok: true;
      readonly principal: Principal;
      readonly accessKeyId: string | null;
      /** Set for temporary credentials; null for long-term access keys and for nobody. */
      readonly session: TemporarySession | null;
      /** The body; of one that came in chunks, what the chunks hold. */
      readonly body: Uint8Array;
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
  const seen: Seen = { facts: [], accessKeyId: null, signing: null };
  const refuse = ({ fault, fact }: Refusal): AuthenticationOutcome => {
    seen.facts.push(fact);
    return { ok: false, error: signatureError(fault, expected.service), ...seen };
  };

  const claim = readClaim(request, expected, deps, seen);
  if (claim === 'anonymous') {
    const allowed = isS3(expected.service) ? 'Amazon S3 allows' : 'this operation allows';
    seen.facts.push(information('Signature', `None: the request is anonymous, which ${allowed}.`));
    return { ok: true, principal: { kind: 'anonymous' }, session: null, body: request.body, ...seen };
  }
  if ('fault' in claim) return refuse(claim);

  const { sessionToken } = claim.claimed;
  const credentials =
    sessionToken === null
      ? await findLongTermCredentials(claim.accessKeyId, deps, seen)
      : await findSessionCredentials(sessionToken, { ...claim, service: expected.service }, deps, seen);
  if ('fault' in credentials) return refuse(credentials);

  const verified = verify(request, claim, credentials.secretAccessKey, deps.signingKeys, seen);
  if ('fault' in verified) return refuse(verified);

  const { principal, session } = credentials;
  if ('arn' in principal) seen.facts.push(information('Principal', principal.arn));
  return { ok: true, principal, session, body: verified.body, ...seen };
}

/** What is known of a request so far, whatever becomes of it. */
interface Seen {
  readonly facts: Fact[];
  accessKeyId: string | null;
  signing: SigningSteps | null;
}

interface Refusal {
  readonly fault: SignatureFault;
  readonly fact: Fact;
}

/** What a request claims, where it is such as the endpoint takes: only the proof is missing. */
interface Claim {
  readonly claimed: ClaimedSignature;
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  readonly amzDate: string;
  readonly credentialScope: string;
  readonly payload: Payload;
  readonly stringToSign: string;
  /** Without the session token. */
  readonly shownCanonicalRequest: string;
}

interface FoundCredentials {
  readonly secretAccessKey: string;
  readonly principal: Principal;
  readonly session: TemporarySession | null;
}

function readClaim(
  request: WireRequest,
  expected: ExpectedScope,
  { now, takesUnsigned = () => false }: Pick<AuthenticationDependencies, 'now' | 'takesUnsigned'>,
  seen: Seen,
): Claim | Refusal | 'anonymous' {
  const { facts } = seen;
  const { service } = expected;
  const s3 = isS3(service);
  const parsed = parseSignature(request, s3);
  if (parsed.kind === 'anonymous') {
    const fact = bad('Signature', 'The request is not signed.');
    return s3 || takesUnsigned() ? 'anonymous' : { fault: { kind: 'missingAuthenticationToken' }, fact };
  }
  if (parsed.kind === 'fault') return { fault: parsed.fault, fact: bad('Signature', describeForm(parsed.fault)) };

  const { claimed } = parsed;
  const { form, signedHeaders, credential } = claimed;
  seen.accessKeyId = credential.split('/', 1)[0] ?? null;
  facts.push(good('Signature', `Version 4, in the ${form === 'header' ? 'Authorization header' : 'query string'}`));

  const headers = indexHeaders(request);
  const unsigned = headersThatMustBeSigned(headers, s3).filter((name) => !signedHeaders.includes(name));
  if (unsigned.length > 0) {
    const fact = bad('Signed headers', `Not signed, and must be: ${unsigned.join(', ')}`);
    const hostAlone = unsigned.includes('host') && !s3;
    return { fault: hostAlone ? { kind: 'hostNotSigned' } : { kind: 'headersNotSigned', names: unsigned }, fact };
  }
  facts.push(good('Signed headers', signedHeaders.join(', ')));

  const payload = readPayload(request, claimed, s3);
  if (!('hash' in payload)) return { fault: payload, fact: bad('Payload', describePayload(payload)) };

  const date = readRequestDate(claimed, service);
  if (date === null) {
    const fact = bad('Date', `'${claimed.date}' is not of the form YYYYMMDD'T'HHMMSS'Z'`);
    return { fault: { kind: 'invalidDate', form, date: claimed.date }, fact };
  }
  const { amzDate } = date;
  const dateFault = checkRequestDate(date.at, claimed, service, now);
  if (dateFault !== null) return { fault: dateFault, fact: bad('Date', describeDate(date, now)) };
  facts.push(good('Date', describeDate(date, now)));

  const parts = parseCredential(credential);
  if (parts === null) {
    const fact = bad('Credential scope', `'${credential}' does not have five elements`);
    return { fault: { kind: 'malformedCredential', form, credential }, fact };
  }
  const { accessKeyId, scope } = parts;
  const strings = computeStrings(
    request,
    headers,
    { signedHeaders, amzDate, scope, payloadHash: payload.hash },
    serviceRules(service),
  );
  const { stringToSign, credentialScope } = strings;
  const shownCanonicalRequest = redactCanonicalRequest(
    hideSessionToken(strings.canonicalRequest, claimed.sessionToken),
  );
  seen.signing = {
    canonicalRequest: shownCanonicalRequest,
    stringToSign,
    credentialScope,
    signedHeaders: signedHeaders.join(';'),
    signature: claimed.signature,
  };
  const mismatches = compareScope(scope, expected, amzDate);
  if (mismatches.length > 0) {
    const words = mismatches.map(
      ({ element, given, expected: right }) => `${element} '${given}' instead of '${right}'`,
    );
    return { fault: { kind: 'wrongScope', form, mismatches }, fact: bad('Credential scope', words.join('; ')) };
  }
  facts.push(good('Credential scope', credentialScope));
  return { claimed, accessKeyId, scope, amzDate, credentialScope, payload, stringToSign, shownCanonicalRequest };
}

/**
 * The headers that have to be signed: Host everywhere; on Amazon S3 also each x-amz- header.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
function headersThatMustBeSigned(headers: HeaderIndex, s3: boolean): string[] {
  return ['host', ...(s3 ? [...headers.keys()].filter((name) => name.startsWith('x-amz-')) : [])];
}

async function findSessionCredentials(
  token: string,
  { accessKeyId, service }: { readonly accessKeyId: string; readonly service: string },
  deps: AuthenticationDependencies,
  { facts }: Seen,
): Promise<FoundCredentials | Refusal> {
  const opened = await deps.openSessionToken(token);
  if (opened === null) {
    const fact = bad('Session token', 'The request carries a session token that this workspace has not issued');
    return { fault: { kind: 'invalidSessionToken' }, fact };
  }
  if (opened.accessKeyId !== accessKeyId) {
    const fact = bad('Session token', `Issued with another access key than ${accessKeyId}`);
    return { fault: { kind: 'invalidSessionToken' }, fact };
  }
  if (Date.parse(opened.expiresAt) <= deps.now.getTime()) {
    const fact = bad('Session token', `Expired at ${opened.expiresAt}`);
    return { fault: { kind: 'expiredSessionToken' }, fact };
  }
  const principal = sessionPrincipal(opened.principal, opened.issuedAt, deps.model);
  if (principal === null) {
    const fact = bad('Session token', 'The role or user behind the session is gone, or made anew under the same name');
    return { fault: { kind: 'invalidSessionToken' }, fact };
  }
  if ('accountId' in principal && isAccountClosed(deps.model, principal.accountId)) {
    return { fault: { kind: 'invalidSessionToken' }, fact: bad('Session token', `Of ${closed(principal.accountId)}`) };
  }
  if (isRefusedByService(opened, service)) {
    const fact = bad('Session token', `Credentials of ${opened.issuedBy} cannot be used for ${service}`);
    return { fault: { kind: 'invalidSessionToken' }, fact };
  }
  facts.push(
    good('Session token', `Issued by ${opened.issuedBy} to ${opened.requestedBy}, good until ${opened.expiresAt}`),
    good('Access key', `${accessKeyId}, of the session`),
  );
  const { secretAccessKey, ...session } = opened;
  return { secretAccessKey, principal, session };
}

async function findLongTermCredentials(
  accessKeyId: string,
  deps: AuthenticationDependencies,
  { facts }: Seen,
): Promise<FoundCredentials | Refusal> {
  const fault: SignatureFault = { kind: 'invalidAccessKey', accessKeyId };
  const owner = deps.model.accessKey(accessKeyId);
  if (owner === null) return { fault, fact: bad('Access key', `${accessKeyId} belongs to nobody in this workspace`) };
  facts.push(good('Access key', `${owner.key.accessKeyId}, of ${owner.user.arn}`));
  const { accountId } = owner.user;
  if (isAccountClosed(deps.model, accountId)) {
    return { fault, fact: bad('Account', `${closed(accountId)}; answered as if the access key did not exist`) };
  }
  if (owner.key.status !== 'Active')
    return { fault, fact: bad('Access key status', 'Inactive; AWS answers as if it did not exist') };
  facts.push(good('Access key status', 'Active'));

  const secretAccessKey = await deps.secretAccessKey(owner.key.accessKeyId);
  if (secretAccessKey === null) {
    const fact = bad(
      'Secret access key',
      'Not in the credential store, so that no signature with this key can be checked; create a new access key',
    );
    return { fault, fact };
  }
  return { secretAccessKey, principal: userPrincipal(owner.user), session: null };
}

/**
 * What is said of credentials of an account that was closed. AWS documents that they are good for nothing any more, and
 * not by which error; Gatehouse answers as to credentials that are not known.
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-closing.html
 */
function closed(accountId: string): string {
  return `account ${accountId}, which is closed`;
}

/** Checks the signature, then that the body is the one that it stands for. */
function verify(
  request: WireRequest,
  claim: Claim,
  secretAccessKey: string,
  signingKeys: SigningKeys,
  { facts }: Seen,
): { readonly body: Uint8Array } | Refusal {
  const { claimed, accessKeyId, stringToSign, payload } = claim;
  const { signature } = claimed;
  const key = signingKeys.of(secretAccessKey, claim.scope);
  if (!isSignatureOf(signature, key, stringToSign)) {
    const canonicalRequest = claim.shownCanonicalRequest;
    return {
      fault: { kind: 'signatureDoesNotMatch', accessKeyId, canonicalRequest, stringToSign, signature },
      fact: bad('Signature', 'Not the one that the secret access key gives for this request'),
    };
  }
  facts.push(good('Signature', 'The one that the secret access key gives for this request'));

  switch (payload.kind) {
    case 'signed':
      break;
    case 'unsigned':
      facts.push(information('Payload', 'Not signed'));
      return { body: request.body };
    case 'declared': {
      const computed = sha256Hex(request.body);
      if (computed === payload.hash) break;
      const fault: SignatureFault = { kind: 'contentSha256Mismatch', given: payload.hash, computed };
      return { fault, fact: bad('Payload', describePayload(fault)) };
    }
    case 'chunked': {
      const { amzDate, credentialScope } = claim;
      const { form } = payload;
      const chunks = verifyChunks(request, { form, key, amzDate, credentialScope, seedSignature: signature });
      if (!chunks.ok) return { fault: chunks.fault, fact: bad('Payload', describePayload(chunks.fault)) };
      facts.push(
        form.signed ? good('Payload', 'In chunks, each signed') : information('Payload', 'In chunks, not signed'),
        ...chunks.checksums.map(({ algorithm, verified }) =>
          verified
            ? good('Checksum', `The ${algorithm} in the trailer is that of the object`)
            : information('Checksum', `${algorithm}, which Gatehouse cannot compute, and believes`),
        ),
      );
      return { body: chunks.body };
    }
  }
  facts.push(good('Payload', 'Signed and unchanged'));
  return { body: request.body };
}
