import type { DocumentOf } from '../../src-shared/model/documents.ts';
import type { AppState } from '../app/app-state.svelte.ts';
import { performModelled } from '../app/perform.ts';

type Resource = DocumentOf<'resource'>;

/** Puts a resource other than a bucket into the model as it is to be: one step of the designer's history. */
export async function putResource(
  app: Pick<AppState, 'client'>,
  resource: Pick<Resource, 'accountId' | 'arn' | 'resourceType' | 'region' | 'tags' | 'policy'>,
): Promise<void> {
  const { accountId, arn, resourceType, region, tags, policy } = resource;
  await app.client.call('resource.putAny', { accountId, arn, resourceType, region, tags, policy });
}

/** Gives a resource the tags that it is to have: a bucket by S3's operations. */
export async function putTags(app: AppState, resource: Resource, tags: Resource['tags']): Promise<void> {
  if (resource.resourceType !== 's3:bucket') return putResource(app, { ...resource, tags });
  if (tags.length === 0) return performModelled(app, 's3:DeleteBucketTagging', { Bucket: resource.name });
  await performModelled(app, 's3:PutBucketTagging', { Bucket: resource.name, Tagging: { TagSet: tags } });
}
