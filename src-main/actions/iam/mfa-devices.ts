import { nameInArn } from '../../../src-shared/arn.ts';
import { AwsError, GatehouseError } from '../../../src-shared/errors.ts';
import type { MfaDeviceDocument } from '../../../src-shared/model/documents.ts';
import type { ModelView } from '../../account/model.ts';
import { acceptConsecutiveCodes, newTotpSeed, otpauthUri } from '../../authentication/totp.ts';
import { handler, type RequestScene } from '../handler.ts';
import { page } from '../paging.ts';
import { timestamp } from '../timestamp.ts';
import { iamArn } from './arns.ts';
import { deleteConflict, entityAlreadyExists, noSuchEntity } from './errors.ts';
import { onUser, requireUser, userNameOr } from './identities.ts';
import { qrCodePng } from './qr-code.ts';
import { assertWithinQuota } from './quotas.ts';
import { newTags, requestTagKeys, taggingPart } from './tags.ts';

/** Operations on MFA devices. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_VirtualMFADevice.html */
export const mfaDeviceHandlers = {
  'iam:CreateVirtualMFADevice': handler({
    name: 'iam:CreateVirtualMFADevice',
    label: ({ VirtualMFADeviceName }) => `Create virtual MFA device ${VirtualMFADeviceName}`,
    authorize: ({ VirtualMFADeviceName, Path = '/', Tags }, { accountId }) => {
      const resource = iamArn('mfa', accountId, Path, VirtualMFADeviceName);
      return [
        { action: 'iam:CreateVirtualMFADevice', resource, context: requestTagKeys(Tags) },
        ...taggingPart('iam:TagMFADevice', resource, Tags),
      ];
    },
    perform: ({ VirtualMFADeviceName, Path = '/', Tags }, scene) => {
      const { model, accountId } = scene;
      const arn = iamArn('mfa', accountId, Path, VirtualMFADeviceName);
      if (model.get(arn) !== null) {
        throw entityAlreadyExists('MFADevice entity at the same path and name already exists.');
      }
      const device: MfaDeviceDocument = {
        type: 'mfaDevice',
        arn,
        kind: 'virtual',
        seedId: null,
        passkey: null,
        accountId,
        virtualMfaDeviceName: VirtualMFADeviceName,
        path: Path,
        createDate: timestamp(scene.clock),
        enableDate: null,
        userName: null,
        lastAcceptedStep: null,
        driftSteps: 0,
        tags: newTags(Tags),
      };
      const seed = newTotpSeed(scene.random);
      scene.secrets.set('mfa-seed', arn, seed);
      model.put(device);
      const accountName = model.accountByIdOrAlias(accountId)?.alias ?? accountId;
      const uri = otpauthUri({ deviceName: VirtualMFADeviceName, accountName, seed });
      return {
        VirtualMFADevice: {
          SerialNumber: arn,
          Base32StringSeed: Buffer.from(seed).toString('base64'),
          QRCodePNG: qrCodePng(uri).toString('base64'),
        },
      };
    },
  }),

  'iam:EnableMFADevice': handler({
    name: 'iam:EnableMFADevice',
    label: ({ UserName, SerialNumber }) => `Assign MFA device ${nameInArn(SerialNumber)} to user ${UserName}`,
    authorize: ({ UserName }, scene) => onUser('iam:EnableMFADevice', UserName, scene),
    perform: async ({ UserName, SerialNumber, AuthenticationCode1, AuthenticationCode2 }, scene) => {
      const { model, accountId } = scene;
      const user = requireUser(model, accountId, UserName);
      const device = requireDevice(model, accountId, SerialNumber);
      if (device.userName !== null) throw entityAlreadyExists('MFA Device is already in use.');
      assertWithinQuota('MFADevicesPerUser', user.mfaDevices.length + 1);
      const seed = await scene.secrets.get('mfa-seed', device.arn);
      if (seed === null) {
        throw new GatehouseError('MfaSeedMissing', `The seed of MFA device ${device.arn} is not on this machine.`, {
          place: device.arn,
          mend: 'Delete the device and create it again: seeds do not travel with a workspace.',
        });
      }
      const outcome = acceptConsecutiveCodes(seed, AuthenticationCode1, AuthenticationCode2, scene.clock());
      if (!outcome.accepted) {
        throw new AwsError('InvalidAuthenticationCode', 403, 'Authentication code for device is not valid.');
      }
      model.put({
        ...device,
        userName: user.userName,
        enableDate: timestamp(scene.clock),
        lastAcceptedStep: outcome.step,
      });
      model.put({ ...user, mfaDevices: [...user.mfaDevices, device.arn] });
      return {};
    },
  }),

  'iam:DeactivateMFADevice': handler({
    name: 'iam:DeactivateMFADevice',
    label: ({ SerialNumber }) => `Deactivate MFA device ${nameInArn(SerialNumber)}`,
    authorize: ({ UserName }, scene) => onUser('iam:DeactivateMFADevice', userNameOr(UserName, scene.actor), scene),
    perform: ({ UserName, SerialNumber }, { model, accountId, actor }) => {
      const user = requireUser(model, accountId, userNameOr(UserName, actor));
      if (!user.mfaDevices.includes(SerialNumber)) throw noSuchEntity('MFA Device invalid for user.');
      model.put({ ...user, mfaDevices: user.mfaDevices.filter((serialNumber) => serialNumber !== SerialNumber) });
      const device = model.find('mfaDevice', SerialNumber);
      if (device !== null) model.put({ ...device, userName: null, enableDate: null });
      return {};
    },
  }),

  'iam:DeleteVirtualMFADevice': handler({
    name: 'iam:DeleteVirtualMFADevice',
    label: ({ SerialNumber }) => `Delete virtual MFA device ${nameInArn(SerialNumber)}`,
    authorize: ({ SerialNumber }) => [{ action: 'iam:DeleteVirtualMFADevice', resource: SerialNumber }],
    perform: ({ SerialNumber }, { model, accountId }) => {
      const device = requireDevice(model, accountId, SerialNumber);
      if (device.userName !== null) throw deleteConflict('MFA VirtualDevice in use. Must deactivate first.');
      model.delete(device.arn);
      return {};
    },
  }),

  'iam:ListMFADevices': handler({
    name: 'iam:ListMFADevices',
    label: null,
    authorize: ({ UserName }, scene) => onUser('iam:ListMFADevices', userNameOr(UserName, scene.actor), scene),
    perform: ({ UserName, ...paging }, scene) => {
      const user = requireUser(scene.model, scene.accountId, userNameOr(UserName, scene.actor));
      const taken = page(user.mfaDevices, (serialNumber) => serialNumber, paging);
      return {
        MFADevices: taken.items.map((serialNumber) => ({
          UserName: user.userName,
          SerialNumber: serialNumber,
          EnableDate: enableDate(serialNumber, user.createDate, scene),
        })),
        ...taken.page,
      };
    },
  }),
};

/** @throws AwsError `NoSuchEntity`. */
function requireDevice(model: ModelView, accountId: string, serialNumber: string): MfaDeviceDocument {
  const device = model.find('mfaDevice', serialNumber);
  if (device === null || device.accountId !== accountId) {
    throw noSuchEntity(`VirtualMFADevice with serial number ${serialNumber} does not exist.`);
  }
  return device;
}

/** A device that came with an import may have no date of its own; it cannot be older than its user. */
function enableDate(serialNumber: string, userCreated: string, { model }: RequestScene): string {
  return model.find('mfaDevice', serialNumber)?.enableDate ?? userCreated;
}
