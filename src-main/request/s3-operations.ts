/** What an S3 operation acts on; `source` is the object that x-amz-copy-source names, `keys` the objects in the body. */
export type S3Target = 'service' | 'bucket' | 'object' | 'source' | 'keys';

/** An action that an S3 operation needs. */
export interface S3Need {
  readonly action: string;
  readonly on: S3Target;
  /** The action needed instead when the request names a version of the object. */
  readonly versioned: string | null;
  /** Needed only when the request has one of these members, by their API names; always when the list is empty. */
  readonly whenMembers: readonly string[];
}

/** Where a parameter of an S3 operation travels. */
export interface S3Parameter {
  /** The member name in the API, such as `MaxKeys`. */
  readonly name: string;
  readonly in: 'query' | 'header' | 'body';
  /** The name on the wire, such as `max-keys`; for a body the path of its element, empty for the whole body. */
  readonly wireName: string;
  readonly required: boolean;
  /** The condition key that it sets, such as `s3:max-keys`; null where there is none. */
  readonly contextKey: string | null;
}

/** One REST operation of S3: how it is told from the others, what it takes, what it needs. */
export interface S3Operation {
  readonly operation: string;
  readonly method: string;
  readonly on: 'service' | 'bucket' | 'object';
  /** Query parameters that the request must carry: with that value, or with any where it is null. */
  readonly query: Readonly<Record<string, string | null>>;
  /** A header that the request must carry. */
  readonly header: string | null;
  readonly parameters: readonly S3Parameter[];
  readonly needs: readonly S3Need[];
}

type Level = S3Operation['on'];

const parameter =
  (place: S3Parameter['in'], required: boolean) =>
  (name: string, wireName: string, contextKey: string | null = null): S3Parameter => ({
    name,
    in: place,
    wireName,
    required,
    contextKey,
  });

const query = parameter('query', false);
const requiredQuery = parameter('query', true);
const inHeader = parameter('header', false);
const requiredHeader = parameter('header', true);
const body = parameter('body', true);
const optionalBody = parameter('body', false);

function need(action: string, on: S3Target, more: Partial<Pick<S3Need, 'versioned' | 'whenMembers'>> = {}): S3Need {
  return { action, on, versioned: null, whenMembers: [], ...more };
}

function row(
  operation: string,
  method: string,
  on: Level,
  needs: readonly S3Need[],
  more: Partial<Pick<S3Operation, 'query' | 'header' | 'parameters'>> = {},
): S3Operation {
  return { operation, method, on, needs, query: {}, header: null, parameters: [], ...more };
}

const VERSION = query('VersionId', 'versionId', 's3:VersionId');
const UPLOAD = requiredQuery('UploadId', 'uploadId');
const PART = requiredQuery('PartNumber', 'partNumber');
const PART_READ = query('PartNumber', 'partNumber');
const ACL_MEMBERS = ['ACL', 'GrantFullControl', 'GrantRead', 'GrantReadACP', 'GrantWrite', 'GrantWriteACP'];
const ACL = inHeader('ACL', 'x-amz-acl', 's3:x-amz-acl');
const TAGGING = inHeader('Tagging', 'x-amz-tagging');
const STORAGE_CLASS = inHeader('StorageClass', 'x-amz-storage-class', 's3:x-amz-storage-class');
const ENCRYPTION = inHeader('ServerSideEncryption', 'x-amz-server-side-encryption', 's3:x-amz-server-side-encryption');
const SOURCE = requiredHeader('CopySource', 'x-amz-copy-source', 's3:x-amz-copy-source');
const LISTING = [
  query('Prefix', 'prefix', 's3:prefix'),
  query('Delimiter', 'delimiter', 's3:delimiter'),
  query('MaxKeys', 'max-keys', 's3:max-keys'),
];

/** Writing an object needs more when the request sets an ACL, tags, a retention or a legal hold with it. */
const WRITE_OBJECT: readonly S3Need[] = [
  need('s3:PutObject', 'object'),
  need('s3:PutObjectAcl', 'object', { whenMembers: ACL_MEMBERS }),
  need('s3:PutObjectTagging', 'object', { whenMembers: ['Tagging'] }),
  need('s3:PutObjectRetention', 'object', { whenMembers: ['ObjectLockMode'] }),
  need('s3:PutObjectLegalHold', 'object', { whenMembers: ['ObjectLockLegalHoldStatus'] }),
];
const READ_OBJECT = need('s3:GetObject', 'object', { versioned: 's3:GetObjectVersion' });
const READ_SOURCE = need('s3:GetObject', 'source', { versioned: 's3:GetObjectVersion' });

