import type { ObjectVersion } from '../../storage/object-store.ts';
import { handler, type ActionScene } from '../handler.ts';
import { canonicalUserId, openBucket } from './bucket.ts';
import { algorithmNamed } from './checksums.ts';
import { invalidArgument } from './errors.ts';
import { keyWriter, listKeys } from './listing.ts';
import { needsOf } from './needs.ts';

/** No page has more. */
const MOST = 1000;

/** What all listings of objects are asked for with. */
interface Asked {
  readonly Prefix?: string | undefined;
  readonly Delimiter?: string | undefined;
  readonly MaxKeys?: number | undefined;
  readonly EncodingType?: string | undefined;
}

/** @throws AwsError `InvalidArgument`. */
function pageSize(asked: number | undefined, name: string): number {
  if (asked === undefined) return MOST;
  if (asked < 0 || asked > 2_147_483_647) {
    throw invalidArgument(`Argument ${name} must be an integer between 0 and 2147483647`, name, String(asked));
  }
  return Math.min(asked, MOST);
}

const owner = ({ details }: ObjectVersion) => ({ ID: canonicalUserId(details.ownerAccountId) });

function checksumFacts({ details: { checksum } }: ObjectVersion) {
  const algorithm = algorithmNamed(checksum?.algorithm);
  return checksum === null || algorithm === null ? {} : { ChecksumAlgorithm: [algorithm], ChecksumType: checksum.type };
}

function listed(object: ObjectVersion, written: (key: string) => string) {
  return {
    Key: written(object.key),
    LastModified: object.lastModified,
    ETag: `"${object.etag}"`,
    ...checksumFacts(object),
    Size: object.size,
    StorageClass: object.details.StorageClass,
  };
}

/** What the answer repeats of the request; the delimiter is told only where there is one. */
function repeated({ Prefix = '', Delimiter = '', EncodingType }: Asked, written: (key: string) => string) {
  return {
    Prefix: written(Prefix),
    ...(Delimiter !== '' && { Delimiter: written(Delimiter) }),
    ...(EncodingType === 'url' && { EncodingType: 'url' as const }),
  };
}

function prefixes(common: readonly string[], written: (key: string) => string) {
  return common.length === 0 ? {} : { CommonPrefixes: common.map((prefix) => ({ Prefix: written(prefix) })) };
}

function list(
  input: Asked & { readonly Bucket: string },
  after: string | null,
  { objects }: Pick<ActionScene, 'objects'>,
) {
  const { Bucket, Prefix = '', Delimiter = '', MaxKeys } = input;
  const most = pageSize(MaxKeys, 'maxKeys');
  const asked = { prefix: Prefix, delimiter: Delimiter, after, afterWithin: null, most };
  return { most, ...listKeys((start) => objects.listLatest(Bucket, start), asked) };
}

/** A continuation token means nothing to clients; here it is the key that the page before ended with. */
const tokenOf = (key: string): string => Buffer.from(key, 'utf8').toString('base64url');

/** @throws AwsError `InvalidArgument` for a token that no answer gave. */
function keyOfToken(token: string): string {
  const key = Buffer.from(token, 'base64url').toString('utf8');
  if (tokenOf(key) !== token || token === '') {
    throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
  }
  return key;
}

