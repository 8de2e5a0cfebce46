/**
 * What can be wrong with how a request is signed, apart from how a service words it. The order of the kinds is the
 * order in which AWS looks.
 */
export type SignatureFault =
  /** An escape in the query string that is none; `escape` is what stands behind the `%`. */
  | { readonly kind: 'malformedQueryString'; readonly escape: string }
  | { readonly kind: 'missingAuthenticationToken' }
  /** Signed in a header and in the query string, or in two headers. */
  | { readonly kind: 'severalSignatures' }
  | { readonly kind: 'signatureVersion2' }
  | { readonly kind: 'unsupportedAlgorithm'; readonly form: SignatureForm; readonly algorithm: string }
  | { readonly kind: 'notKeyValuePair'; readonly part: string; readonly authorization: string }
  | { readonly kind: 'incompleteHeader'; readonly missing: readonly string[]; readonly authorization: string }
  | { readonly kind: 'missingDate'; readonly authorization: string }
  | { readonly kind: 'incompleteQuery'; readonly missing: readonly string[] }
  | { readonly kind: 'invalidExpires'; readonly reason: 'notANumber' | 'negative' | 'moreThanAWeek' }
  | { readonly kind: 'hostNotSigned' }
  /** Headers that Amazon S3 wants signed, and were not. */
  | { readonly kind: 'headersNotSigned'; readonly names: readonly string[] }
  | { readonly kind: 'missingContentSha256' }
  | { readonly kind: 'invalidContentSha256' }
  /** A payload in signed or unsigned chunks. */
  | { readonly kind: 'chunkedPayload' }
  | { readonly kind: 'invalidDate'; readonly form: SignatureForm; readonly date: string }
  | {
      readonly kind: 'expired';
      readonly form: SignatureForm;
      readonly date: Date;
      readonly now: Date;
      readonly seconds: number;
    }
  | {
      readonly kind: 'notYetCurrent';
      readonly form: SignatureForm;
      readonly date: Date;
      readonly now: Date;
      readonly seconds: number;
    }
  | { readonly kind: 'malformedCredential'; readonly form: SignatureForm; readonly credential: string }
  | { readonly kind: 'wrongScope'; readonly form: SignatureForm; readonly mismatches: readonly ScopeMismatch[] }
  | { readonly kind: 'invalidSessionToken' }
  /** Unknown, inactive, or without a secret in the credential store: AWS does not tell these apart. */
  | { readonly kind: 'invalidAccessKey' }
  | { readonly kind: 'signatureDoesNotMatch'; readonly canonicalRequest: string; readonly stringToSign: string }
  | { readonly kind: 'contentSha256Mismatch' };

/** Where a signature is: in the Authorization header or in the query string. */
export type SignatureForm = 'header' | 'query';

/** An element of the credential scope that is not what this endpoint takes. */
export type ScopeMismatch =
  | { readonly element: 'region'; readonly given: string; readonly expected: string }
  | { readonly element: 'service'; readonly given: string; readonly expected: string }
  | { readonly element: 'terminator'; readonly given: string; readonly expected: string }
  | { readonly element: 'date'; readonly given: string; readonly expected: string; readonly amzDate: string };