/**
 * Operations on one subresource of a bucket: reading it needs one action, writing and deleting it another.
 * `document` is the member that holds the body of the write.
 */
function bucketSubresource(
  subresource: string,
  given: {
    readonly read: readonly [operation: string, action: string];
    readonly write?: readonly [operation: string, action: string, document: string];
    readonly remove?: readonly [operation: string, action: string];
  },
): S3Operation[] {
  const asked = { query: { [subresource]: null } };
  const rows = [row(given.read[0], 'GET', 'bucket', [need(given.read[1], 'bucket')], asked)];
  if (given.write !== undefined) {
    const [operation, action, document] = given.write;
    rows.push(
      row(operation, 'PUT', 'bucket', [need(action, 'bucket')], { ...asked, parameters: [body(document, '')] }),
    );
  }
  if (given.remove !== undefined) {
    rows.push(row(given.remove[0], 'DELETE', 'bucket', [need(given.remove[1], 'bucket')], asked));
  }
  return rows;
}

/** Configurations of which a bucket has several, told apart by `id`; without it they are listed. */
function bucketConfiguration(
  subresource: string,
  kind: string,
  readAction: string,
  writeAction: string,
): S3Operation[] {
  const one = { query: { [subresource]: null, id: null } };
  const id = requiredQuery('Id', 'id');
  const document = `${kind}Configuration`;
  return [
    row(`ListBucket${kind}Configurations`, 'GET', 'bucket', [need(readAction, 'bucket')], {
      query: { [subresource]: null },
    }),
    row(`GetBucket${kind}Configuration`, 'GET', 'bucket', [need(readAction, 'bucket')], { ...one, parameters: [id] }),
    row(`PutBucket${kind}Configuration`, 'PUT', 'bucket', [need(writeAction, 'bucket')], {
      ...one,
      parameters: [id, body(document, '')],
    }),
    row(`DeleteBucket${kind}Configuration`, 'DELETE', 'bucket', [need(writeAction, 'bucket')], {
      ...one,
      parameters: [id],
    }),
  ];
}

/**
 * The configurations of a bucket's metadata tables, of the first and the second version: one set of actions is for both.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/metadata-tables-permissions.html
 */
function metadataConfiguration(kind: string): S3Operation[] {
  const asked = { query: { [kind === 'Configuration' ? 'metadataConfiguration' : 'metadataTable']: null } };
  return (['Create', 'Get', 'Delete'] as const).map((verb) => {
    const action = `s3:${verb}BucketMetadataTableConfiguration`;
    const method = { Create: 'POST', Get: 'GET', Delete: 'DELETE' }[verb];
    return row(`${verb}BucketMetadata${kind}`, method, 'bucket', [need(action, 'bucket')], {
      ...asked,
      parameters: verb === 'Create' ? [body(`Metadata${kind}`, '')] : [],
    });
  });
}

/** Operations on one subresource of an object, where a version has actions of its own. */
function objectSubresource(
  subresource: string,
  method: string,
  operation: string,
  action: string,
  versioned: string | null,
  parameters: readonly S3Parameter[] = [],
): S3Operation {
  return row(operation, method, 'object', [need(action, 'object', { versioned })], {
    query: { [subresource]: null },
    parameters: [VERSION, ...parameters],
  });
}

