import { AwsError, GatehouseError } from '../../src-shared/errors.ts';
import type { AccountDocument, MfaDeviceDocument, UserDocument } from '../../src-shared/model/documents.ts';
import type { ModelView } from '../account/model.ts';
import { isAccountClosed } from '../account/organization.ts';
import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import { acceptDeviceCode, findMfaDevice } from './mfa-device.ts';
import { verifyAuthentication } from './passkey.ts';
import { isPasswordExpired } from './password-expiry.ts';
import { hashPassword, needsUpgrade, type ScryptCost, unmatchableHash, verifyPassword } from './password.ts';
import type { SignInThrottle } from './sign-in-throttle.ts';

/** Who signs in to the console with a password: an IAM user, or the root user, which the account's document stands for. */
export type SignInSubject = UserDocument | AccountDocument;

export interface ConsoleSignInDependencies {
  readonly model: ModelView;
  /** The hash of a password from the vault, by its reference; null when there is none. */
  passwordHash(reference: string): Promise<string | null>;
  savePasswordHash(reference: string, hash: string): Promise<void>;
  /** The base32 seed of an MFA device from the vault, by the seed's ID; null when there is none. */
  mfaSeed(seedId: string): Promise<string | null>;
  readonly throttle: SignInThrottle;
  readonly clock: Clock;
  readonly random: Random;
  /** What hashes cost; left out for today's cost. */
  readonly passwordCost?: ScryptCost;
}

/** What is typed on the sign-in page: an account's ID or alias and a user's name, or the root user's e-mail address. */
export type PasswordAttempt =
  | { readonly kind: 'user'; readonly account: string; readonly userName: string; readonly password: string }
  | { readonly kind: 'root'; readonly email: string; readonly password: string };

/**
 * Checks a password, as the console's sign-in page does. Whatever is wrong, the answer is the same sentence after the
 * same time, so that it does not tell which accounts and users there are. A hash that was made at another cost than
 * today's is made anew.
 * @throws AwsError `AuthFailure` with the console's sentence, or GatehouseError `SignInThrottled` after several wrong
 *   tries.
 * @see https://docs.aws.amazon.com/signin/latest/userguide/troubleshooting-sign-in-issues.html
 */
export async function checkPassword(attempt: PasswordAttempt, deps: ConsoleSignInDependencies): Promise<SignInSubject> {
  const { throttled, subject } = attempt.kind === 'user' ? userOf(attempt, deps.model) : rootOf(attempt, deps.model);
  deps.throttle.begin(throttled);

  const reference = subject === null ? null : signInPassword(subject);
  const hash = reference === null ? null : await deps.passwordHash(reference);
  const right = await verifyPassword(attempt.password, hash ?? unmatchableHash(deps.passwordCost));
  if (subject === null || reference === null || hash === null || !right) throw wrongSignIn();

  deps.throttle.succeeded(throttled);
  if (needsUpgrade(hash, deps.passwordCost)) {
    await deps.savePasswordHash(reference, await hashPassword(attempt.password, deps.random, deps.passwordCost));
  }
  return subject;
}

/** The reference under which the vault keeps the hash of the password that the subject signs in with; null without one. */
export function signInPassword(subject: SignInSubject): string | null {
  if (subject.type === 'account') return subject.rootLoginProfile?.passwordId ?? null;
  return subject.loginProfile === null ? null : (subject.loginProfile.passwordId ?? subject.userId);
}

/** The serial numbers of the subject's MFA devices, one of which must vouch for them as well. */
export function mfaDevicesOf(subject: SignInSubject): readonly string[] {
  return subject.type === 'account' ? subject.rootMfaDevices : subject.mfaDevices;
}

interface MfaAttempt {
  readonly subject: SignInSubject;
  readonly serialNumber: string;
}

/**
 * Checks an MFA code of somebody whose password was right.
 * @returns the device, which has to be put into the model, so that the code does not count twice.
 * @throws AwsError `AccessDenied` in AWS's words, or GatehouseError `SignInThrottled` after several wrong tries.
 */
export async function checkMfaCode(
  attempt: MfaAttempt & { readonly code: string },
  deps: ConsoleSignInDependencies,
): Promise<MfaDeviceDocument> {
  return inThrottle(`mfa ${attempt.subject.arn}`, deps.throttle, async () => {
    const device = ownDevice(attempt, deps.model);
    if (device === null) throw wrongMfaCode();
    const readSeed = (seedId: string): Promise<string | null> => deps.mfaSeed(seedId);
    const accepted = await acceptDeviceCode(device, attempt.code.trim(), deps.clock(), readSeed);
    if (accepted === null) throw wrongMfaCode();
    return accepted;
  });
}

