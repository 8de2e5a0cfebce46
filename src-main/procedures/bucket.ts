import { z } from 'zod';
import { MAX_SHOWN_BYTES } from '../../src-shared/contract/bucket.ts';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { OperationName } from '../actions/operations.ts';
import type { Lab } from '../lab.ts';
import type { GateParts } from '../remaining-steps.ts';
import type { TimelineTeller } from '../timeline/teller.ts';
import { performOperation } from './actions.ts';
import { DeletedObjects } from './deleted-objects.ts';

/** So many entries are on a page, and deleted at once: what S3 allows. */
const PAGE = 1000;

/** Browsing a bucket: each procedure is an operation of Amazon S3, asked for by whoever is at the controls. */
export function bucketProcedures(
  lab: Lab,
  on: GateParts,
  tell: TimelineTeller,
): Pick<Handlers<GatehouseContract>, Extract<keyof GatehouseContract['procedures'], `bucket.${string}`>> {
  const deletedObjects = new DeletedObjects(on.random);

  const ask = async <T extends z.ZodType>(
    operation: OperationName & `s3:${string}`,
    answer: T,
    { accountId }: { accountId?: string | undefined },
    parameters: object,
  ): Promise<z.output<T>> => {
    const asked = { operation, parameters, ...(accountId !== undefined && { accountId }) };
    const { output } = await performOperation(lab, on, tell, asked);
    return answer.parse(output);
  };

  return {
    'bucket.list': async ({ bucket, prefix, versions, from, ...place }) => {
      const asked = { Bucket: bucket, Prefix: prefix, Delimiter: '/' };
      if (!versions) {
        const page = await ask('s3:ListObjectsV2', Listing, place, {
          ...asked,
          ...(from !== null && { ContinuationToken: from.key }),
        });
        const token = page.NextContinuationToken;
        return {
          folders: page.CommonPrefixes.map((folder) => folder.Prefix),
          objects: page.Contents.map((object) => ({
            ...listed(object),
            versionId: null,
            isLatest: true,
            isDeleteMarker: false,
          })),
          next: token === undefined ? null : { key: token, versionId: null },
        };
      }
      const page = await ask('s3:ListObjectVersions', VersionListing, place, {
        ...asked,
        ...(from !== null && { KeyMarker: from.key }),
        ...(typeof from?.versionId === 'string' && { VersionIdMarker: from.versionId }),
      });
      const rows = [
        ...page.Versions.map((version) => ({ ...version, isDeleteMarker: false })),
        ...page.DeleteMarkers.map((marker) => ({ ...marker, Size: 0, StorageClass: '', isDeleteMarker: true })),
      ];
      const { NextKeyMarker, NextVersionIdMarker = null } = page;
      return {
        folders: page.CommonPrefixes.map((folder) => folder.Prefix),
        objects: rows
          .map((row) => ({
            ...listed(row),
            versionId: row.VersionId,
            isLatest: row.IsLatest,
            isDeleteMarker: row.isDeleteMarker,
          }))
          .toSorted(newestFirst),
        next:
          page.IsTruncated && NextKeyMarker !== undefined
            ? { key: NextKeyMarker, versionId: NextVersionIdMarker }
            : null,
      };
    },
    'bucket.describeObject': async ({ bucket, key, versionId, ...place }) => {
      const facts = await ask('s3:HeadObject', Head, place, named(bucket, key, versionId));
      return {
        contentType: facts.ContentType ?? null,
        size: facts.ContentLength,
        etag: facts.ETag,
        lastModified: facts.LastModified,
        storageClass: facts.StorageClass ?? 'STANDARD',
        encryption: facts.ServerSideEncryption ?? facts.SSECustomerAlgorithm ?? null,
        versionId: facts.VersionId ?? null,
        metadata: facts.Metadata,
      };
    },
    'bucket.readObject': async ({ bucket, key, versionId, ...place }) => {
      const { objects } = lab.require().workspace.store;
      const there = versionId === null ? objects.latest(bucket, key) : objects.version(bucket, key, versionId);
      if (there !== null && there.size > MAX_SHOWN_BYTES) throw tooLarge(key);
      const { Body, ContentType = null } = await ask('s3:GetObject', Got, place, named(bucket, key, versionId));
      const pieces = Body instanceof Uint8Array ? [Body] : [...Body];
      return { base64: Buffer.concat(pieces).toString('base64'), contentType: ContentType };
    },
    'bucket.putObject': async ({ bucket, key, contentType, base64, ...place }) => {
      const Body = Buffer.from(base64, 'base64');
      if (Body.length > MAX_SHOWN_BYTES) throw tooLarge(key);
      const { VersionId = null } = await ask('s3:PutObject', Put, place, {
        Bucket: bucket,
        Key: key,
        Body,
        ...(contentType !== null && { ContentType: contentType }),
      });
      return { versionId: VersionId };
    },
    'bucket.deleteObjects': async ({ bucket, objects, folders, ...place }) => {
      const { workspace } = lab.require();
      const store = workspace.store.objects;
      const inFolders = folders.flatMap((prefix) =>
        store.listLatest(bucket, { prefix, from: null, limit: PAGE + 1 }).map(({ key }) => ({ key, versionId: null })),
      );
      const all = [...objects, ...inFolders];
      if (all.length > PAGE) {
        throw new GatehouseError('TooManyObjects', 'More than 1,000 objects were to be deleted at once.', {
          place: bucket,
          mend: 'Open the folder and delete what is in it in several steps.',
        });
      }
      if (all.length === 0) return { deleted: 0, refused: [], restoreId: null };
      // What the designer deletes can be brought back; a principal's requests are history.
      const held =
        lab.session.kind === 'designer'
          ? deletedObjects.hold(workspace, bucket, new Set(all.map(({ key }) => key)))
          : null;
      const answer = await ask('s3:DeleteObjects', DeleteAnswer, place, {
        Bucket: bucket,
        Delete: {
          Objects: all.map(({ key, versionId }) => ({ Key: key, ...(versionId && { VersionId: versionId }) })),
        },
      });
      const refused = answer.Errors.map(({ Key, Code, Message }) => ({ key: Key, code: Code, message: Message }));
      return { deleted: all.length - refused.length, refused, restoreId: held };
    },
    'bucket.restoreObjects': async ({ restoreId }) => {
      await deletedObjects.restore(lab.require().workspace, restoreId);
      return {};
    },
  };
}

