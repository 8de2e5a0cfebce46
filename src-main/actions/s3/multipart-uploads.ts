import { createHash } from 'node:crypto';
import { checksum as checksumOf, type ChecksumAlgorithm } from '../../authentication/signature-v4/checksum.ts';
import type { MultipartUpload, ObjectDetails, ObjectReader, UploadedPart } from '../../storage/object-store.ts';
import { handler, type ActionScene } from '../handler.ts';
import { canonicalUserId, objectArn, openBucket } from './bucket.ts';
import {
  algorithmNamed,
  checksumMembers,
  DEFAULT_ALGORITHM,
  givenChecksum,
  verifyChecksums,
  type ChecksumMembers,
} from './checksums.ts';
import { md5Of, openSource } from './copy-object.ts';
import { requireSameCustomerKey } from './customer-key.ts';
import {
  badChecksum,
  entityTooSmall,
  invalidArgument,
  invalidPart,
  invalidPartOrder,
  invalidRange,
  invalidRequest,
  malformedXml,
  noSuchUpload,
} from './errors.ts';
import { needsOf } from './needs.ts';
import { assertSize, detailsOf, kindOfWrite, newVersionId, versionMember, writtenAt } from './object-writing.ts';
import { checkWriteConditions } from './preconditions.ts';

/** In bytes, of every part but the last: 5 MiB. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const MIN_PART_BYTES = 5 * 1024 * 1024;
const MAX_PART_NUMBER = 10_000;

interface NamedUpload {
  readonly Bucket: string;
  readonly Key: string;
  readonly UploadId: string;
}

/** @throws AwsError `NoSuchUpload`. */
function openUpload({ Bucket, Key, UploadId }: NamedUpload, { objects }: ActionScene): MultipartUpload {
  const upload = objects.upload(Bucket, Key, UploadId);
  if (upload === null) throw noSuchUpload(UploadId);
  return upload;
}

/** @throws AwsError `InvalidArgument`. */
function assertPartNumber(number: number): void {
  if (number >= 1 && number <= MAX_PART_NUMBER) return;
  const message = `Part number must be an integer between 1 and ${MAX_PART_NUMBER}, inclusive`;
  throw invalidArgument(message, 'partNumber', String(number));
}

/**
 * Uploads of objects in parts.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
 */
