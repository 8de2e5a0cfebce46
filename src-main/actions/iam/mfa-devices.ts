import { nameInArn } from '../../../src-shared/arn.ts';
import { AwsError, GatehouseError } from '../../../src-shared/errors.ts';
import type { MfaDeviceDocument } from '../../../src-shared/model/documents.ts';
import { seedIdOf, serialNumberOf } from '../../../src-shared/model/mfa-device.ts';
import type { OperationOutput } from '../../../src-shared/operations/registry.ts';
import type { ModelView } from '../../account/model.ts';
import { findMfaDevice } from '../../authentication/mfa-device.ts';
import {
  acceptConsecutiveCodes,
  newTotpSeed,
  otpauthUri,
  type SynchronizationOutcome,
} from '../../authentication/totp.ts';
import { handler, type ActionScene, type RequestScene } from '../handler.ts';
import { page } from '../paging.ts';
import { timestamp } from '../timestamp.ts';
import { iamArn } from './arns.ts';
import { deleteConflict, entityAlreadyExists, noSuchEntity } from './errors.ts';
import {
  assertNamesUser,
  giveDevices,
  isAssigned,
  onMfaOwner,
  ownerName,
  requireMfaOwner,
  serialNumbersOf,
  type MfaOwner,
} from './mfa-owner.ts';
import { qrCodePng } from './qr-code.ts';
import { assertWithinQuota } from './quotas.ts';
import { mergeTags, newTags, requestTagKeys, taggingPart, withoutTags } from './tags.ts';
import { listedUser } from './users.ts';

type ListedDevice = OperationOutput<'iam:ListVirtualMFADevices'>['VirtualMFADevices'][number];

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
      assign(device, owner, outcome, scene);
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

  'iam:RegisterSecurityKey': handler({
    name: 'iam:RegisterSecurityKey',
    label: ({ UserName, DeviceName }) => `Assign passkey ${DeviceName} to ${toWhom(UserName)}`,
    /**
     * AWS asks for iam:EnableMFADevice twice: to create the key, then to activate it. The keys that tell of its
     * certification come from the FIDO Metadata Service, which nothing here asks, and are left out as for a key that is
     * not in it.
     * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
     */
    authorize: ({ UserName }, scene) => {
      requireRegistration(scene);
      return ['Create', 'Activate'].flatMap((state) =>
        onMfaOwner('iam:EnableMFADevice', UserName, scene, { 'iam:RegisterSecurityKey': state }),
      );
    },
    perform: ({ UserName, DeviceName }, scene) => {
      const passkey = requireRegistration(scene);
      const { model, accountId } = scene;
      const owner = requireMfaOwner(UserName, scene);
      if (model.list('mfaDevice', accountId).some((device) => device.passkey?.id === passkey.id)) {
        throw entityAlreadyExists('MFA Device is already in use.');
      }
      const device: MfaDeviceDocument = {
        type: 'mfaDevice',
        arn: passkeyArn(owner, DeviceName, scene),
        kind: 'passkey',
        seedId: null,
        passkey,
        accountId,
        virtualMfaDeviceName: DeviceName,
        path: '/',
        createDate: timestamp(scene.clock),
        enableDate: null,
        userName: null,
        lastAcceptedStep: null,
        driftSteps: 0,
        tags: [],
      };
      assign(device, owner, { step: null, driftSteps: 0 }, scene);
      return { SerialNumber: device.arn };
    },
  }),

  'iam:GetMFADevice': handler({
    name: 'iam:GetMFADevice',
    label: null,
    authorize: ({ UserName }, scene) => onMfaOwner('iam:GetMFADevice', UserName, scene),
    // It knows security keys alone. Their certifications come from the FIDO Metadata Service, which nothing here asks.
    perform: ({ UserName, SerialNumber }, scene) => {
      const owner = requireMfaOwner(UserName, scene);
      const device = requireOwnersDevice(SerialNumber, owner, scene);
      if (device.kind !== 'passkey') throw noSuchEntity('MFA Device invalid for user.');
      return {
        UserName: ownerName(owner),
        SerialNumber,
        ...(device.enableDate === null ? {} : { EnableDate: device.enableDate }),
      };
    },
  }),

  'iam:ListMFADevices': handler({
    name: 'iam:ListMFADevices',
    label: null,
    authorize: ({ UserName }, scene) => onMfaOwner('iam:ListMFADevices', UserName, scene),
    perform: ({ UserName, ...paging }, scene) => {
      const owner = requireMfaOwner(UserName, scene);
      const taken = page(serialNumbersOf(owner), (serialNumber) => serialNumber, paging);
      return {
        MFADevices: taken.items.map((serialNumber) => ({
          UserName: ownerName(owner),
          SerialNumber: serialNumber,
          EnableDate: enabledAt(serialNumber, owner, scene),
        })),
        ...taken.page,
      };
    },
  }),

  'iam:ListVirtualMFADevices': handler({
    name: 'iam:ListVirtualMFADevices',
    label: null,
    authorize: () => [{ action: 'iam:ListVirtualMFADevices', resource: '*' }],
    perform: ({ AssignmentStatus = 'Any', ...paging }, scene) => {
      const devices = scene.model
        .list('mfaDevice', scene.accountId)
        .filter((device) => device.kind === 'virtual')
        .filter((device) => AssignmentStatus === 'Any' || isAssigned(device) === (AssignmentStatus === 'Assigned'));
      const taken = page(devices, (device) => device.arn, paging);
      return { VirtualMFADevices: taken.items.map((device) => listedDevice(device, scene.model)), ...taken.page };
    },
  }),

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

