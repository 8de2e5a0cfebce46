import type { Difference, Finding, SignatureComparison } from '../../src-shared/contract/composer.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import { hostScope } from '../request/identify-service.ts';
import { redactRequest } from '../request/redact.ts';
import { REDACTED } from '../request/secret-parameters.ts';
import { canonicalParts, NO_ACCESS_KEY_ID, NO_SIGNATURE } from './compare-signature-canonical.ts';
import { findingsOf, plainMistake } from './compare-signature-findings.ts';
import {
  derivedKey,
  MISTAKES,
  signatureOfMaking,
  signaturesOfMakings,
  stringsOf,
  type Circumstances,
  type MadeStrings,
  type Making,
  type Mistake,
} from './compare-signature-mistakes.ts';
import type { PastedRequest } from './compare-signature-pasted.ts';
import { describeForm } from './signature-facts.ts';
import {
  canonicalQuery,
  canonicalUri,
  indexHeaders,
  queryParameters,
  splitTarget,
} from './signature-v4/canonical-request.ts';
import { parseCredential } from './signature-v4/credential-scope.ts';
import { parseSignature, type ClaimedSignature } from './signature-v4/parse.ts';
import { readPayload, UNSIGNED_PAYLOAD } from './signature-v4/payload.ts';
import { readRequestDate } from './signature-v4/request-date.ts';
import { isS3, serviceRules } from './signature-v4/service-rules.ts';
import { formatScope, sha256Hex } from './signature-v4/signature.ts';

/** What is known of the access key that a request names. */
export interface ClaimedKey {
  /** Null where the secret is not here. */
  readonly secretAccessKey: string | null;
  /** Where it is known: what the key is, such as `an access key of lucy`. */
  readonly owner: string | null;
  /** The other secrets of the same user, by access key ID. */
  readonly otherSecrets: ReadonlyMap<string, string>;
}

/** What a comparison stands on. */
export interface ComparisonDependencies {
  /** What is known of an access key ID; asked once. */
  readonly keyOf: (accessKeyId: string, sessionToken: string | null) => Promise<ClaimedKey>;
  /**
   * What the composer would sign at a time: its canonical request and string to sign. Null where nothing is composed.
   */
  readonly composedAt: ((at: Date) => MadeStrings) | null;
  readonly now: Date;
}

/**
 * Says whether the signature of a request is the right one, and if not, why: it makes the canonical request and the
 * string to sign as the service does, finds out what the client made instead, and shows where the two first differ.
 *
 * What the client made is in the text, or it is searched for: each known mistake, and each two of them, are made on
 * purpose, until the signature is the one that came with the request. That needs the secret.
 * @throws GatehouseError `UnreadableSignature` where the request is not signed, or so badly that nothing can be said.
 */
export async function compareSignature(
  pasted: PastedRequest,
  { keyOf, composedAt, now }: ComparisonDependencies,
): Promise<SignatureComparison> {
  const claim = readClaim(pasted);
  const { claimed, accessKeyId } = claim;
  const key = accessKeyId === null ? UNKNOWN_KEY : await keyOf(accessKeyId, claimed.sessionToken);
  const { right, circumstances } = rightMaking(pasted, claim, key);
  const computed = stringsOf(right);
  const given = claimed.signature === NO_SIGNATURE ? null : claimed.signature;
  const checkable = key.secretAccessKey !== null && given !== null;
  const matches = checkable && signatureOfMaking(right, computed) === given;

  const search = { right, circumstances, computed, given: checkable ? given : null };
  const client = matches && pasted.pasted === null ? null : clientStrings(pasted, search, composedAt, claim.at);
  const differences = client === null ? [] : differencesOf(computed, client);
  const mistakes = client?.mistakes ?? [];
  const explained = matches || mistakes.length > 0;
  const findings: Finding[] = [
    ...(matches ? [GOOD] : mistakes.map(plainMistake)),
    ...findingsOf({ pasted, claim, circumstances, key, differences, explained, client, now }),
  ].toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  const clean = redactRequest(pasted.request);
  return {
    source: pasted.source,
    request: { method: pasted.request.method, url: clean.url, headers: withoutMadeUp(clean.headers), body: clean.body },
    accessKeyId,
    computed: {
      ...withoutToken(computed),
      credentialScope: formatScope(right.scope),
      signedHeaders: right.signedHeaders,
      signature: given ?? '',
    },
    client: client && { ...withoutToken(client), from: client.from },
    signature: checkable ? (matches ? 'matches' : 'differs') : 'notChecked',
    differences,
    findings,
  };
}

