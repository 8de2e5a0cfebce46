import type { Page } from '@playwright/test';
import type { Draft } from '../../src-shared/contract/composer.ts';
import { pageClient } from './shells/page-client.ts';

const REGION = 'us-east-1';

function action(name: string, parameters: Record<string, string>): Draft {
  return { kind: 'action', action: name, region: REGION, parameters };
}

/** Who asks for what, the oldest first. */
const REQUESTS: readonly (readonly [user: string, draft: Draft])[] = [
  [
    'lucy',
    {
      kind: 'raw',
      method: 'PUT',
      url: 'https://s3.us-east-1.amazonaws.com/gatehouse-shop-catalogue/copy.jpg',
      headers: [['x-amz-copy-source', '/gatehouse-shop-catalogue/picture.jpg']],
      body: '',
      service: 's3',
      region: REGION,
    },
  ],
  ['lucy', action('sts:GetCallerIdentity', {})],
  ['lucy', action('ssm:GetParameters', { Resource: 'arn:aws:s3:::gatehouse-shop-catalogue' })],
  ['lucy', action('s3:CreateBucket', { Bucket: 'lucy-bucket' })],
  ['lucy', action('s3:ListAllMyBuckets', {})],
  ['bruce-wayne', action('s3:DeleteBucket', { Bucket: 'gatehouse-shop-invoices' })],
  ['lucy', action('s3:DeleteBucket', { Bucket: 'lucy-bucket' })],
];

/** Sends a few requests that end in different ways, so that the timeline and its decisions have something to show. */
export async function sendSomeRequests(page: Page): Promise<void> {
  const client = pageClient(page);
  const keys = new Map<string, string>();
  for (const document of await client.call('model.list', { type: 'user' })) {
    const accessKey = document.type === 'user' ? document.accessKeys[0] : undefined;
    if (document.type === 'user' && accessKey !== undefined) keys.set(document.userName, accessKey.accessKeyId);
  }
  for (const [user, draft] of REQUESTS) {
    const accessKeyId = keys.get(user);
    if (accessKeyId === undefined) throw new Error(`${user} has no access key.`);
    await client.call('composer.send', { signer: { kind: 'accessKey', accessKeyId }, draft });
  }
}
