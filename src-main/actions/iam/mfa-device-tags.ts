import { nameInArn } from '../../../src-shared/arn.ts';
import { handler } from '../handler.ts';
import { page } from '../paging.ts';
import { requireVirtualDevice } from './required-mfa-device.ts';
import { mergeTags, requestTagKeys, withoutTags } from './tags.ts';

/** Tags of virtual MFA devices. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagMFADevice.html */
export const mfaDeviceTagHandlers = {
  'iam:TagMFADevice': handler({
    name: 'iam:TagMFADevice',
    label: ({ SerialNumber }) => `Tag MFA device ${nameInArn(SerialNumber)}`,
    authorize: ({ SerialNumber, Tags }) => [
      { action: 'iam:TagMFADevice', resource: SerialNumber, context: requestTagKeys(Tags) },
    ],
    perform: ({ SerialNumber, Tags }, scene) => {
      const device = requireVirtualDevice(SerialNumber, scene);
      scene.model.put({ ...device, tags: mergeTags(device.tags, Tags) });
      return {};
    },
  }),

  'iam:UntagMFADevice': handler({
    name: 'iam:UntagMFADevice',
    label: ({ SerialNumber }) => `Untag MFA device ${nameInArn(SerialNumber)}`,
    authorize: ({ SerialNumber, TagKeys }) => [
      { action: 'iam:UntagMFADevice', resource: SerialNumber, context: { 'aws:TagKeys': TagKeys } },
    ],
    perform: ({ SerialNumber, TagKeys }, scene) => {
      const device = requireVirtualDevice(SerialNumber, scene);
      scene.model.put({ ...device, tags: withoutTags(device.tags, TagKeys) });
      return {};
    },
  }),

  'iam:ListMFADeviceTags': handler({
    name: 'iam:ListMFADeviceTags',
    label: null,
    authorize: ({ SerialNumber }) => [{ action: 'iam:ListMFADeviceTags', resource: SerialNumber }],
    perform: ({ SerialNumber, ...paging }, scene) => {
      const taken = page(requireVirtualDevice(SerialNumber, scene).tags, (tag) => tag.Key, paging);
      return { Tags: [...taken.items], ...taken.page };
    },
  }),
};
