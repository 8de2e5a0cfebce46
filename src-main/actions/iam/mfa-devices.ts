import { nameInArn } from '../../../src-shared/arn.ts';
import { AwsError, GatehouseError } from '../../../src-shared/errors.ts';
import type { MfaDeviceDocument } from '../../../src-shared/model/documents.ts';
import { seedIdOf } from '../../../src-shared/model/mfa-device.ts';
import { findMfaDevice } from '../../authentication/mfa-device.ts';
import {
  acceptConsecutiveCodes,
  newTotpSeed,
  otpauthUri,
  type SynchronizationOutcome,
} from '../../authentication/totp.ts';
import { handler, type ActionScene } from '../handler.ts';
import { timestamp } from '../timestamp.ts';
import { iamArn } from './arns.ts';
import { deleteConflict, entityAlreadyExists, noSuchEntity } from './errors.ts';
import {
  assertNamesUser,
  assignDevice,
  giveDevices,
  isAssigned,
  onMfaOwner,
  requireMfaOwner,
  serialNumbersOf,
  toWhom,
} from './mfa-owner.ts';
import { qrCodePng } from './qr-code.ts';
import { requireCodeDevice, requireOwnersDevice, requireVirtualDevice } from './required-mfa-device.ts';
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
      const seedId = Buffer.from(scene.random(16)).toString('hex');
      const device: MfaDeviceDocument = {
        type: 'mfaDevice',
        arn,
        kind: 'virtual',
        seedId,
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
      scene.secrets.set('mfa-seed', seedId, seed);
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
    label: ({ UserName, SerialNumber }) => `Assign MFA device ${nameInArn(SerialNumber)} to ${toWhom(UserName)}`,
    authorize: ({ UserName }, scene) => {
      assertNamesUser(UserName, scene);
      return onMfaOwner('iam:EnableMFADevice', UserName, scene);
    },
    perform: async ({ UserName, SerialNumber, AuthenticationCode1, AuthenticationCode2 }, scene) => {
      const owner = requireMfaOwner(UserName, scene);
      const device = requireCodeDevice(SerialNumber, scene);
      if (isAssigned(device)) throw entityAlreadyExists('MFA Device is already in use.');
      const outcome = await synchronize(device, AuthenticationCode1, AuthenticationCode2, scene);
      assignDevice(device, owner, outcome, scene);
      return {};
    },
  }),

  'iam:ResyncMFADevice': handler({
    name: 'iam:ResyncMFADevice',
    label: ({ SerialNumber }) => `Synchronize MFA device ${nameInArn(SerialNumber)} again`,
    authorize: ({ UserName }, scene) => {
      assertNamesUser(UserName, scene);
      return onMfaOwner('iam:ResyncMFADevice', UserName, scene);
    },
    perform: async ({ UserName, SerialNumber, AuthenticationCode1, AuthenticationCode2 }, scene) => {
      const device = requireOwnersDevice(SerialNumber, requireMfaOwner(UserName, scene), scene);
      const outcome = await synchronize(device, AuthenticationCode1, AuthenticationCode2, scene);
      // Codes count once, here as at sign-in.
      if (outcome.step <= (device.lastAcceptedStep ?? -1)) throw invalidAuthenticationCode();
      scene.model.put({ ...device, lastAcceptedStep: outcome.step, driftSteps: outcome.driftSteps });
      return {};
    },
  }),

  'iam:DeactivateMFADevice': handler({
    name: 'iam:DeactivateMFADevice',
    label: ({ SerialNumber }) => `Deactivate MFA device ${nameInArn(SerialNumber)}`,
    authorize: ({ UserName }, scene) => onMfaOwner('iam:DeactivateMFADevice', UserName, scene),
    perform: ({ UserName, SerialNumber }, scene) => {
      const { model, accountId } = scene;
      const owner = requireMfaOwner(UserName, scene);
      const serialNumbers = serialNumbersOf(owner);
      if (!serialNumbers.includes(SerialNumber)) throw noSuchEntity('MFA Device invalid for user.');
      giveDevices(
        model,
        owner,
        serialNumbers.filter((serialNumber) => serialNumber !== SerialNumber),
      );
      const device = findMfaDevice(model, accountId, SerialNumber);
      // A passkey is its owner's alone: to be used again, it is registered again.
      if (device?.kind === 'passkey') model.delete(device.arn);
      else if (device !== null) model.put({ ...device, userName: null, enableDate: null });
      return {};
    },
  }),

  'iam:DeleteVirtualMFADevice': handler({
    name: 'iam:DeleteVirtualMFADevice',
    label: ({ SerialNumber }) => `Delete virtual MFA device ${nameInArn(SerialNumber)}`,
    authorize: ({ SerialNumber }) => [{ action: 'iam:DeleteVirtualMFADevice', resource: SerialNumber }],
    perform: ({ SerialNumber }, scene) => {
      const device = requireVirtualDevice(SerialNumber, scene);
      if (isAssigned(device)) throw deleteConflict('MFA VirtualDevice in use. Must deactivate first.');
      scene.model.delete(device.arn);
      return {};
    },
  }),
};

/** @throws AwsError `InvalidAuthenticationCode`, or GatehouseError `MfaSeedMissing`. */
async function synchronize(
  device: MfaDeviceDocument,
  code1: string,
  code2: string,
  scene: ActionScene,
): Promise<Extract<SynchronizationOutcome, { accepted: true }>> {
  const seed = await scene.secrets.get('mfa-seed', seedIdOf(device));
  if (seed === null) {
    throw new GatehouseError('MfaSeedMissing', `The seed of MFA device ${device.arn} is not on this machine.`, {
      place: device.arn,
      mend: 'Delete the device and create it again: seeds do not travel with a workspace.',
    });
  }
  const outcome = acceptConsecutiveCodes(seed, code1, code2, scene.clock());
  if (!outcome.accepted) throw invalidAuthenticationCode();
  return outcome;
}

function invalidAuthenticationCode(): AwsError {
  return new AwsError('InvalidAuthenticationCode', 403, 'Authentication code for device is not valid.');
}
