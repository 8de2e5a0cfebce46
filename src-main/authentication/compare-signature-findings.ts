import type { Difference, Finding } from '../../src-shared/contract/composer.ts';
import type { ClaimedKey, ClientStrings, PastedClaim } from './compare-signature.ts';
import type { Circumstances, Mistake } from './compare-signature-mistakes.ts';
import type { PastedRequest } from './compare-signature-pasted.ts';
import { describeDate } from './signature-facts.ts';
import { splitTarget } from './signature-v4/canonical-request.ts';
import { compareScope } from './signature-v4/credential-scope.ts';
import type { ScopeMismatch } from './signature-v4/fault.ts';
import { readPayload } from './signature-v4/payload.ts';
import { checkRequestDate } from './signature-v4/request-date.ts';
import { isS3 } from './signature-v4/service-rules.ts';
import { sha256Hex } from './signature-v4/signature.ts';

/** What the findings are drawn from. */
export interface Evidence {
  readonly pasted: PastedRequest;
  readonly claim: PastedClaim;
  readonly circumstances: Circumstances;
  readonly key: ClaimedKey;
  readonly differences: readonly Difference[];
  /** Whether the signature is right, or the mistake is found. */
  readonly explained: boolean;
  readonly client: ClientStrings | null;
  readonly now: Date;
}

/** A mistake that was found, in the words of the list of mistakes. */
export function plainMistake({ title, meaning, mend }: Mistake): Finding {
  return { severity: 'fault', title, meaning, mend };
}

/**
 * What stands out in a signed request besides the mistake that explains its signature. A fault would have
 * the request refused; a hint may be the cause, and may be of no matter.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 */
export function findingsOf(evidence: Evidence): Finding[] {
  return [
    ...headerFindings(evidence),
    ...payloadFindings(evidence),
    ...scopeFindings(evidence),
    ...dateFindings(evidence),
    ...keyFindings(evidence),
    ...pathFindings(evidence),
    ...unexplained(evidence),
    ...evidence.pasted.remarks.map((title) => hint(title, 'Keep that in mind.', null)),
  ];
}

function fault(title: string, meaning: string, mend: string | null): Finding {
  return { severity: 'fault', title, meaning, mend };
}

function hint(title: string, meaning: string, mend: string | null): Finding {
  return { severity: 'hint', title, meaning, mend };
}

function headerFindings({ claim, circumstances }: Evidence): Finding[] {
  const { claimed, scope } = claim;
  const { headers } = circumstances;
  const signed = new Set(claimed.signedHeaders);
  const s3 = isS3(scope.service);
  const required = ['host', ...(s3 ? [...headers.keys()].filter((name) => name.startsWith('x-amz-')) : [])];
  const unsigned = required.filter((name) => !signed.has(name));
  const absent = claimed.signedHeaders.filter((name) => !headers.has(name));
  return [
    ...unsigned.map((name) =>
      fault(
        `The header ${name} is not in SignedHeaders`,
        name === 'host' ? 'Host has to be signed.' : 'Amazon S3 wants every x-amz- header signed.',
        `Sign ${name}: put it into the canonical headers and into SignedHeaders.`,
      ),
    ),
    ...absent.map((name) =>
      fault(
        `SignedHeaders names ${name}, and the request has no such header`,
        'It was taken away on the way (by a proxy, or an HTTP library that sets it itself), or was never sent.',
        `Send ${name} as it was signed, or leave it out of SignedHeaders.`,
      ),
    ),
    ...(/^[0-9a-f]{64}$/.test(claimed.signature) || claimed.signature === 'none'
      ? []
      : [
          fault(
            'The signature is not 64 hexadecimal digits in lower case',
            'An HMAC with SHA-256 has 32 bytes; it is written in lower-case hexadecimal digits.',
            'Write the bytes of the last HMAC as lower-case hexadecimal digits.',
          ),
        ]),
  ];
}

function payloadFindings({ pasted, claim }: Evidence): Finding[] {
  const s3 = isS3(claim.scope.service);
  const payload = readPayload(pasted.request, claim.claimed, s3);
  if (!('hash' in payload)) {
    return payload.kind === 'missingContentSha256'
      ? [
          fault(
            'The header x-amz-content-sha256 is missing',
            'Amazon S3 wants it in every request that is signed in the Authorization header.',
            'Send x-amz-content-sha256 with the hash of the body, or with UNSIGNED-PAYLOAD, and sign it.',
          ),
        ]
      : [
          fault(
            'The header x-amz-content-sha256 is no hash',
            'It holds 64 hexadecimal digits in lower case, or one of the words that may stand for them.',
            'Write the SHA-256 of the body there.',
          ),
        ];
  }
  const declared = claim.claimed.contentSha256;
  if (!pasted.bodyKnown || declared === null || !/^[0-9a-f]{64}$/.test(declared)) return [];
  const actual = sha256Hex(pasted.request.body);
  return declared === actual
    ? []
    : [
        fault(
          'x-amz-content-sha256 is not the hash of this body',
          `The body that was pasted has the hash ${actual}. It was changed after signing, or the paste changed it.`,
          'Hash the bytes that are sent: line breaks and white space count.',
        ),
      ];
}

function scopeFindings({ claim, circumstances }: Evidence): Finding[] {
  const { hostScope } = circumstances;
  const { scope, amzDate } = claim;
  return compareScope(scope, hostScope ?? scope, amzDate).map(scopeFinding);
}

