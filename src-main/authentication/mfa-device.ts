import type { MfaDeviceDocument } from '../../src-shared/model/documents.ts';
import { mfaDeviceKey, seedIdOf } from '../../src-shared/model/mfa-device.ts';
import type { ModelView } from '../account/model.ts';
import { acceptCode } from './totp.ts';

/** The MFA device that goes by a serial number in an account; null when there is none. */
export function findMfaDevice(model: ModelView, accountId: string, serialNumber: string): MfaDeviceDocument | null {
  const device = model.find('mfaDevice', mfaDeviceKey(accountId, serialNumber));
  return device?.accountId === accountId ? device : null;
}

/**
 * Checks a code that a device shows. Passkeys show none.
 * @param readSeed gives the base32 seed under an ID, from the vault.
 * @returns the device to put into the model, so that the code does not count twice; null when the code is not right.
 */
export async function acceptDeviceCode(
  device: MfaDeviceDocument,
  code: string,
  at: Date,
  readSeed: (seedId: string) => Promise<string | null>,
): Promise<MfaDeviceDocument | null> {
  const seed = device.kind === 'passkey' ? null : await readSeed(seedIdOf(device));
  if (seed === null) return null;
  const outcome = acceptCode(seed, code, at, device.lastAcceptedStep, device.driftSteps);
  return outcome.accepted ? { ...device, lastAcceptedStep: outcome.step } : null;
}
