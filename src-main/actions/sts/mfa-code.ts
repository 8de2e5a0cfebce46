import type { MfaDeviceDocument } from '../../../src-shared/model/documents.ts';
import { serialNumberOf } from '../../../src-shared/model/mfa-device.ts';
import { acceptDeviceCode, findMfaDevice } from '../../authentication/mfa-device.ts';
import type { ActionScene, NeededPart, Proof } from '../handler.ts';
import { accessDenied } from './errors.ts';

/** An MFA device and a code of it, by the members of the STS API. */
export interface GivenMfaCode {
  readonly SerialNumber?: string | undefined;
  readonly TokenCode?: string | undefined;
}

/**
 * Checks the MFA code that comes with a request of STS, and notes it as used.
 * @returns an empty proof when none came.
 * @throws AwsError `AccessDenied` when the code, or the device, is not the caller's.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_sample-code.html
 */
export async function proveMfaCode({ SerialNumber, TokenCode }: GivenMfaCode, scene: ActionScene): Promise<Proof> {
  if (SerialNumber === undefined && TokenCode === undefined) return {};
  if (SerialNumber === undefined || TokenCode === undefined) {
    throw accessDenied('MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.');
  }
  const device = callersDevice(SerialNumber, scene);
  if (device === null) {
    throw accessDenied(
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    );
  }
  const mfaAt = scene.clock();
  const accepted = await acceptDeviceCode(device, TokenCode, mfaAt, (seedId) => scene.secrets.get('mfa-seed', seedId));
  if (accepted === null) {
    // The space behind the full stop is AWS's.
    throw accessDenied('MultiFactorAuthentication failed with invalid MFA one time pass code. ');
  }
  scene.model.put(accepted);
  return { mfaAt };
}

/** The device of that serial number, where it is assigned to the caller; else null. */
function callersDevice(serialNumber: string, { actor, model }: ActionScene): MfaDeviceDocument | null {
  if (actor.kind !== 'user' && actor.kind !== 'root') return null;
  const device = findMfaDevice(model, actor.accountId, serialNumber);
  const assigned =
    actor.kind === 'user'
      ? model.find('user', actor.arn)?.mfaDevices
      : model.find('account', actor.arn)?.rootMfaDevices;
  return device !== null && assigned?.includes(serialNumberOf(device)) === true ? device : null;
}

/**
 * The condition keys of a request that carries an MFA code. A long-term access key has them in no other way.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
export function mfaKeys(proof: Proof | undefined): NonNullable<NeededPart['context']> {
  return proof?.mfaAt === undefined ? {} : { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '0' };
}