const CommonPrefixes = z.array(z.object({ Prefix: z.string() })).default([]);
const Listed = z.object({
  Key: z.string(),
  Size: z.number(),
  LastModified: z.coerce.string(),
  StorageClass: z.string(),
});
const Listing = z.object({
  CommonPrefixes,
  Contents: z.array(Listed).default([]),
  NextContinuationToken: z.string().optional(),
});
const Versioned = z.object({ VersionId: z.string(), IsLatest: z.boolean() });
const VersionListing = z.object({
  CommonPrefixes,
  IsTruncated: z.boolean(),
  NextKeyMarker: z.string().optional(),
  NextVersionIdMarker: z.string().optional(),
  Versions: z.array(Listed.extend(Versioned.shape)).default([]),
  DeleteMarkers: z.array(Listed.omit({ Size: true, StorageClass: true }).extend(Versioned.shape)).default([]),
});
const Head = z.object({
  ContentType: z.string().optional(),
  ContentLength: z.number(),
  ETag: z.string(),
  LastModified: z.coerce.string(),
  StorageClass: z.string().optional(),
  ServerSideEncryption: z.string().optional(),
  SSECustomerAlgorithm: z.string().optional(),
  VersionId: z.string().optional(),
  Metadata: z.record(z.string(), z.string()).default({}),
});
const Got = z.object({
  Body: z.custom<Uint8Array | Iterable<Uint8Array>>((body) => body instanceof Object && Symbol.iterator in body),
  ContentType: z.string().optional(),
});
const Put = z.object({ VersionId: z.string().optional() });
const DeleteAnswer = z.object({
  Errors: z.array(z.object({ Key: z.string(), Code: z.string(), Message: z.string() })).default([]),
});

function listed({ Key, Size, LastModified, StorageClass }: z.output<typeof Listed>) {
  return { key: Key, size: Size, lastModified: LastModified, storageClass: StorageClass };
}

function named(Bucket: string, Key: string, versionId: string | null): object {
  return { Bucket, Key, ...(versionId !== null && { VersionId: versionId }) };
}

interface VersionRow {
  readonly key: string;
  readonly isLatest: boolean;
  readonly lastModified: string;
  readonly versionId: string;
}

function newestFirst(one: VersionRow, other: VersionRow): number {
  if (one.key !== other.key) return Buffer.compare(Buffer.from(one.key), Buffer.from(other.key));
  return Number(other.isLatest) - Number(one.isLatest) || other.lastModified.localeCompare(one.lastModified);
}

function tooLarge(key: string): GatehouseError {
  return new GatehouseError('ObjectTooLarge', 'The object has more than 16 MB.', {
    place: key,
    mend: 'Turn the endpoint on and use aws s3 cp with it.',
  });
}