/** Faults first. */
const ORDER: readonly Finding['severity'][] = ['fault', 'good', 'hint'];
const GOOD: Finding = {
  severity: 'good',
  title: 'The signature is right',
  meaning: 'It is the one that the secret access key gives for this request.',
  mend: null,
};
const UNKNOWN_KEY: ClaimedKey = { secretAccessKey: null, owner: null, otherSecrets: new Map() };

/** What a pasted request says of its signature. */
export interface PastedClaim {
  readonly claimed: ClaimedSignature;
  /** Null where the text does not say. */
  readonly accessKeyId: string | null;
  readonly scope: NonNullable<ReturnType<typeof parseCredential>>['scope'];
  readonly at: Date;
  readonly amzDate: string;
}

function readClaim(pasted: PastedRequest): PastedClaim {
  const parsed = parseSignature(pasted.request, false);
  if (parsed.kind === 'anonymous') throw unreadableSignature('The request is not signed.', 'the header Authorization');
  if (parsed.kind === 'fault') throw unreadableSignature(`${describeForm(parsed.fault)}.`, 'the signature');
  const { claimed } = parsed;
  const credential = parseCredential(claimed.credential);
  const place = claimed.form === 'header' ? 'Credential of the header Authorization' : 'X-Amz-Credential';
  if (credential === null) {
    throw unreadableSignature(
      `The credential ${JSON.stringify(claimed.credential)} does not have five elements: ` +
        'key/date/region/service/aws4_request.',
      place,
    );
  }
  const { accessKeyId, scope } = credential;
  const date = readRequestDate(claimed, scope.service);
  if (date === null) {
    throw unreadableSignature(
      `The date ${JSON.stringify(claimed.date)} is not of the form YYYYMMDDTHHMMSSZ.`,
      claimed.form === 'header' ? 'the header X-Amz-Date' : 'X-Amz-Date',
    );
  }
  return { claimed, accessKeyId: accessKeyId === NO_ACCESS_KEY_ID ? null : accessKeyId, scope, ...date };
}

function unreadableSignature(message: string, place: string): GatehouseError {
  return new GatehouseError('UnreadableSignature', message, {
    place,
    mend: 'Paste a request signed with Signature Version 4, with its Authorization header or X-Amz-Signature.',
  });
}

function rightMaking(
  pasted: PastedRequest,
  { claimed, scope, amzDate }: PastedClaim,
  key: ClaimedKey,
): { right: Making; circumstances: Circumstances } {
  const { request } = pasted;
  const rules = serviceRules(scope.service);
  const headers = indexHeaders(request);
  const { path, query } = splitTarget(request.target);
  const dated = { date: scope.date, region: scope.region, service: scope.service };
  const right: Making = {
    method: request.method,
    uri: canonicalUri(path, rules),
    query: canonicalQuery(
      queryParameters(query).filter(({ name }) => rules.signSessionToken || name !== 'X-Amz-Security-Token'),
    ),
    headerLines: claimed.signedHeaders.flatMap((name) => {
      const values = headers.get(name);
      return values === undefined ? [] : [`${name}:${values.join(',')}`];
    }),
    afterHeaders: '\n',
    signedHeaders: claimed.signedHeaders.join(';'),
    payloadHash: payloadHash(pasted, claimed, isS3(scope.service)),
    amzDate,
    scope: dated,
    keyScope: dated,
    terminator: scope.terminator,
    digest: sha256Hex,
    secret: key.secretAccessKey ?? '',
    key: derivedKey,
  };
  const circumstances: Circumstances = {
    request,
    headers,
    rules,
    listedHeaders: listedHeaders(pasted),
    sessionToken: claimed.sessionToken,
    body: pasted.bodyKnown ? request.body : null,
    methodKnown: pasted.methodKnown,
    hostScope: hostScope(request.host),
    otherSecrets: key.otherSecrets,
  };
  return { right, circumstances };
}

