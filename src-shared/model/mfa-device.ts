import type { Arn } from '../arn.ts';
import type { MfaDeviceDocument } from './documents.ts';

/**
 * What an MFA device is called where people and policies name it: its ARN, or the number printed on a hardware TOTP token,
 * such as `GAHT12345678`.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html (SerialNumber)
 */
export function serialNumberOf(device: Pick<MfaDeviceDocument, 'kind' | 'arn' | 'virtualMfaDeviceName'>): string {
  return device.kind === 'hardware' ? device.virtualMfaDeviceName : device.arn;
}

/**
 * The key under which the model keeps the device with that serial number: the serial number where it is an ARN, else the
 * ARN that the service authorization reference makes of a token's number, `arn:aws:iam::ACCOUNT:mfa/GAHT12345678`.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export function mfaDeviceKey(accountId: string, serialNumber: string): Arn {
  return isArn(serialNumber) ? serialNumber : `arn:aws:iam::${accountId}:mfa/${serialNumber}`;
}

/** The ID under which the vault keeps a device's seed: its own, or the ARN of a device made before it had one. */
export function seedIdOf(device: Pick<MfaDeviceDocument, 'seedId' | 'arn'>): string {
  return device.seedId ?? device.arn;
}

function isArn(text: string): text is Arn {
  return text.startsWith('arn:');
}
