/** A value that stands in several of the strings of a signature. */
export type SigningPart = 'time' | 'scope' | 'signedHeaders' | 'bodyHash' | 'canonicalRequest' | 'signature';

export const SIGNING_PARTS: readonly { readonly part: SigningPart; readonly label: string; readonly way: string }[] = [
  { part: 'bodyHash', label: 'Body hash', way: 'The hash of the body is the last line of the canonical request.' },
  {
    part: 'signedHeaders',
    label: 'Signed headers',
    way: 'The names of the headers in the canonical request are told beside the signature.',
  },
  {
    part: 'canonicalRequest',
    label: 'Canonical hash',
    way: 'The string to sign ends in the hash of the canonical request.',
  },
  {
    part: 'time',
    label: 'Time',
    way: 'The time of x-amz-date is signed twice: as a header, and in the string to sign.',
  },
  {
    part: 'scope',
    label: 'Scope',
    way: 'Date, region and service bind the signing key, the string to sign and the credential.',
  },
  { part: 'signature', label: 'Signature', way: 'The HMAC of the string to sign with the signing key.' },
];

/** A piece of a string; `part` says what it is where it also stands elsewhere. */
export interface Piece {
  readonly text: string;
  readonly part: SigningPart | null;
}

/** What the strings of one signature have in common. */
export interface SigningValues {
  readonly time: string;
  readonly scope: string;
  readonly signedHeaders: string;
  readonly bodyHash: string;
  readonly canonicalHash: string;
  readonly signature: string;
}

/**
 * Reads the values out of the strings, whose form is fixed.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signingValues(signing: {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly credentialScope: string;
  readonly signedHeaders: string;
  readonly signature: string;
}): SigningValues {
  const [, time = '', , canonicalHash = ''] = signing.stringToSign.split('\n');
  return {
    time,
    scope: signing.credentialScope,
    signedHeaders: signing.signedHeaders,
    bodyHash: signing.canonicalRequest.slice(signing.canonicalRequest.lastIndexOf('\n') + 1),
    canonicalHash,
    signature: signing.signature,
  };
}

/** The lines of a string, each as its pieces; together they are the string. */
export function piecesOf(text: string, values: SigningValues): readonly (readonly Piece[])[] {
  const known: readonly (readonly [string, SigningPart])[] = [
    [values.signedHeaders, 'signedHeaders'],
    [values.canonicalHash, 'canonicalRequest'],
    [values.bodyHash, 'bodyHash'],
    [values.signature, 'signature'],
    [values.scope, 'scope'],
    [values.time, 'time'],
  ];
  return text.split('\n').map((line) => piecesOfLine(line, known));
}

function piecesOfLine(line: string, known: readonly (readonly [string, SigningPart])[]): readonly Piece[] {
  for (const [value, part] of known) {
    const at = value === '' ? -1 : line.indexOf(value);
    if (at < 0) continue;
    return [
      ...piecesOfLine(line.slice(0, at), known),
      { text: value, part },
      ...piecesOfLine(line.slice(at + value.length), known),
    ];
  }
  return line === '' ? [] : [{ text: line, part: null }];
}

/** The lines of the derivation of the signing key: the parts of the scope, each where it comes in. */
export function keyPieces(derivation: string): readonly (readonly Piece[])[] {
  return derivation.split('\n').map((line) => {
    const value = /"([^"]*)"\)$/.exec(line)?.[1] ?? '';
    const at = line.lastIndexOf(value);
    return [
      { text: line.slice(0, at), part: null },
      { text: value, part: 'scope' },
      { text: line.slice(at + value.length), part: null },
    ];
  });
}
