import type { MfaDeviceDocument } from '../../../src-shared/model/documents.ts';
import { findMfaDevice } from '../../authentication/mfa-device.ts';
import type { RequestScene } from '../handler.ts';
import { noSuchEntity } from './errors.ts';
import { serialNumbersOf, type MfaOwner } from './mfa-owner.ts';

/**
 * A virtual device, or a hardware token that the designer made known. What AWS answers for a token whose maker never told it
 * of the number is not documented; it is taken for any device that is not there.
 * @throws AwsError `NoSuchEntity`.
 */
export function requireCodeDevice(serialNumber: string, { model, accountId }: RequestScene): MfaDeviceDocument {
  const device = findMfaDevice(model, accountId, serialNumber);
  if (device === null || device.kind === 'passkey') {
    throw noSuchEntity(`VirtualMFADevice with serial number ${serialNumber} does not exist.`);
  }
  return device;
}

/** @throws AwsError `NoSuchEntity`. */
export function requireVirtualDevice(serialNumber: string, scene: RequestScene): MfaDeviceDocument {
  const device = requireCodeDevice(serialNumber, scene);
  if (device.kind !== 'virtual') {
    throw noSuchEntity(`VirtualMFADevice with serial number ${serialNumber} does not exist.`);
  }
  return device;
}

/** @throws AwsError `NoSuchEntity` when the owner does not have that device. */
export function requireOwnersDevice(serialNumber: string, owner: MfaOwner, { model, accountId }: RequestScene) {
  const device = serialNumbersOf(owner).includes(serialNumber) ? findMfaDevice(model, accountId, serialNumber) : null;
  if (device === null) throw noSuchEntity('MFA Device invalid for user.');
  return device;
}