/**
 * The REST operations of S3 on general purpose buckets and their objects, with the actions that each needs. Of several
 * that fit a request, the one that asks for most is meant.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
export const S3_OPERATIONS: readonly S3Operation[] = [
  row('ListBuckets', 'GET', 'service', [need('s3:ListAllMyBuckets', 'service')]),

  row(
    'CreateBucket',
    'PUT',
    'bucket',
    [
      need('s3:CreateBucket', 'bucket'),
      need('s3:PutBucketAcl', 'bucket', { whenMembers: ACL_MEMBERS }),
      need('s3:PutBucketOwnershipControls', 'bucket', { whenMembers: ['ObjectOwnership'] }),
      need('s3:PutBucketObjectLockConfiguration', 'bucket', { whenMembers: ['ObjectLockEnabledForBucket'] }),
      need('s3:PutBucketVersioning', 'bucket', { whenMembers: ['ObjectLockEnabledForBucket'] }),
    ],
    {
      parameters: [
        optionalBody('LocationConstraint', 'CreateBucketConfiguration/LocationConstraint', 's3:locationconstraint'),
        ACL,
      ],
    },
  ),
  row('HeadBucket', 'HEAD', 'bucket', [need('s3:ListBucket', 'bucket')]),
  row('DeleteBucket', 'DELETE', 'bucket', [need('s3:DeleteBucket', 'bucket')]),
  row('ListObjectsV2', 'GET', 'bucket', [need('s3:ListBucket', 'bucket')], {
    query: { 'list-type': '2' },
    parameters: [...LISTING, query('StartAfter', 'start-after')],
  }),
  row('ListObjects', 'GET', 'bucket', [need('s3:ListBucket', 'bucket')], {
    parameters: [...LISTING, query('Marker', 'marker')],
  }),
  row('ListObjectVersions', 'GET', 'bucket', [need('s3:ListBucketVersions', 'bucket')], {
    query: { versions: null },
    parameters: [...LISTING, query('KeyMarker', 'key-marker')],
  }),
  row('ListMultipartUploads', 'GET', 'bucket', [need('s3:ListBucketMultipartUploads', 'bucket')], {
    query: { uploads: null },
    parameters: [query('Prefix', 'prefix'), query('Delimiter', 'delimiter')],
  }),
  row(
    'DeleteObjects',
    'POST',
    'bucket',
    [
      need('s3:DeleteObject', 'keys', { versioned: 's3:DeleteObjectVersion' }),
      need('s3:BypassGovernanceRetention', 'keys', { whenMembers: ['BypassGovernanceRetention'] }),
    ],
    { query: { delete: null }, parameters: [body('Delete', '')] },
  ),

  ...bucketSubresource('policy', {
    read: ['GetBucketPolicy', 's3:GetBucketPolicy'],
    write: ['PutBucketPolicy', 's3:PutBucketPolicy', 'Policy'],
    remove: ['DeleteBucketPolicy', 's3:DeleteBucketPolicy'],
  }),
  ...bucketSubresource('policyStatus', { read: ['GetBucketPolicyStatus', 's3:GetBucketPolicyStatus'] }),
  ...bucketSubresource('location', { read: ['GetBucketLocation', 's3:GetBucketLocation'] }),
  ...bucketSubresource('acl', { read: ['GetBucketAcl', 's3:GetBucketAcl'] }),
  row('PutBucketAcl', 'PUT', 'bucket', [need('s3:PutBucketAcl', 'bucket')], {
    query: { acl: null },
    parameters: [ACL, optionalBody('AccessControlPolicy', '')],
  }),
  ...bucketSubresource('versioning', {
    read: ['GetBucketVersioning', 's3:GetBucketVersioning'],
    write: ['PutBucketVersioning', 's3:PutBucketVersioning', 'VersioningConfiguration'],
  }),
  ...bucketSubresource('tagging', {
    read: ['GetBucketTagging', 's3:GetBucketTagging'],
    write: ['PutBucketTagging', 's3:PutBucketTagging', 'Tagging'],
    remove: ['DeleteBucketTagging', 's3:PutBucketTagging'],
  }),
  ...bucketSubresource('cors', {
    read: ['GetBucketCors', 's3:GetBucketCORS'],
    write: ['PutBucketCors', 's3:PutBucketCORS', 'CORSConfiguration'],
    remove: ['DeleteBucketCors', 's3:PutBucketCORS'],
  }),
  ...bucketSubresource('lifecycle', {
    read: ['GetBucketLifecycleConfiguration', 's3:GetLifecycleConfiguration'],
    write: ['PutBucketLifecycleConfiguration', 's3:PutLifecycleConfiguration', 'LifecycleConfiguration'],
    remove: ['DeleteBucketLifecycle', 's3:PutLifecycleConfiguration'],
  }),
  ...bucketSubresource('encryption', {
    read: ['GetBucketEncryption', 's3:GetEncryptionConfiguration'],
    write: ['PutBucketEncryption', 's3:PutEncryptionConfiguration', 'ServerSideEncryptionConfiguration'],
    remove: ['DeleteBucketEncryption', 's3:PutEncryptionConfiguration'],
  }),
  ...bucketSubresource('publicAccessBlock', {
    read: ['GetPublicAccessBlock', 's3:GetBucketPublicAccessBlock'],
    write: ['PutPublicAccessBlock', 's3:PutBucketPublicAccessBlock', 'PublicAccessBlockConfiguration'],
    remove: ['DeletePublicAccessBlock', 's3:PutBucketPublicAccessBlock'],
  }),
  ...bucketSubresource('ownershipControls', {
    read: ['GetBucketOwnershipControls', 's3:GetBucketOwnershipControls'],
    write: ['PutBucketOwnershipControls', 's3:PutBucketOwnershipControls', 'OwnershipControls'],
    remove: ['DeleteBucketOwnershipControls', 's3:PutBucketOwnershipControls'],
  }),
  ...bucketSubresource('logging', {
    read: ['GetBucketLogging', 's3:GetBucketLogging'],
    write: ['PutBucketLogging', 's3:PutBucketLogging', 'BucketLoggingStatus'],
  }),
  ...bucketSubresource('notification', {
    read: ['GetBucketNotificationConfiguration', 's3:GetBucketNotification'],
    write: ['PutBucketNotificationConfiguration', 's3:PutBucketNotification', 'NotificationConfiguration'],
  }),
  ...bucketSubresource('replication', {
    read: ['GetBucketReplication', 's3:GetReplicationConfiguration'],
    write: ['PutBucketReplication', 's3:PutReplicationConfiguration', 'ReplicationConfiguration'],
    remove: ['DeleteBucketReplication', 's3:PutReplicationConfiguration'],
  }),
  ...bucketSubresource('requestPayment', {
    read: ['GetBucketRequestPayment', 's3:GetBucketRequestPayment'],
    write: ['PutBucketRequestPayment', 's3:PutBucketRequestPayment', 'RequestPaymentConfiguration'],
  }),
  ...bucketSubresource('website', {
    read: ['GetBucketWebsite', 's3:GetBucketWebsite'],
    write: ['PutBucketWebsite', 's3:PutBucketWebsite', 'WebsiteConfiguration'],
    remove: ['DeleteBucketWebsite', 's3:DeleteBucketWebsite'],
  }),
  ...bucketSubresource('accelerate', {
    read: ['GetBucketAccelerateConfiguration', 's3:GetAccelerateConfiguration'],
    write: ['PutBucketAccelerateConfiguration', 's3:PutAccelerateConfiguration', 'AccelerateConfiguration'],
  }),
  ...bucketSubresource('object-lock', {
    read: ['GetObjectLockConfiguration', 's3:GetBucketObjectLockConfiguration'],
    write: ['PutObjectLockConfiguration', 's3:PutBucketObjectLockConfiguration', 'ObjectLockConfiguration'],
  }),
  ...bucketSubresource('abac', {
    read: ['GetBucketAbac', 's3:GetBucketAbac'],
    write: ['PutBucketAbac', 's3:PutBucketAbac', 'AbacStatus'],
  }),
  ...['Configuration', 'TableConfiguration'].flatMap((kind) => metadataConfiguration(kind)),
  ...(['Inventory', 'Journal'] as const).map((kind) => {
    const operation = `UpdateBucketMetadata${kind}TableConfiguration`;
    return row(operation, 'PUT', 'bucket', [need(`s3:${operation}`, 'bucket')], {
      query: { [`metadata${kind}Table`]: null },
      parameters: [body(`${kind}TableConfiguration`, '')],
    });
  }),
  ...bucketConfiguration('inventory', 'Inventory', 's3:GetInventoryConfiguration', 's3:PutInventoryConfiguration'),
  ...bucketConfiguration('analytics', 'Analytics', 's3:GetAnalyticsConfiguration', 's3:PutAnalyticsConfiguration'),
  ...bucketConfiguration('metrics', 'Metrics', 's3:GetMetricsConfiguration', 's3:PutMetricsConfiguration'),
  ...bucketConfiguration(
    'intelligent-tiering',
    'IntelligentTiering',
    's3:GetIntelligentTieringConfiguration',
    's3:PutIntelligentTieringConfiguration',
  ),

  row('GetObject', 'GET', 'object', [READ_OBJECT], { parameters: [VERSION, PART_READ] }),
  row('HeadObject', 'HEAD', 'object', [READ_OBJECT], { parameters: [VERSION, PART_READ] }),
  row('PutObject', 'PUT', 'object', WRITE_OBJECT, {
    parameters: [optionalBody('Body', ''), ACL, TAGGING, STORAGE_CLASS, ENCRYPTION],
  }),
  row('CopyObject', 'PUT', 'object', [READ_SOURCE, ...WRITE_OBJECT], {
    header: 'x-amz-copy-source',
    parameters: [SOURCE, ACL, TAGGING, STORAGE_CLASS, ENCRYPTION],
  }),
  row(
    'DeleteObject',
    'DELETE',
    'object',
    [
      need('s3:DeleteObject', 'object', { versioned: 's3:DeleteObjectVersion' }),
      need('s3:BypassGovernanceRetention', 'object', { whenMembers: ['BypassGovernanceRetention'] }),
    ],
    { parameters: [VERSION] },
  ),
  objectSubresource('acl', 'GET', 'GetObjectAcl', 's3:GetObjectAcl', 's3:GetObjectVersionAcl'),
  objectSubresource('acl', 'PUT', 'PutObjectAcl', 's3:PutObjectAcl', 's3:PutObjectVersionAcl', [
    ACL,
    optionalBody('AccessControlPolicy', ''),
  ]),
  objectSubresource('tagging', 'GET', 'GetObjectTagging', 's3:GetObjectTagging', 's3:GetObjectVersionTagging'),
  objectSubresource('tagging', 'PUT', 'PutObjectTagging', 's3:PutObjectTagging', 's3:PutObjectVersionTagging', [
    body('Tagging', ''),
  ]),
  objectSubresource(
    'tagging',
    'DELETE',
    'DeleteObjectTagging',
    's3:DeleteObjectTagging',
    's3:DeleteObjectVersionTagging',
  ),
  row(
    'GetObjectAttributes',
    'GET',
    'object',
    [READ_OBJECT, need('s3:GetObjectAttributes', 'object', { versioned: 's3:GetObjectVersionAttributes' })],
    {
      query: { attributes: null },
      parameters: [VERSION, requiredHeader('ObjectAttributes', 'x-amz-object-attributes')],
    },
  ),
  objectSubresource('retention', 'GET', 'GetObjectRetention', 's3:GetObjectRetention', null),
  row(
    'PutObjectRetention',
    'PUT',
    'object',
    [
      need('s3:PutObjectRetention', 'object'),
      need('s3:BypassGovernanceRetention', 'object', { whenMembers: ['BypassGovernanceRetention'] }),
    ],
    { query: { retention: null }, parameters: [VERSION, body('Retention', '')] },
  ),
  objectSubresource('legal-hold', 'GET', 'GetObjectLegalHold', 's3:GetObjectLegalHold', null),
  objectSubresource('legal-hold', 'PUT', 'PutObjectLegalHold', 's3:PutObjectLegalHold', null, [body('LegalHold', '')]),
  row('UpdateObjectEncryption', 'PUT', 'object', [need('s3:UpdateObjectEncryption', 'object')], {
    query: { encryption: null },
    parameters: [VERSION, body('ObjectEncryption', '')],
  }),
  objectSubresource(
    'annotation',
    'GET',
    'ListObjectAnnotations',
    's3:ListObjectAnnotations',
    's3:ListObjectVersionAnnotations',
  ),
  row(
    'GetObjectAnnotation',
    'GET',
    'object',
    [need('s3:GetObjectAnnotation', 'object', { versioned: 's3:GetObjectVersionAnnotation' })],
    { query: { annotation: null, annotationName: null }, parameters: [VERSION] },
  ),
  objectSubresource(
    'annotation',
    'PUT',
    'PutObjectAnnotation',
    's3:PutObjectAnnotation',
    's3:PutObjectVersionAnnotation',
  ),
  objectSubresource(
    'annotation',
    'DELETE',
    'DeleteObjectAnnotation',
    's3:DeleteObjectAnnotation',
    's3:DeleteObjectVersionAnnotation',
  ),
  row('GetObjectTorrent', 'GET', 'object', [need('s3:GetObjectTorrent', 'object')], { query: { torrent: null } }),
  objectSubresource('restore', 'POST', 'RestoreObject', 's3:RestoreObject', null, [body('RestoreRequest', '')]),
  row('SelectObjectContent', 'POST', 'object', [READ_OBJECT], {
    query: { select: null, 'select-type': '2' },
    parameters: [body('SelectObjectContentRequest', '')],
  }),
  row('CreateMultipartUpload', 'POST', 'object', WRITE_OBJECT, {
    query: { uploads: null },
    parameters: [ACL, TAGGING, STORAGE_CLASS, ENCRYPTION],
  }),
  row('UploadPart', 'PUT', 'object', [need('s3:PutObject', 'object')], {
    query: { partNumber: null, uploadId: null },
    parameters: [PART, UPLOAD, optionalBody('Body', '')],
  }),
  row('UploadPartCopy', 'PUT', 'object', [READ_SOURCE, need('s3:PutObject', 'object')], {
    query: { partNumber: null, uploadId: null },
    header: 'x-amz-copy-source',
    parameters: [PART, UPLOAD, SOURCE],
  }),
  row('CompleteMultipartUpload', 'POST', 'object', [need('s3:PutObject', 'object')], {
    query: { uploadId: null },
    parameters: [UPLOAD, body('CompleteMultipartUpload', '')],
  }),
  row('AbortMultipartUpload', 'DELETE', 'object', [need('s3:AbortMultipartUpload', 'object')], {
    query: { uploadId: null },
    parameters: [UPLOAD],
  }),
  row('ListParts', 'GET', 'object', [need('s3:ListMultipartUploadParts', 'object')], {
    query: { uploadId: null },
    parameters: [UPLOAD],
  }),
];

/** The last three ask for what Gatehouse has no form of; they are known so that they are not taken for something else. */
const SUBRESOURCES: ReadonlySet<string> = new Set([
  ...S3_OPERATIONS.flatMap((entry) => Object.keys(entry.query)),
  'metadataAnnotationTable',
  'session',
  'renameObject',
]);

