import type { MfaDeviceDocument } from '../../../src-shared/model/documents.ts';
import type { OperationOutput } from '../../../src-shared/operations/registry.ts';
import type { ModelView } from '../../account/model.ts';
import { findMfaDevice } from '../../authentication/mfa-device.ts';
import { handler, type RequestScene } from '../handler.ts';
import { page } from '../paging.ts';
import { noSuchEntity } from './errors.ts';
import { isAssigned, onMfaOwner, ownerName, requireMfaOwner, serialNumbersOf, type MfaOwner } from './mfa-owner.ts';
import { requireOwnersDevice } from './required-mfa-device.ts';
import { listedUser } from './users.ts';

type ListedDevice = OperationOutput<'iam:ListVirtualMFADevices'>['VirtualMFADevices'][number];

/** Reading MFA devices. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html */
export const mfaDeviceListHandlers = {
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
};

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
