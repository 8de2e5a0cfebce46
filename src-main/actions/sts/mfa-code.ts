import { acceptCode } from '../../authentication/totp.ts';
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
  const device = scene.model.find('mfaDevice', SerialNumber);
  const seed = device === null ? null : await scene.secrets.get('mfa-seed', SerialNumber);
  if (device === null || seed === null || !isCallers(SerialNumber, scene)) {
    throw accessDenied(
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    );
  }
  const now = scene.clock();
  const outcome = acceptCode(seed, TokenCode, now, device.lastAcceptedStep);
  if (!outcome.accepted) {
    // The space behind the full stop is AWS's.
    throw accessDenied('MultiFactorAuthentication failed with invalid MFA one time pass code. ');
  }
  scene.model.put({ ...device, lastAcceptedStep: outcome.step });
  return { mfaAt: now };
}

function isCallers(serialNumber: string, { actor, model }: ActionScene): boolean {
  return actor.kind === 'user' && model.find('user', actor.arn)?.mfaDevices.includes(serialNumber) === true;
}

/**
 * The condition keys of a request that carries an MFA code. A long-term access key has them in no other way.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
export function mfaKeys(proof: Proof | undefined): NonNullable<NeededPart['context']> {
  return proof?.mfaAt === undefined ? {} : { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '0' };
}