/** Where the text does not hold the body, what it says of it is believed. */
function payloadHash(pasted: PastedRequest, claimed: ClaimedSignature, s3: boolean): string {
  const payload = readPayload(pasted.request, claimed, s3);
  if ('hash' in payload && (pasted.bodyKnown || payload.kind !== 'signed')) return payload.hash;
  if (pasted.bodyKnown) return sha256Hex(pasted.request.body);
  if (pasted.pasted !== null) return canonicalParts(pasted.pasted.canonicalRequest).payloadHash;
  return claimed.contentSha256 ?? (s3 ? UNSIGNED_PAYLOAD : sha256Hex(''));
}

function listedHeaders({ request }: PastedRequest): string[] {
  const authorization = request.headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? '';
  const inHeader = /SignedHeaders=([^,\s]*)/.exec(authorization)?.[1];
  const inQuery = new URLSearchParams(splitTarget(request.target).query).get('X-Amz-SignedHeaders');
  return (inHeader ?? inQuery ?? '').split(';').map((name) => name.trim());
}

/** What the client signed, how that is known, and the mistakes that lead there. */
export interface ClientStrings extends MadeStrings {
  readonly from: NonNullable<SignatureComparison['client']>['from'];
  readonly mistakes: readonly Mistake[];
}

interface Search {
  readonly right: Making;
  readonly circumstances: Circumstances;
  readonly computed: MadeStrings;
  /** The signature to be found; null where it cannot be checked. */
  readonly given: string | null;
}

function clientStrings(
  { pasted }: PastedRequest,
  search: Search,
  composedAt: ComparisonDependencies['composedAt'],
  at: Date,
): ClientStrings | null {
  const { computed, given } = search;
  if (pasted !== null) return pastedStrings(pasted, search);
  if (given !== null) {
    const signature = signaturesOfMakings();
    const found = find(search, (strings, making) => signature(making, strings) === given);
    if (found !== null) return { ...found, from: 'found' };
  }
  if (composedAt === null) return null;
  const composed = composedAt(at);
  return composed.canonicalRequest === computed.canonicalRequest
    ? null
    : { ...composed, from: 'composer', mistakes: [] };
}

/** What stood in the text: the mistakes of the canonical request, else of the string to sign, else of the key. */
function pastedStrings(pasted: NonNullable<PastedRequest['pasted']>, search: Search): ClientStrings {
  const { right, computed, given } = search;
  const { canonicalRequest } = pasted;
  const stringToSign =
    pasted.stringToSign ?? stringsOf({ ...right, digest: () => right.digest(canonicalRequest) }).stringToSign;
  const strings = { canonicalRequest, stringToSign };
  const target: ((made: MadeStrings, making: Making) => boolean) | null =
    canonicalRequest !== computed.canonicalRequest
      ? (made) => made.canonicalRequest === canonicalRequest
      : stringToSign !== computed.stringToSign
        ? (made) => made.stringToSign === stringToSign
        : given === null
          ? null
          : (made, making) => made.stringToSign === stringToSign && signatureOfMaking(making, made) === given;
  const mistakes = target === null ? [] : (find(search, target)?.mistakes ?? []);
  return { ...strings, from: 'pasted', mistakes };
}

