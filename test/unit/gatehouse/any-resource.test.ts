import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Arn } from '../../../src-shared/arn.ts';
import { startLab, type TestLab } from '../../fixtures/lab.ts';

const accountId = '123456789012';
const arn: Arn = `arn:aws:sqs:eu-west-1:${accountId}:jobs`;
const queue = {
  accountId,
  arn,
  resourceType: 'sqs:queue',
  region: 'eu-west-1',
  tags: [] as { Key: string; Value: string }[],
  policy: null as string | null,
};

describe('A resource of any type', () => {
  let lab: TestLab;

  beforeEach(async () => {
    lab = await startLab();
    await lab.client.call('credentialStore.useMemory', {});
    await lab.client.call('workspace.openSample', {});
  });
  afterEach(() => lab.close());

  it('is put into the model under the name in its ARN, and can be undone', async () => {
    await lab.client.call('resource.putAny', queue);
    expect(await lab.client.call('model.get', { key: arn })).toMatchObject({ name: 'jobs', resourceType: 'sqs:queue' });
    await lab.client.call('history.undo', {});
    expect(await lab.client.call('model.get', { key: arn })).toBeNull();
  });

  it('keeps its date when its tags and its policy are changed', async () => {
    await lab.client.call('resource.putAny', queue);
    const made = await lab.client.call('model.get', { key: arn });
    const policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: arn },
    });
    await lab.client.call('resource.putAny', { ...queue, tags: [{ Key: 'Team', Value: 'shop' }], policy });
    expect(await lab.client.call('model.get', { key: arn })).toEqual({
      ...made,
      tags: [{ Key: 'Team', Value: 'shop' }],
      policy,
    });
  });

  it.each([
    ['of a type that AWS does not list', { resourceType: 'sqs:topic' }, 'UnknownResourceType'],
    ['whose ARN is that of another type', { resourceType: 'sns:topic' }, 'ArnOfAnotherType'],
    ['whose ARN names another region', { region: 'us-east-1' }, 'PlaceDiffers'],
    ['whose policy breaks the grammar', { policy: '{ "Statement": 1 }' }, 'MalformedPolicyDocument'],
    [
      'that is a bucket',
      { resourceType: 's3:bucket', arn: 'arn:aws:s3:::jobs' as const, region: '' },
      'BucketByOperation',
    ],
  ])('%s is refused, and nothing is changed', async (_, other, code) => {
    const before = await lab.client.call('model.list', { type: 'resource' });
    await expect(lab.client.call('resource.putAny', { ...queue, ...other })).rejects.toMatchObject({ code });
    expect(await lab.client.call('model.list', { type: 'resource' })).toEqual(before);
  });

  it('takes part in authorization: its policy lets in whom their own policies do not', async () => {
    const { accessKeys } = (await lab.client.call('model.list', { type: 'user' }))
      .filter((document) => document.type === 'user')
      .find(({ userName }) => userName === 'lucy') ?? { accessKeys: [] };
    const send = async () => {
      const { record } = await lab.client.call('composer.send', {
        signer: { kind: 'accessKey', accessKeyId: accessKeys[0]?.accessKeyId ?? '' },
        draft: {
          kind: 'action',
          action: 'sqs:SendMessage',
          region: 'eu-west-1',
          parameters: { QueueUrl: `https://sqs.eu-west-1.amazonaws.com/${accountId}/jobs`, MessageBody: 'hello' },
        },
      });
      return record.verdict;
    };
    await lab.client.call('resource.putAny', queue);
    expect(await send()).toBe('ImplicitlyDenied');
    const policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${accountId}:user/lucy` },
        Action: 'sqs:SendMessage',
        Resource: arn,
      },
    });
    await lab.client.call('resource.putAny', { ...queue, policy });
    expect(await send()).toBe('Allowed');
  });
});
