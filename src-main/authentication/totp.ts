import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Random } from '../random.ts';
import { decodeBase32, encodeBase32 } from './base32.ts';

/** The length of a time step, in seconds (RFC 6238, section 5.2); the one that AWS's virtual MFA devices use. */
const STEP_SECONDS = 30;
/** AWS's virtual MFA devices show six digits. */
const CODE_DIGITS = 6;
/**
 * How many steps before and after the present one are still taken (RFC 6238, section 5.2: network delay). AWS does not say
 * how many it takes; one is what the RFC recommends.
 */
const WINDOW_STEPS = 1;
/**
 * How far a device's clock may be off when it is enabled or synchronized again: five minutes either way. AWS does not say
 * how far it looks (RFC 6238, section 6).
 */
const SYNCHRONIZATION_WINDOW_STEPS = 10;

/** The hash functions that RFC 6238 names. AWS's virtual MFA devices use SHA-1. */
export type OtpAlgorithm = 'sha1' | 'sha256' | 'sha512';

/**
 * One HOTP value: RFC 4226, section 5.3.
 * @param key the shared secret, as bytes.
 * @param counter the moving factor, from 0.
 * @returns `digits` decimal digits, with leading zeros.
 */
export function hotp(key: Uint8Array, counter: number, digits = CODE_DIGITS, algorithm: OtpAlgorithm = 'sha1'): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac(algorithm, key).update(message).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0xf;
  const value = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(value % 10 ** digits).padStart(digits, '0');
}

/** The time step that an instant lies in: RFC 6238, section 4.2, with T0 = 0. */
export function timeStep(at: Date): number {
  return Math.floor(at.getTime() / 1000 / STEP_SECONDS);
}

/** One TOTP value: RFC 6238, section 4. */
export function totp(key: Uint8Array, at: Date, digits = CODE_DIGITS, algorithm: OtpAlgorithm = 'sha1'): string {
  return hotp(key, timeStep(at), digits, algorithm);
}

/**
 * What a device with that seed shows now, and what it showed in the step before. Null when the seed is damaged.
 * @param seed in base32.
 */
export function codesOf(seed: string, at: Date): { code: string; previousCode: string } | null {
  const key = decodeBase32(seed);
  if (key === null) return null;
  const step = timeStep(at);
  return { code: hotp(key, step), previousCode: hotp(key, Math.max(0, step - 1)) };
}

/** How long a code is shown yet: 1 to 30 seconds. */
export function secondsToNextStep(at: Date): number {
  return STEP_SECONDS - (Math.floor(at.getTime() / 1000) % STEP_SECONDS);
}

/** Makes the seed of a virtual MFA device: 40 random bytes as 64 characters of base32, the length of AWS's own. */
export function newTotpSeed(random: Random): string {
  return encodeBase32(random(40));
}

/**
 * The text of the QR code that a virtual MFA device is set up with: AWS's
 * `otpauth://totp/$virtualMFADeviceName@$AccountName?secret=$Base32String`, and an issuer, so that an authenticator
 * does not show it as if it were for the real AWS.
 * @param device `accountName` is the user's name or the account's ID; `seed` is in base32.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_VirtualMFADevice.html
 */
export function otpauthUri(device: { deviceName: string; accountName: string; seed: string }): string {
  const label = `${encodeURIComponent(device.deviceName)}@${encodeURIComponent(device.accountName)}`;
  return `otpauth://totp/${label}?secret=${device.seed}&issuer=Gatehouse`;
}

/** Whether a code was right, and the time step it belongs to, which must then be kept so that it is not taken twice. */
export type CodeOutcome = { readonly accepted: true; readonly step: number } | { readonly accepted: false };

const REFUSED = { accepted: false } as const;

/**
 * Checks one code of a device. A step before and after the present one is taken too; a code of a step that is not
 * later than the last accepted one is refused (RFC 6238, section 5.2: a code counts once).
 * @param seed in base32.
 * @param lastAcceptedStep what the last accepted outcome said, or null when there was none.
 * @param driftSteps by how many steps the device's clock is ahead of ours, as the last synchronization found.
 */
export function acceptCode(
  seed: string,
  code: string,
  at: Date,
  lastAcceptedStep: number | null,
  driftSteps = 0,
): CodeOutcome {
  const key = decodeBase32(seed);
  if (key === null || !isCode(code)) return REFUSED;
  const present = timeStep(at) + driftSteps;
  let matched: number | null = null;
  for (let step = present - WINDOW_STEPS; step <= present + WINDOW_STEPS; step += 1) {
    // Every step of the window is computed, so that the time taken does not tell which one was met.
    const equal = step >= 0 && sameCode(hotp(key, step), code);
    if (equal && step > (lastAcceptedStep ?? -1)) matched ??= step;
  }
  return matched === null ? REFUSED : { accepted: true, step: matched };
}

/** As {@link CodeOutcome}, with the drift of the device's clock, which must be kept and given to `acceptCode`. */
export type SynchronizationOutcome =
  { readonly accepted: true; readonly step: number; readonly driftSteps: number } | { readonly accepted: false };

/**
 * Checks two codes that a device showed one after the other, as EnableMFADevice and ResyncMFADevice ask for, and finds out
 * how far its clock is off. Codes that were typed in too late look like those of a slow clock: the device is taken, and
 * is out of sync from then on, as AWS warns.
 * @param code2 must be the code of the step after `code1`.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html (AuthenticationCode1)
 */
export function acceptConsecutiveCodes(seed: string, code1: string, code2: string, at: Date): SynchronizationOutcome {
  const key = decodeBase32(seed);
  if (key === null || !isCode(code1) || !isCode(code2)) return REFUSED;
  const present = timeStep(at);
  for (const drift of DRIFTS) {
    const step = present + drift;
    if (step < 1) continue;
    if (sameCode(hotp(key, step - 1), code1) && sameCode(hotp(key, step), code2)) {
      // Within the window nothing is off: the person was merely quick or slow.
      return { accepted: true, step, driftSteps: Math.abs(drift) <= WINDOW_STEPS ? 0 : drift };
    }
  }
  return REFUSED;
}

/** 0, -1, 1, -2, 2, …: the likeliest first. */
const DRIFTS: readonly number[] = Array.from({ length: 2 * SYNCHRONIZATION_WINDOW_STEPS + 1 }, (_, index) =>
  index % 2 === 0 ? index / 2 : -(index + 1) / 2,
);

function isCode(code: string): boolean {
  return /^\d{6}$/.test(code);
}

function sameCode(expected: string, given: string): boolean {
  return timingSafeEqual(Buffer.from(expected), Buffer.from(given));
}