export const multipartUploadHandlers = {
  's3:CreateMultipartUpload': handler({
    name: 's3:CreateMultipartUpload',
    label: ({ Bucket, Key }) => `Begin the upload of ${Bucket}/${Key}`,
    authorize: needsOf('CreateMultipartUpload'),
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      const { Bucket, Key, ChecksumAlgorithm } = input;
      const details = detailsOf(input, bucket, scene);
      const type = input.ChecksumType ?? (ChecksumAlgorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
      assertChecksumType(ChecksumAlgorithm, type);
      const id = Buffer.from(scene.random(48)).toString('base64url').replaceAll('-', '.');
      const upload = {
        id,
        bucket: Bucket,
        key: Key,
        initiated: writtenAt(scene),
        details: {
          object: details,
          initiatorArn: 'arn' in scene.actor ? scene.actor.arn : '',
          checksumAlgorithm: ChecksumAlgorithm ?? null,
          checksumType: ChecksumAlgorithm === undefined ? null : type,
        },
      };
      scene.objects.write(null, (objects) => objects.createUpload(upload));
      return {
        Bucket,
        Key,
        UploadId: id,
        ...details.encryption,
        ...(ChecksumAlgorithm !== undefined && { ChecksumAlgorithm, ChecksumType: type }),
      };
    },
  }),

  's3:UploadPart': handler({
    name: 's3:UploadPart',
    label: ({ Bucket, Key, PartNumber }) => `Upload part ${PartNumber} of ${Bucket}/${Key}`,
    authorize: needsOf('UploadPart'),
    perform: (input, scene) => {
      openBucket(input, scene);
      const { UploadId, PartNumber } = input;
      assertPartNumber(PartNumber);
      const { details } = openUpload(input, scene);
      requireSameCustomerKey(details.object.encryption, input);
      const bytes = input.Body instanceof Uint8Array ? input.Body : new Uint8Array();
      assertSize(bytes.length);
      const { md5, checksum } = verifyChecksums(bytes, input, algorithmOf(details));
      const part = {
        number: PartNumber,
        size: bytes.length,
        etag: md5.toString('hex'),
        lastModified: writtenAt(scene),
        checksum,
      };
      scene.objects.write(null, (objects) => objects.putPart(UploadId, part, bytes));
      // A checksum that neither the upload nor the part asked for is kept, but not told here.
      const isAsked = details.checksumAlgorithm !== null || checksum?.algorithm !== DEFAULT_ALGORITHM;
      const told = isAsked || givenChecksum(input) !== null ? checksum : null;
      return { ETag: `"${part.etag}"`, ...checksumMembers(told), ...details.object.encryption };
    },
  }),

  's3:UploadPartCopy': handler({
    name: 's3:UploadPartCopy',
    label: ({ Bucket, Key, PartNumber, CopySource }) => `Copy ${CopySource} to part ${PartNumber} of ${Bucket}/${Key}`,
    authorize: needsOf('UploadPartCopy'),
    perform: (input, scene) => {
      openBucket(input, scene);
      const { UploadId, PartNumber } = input;
      assertPartNumber(PartNumber);
      const { details } = openUpload(input, scene);
      requireSameCustomerKey(details.object.encryption, input);
      const source = openSource(input, scene);
      const range = { body: source.body, ...copiedRange(input.CopySourceRange, source.size) };
      const algorithm = algorithmOf(details);
      const value = algorithm === null ? null : checksumOf(algorithm, scene.objects.read(range)).toString('base64');
      const part = {
        number: PartNumber,
        size: range.end - range.start,
        etag: md5Of(scene.objects, range).toString('hex'),
        lastModified: writtenAt(scene),
        checksum: algorithm === null || value === null ? null : { algorithm, value },
      };
      scene.objects.write(null, (objects) => objects.putPart(UploadId, part, [range]));
      return {
        CopyPartResult: {
          ETag: `"${part.etag}"`,
          LastModified: part.lastModified,
          ...checksumMembers(part.checksum),
        },
        ...details.object.encryption,
      };
    },
  }),

  's3:CompleteMultipartUpload': handler({
    name: 's3:CompleteMultipartUpload',
    label: ({ Bucket, Key }) => `Complete the upload of ${Bucket}/${Key}`,
    authorize: needsOf('CompleteMultipartUpload'),
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      const { Bucket, Key, UploadId } = input;
      const upload = openUpload(input, scene);
      const parts = listedParts(input.MultipartUpload?.Parts ?? [], upload, scene.objects);
      const size = parts.reduce((sum, part) => sum + part.size, 0);
      assertSize(size);
      if (input.MpuObjectSize !== undefined && Number(input.MpuObjectSize) !== size) {
        throw invalidRequest('The provided MpuObjectSize header value does not match the size of the object.');
      }
      checkWriteConditions(Key, scene.objects.latest(Bucket, Key), input);
      const checksum = checksumOfParts(upload, parts, scene.objects);
      const given = givenChecksum(input);
      if (given !== null && checksum?.algorithm === given.algorithm && !isSameChecksum(given.value, checksum.value)) {
        throw badChecksum(given.algorithm);
      }
      const etag = etagOfParts(parts);
      const versionId = newVersionId(bucket, scene);
      const version = {
        bucket: Bucket,
        key: Key,
        versionId,
        isDeleteMarker: false,
        lastModified: writtenAt(scene),
        size,
        etag,
        details: {
          ...upload.details.object,
          checksum,
          parts: parts.map((part, index) => ({
            PartNumber: index + 1,
            Size: part.size,
            checksum: part.checksum?.value ?? null,
          })),
        },
      };
      const edit = { key: objectArn(Bucket, Key), kind: kindOfWrite(scene.objects, Bucket, Key) };
      scene.objects.write(edit, (objects) => {
        objects.put(
          version,
          parts.map((part) => ({ body: part.body, start: 0, end: part.size })),
        );
        objects.deleteUpload(UploadId);
      });
      return {
        Location: `http://${Bucket}.s3.amazonaws.com/${Key}`,
        Bucket,
        Key,
        ETag: `"${etag}"`,
        ...checksumMembers(checksum),
        ...(checksum !== null && { ChecksumType: checksum.type }),
        ...upload.details.object.encryption,
        ...versionMember(bucket, versionId),
      };
    },
  }),

  's3:AbortMultipartUpload': handler({
    name: 's3:AbortMultipartUpload',
    label: ({ Bucket, Key }) => `Abort the upload of ${Bucket}/${Key}`,
    authorize: needsOf('AbortMultipartUpload'),
    perform: (input, scene) => {
      openBucket(input, scene);
      const { id } = openUpload(input, scene);
      scene.objects.write(null, (objects) => objects.deleteUpload(id));
      return {};
    },
  }),

  's3:ListParts': handler({
    name: 's3:ListParts',
    label: null,
    authorize: needsOf('ListParts'),
    perform: (input, scene) => {
      openBucket(input, scene);
      const { Bucket, Key, UploadId } = input;
      const upload = openUpload(input, scene);
      const most = Math.min(input.MaxParts ?? 1000, 1000);
      const after = Number(input.PartNumberMarker ?? 0);
      const found = scene.objects.parts(UploadId, after, most + 1);
      const page = found.slice(0, most);
      const { object, checksumAlgorithm, checksumType, initiatorArn } = upload.details;
      const owner = { ID: canonicalUserId(object.ownerAccountId) };
      const algorithm = algorithmNamed(checksumAlgorithm ?? undefined);
      return {
        Bucket,
        Key,
        UploadId,
        PartNumberMarker: String(after),
        NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
        MaxParts: most,
        IsTruncated: found.length > page.length,
        ...(page.length > 0 && {
          Parts: page.map((part) => ({
            PartNumber: part.number,
            LastModified: part.lastModified,
            ETag: `"${part.etag}"`,
            Size: part.size,
            ...checksumMembers(part.checksum),
          })),
        }),
        Initiator: initiatorArn === '' ? owner : { ID: initiatorArn, DisplayName: initiatorArn.split('/').at(-1) },
        Owner: owner,
        StorageClass: object.StorageClass,
        ...(algorithm !== null && { ChecksumAlgorithm: algorithm }),
        ...(checksumType !== null && { ChecksumType: checksumType }),
      };
    },
  }),
};