/** Lists of objects. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ListingKeysUsingAPIs.html */
export const listObjectsHandlers = {
  's3:ListObjects': handler({
    name: 's3:ListObjects',
    label: null,
    authorize: needsOf('ListObjects'),
    perform: (input, scene) => {
      openBucket(input, scene);
      const marker = input.Marker ?? '';
      const { most, entries, commonPrefixes, next } = list(input, marker === '' ? null : marker, scene);
      const written = keyWriter(input.EncodingType);
      return {
        Name: input.Bucket,
        ...repeated(input, written),
        Marker: written(marker),
        // Where there is no delimiter, the last key listed is the next marker.
        ...(next !== null && (input.Delimiter ?? '') !== '' && { NextMarker: written(next.key) }),
        MaxKeys: most,
        IsTruncated: next !== null,
        ...(entries.length > 0 && {
          Contents: entries.map((object) => ({ ...listed(object, written), Owner: owner(object) })),
        }),
        ...prefixes(commonPrefixes, written),
      };
    },
  }),

  's3:ListObjectsV2': handler({
    name: 's3:ListObjectsV2',
    label: null,
    authorize: needsOf('ListObjectsV2'),
    perform: (input, scene) => {
      openBucket(input, scene);
      const { ContinuationToken, StartAfter } = input;
      const after = ContinuationToken === undefined ? StartAfter : keyOfToken(ContinuationToken);
      const { most, entries, commonPrefixes, next } = list(
        input,
        after === undefined || after === '' ? null : after,
        scene,
      );
      const written = keyWriter(input.EncodingType);
      return {
        Name: input.Bucket,
        ...repeated(input, written),
        MaxKeys: most,
        KeyCount: entries.length + commonPrefixes.length,
        IsTruncated: next !== null,
        ...(ContinuationToken !== undefined && { ContinuationToken }),
        ...(next !== null && { NextContinuationToken: tokenOf(next.key) }),
        ...(StartAfter !== undefined && { StartAfter: written(StartAfter) }),
        ...(entries.length > 0 && {
          Contents: entries.map((object) => ({
            ...listed(object, written),
            ...(input.FetchOwner === true && { Owner: owner(object) }),
          })),
        }),
        ...prefixes(commonPrefixes, written),
      };
    },
  }),

  's3:ListObjectVersions': handler({
    name: 's3:ListObjectVersions',
    label: null,
    authorize: needsOf('ListObjectVersions'),
    perform: (input, scene) => {
      openBucket(input, scene);
      const { Bucket, Prefix = '', Delimiter = '', KeyMarker = '', VersionIdMarker } = input;
      if (VersionIdMarker !== undefined && KeyMarker === '') {
        throw invalidArgument(
          'A version-id marker cannot be specified without a key marker.',
          'version-id-marker',
          VersionIdMarker,
        );
      }
      const most = pageSize(input.MaxKeys, 'maxKeys');
      const { entries, commonPrefixes, next } = listKeys(
        (start, within) => scene.objects.listVersions(Bucket, start, within),
        {
          prefix: Prefix,
          delimiter: Delimiter,
          after: KeyMarker === '' ? null : KeyMarker,
          afterWithin: VersionIdMarker ?? null,
          most,
        },
      );
      const written = keyWriter(input.EncodingType);
      const versions = entries.filter(({ isDeleteMarker }) => !isDeleteMarker);
      const markers = entries.filter(({ isDeleteMarker }) => isDeleteMarker);
      return {
        Name: Bucket,
        ...repeated(input, written),
        KeyMarker: written(KeyMarker),
        VersionIdMarker: VersionIdMarker ?? '',
        ...(next !== null && { NextKeyMarker: written(next.key) }),
        ...(next?.entry && { NextVersionIdMarker: next.entry.versionId }),
        MaxKeys: most,
        IsTruncated: next !== null,
        ...(versions.length > 0 && {
          Versions: versions.map((version) => ({
            ...listed(version, written),
            StorageClass: 'STANDARD' as const,
            VersionId: version.versionId,
            IsLatest: version.isLatest,
            Owner: owner(version),
          })),
        }),
        ...(markers.length > 0 && {
          DeleteMarkers: markers.map((marker) => ({
            Key: written(marker.key),
            VersionId: marker.versionId,
            IsLatest: marker.isLatest,
            LastModified: marker.lastModified,
            Owner: owner(marker),
          })),
        }),
        ...prefixes(commonPrefixes, written),
      };
    },
  }),

  's3:ListMultipartUploads': handler({
    name: 's3:ListMultipartUploads',
    label: null,
    authorize: needsOf('ListMultipartUploads'),
    perform: (input, scene) => {
      openBucket(input, scene);
      const { Bucket, Prefix = '', Delimiter = '', KeyMarker = '' } = input;
      // Without a key, S3 passes the upload over.
      const UploadIdMarker = KeyMarker === '' ? '' : (input.UploadIdMarker ?? '');
      const most = pageSize(input.MaxUploads, 'max-uploads');
      const { entries, commonPrefixes, next } = listKeys(
        (start, within) => scene.objects.listUploads(Bucket, start, within),
        {
          prefix: Prefix,
          delimiter: Delimiter,
          after: KeyMarker === '' ? null : KeyMarker,
          afterWithin: UploadIdMarker === '' ? null : UploadIdMarker,
          most,
        },
      );
      const written = keyWriter(input.EncodingType);
      return {
        Bucket,
        ...repeated(input, written),
        KeyMarker: written(KeyMarker),
        UploadIdMarker,
        NextKeyMarker: next === null ? '' : written(next.key),
        NextUploadIdMarker: next?.entry?.id ?? '',
        MaxUploads: most,
        IsTruncated: next !== null,
        ...(entries.length > 0 && {
          Uploads: entries.map(({ id, key, initiated, details }) => {
            const ID = canonicalUserId(details.object.ownerAccountId);
            return {
              UploadId: id,
              Key: written(key),
              Initiated: initiated,
              StorageClass: details.object.StorageClass,
              Owner: { ID },
              Initiator: { ID: details.initiatorArn === '' ? ID : details.initiatorArn },
            };
          }),
        }),
        ...prefixes(commonPrefixes, written),
      };
    },
  }),
};