function toWhom(userName: string | undefined): string {
  return userName === undefined ? 'the root user' : `user ${userName}`;
}

/**
 * A virtual device, or a hardware token that the designer made known. What AWS answers for a token whose maker never told it
 * of the number is not documented; it is taken for any device that is not there.
 * @throws AwsError `NoSuchEntity`.
 */
function requireCodeDevice(serialNumber: string, { model, accountId }: RequestScene): MfaDeviceDocument {
  const device = findMfaDevice(model, accountId, serialNumber);
  if (device === null || device.kind === 'passkey') {
    throw noSuchEntity(`VirtualMFADevice with serial number ${serialNumber} does not exist.`);
  }
  return device;
}

/** @throws AwsError `NoSuchEntity`. */
function requireVirtualDevice(serialNumber: string, scene: RequestScene): MfaDeviceDocument {
  const device = requireCodeDevice(serialNumber, scene);
  if (device.kind !== 'virtual') {
    throw noSuchEntity(`VirtualMFADevice with serial number ${serialNumber} does not exist.`);
  }
  return device;
}

/** @throws AwsError `NoSuchEntity` when the owner does not have that device. */
function requireOwnersDevice(serialNumber: string, owner: MfaOwner, { model, accountId }: RequestScene) {
  const device = serialNumbersOf(owner).includes(serialNumber) ? findMfaDevice(model, accountId, serialNumber) : null;
  if (device === null) throw noSuchEntity('MFA Device invalid for user.');
  return device;
}

/**
 * What the passkey's registration proved. Through AWS's API there is no such operation.
 * @throws AwsError `InvalidAction` when nothing was proved.
 */
function requireRegistration({ proof }: RequestScene) {
  if (proof?.passkey === undefined) {
    throw new AwsError('InvalidAction', 400, 'Could not find operation RegisterSecurityKey for version 2010-05-08');
  }
  return proof.passkey;
}

/**
 * `arn:aws:iam::ACCOUNT:u2f/user/USER/NAME-ID`, with 26 characters that make it unique.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetMFADevice.html (the examples); that the root user's
 *   begin with `u2f/root-account/` is observed.
 */
function passkeyArn(owner: MfaOwner, name: string, { accountId, random }: ActionScene): MfaDeviceDocument['arn'] {
  const place = owner.kind === 'user' ? `user/${owner.user.userName}` : 'root-account';
  const unique = Array.from(random(26), (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(byte % 32)).join('');
  return `arn:aws:iam::${accountId}:u2f/${place}/${name}-${unique}`;
}

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

/** @throws AwsError `LimitExceeded`. */
function assign(
  device: MfaDeviceDocument,
  owner: MfaOwner,
  { step, driftSteps }: { readonly step: number | null; readonly driftSteps: number },
  { model, clock }: ActionScene,
): void {
  const serialNumbers = [...serialNumbersOf(owner), serialNumberOf(device)];
  assertWithinQuota('MFADevicesPerUser', serialNumbers.length);
  const userName = owner.kind === 'user' ? owner.user.userName : null;
  model.put({ ...device, userName, enableDate: timestamp(clock), lastAcceptedStep: step, driftSteps });
  giveDevices(model, owner, serialNumbers);
}

/** Tags are left out of lists, as AWS does. */
function listedDevice(device: MfaDeviceDocument, model: ModelView): ListedDevice {
  const { arn, accountId, enableDate, userName } = device;
  if (enableDate === null) return { SerialNumber: arn };
  const user = userName === null ? null : model.userByName(accountId, userName);
  return {
    SerialNumber: arn,
    User: user === null ? listedRoot(accountId, model, device) : listedUser(user),
    EnableDate: enableDate,
  };
}

function listedRoot(accountId: string, model: ModelView, device: MfaDeviceDocument): NonNullable<ListedDevice['User']> {
  const account = model.accountByIdOrAlias(accountId);
  return {
    UserId: accountId,
    Arn: `arn:aws:iam::${accountId}:root`,
    CreateDate: account?.createDate ?? device.createDate,
    ...(account === null || account.rootPasswordLastUsed === null
      ? {}
      : { PasswordLastUsed: account.rootPasswordLastUsed }),
  };
}

/** A device that came with an import may have no date of its own; it cannot be older than its owner. */
function enabledAt(serialNumber: string, owner: MfaOwner, { model, accountId }: RequestScene): string {
  const ownerCreated = owner.kind === 'user' ? owner.user.createDate : owner.account.createDate;
  return findMfaDevice(model, accountId, serialNumber)?.enableDate ?? ownerCreated;
}