/**
 * Checks the answer of a passkey of somebody whose password was right.
 * @param attempt.response AuthenticationResponseJSON, from the renderer.
 * @param attempt.challenge that the passkey was asked with, in base64url.
 * @returns the device with its new counter, which has to be put into the model.
 * @throws GatehouseError `PasskeyRefused`, `PasskeyUnavailable` or `SignInThrottled`.
 */
export async function checkPasskey(
  attempt: MfaAttempt & { readonly response: unknown; readonly challenge: string },
  deps: Pick<ConsoleSignInDependencies, 'model' | 'throttle'>,
): Promise<MfaDeviceDocument> {
  return inThrottle(`mfa ${attempt.subject.arn}`, deps.throttle, async () => {
    const device = requirePasskey(attempt, deps.model);
    const passkey = await verifyAuthentication(attempt.response, attempt.challenge, device.passkey);
    return { ...device, passkey };
  });
}

/** A passkey of the subject. @throws GatehouseError `PasskeyRefused` when it is none of theirs. */
export function requirePasskey(
  attempt: MfaAttempt,
  model: ModelView,
): MfaDeviceDocument & { readonly passkey: NonNullable<MfaDeviceDocument['passkey']> } {
  const device = ownDevice(attempt, model);
  const passkey = device?.passkey ?? null;
  if (device !== null && passkey !== null) return { ...device, passkey };
  throw new GatehouseError('PasskeyRefused', `${attempt.serialNumber} is no passkey to sign in with here.`, {
    mend: 'Choose one of the devices that are offered.',
  });
}

/** What has to happen to a password that was right before a session begins with it. */
export type PasswordStanding = 'good' | 'resetRequired' | 'expired';

/**
 * Whether a session may begin with a user's password, or asks for a new one first. The root user's neither expires nor
 * is reset.
 * @throws AwsError `AuthFailure` for a password that has expired where only an administrator can set a new one, and for
 *   an account that was closed: AWS lets its root user see past bills alone, of which there are none here. How the console
 *   words either is not documented.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PasswordPolicy.html (HardExpiry)
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-closing.html
 */
export function passwordStanding(subject: SignInSubject, model: ModelView, now: Date): PasswordStanding {
  if (isAccountClosed(model, subject.accountId)) {
    throw new AwsError('AuthFailure', 401, `The account ${subject.accountId} is closed.`);
  }
  if (subject.type === 'account' || subject.loginProfile === null) return 'good';
  const policy = model.accountByIdOrAlias(subject.accountId)?.passwordPolicy ?? null;
  if (isPasswordExpired(subject.loginProfile, policy, now)) {
    if (policy?.hardExpiry !== true) return 'expired';
    throw new AwsError('AuthFailure', 401, 'Your password has expired. Ask your administrator to reset it.');
  }
  return subject.loginProfile.passwordResetRequired ? 'resetRequired' : 'good';
}

/** What is guessed at, by the names as typed, so that it makes no difference whether they exist; and whom they lead to. */
interface Named {
  readonly throttled: string;
  readonly subject: SignInSubject | null;
}

function userOf(typed: Extract<PasswordAttempt, { kind: 'user' }>, model: ModelView): Named {
  const account = model.accountByIdOrAlias(typed.account.trim());
  const throttled = `password ${account?.accountId ?? typed.account.trim()} ${typed.userName.toLowerCase()}`;
  return { throttled, subject: account === null ? null : model.userByName(account.accountId, typed.userName) };
}

function rootOf(typed: Extract<PasswordAttempt, { kind: 'root' }>, model: ModelView): Named {
  const email = typed.email.trim().toLowerCase();
  const subject = model.list('account').find(({ rootEmail }) => rootEmail?.toLowerCase() === email) ?? null;
  return { throttled: `root ${email}`, subject };
}

function ownDevice({ subject, serialNumber }: MfaAttempt, model: ModelView): MfaDeviceDocument | null {
  return mfaDevicesOf(subject).includes(serialNumber) ? findMfaDevice(model, subject.accountId, serialNumber) : null;
}

/** Counts a try before it is known whether it is right. */
async function inThrottle<T>(subject: string, throttle: SignInThrottle, attempt: () => Promise<T>): Promise<T> {
  throttle.begin(subject);
  const result = await attempt();
  throttle.succeeded(subject);
  return result;
}

/** The one sentence for whatever is wrong with names and password. */
export function wrongSignIn(): AwsError {
  return new AwsError('AuthFailure', 401, 'Your authentication information is incorrect. Please try again.');
}

function wrongMfaCode(): AwsError {
  return new AwsError('AccessDenied', 403, 'MultiFactorAuthentication failed with invalid MFA one time pass code. ');
}