/**
 * Cyclic redundancy checks can be computed of a whole object out of its parts; hashes cannot.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
function assertChecksumType(algorithm: string | undefined, type: 'FULL_OBJECT' | 'COMPOSITE'): void {
  const isCyclic = algorithm?.startsWith('CRC') ?? true;
  if (isCyclic ? algorithm === 'CRC64NVME' && type === 'COMPOSITE' : type === 'FULL_OBJECT') {
    throw invalidRequest(
      `The ${type} checksum type cannot be used with the ${(algorithm ?? '').toLowerCase()} checksum algorithm.`,
    );
  }
}

interface ListedPart extends ChecksumMembers {
  readonly PartNumber?: number | undefined;
  readonly ETag?: string | undefined;
}

/**
 * The parts that a request lists, as they were uploaded.
 * @throws AwsError `MalformedXML`, `InvalidPartOrder`, `InvalidPart`, `EntityTooSmall`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html#API_CompleteMultipartUpload_Errors
 */
function listedParts(listed: readonly ListedPart[], { id }: MultipartUpload, objects: ObjectReader): UploadedPart[] {
  if (listed.length === 0) throw malformedXml();
  const numbers = listed.map(({ PartNumber }) => PartNumber ?? 0);
  if (numbers.some((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0))) throw invalidPartOrder(id);
  const uploaded = new Map(objects.parts(id, 0, MAX_PART_NUMBER).map((part) => [part.number, part]));
  const parts = listed.map((asked) => {
    const { PartNumber = 0, ETag = '' } = asked;
    const etag = ETag.replace(/^"(.*)"$/, '$1');
    const part = uploaded.get(PartNumber);
    if (part === undefined || part.etag !== etag) throw invalidPart(id, PartNumber, etag);
    const claimed = givenChecksum(asked);
    if (claimed !== null && part.checksum?.algorithm === claimed.algorithm && part.checksum.value !== claimed.value) {
      throw invalidPart(id, PartNumber, etag);
    }
    return part;
  });
  const small = parts.slice(0, -1).find(({ size }) => size < MIN_PART_BYTES);
  if (small !== undefined) throw entityTooSmall(small.size, MIN_PART_BYTES, small.number, small.etag);
  return parts;
}

/** The MD5 of the parts' MD5s, and how many they are. */
function etagOfParts(parts: readonly UploadedPart[]): string {
  const md5 = createHash('md5');
  for (const { etag } of parts) md5.update(Buffer.from(etag, 'hex'));
  return `${md5.digest('hex')}-${parts.length}`;
}

/**
 * The algorithm that an upload asked for, else S3's default; null where Gatehouse cannot compute it.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Part.html (ChecksumCRC64NVME)
 */
function algorithmOf({ checksumAlgorithm }: MultipartUpload['details']): ChecksumAlgorithm | null {
  return checksumAlgorithm === null ? DEFAULT_ALGORITHM : algorithmNamed(checksumAlgorithm);
}

/** The checksum of an object in parts: of the whole, or the checksum of the parts' checksums with their number. */
function checksumOfParts(
  { details }: MultipartUpload,
  parts: readonly UploadedPart[],
  objects: ObjectReader,
): ObjectDetails['checksum'] {
  const algorithm = algorithmOf(details);
  if (algorithm === null) return null;
  const type = details.checksumType ?? 'FULL_OBJECT';
  const pieces =
    type === 'FULL_OBJECT'
      ? parts.flatMap(({ body, size }) => [...objects.pieces({ body, start: 0, end: size })])
      : parts.map((part) => Buffer.from(part.checksum?.value ?? '', 'base64'));
  const value = checksumOf(algorithm, Buffer.concat(pieces)).toString('base64');
  return { algorithm, value: type === 'COMPOSITE' ? `${value}-${parts.length}` : value, type };
}

/** Clients give a composite checksum with its number of parts or without. */
function isSameChecksum(given: string, computed: string): boolean {
  return given === computed || given === computed.replace(/-\d+$/, '');
}

/** @throws AwsError `InvalidArgument` for what is no range, `InvalidRange` for one that the source does not have. */
function copiedRange(text: string | undefined, size: number): { readonly start: number; readonly end: number } {
  if (text === undefined) return { start: 0, end: size };
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(text) ?? [];
  if (first === undefined || last === undefined || Number(last) < Number(first)) {
    throw invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      'x-amz-copy-source-range',
      text,
    );
  }
  if (Number(last) >= size) throw invalidRange(text, size);
  return { start: Number(first), end: Number(last) + 1 };
}
