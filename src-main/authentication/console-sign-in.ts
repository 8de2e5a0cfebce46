import { AwsError } from '../../src-shared/errors.ts';
import type { MfaDeviceDocument, UserDocument } from '../../src-shared/model/documents.ts';
import type { ModelView } from '../account/model.ts';
import type { Clock } from '../clock.ts';
import { needsUpgrade, UNMATCHABLE_HASH, verifyPassword } from './password.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';
import { acceptCode } from './totp.ts';

export interface ConsoleSignInDependencies {
  readonly model: ModelView;
  /** The hash of a user's password from the vault, by the user's unique ID; null when there is none. */
  passwordHash(userId: string): Promise<string | null>;
  /** The base32 seed of an MFA device from the vault, by its serial number; null when there is none. */
  mfaSeed(serialNumber: string): Promise<string | null>;
  readonly throttle: SignInThrottle;
  readonly clock: Clock;
}

export interface PasswordAttempt {
  /** An account's ID or alias. */
  readonly account: string;
  readonly userName: string;
  readonly password: string;
}

/** A right password: the user is in, or has to give a code of one of these devices first. */
export type PasswordAccepted =
  | { readonly state: 'signedIn'; readonly user: UserDocument; readonly hashNeedsUpgrade: boolean }
  | {
      readonly state: 'mfaRequired';
      readonly user: UserDocument;
      readonly serialNumbers: readonly string[];
      readonly hashNeedsUpgrade: boolean;
    };

/** A right code. `device` has to be put into the model, so that the code does not count twice. */
export interface CodeAccepted {
  readonly user: UserDocument;
  readonly device: MfaDeviceDocument;
}

/**
 * Checks account, user name and password, as the console's sign-in page does. Whatever is wrong, the answer is the same
 * sentence after the same time, so that it does not tell which accounts and users there are.
 * @throws AwsError `AuthFailure` with the console's sentence, or GatehouseError `SignInThrottled` after several wrong
 *   tries.
 * @see https://docs.aws.amazon.com/signin/latest/userguide/troubleshooting-sign-in-issues.html
 */
export async function checkPassword(
  attempt: PasswordAttempt,
  deps: ConsoleSignInDependencies,
): Promise<PasswordAccepted> {
  const account = deps.model.accountByIdOrAlias(attempt.account.trim());
  const subject = `password ${account?.accountId ?? attempt.account.trim()} ${attempt.userName.toLowerCase()}`;
  deps.throttle.begin(subject);

  const user = account === null ? null : deps.model.userByName(account.accountId, attempt.userName);
  const hasPassword = user !== null && user.loginProfile !== null;
  const hash = hasPassword ? await deps.passwordHash(user.userId) : null;
  const right = await verifyPassword(attempt.password, hash ?? UNMATCHABLE_HASH);
  if (user === null || hash === null || !right) throw wrongSignIn();

  deps.throttle.succeeded(subject);
  const hashNeedsUpgrade = needsUpgrade(hash);
  return user.mfaDevices.length === 0
    ? { state: 'signedIn', user, hashNeedsUpgrade }
    : { state: 'mfaRequired', user, serialNumbers: user.mfaDevices, hashNeedsUpgrade };
}

/**
 * Checks an MFA code of a user whose password was right.
 * @param attempt.userArn the user.
 * @param attempt.serialNumber the device that shows the code; left out, any of the user's devices will do.
 * @throws AwsError `AccessDenied` in AWS's words, or GatehouseError `SignInThrottled` after several wrong tries.
 */
export async function checkMfaCode(
  attempt: { readonly userArn: string; readonly serialNumber?: string; readonly code: string },
  deps: ConsoleSignInDependencies,
): Promise<CodeAccepted> {
  const subject = `mfa ${attempt.userArn}`;
  deps.throttle.begin(subject);
  const user = deps.model.find('user', attempt.userArn);
  const serials = user?.mfaDevices.filter((serial) => serial === (attempt.serialNumber ?? serial)) ?? [];
  for (const serial of serials) {
    const device = deps.model.find('mfaDevice', serial);
    const seed = await deps.mfaSeed(serial);
    if (user === null || device === null || seed === null) continue;
    const outcome = acceptCode(seed, attempt.code.trim(), deps.clock(), device.lastAcceptedStep);
    if (outcome.accepted) {
      deps.throttle.succeeded(subject);
      return { user, device: { ...device, lastAcceptedStep: outcome.step } };
    }
  }
  throw wrongMfaCode();
}

function wrongSignIn(): AwsError {
  return new AwsError('AuthFailure', 401, 'Your authentication information is incorrect. Please try again.');
}

function wrongMfaCode(): AwsError {
  return new AwsError('AccessDenied', 403, 'MultiFactorAuthentication failed with invalid MFA one time pass code. ');
}
