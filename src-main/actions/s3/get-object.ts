import { checksumMembers } from './checksums.ts';
import { handler, type ActionScene } from '../handler.ts';
import { openBucket } from './bucket.ts';
import { requireCustomerKey } from './customer-key.ts';
import { versioningOf } from './bucket-settings.ts';
import { invalidArgument, invalidRequest } from './errors.ts';
import { needsOf } from './needs.ts';
import { askedBytes, findObject, objectMembers } from './object-reading.ts';
import { checkReadConditions } from './preconditions.ts';

/** The headers that a request may have answered otherwise than the object has them. */
interface Overrides {
  readonly ResponseCacheControl?: string | undefined;
  readonly ResponseContentDisposition?: string | undefined;
  readonly ResponseContentEncoding?: string | undefined;
  readonly ResponseContentLanguage?: string | undefined;
  readonly ResponseContentType?: string | undefined;
  readonly ResponseExpires?: string | undefined;
}

/** ISO 8859-1, less the control characters that end a header or a message. */
const HEADER_VALUE = /^[\t\u0020-\u007e\u00a0-\u00ff]*$/;

/**
 * @throws AwsError `InvalidRequest` for nobody in particular, who may not override headers; `InvalidArgument` for a value
 *   that is none of a header.
 */
function overriddenHeaders(input: Overrides, { actor }: Pick<ActionScene, 'actor'>) {
  const {
    ResponseCacheControl: CacheControl,
    ResponseContentDisposition: ContentDisposition,
    ResponseContentEncoding: ContentEncoding,
    ResponseContentLanguage: ContentLanguage,
    ResponseContentType: ContentType,
    ResponseExpires: Expires,
  } = input;
  const headers = {
    ...(CacheControl !== undefined && { CacheControl }),
    ...(ContentDisposition !== undefined && { ContentDisposition }),
    ...(ContentEncoding !== undefined && { ContentEncoding }),
    ...(ContentLanguage !== undefined && { ContentLanguage }),
    ...(ContentType !== undefined && { ContentType }),
    ...(Expires !== undefined && { Expires: new Date(Expires).toUTCString() }),
  };
  if (actor.kind === 'anonymous' && Object.keys(headers).length > 0) {
    throw invalidRequest('Request specific response headers cannot be used for anonymous GET requests.');
  }
  for (const [name, value] of Object.entries(headers)) {
    if (HEADER_VALUE.test(value)) continue;
    const parameter = `response-${name.replaceAll(/(?<=.)[A-Z]/g, '-$&').toLowerCase()}`;
    throw invalidArgument('Header value cannot be represented using ISO-8859-1.', parameter, value);
  }
  return headers;
}

const ATTRIBUTES = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];

/** Reading objects. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const getObjectHandlers = {
  's3:GetObject': handler({
    name: 's3:GetObject',
    label: null,
    authorize: needsOf('GetObject'),
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      const object = findObject(scene.objects, input, 'GET');
      requireCustomerKey(object.details.encryption, input);
      checkReadConditions(object, input);
      const headers = overriddenHeaders(input, scene);
      const asked = askedBytes(object, input);
      return {
        ...objectMembers(object, bucket, asked, input),
        ...headers,
        Body: scene.objects.read({ body: object.body, start: asked.start, end: asked.end }),
      };
    },
  }),

  's3:HeadObject': handler({
    name: 's3:HeadObject',
    label: null,
    authorize: needsOf('HeadObject'),
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      const object = findObject(scene.objects, input, 'HEAD');
      requireCustomerKey(object.details.encryption, input);
      checkReadConditions(object, input);
      const headers = overriddenHeaders(input, scene);
      return { ...objectMembers(object, bucket, askedBytes(object, input), input), ...headers };
    },
  }),

  's3:GetObjectAttributes': handler({
    name: 's3:GetObjectAttributes',
    label: null,
    authorize: needsOf('GetObjectAttributes'),
    perform: (input, scene) => {
      const bucket = openBucket(input, scene);
      const object = findObject(scene.objects, input, 'GET');
      requireCustomerKey(object.details.encryption, input);
      const wanted = new Set<string>(input.ObjectAttributes);
      const unknown = [...wanted].find((name) => !ATTRIBUTES.includes(name));
      if (unknown !== undefined || wanted.size === 0) {
        throw invalidArgument('Invalid attribute name specified.', 'x-amz-object-attributes', unknown ?? '');
      }
      const { checksum, parts, StorageClass } = object.details;
      return {
        LastModified: object.lastModified,
        ...(versioningOf(bucket) !== null && { VersionId: object.versionId }),
        ...(wanted.has('ETag') && { ETag: object.etag }),
        ...(wanted.has('Checksum') &&
          checksum !== null && { Checksum: { ...checksumMembers(checksum), ChecksumType: checksum.type } }),
        ...(wanted.has('ObjectParts') && parts !== null && { ObjectParts: partsPage(parts, checksum, input) }),
        ...(wanted.has('StorageClass') && { StorageClass }),
        ...(wanted.has('ObjectSize') && { ObjectSize: object.size }),
      };
    },
  }),
};

interface KeptPart {
  readonly PartNumber: number;
  readonly Size: number;
  readonly checksum: string | null;
}

/** The parts themselves are told only of an object with a checksum of its own for each. */
function partsPage(
  parts: readonly KeptPart[],
  checksum: { readonly algorithm: string; readonly type: string } | null,
  { MaxParts = 1000, PartNumberMarker = '0' }: { MaxParts?: number | undefined; PartNumberMarker?: string | undefined },
) {
  const after = Number(PartNumberMarker);
  const rest = parts.filter(({ PartNumber }) => PartNumber > after);
  const page = rest.slice(0, MaxParts);
  return {
    TotalPartsCount: parts.length,
    PartNumberMarker: String(after),
    NextPartNumberMarker: String(page.at(-1)?.PartNumber ?? 0),
    MaxParts,
    IsTruncated: page.length < rest.length,
    ...(checksum?.type === 'COMPOSITE' && {
      Parts: page.map(({ PartNumber, Size, checksum: value }) => ({
        PartNumber,
        Size,
        ...checksumMembers(value === null ? null : { algorithm: checksum.algorithm, value }),
      })),
    }),
  };
}