function scopeFinding(mismatch: ScopeMismatch): Finding {
  const { element, given, expected } = mismatch;
  switch (element) {
    case 'region':
      return hint(
        `The region of the credential is ${given}, and the host is in ${expected}`,
        'A service takes signatures for its own region alone.',
        `Sign for ${expected}, or send the request to the endpoint in ${given}.`,
      );
    case 'service':
      return hint(
        `The service of the credential is ${given}, and the host is that of ${expected}`,
        'The signing name is most often the first part of the host; a few services differ.',
        `Sign for ${expected}, unless the service’s reference gives another signing name.`,
      );
    case 'terminator':
      return fault(
        `The credential ends in ${given}`,
        'The last part of the credential scope is aws4_request.',
        'Write aws4_request.',
      );
    case 'date':
      return fault(
        `The day of the credential is ${given}, and the request is of ${expected}`,
        'The day of the scope is that of X-Amz-Date, in UTC.',
        `Use ${expected} in the credential, in the string to sign and for the key.`,
      );
  }
}

function dateFindings({ claim, now }: Evidence): Finding[] {
  const { claimed, scope, at } = claim;
  const found = checkRequestDate(at, claimed, scope.service, now);
  const age = describeDate({ at, amzDate: claim.amzDate }, now);
  if (found?.kind === 'expired') {
    return claimed.form === 'query'
      ? [fault('The URL has expired', `It is of ${age}, good for ${found.seconds} s.`, 'Make a new one.')]
      : [
          hint(
            'The signature is too old by now',
            `It is of ${age}. AWS takes a signature for 15 minutes.`,
            'If it was that old when it was sent, set the clock of the client.',
          ),
        ];
  }
  return found === null
    ? []
    : [
        fault(
          'The signature is of the future',
          `It is of ${age}. AWS takes times up to 15 minutes ahead.`,
          'Set the clock of the client; mind that X-Amz-Date is in UTC.',
        ),
      ];
}

function keyFindings({ claim, key }: Evidence): Finding[] {
  const { accessKeyId, claimed } = claim;
  if (accessKeyId === null) return [];
  const token = claimed.sessionToken !== null;
  const found: Finding[] = [];
  if (key.secretAccessKey === null) {
    found.push(
      hint(
        `The secret of ${accessKeyId} is not here`,
        key.owner === null
          ? 'The access key belongs to nobody in this workspace: the strings are compared, the signature cannot be checked.'
          : `It is ${key.owner}; its secret is not in the credential store.`,
        null,
      ),
    );
  }
  if (accessKeyId.startsWith('ASIA') && !token) {
    found.push(
      fault(
        'The session token is missing',
        'An access key ID that begins with ASIA is temporary, and goes with a session token.',
        'Send X-Amz-Security-Token.',
      ),
    );
  }
  if (accessKeyId.startsWith('AKIA') && token) {
    found.push(
      fault(
        'A session token goes with a long-term access key',
        'The token is one of temporary credentials, and the access key ID is not.',
        'Take the three values of one set of credentials; clear AWS_SESSION_TOKEN for a long-term key.',
      ),
    );
  }
  return found;
}

function pathFindings({ circumstances, explained }: Evidence): Finding[] {
  const { path } = splitTarget(circumstances.request.target);
  return explained || !/%25[0-9A-Fa-f]{2}/.test(path)
    ? []
    : [
        hint(
          'The path looks encoded twice on the wire',
          'It holds %25 and two hexadecimal digits: an escape that was encoded again before it was sent.',
          'Encode the path once before sending; the second encoding belongs into the canonical request alone.',
        ),
      ];
}

/** What differs, where no known mistake explains it; and what it most often is, where nothing is known. */
function unexplained({ explained, client, differences, key, circumstances, pasted }: Evidence): Finding[] {
  if (explained) return [];
  const [first] = differences;
  if (first !== undefined && client !== null) {
    const who = client.from === 'composer' ? 'what the composer would sign' : 'what the client signed';
    return [
      fault(
        `Differs from ${who} in ${first.part}`,
        meaningOf(first.part),
        'Compare the two lines, from the place that is marked.',
      ),
    ];
  }
  if (key.secretAccessKey === null || client?.from === 'pasted') return [];
  return [
    hint(
      'The cause is most often another secret',
      'None of the mistakes that Gatehouse knows gives this signature, nor do two of them together. The secret that ' +
        'was used is another one, or the request was changed between signing and sending: a header, the path, the body.' +
        (pasted.bodyKnown ? '' : ' The body is not in the text.'),
      circumstances.request.headers.length === 0
        ? 'Check the secret, and the headers that have to be sent with the URL.'
        : 'Check the secret first; then run the client with its debug log, and paste the canonical request that it shows.',
    ),
  ];
}

function meaningOf(part: string): string {
  if (part.startsWith('the header')) {
    return 'The header was changed or left out after signing: by a proxy, a load balancer or the HTTP library.';
  }
  switch (part) {
    case 'the method':
      return 'The request was sent with another method than it was signed for.';
    case 'the path':
      return 'The path was encoded, normalised or rewritten otherwise.';
    case 'the query string':
      return 'A parameter was added, changed, encoded otherwise or not sorted.';
    case 'the list of signed headers':
      return 'Other headers were signed than SignedHeaders says.';
    case 'the hash of the body':
      return 'Another body was hashed than was sent.';
    case 'the time':
      return 'The time of the string to sign is that of X-Amz-Date.';
    case 'the credential scope':
      return 'The scope of the string to sign is that of the credential: the same day, region and service.';
    default:
      return 'The strings have to be equal to the byte.';
  }
}
