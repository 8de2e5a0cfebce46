/**
 * What can be wrong with how a request is signed, apart from how a service words it. The order of the kinds is the
 * order in which AWS looks.
 */
export type SignatureFault =
  /** An escape in the query string that is none; `escape` is what stands behind the `%`. */
  | { readonly kind: 'malformedQueryString'; readonly escape: string }
  | { readonly kind: 'missingAuthenticationToken' }
  /** Signed in a header and in the query string, in two headers, or with a parameter of the signature twice. */
  | { readonly kind: 'severalSignatures' }
  /** The version that Signature Version 4 replaced. */
  | { readonly kind: 'signatureVersion2' }
  | { readonly kind: 'unsupportedAlgorithm'; readonly form: SignatureForm; readonly algorithm: string }
  | { readonly kind: 'notKeyValuePair'; readonly part: string; readonly authorization: string }
  | { readonly kind: 'incompleteHeader'; readonly missing: readonly string[]; readonly authorization: string }
  | { readonly kind: 'missingDate'; readonly authorization: string }
  | { readonly kind: 'incompleteQuery'; readonly missing: readonly string[] }
  | { readonly kind: 'invalidExpires'; readonly reason: 'notANumber' | 'negative' | 'moreThanAWeek' }
  | { readonly kind: 'hostNotSigned' }
  /** Headers that Amazon S3 wants signed, and were not; Host may be among them. */
  | { readonly kind: 'headersNotSigned'; readonly names: readonly string[] }
  | { readonly kind: 'missingContentSha256' }
  | { readonly kind: 'invalidContentSha256'; readonly value: string }
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
  /** Not issued here, or issued with another access key. */
  | { readonly kind: 'invalidSessionToken' }
  | { readonly kind: 'expiredSessionToken' }
  /** Unknown, inactive, or without a secret in the credential store: AWS does not tell these apart. */
  | { readonly kind: 'invalidAccessKey'; readonly accessKeyId: string }
  | {
      readonly kind: 'signatureDoesNotMatch';
      readonly accessKeyId: string;
      readonly canonicalRequest: string;
      readonly stringToSign: string;
      readonly signature: string;
    }
  | { readonly kind: 'contentSha256Mismatch'; readonly given: string; readonly computed: string }
  /** A payload in chunks: `x-amz-trailer` names what is no checksum. */
  | { readonly kind: 'trailerNotSupported' }
  /** `x-amz-decoded-content-length` is missing or no number. */
  | { readonly kind: 'missingDecodedLength' }
  /** The chunks are not of the form that was announced, or break off. */
  | { readonly kind: 'incompleteBody' }
  | { readonly kind: 'decodedLengthDiffers'; readonly expected: number; readonly provided: number }
  /** `chunk` is the number of the chunk that followed the one of `size` bytes, counted from 1. */
  | { readonly kind: 'chunkTooSmall'; readonly chunk: number; readonly size: number }
  /** The signature of a chunk or of the trailer. */
  | { readonly kind: 'chunkSignatureDoesNotMatch'; readonly stringToSign: string; readonly signature: string }
  /** A line of the trailer is no field, or the fields are not those that `x-amz-trailer` names. */
  | { readonly kind: 'malformedTrailer' }
  | { readonly kind: 'invalidTrailerChecksum'; readonly name: string }
  | { readonly kind: 'checksumDoesNotMatch'; readonly algorithm: string };

/** Where a signature is: in the Authorization header or in the query string. */
export type SignatureForm = 'header' | 'query';

/** An element of the credential scope that is not what this endpoint takes. */
export type ScopeMismatch =
  | { readonly element: 'region'; readonly given: string; readonly expected: string }
  | { readonly element: 'service'; readonly given: string; readonly expected: string }
  | { readonly element: 'terminator'; readonly given: string; readonly expected: string }
  | { readonly element: 'date'; readonly given: string; readonly expected: string; readonly amzDate: string };
