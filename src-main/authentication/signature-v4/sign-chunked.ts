import type { HeaderList } from '../../../src-shared/decision/record.ts';
import { header, type WireRequest } from '../../request/wire-request.ts';
import { checksum, checksumHeader, type ChecksumAlgorithm } from './checksum.ts';
import { chunkStringToSign, trailerStringToSign } from './chunk-signature.ts';
import {
  CHUNKED_FORMS,
  SMALLEST_CHUNK,
  TRAILER_SIGNATURE,
  writeChunk,
  writeTrailer,
  type TrailerField,
} from './chunked-payload.ts';
import { formatAmzDate } from './amz-date.ts';
import { signRequest, type SignedRequest, type SigningCredentials, type SigningScope } from './sign.ts';
import { signatureOf, signingKey } from './signature.ts';

export interface ChunkedSigningOptions {
  /** Bytes in each chunk but the last: 8,192 at least. 65,536, as AWS recommends, when left out. */
  readonly chunkSize?: number;
  /** Whether each chunk is signed. */
  readonly signed: boolean;
  /** The checksum that goes into the trailer; left out, there is no trailer. */
  readonly checksum?: ChecksumAlgorithm;
}

/**
 * Signs an upload to Amazon S3 and puts its body into chunks.
 * @param unsigned the request with the object as its body.
 * @returns the request in the `aws-chunked` encoding, and the strings behind the signature of its headers, which is the
 *   seed of the chunks' signatures.
 * @throws RangeError when the chunks are smaller than Amazon S3 takes.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function signChunkedRequest(
  unsigned: WireRequest,
  credentials: SigningCredentials,
  scope: SigningScope,
  at: Date,
  options: ChunkedSigningOptions,
): SignedRequest {
  const { chunkSize = 65_536, signed } = options;
  if (chunkSize < SMALLEST_CHUNK) throw new RangeError(`Chunks have ${SMALLEST_CHUNK} bytes at least.`);
  const trailer: TrailerField[] =
    options.checksum === undefined
      ? []
      : [[checksumHeader(options.checksum), checksum(options.checksum, unsigned.body).toString('base64')]];
  const chunks = split(unsigned.body, chunkSize);
  const anySignature = signed ? '0'.repeat(64) : null;
  const length = encode(
    chunks,
    trailer,
    () => anySignature,
    () => anySignature,
  ).length;

  const encoding = header(unsigned, 'content-encoding');
  const { request, signing } = signRequest(
    {
      ...unsigned,
      headers: [
        ...unsigned.headers.filter(([name]) => !isAddedByChunking(name)),
        ['Content-Encoding', encoding === null ? 'aws-chunked' : `aws-chunked,${encoding}`],
        ['Content-Length', String(length)],
        ['x-amz-decoded-content-length', String(unsigned.body.length)],
        ...trailer.map(([name]): HeaderList[number] => ['x-amz-trailer', name]),
      ],
    },
    credentials,
    scope,
    at,
    { payloadHash: announcement(signed, trailer.length > 0) },
  );

  const amzDate = formatAmzDate(at);
  const on = { amzDate, credentialScope: signing.credentialScope };
  const key = signingKey(credentials.secretAccessKey, { ...scope, date: amzDate.slice(0, 8) });
  let last = signing.signature;
  const sign = (toSign: string): string | null => {
    if (!signed) return null;
    last = signatureOf(key, toSign);
    return last;
  };
  const body = encode(
    chunks,
    trailer,
    (data) => sign(chunkStringToSign(on, last, data)),
    () => sign(trailerStringToSign(on, last, trailer)),
  );
  return { request: { ...request, body }, signing };
}

/** The value of `x-amz-content-sha256` that announces a form. Without signatures there is but one. */
function announcement(signed: boolean, trailer: boolean): string {
  const forms = [...CHUNKED_FORMS];
  const [value = ''] = forms.find(([, form]) => form.signed === signed && form.trailer === (trailer || !signed)) ?? [];
  return value;
}

function isAddedByChunking(name: string): boolean {
  return ['content-encoding', 'content-length', 'x-amz-decoded-content-length', 'x-amz-trailer'].includes(
    name.toLowerCase(),
  );
}

/** The object's pieces, and the empty one that ends it. */
function split(body: Uint8Array, chunkSize: number): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < body.length; at += chunkSize) chunks.push(body.subarray(at, at + chunkSize));
  return [...chunks, new Uint8Array()];
}

function encode(
  chunks: readonly Uint8Array[],
  trailer: readonly TrailerField[],
  signChunk: (data: Uint8Array) => string | null,
  signTrailer: () => string | null,
): Buffer {
  const written = chunks.map((data) => writeChunk({ data, signature: signChunk(data) }));
  const signature = trailer.length === 0 ? null : signTrailer();
  const fields: TrailerField[] = [...trailer, ...(signature === null ? [] : [[TRAILER_SIGNATURE, signature] as const])];
  return Buffer.concat([...written, writeTrailer(fields)]);
}