/**
 * Finds the operation that a request asks for.
 * @param asked `query` with the decoded parameters, `headers` by name in lower case.
 * @returns null when S3 has no such operation, as for a method that a subresource does not take.
 */
export function matchS3Operation(asked: {
  readonly method: string;
  readonly on: Level;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: ReadonlySet<string>;
}): S3Operation | null {
  const fits = (entry: S3Operation): boolean =>
    entry.method === asked.method &&
    entry.on === asked.on &&
    (entry.header === null || asked.headers.has(entry.header)) &&
    Object.entries(entry.query).every(([name, value]) =>
      value === null ? asked.query.has(name) : asked.query.get(name) === value,
    );
  const weight = (entry: S3Operation): number => Object.keys(entry.query).length + (entry.header === null ? 0 : 1);
  const best = S3_OPERATIONS.filter(fits).reduce<S3Operation | null>(
    (heaviest, entry) => (heaviest === null || weight(entry) > weight(heaviest) ? entry : heaviest),
    null,
  );
  if (best === null) return null;
  const taken = new Set([
    ...Object.keys(best.query),
    ...best.parameters.filter((entry) => entry.in === 'query').map((entry) => entry.wireName),
  ]);
  // A subresource that this operation knows nothing of means another operation, one that the method does not go with.
  const foreign = [...asked.query.keys()].some(
    (name) => SUBRESOURCES.has(name) && !taken.has(name) && name !== 'list-type' && name !== 'id',
  );
  return foreign ? null : best;
}

/** The operation by its API name; null where there is none. */
export function s3Operation(name: string): S3Operation | null {
  return S3_OPERATIONS.find((entry) => entry.operation === name) ?? null;
}

/**
 * The operation that a person who names an action means: the first whose main need it is, then any that needs it.
 */
export function s3OperationForAction(action: string): S3Operation | null {
  const wanted = action.toLowerCase();
  const named = (name: string | null): boolean => name?.toLowerCase() === wanted;
  return (
    S3_OPERATIONS.find(
      (entry) => wanted === `s3:${entry.operation}`.toLowerCase() && named(entry.needs[0]?.action ?? null),
    ) ??
    S3_OPERATIONS.find((entry) => named(entry.needs[0]?.action ?? null) && entry.method !== 'HEAD') ??
    S3_OPERATIONS.find((entry) => named(entry.needs[0]?.versioned ?? null) && entry.method !== 'HEAD') ??
    S3_OPERATIONS.find((entry) => wanted === `s3:${entry.operation}`.toLowerCase()) ??
    null
  );
}