/** Makes each mistake, then each two, until the outcome is the one that is looked for. */
function find(
  { right, circumstances }: Search,
  isIt: (strings: MadeStrings, making: Making) => boolean,
): (MadeStrings & { mistakes: Mistake[] }) | null {
  const tried = (making: Making, mistakes: Mistake[]): (MadeStrings & { mistakes: Mistake[] }) | null => {
    const strings = stringsOf(making);
    return isIt(strings, making) ? { ...strings, mistakes } : null;
  };
  if (isIt(stringsOf(right), right)) return null;
  const made = MISTAKES.map((mistake) => ({ mistake, making: mistake.make(right, circumstances) })).filter(
    ({ mistake, making }) => making[mistake.about] !== right[mistake.about],
  );
  for (const { mistake, making } of made) {
    const found = tried(making, [mistake]);
    if (found !== null) return found;
  }
  for (const [index, first] of made.entries()) {
    for (const { mistake } of made.slice(index + 1)) {
      if (mistake.about === first.mistake.about) continue;
      const found = tried(mistake.make(first.making, circumstances), [first.mistake, mistake]);
      if (found !== null) return found;
    }
  }
  return null;
}

/**
 * Where the strings first differ. A string to sign that differs in the hash of the canonical request alone is not
 * counted: that follows.
 */
function differencesOf(computed: MadeStrings, client: MadeStrings): Difference[] {
  const canonical = firstDifference(computed.canonicalRequest, client.canonicalRequest);
  const differences: Difference[] = [];
  if (canonical !== null) {
    const part = canonicalPart(computed.canonicalRequest, client.canonicalRequest, canonical.line);
    differences.push({ in: 'canonicalRequest', part, ...canonical });
  }
  const toSign = firstDifference(computed.stringToSign, client.stringToSign);
  if (toSign !== null && (canonical === null || toSign.line < HASH_LINE)) {
    const part = STRING_TO_SIGN_PARTS[toSign.line - 1] ?? 'the end';
    differences.push({ in: 'stringToSign', part, ...toSign });
  }
  return differences;
}

const HASH_LINE = 4;
const STRING_TO_SIGN_PARTS = ['the algorithm', 'the time', 'the credential scope', 'the hash of the canonical request'];

/** The first place where two texts differ; null where they are equal. */
export function firstDifference(left: string, right: string): Pick<Difference, 'byte' | 'line' | 'column'> | null {
  if (left === right) return null;
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  const before = left.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { byte: Buffer.byteLength(before), line: before.split('\n').length, column: at - lineStart + 1 };
}

function canonicalPart(ours: string, theirs: string, line: number): string {
  if (line === 1) return 'the method';
  if (line === 2) return 'the path';
  if (line === 3) return 'the query string';
  const { headerLines } = canonicalParts(ours);
  const index = line - 4;
  const nameIn = (text: string): string => text.split('\n')[line - 1]?.split(':')[0] ?? '';
  if (index < headerLines.length) return `the header ${nameIn(ours)}`;
  if (index === headerLines.length) {
    const name = nameIn(theirs);
    return name === '' || !theirs.split('\n')[line - 1]?.includes(':')
      ? 'the end of the headers'
      : `the header ${name}`;
  }
  return index === headerLines.length + 1 ? 'the list of signed headers' : 'the hash of the body';
}

/** A canonical request without its session token, which is a secret. */
function withoutToken({ canonicalRequest, stringToSign }: MadeStrings): MadeStrings {
  return {
    canonicalRequest: canonicalRequest
      .replace(/^(x-amz-security-token: ?).*$/gim, `$1${REDACTED}`)
      .replace(/(X-Amz-Security-Token=)[^&\n]*/g, `$1${REDACTED}`),
    stringToSign,
  };
}

/** A header that was put together for reading alone is not shown. */
function withoutMadeUp(headers: SignatureComparison['request']['headers']): [string, string][] {
  return headers.filter(([, value]) => !value.includes(`Credential=${NO_ACCESS_KEY_ID}/`));
}
