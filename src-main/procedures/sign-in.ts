import { z } from 'zod';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import type { Session } from '../../src-shared/contract/session.ts';
import type { MfaChoice, SignInProgress } from '../../src-shared/contract/sign-in.ts';
import { nameInArn } from '../../src-shared/arn.ts';
import { AwsError, GatehouseError } from '../../src-shared/errors.ts';
import type { MfaDeviceDocument } from '../../src-shared/model/documents.ts';
import type { Principal } from '../../src-shared/principal.ts';
import type { Draft, ModelView } from '../account/model.ts';
import { userPrincipal } from '../account/user-principal.ts';
import {
  checkMfaCode,
  checkPasskey,
  checkPassword,
  mfaDevicesOf,
  passwordStanding,
  requirePasskey,
  signInPassword,
  wrongSignIn,
  type ConsoleSignInDependencies,
  type PasswordAttempt,
  type PasswordStanding,
  type SignInSubject,
} from '../authentication/console-sign-in.ts';
import { findMfaDevice } from '../authentication/mfa-device.ts';
import { authenticationOptions } from '../authentication/passkey.ts';
import { describePasswordRules, userPasswordRules } from '../authentication/password-rules.ts';
import { consoleSessionEnd } from '../authentication/session-console.ts';
import { createSignInChallenges, signInExpired, type PendingSignIn } from '../authentication/sign-in-challenges.ts';
import { createSignInThrottle } from '../authentication/sign-in-throttle.ts';
import type { Lab } from '../lab.ts';
import type { GateParts } from '../remaining-steps.ts';
import type { SignInForm } from '../timeline/sign-in-record.ts';
import type { TimelineTeller } from '../timeline/teller.ts';

const PASSKEY_CHALLENGE_BYTES = 32;

/**
 * What the console says to whoever could not set a new password, be it that they may not or that it breaks the policy.
 * @see https://repost.aws/knowledge-center/iam-user-password-error
 */
const PASSWORD_NOT_CHANGED =
  'Either user is not authorized to perform iam:ChangePassword or entered password does not comply with account password policy set by administrator';

type SignInHandlers = Pick<
  Handlers<GatehouseContract>,
  | 'signIn.password'
  | 'signIn.rootPassword'
  | 'signIn.mfaCode'
  | 'signIn.passkeyOptions'
  | 'signIn.passkey'
  | 'signIn.newPassword'
  | 'signIn.signOut'
>;

/**
 * The console's door: signing in with a password, and out again. A sign-in goes on in steps (password, MFA, a new
 * password where one is due), and each looks the subject up anew, since they may have changed meanwhile.
 */
export function signInProcedures(lab: Lab, on: GateParts, tell: TimelineTeller): SignInHandlers {
  const throttle = createSignInThrottle(on.clock);
  const challenges = createSignInChallenges(on.clock, on.random);

  function dependencies(model: ModelView = lab.require().workspace.model): ConsoleSignInDependencies {
    const { id } = lab.require().workspace.store.identity;
    return {
      model,
      passwordHash: (reference) => on.vault.get(`${id}/password/${reference}`),
      savePasswordHash: (reference, hash) => on.vault.set(`${id}/password/${reference}`, hash),
      mfaSeed: (seedId) => on.vault.get(`${id}/mfa-seed/${seedId}`),
      throttle,
      clock: on.clock,
      random: on.random,
      ...(on.passwordCost && { passwordCost: on.passwordCost }),
    };
  }

  /** Records a sign-in. @returns the record's ID. */
  function remember(
    by: SignInForm,
    subject: SignInSubject | null,
    error: AwsError | null,
    mfaIdentifier: string | null,
  ): string {
    const principal = subject === null ? null : principalOf(subject);
    const record = lab.require().gate.recordSignIn({ event: 'ConsoleLogin', by, principal, error, mfaIdentifier });
    tell(record);
    return record.id;
  }

  async function withPassword(attempt: PasswordAttempt): Promise<SignInProgress> {
    try {
      return await proceed(await checkPassword(attempt, dependencies()), null);
    } catch (thrown) {
      // Once the password was right, `proceed` has recorded what came of it.
      if (thrown instanceof AwsError && thrown.place === null) remember(formOf(attempt), null, thrown, null);
      throw thrown;
    }
  }

  /** Takes a sign-in as far as it goes without a further answer. */
  async function proceed(subject: SignInSubject, mfa: PendingSignIn['mfa']): Promise<SignInProgress> {
    const { model, store } = lab.require().workspace;
    const passwordReference = signInPassword(subject);
    if (passwordReference === null) throw signInExpired();
    const wait = (waitsFor: PendingSignIn['waitsFor']): { challengeId: string; who: string } => {
      const pending = { workspaceId: store.identity.id, subjectArn: subject.arn, passwordReference, waitsFor, mfa };
      return { challengeId: challenges.open(pending), who: nameOf(subject) };
    };

    const devices = mfaDevicesOf(subject);
    if (devices.length > 0 && mfa === null) {
      const choices = devices.map((serialNumber) => choiceOf(serialNumber, subject.accountId, model));
      return { state: 'mfaRequired', ...wait('mfa'), devices: choices };
    }
    const standing = standingOf(subject, mfa);
    if (standing !== 'good') {
      return {
        state: 'newPasswordRequired',
        ...wait('newPassword'),
        reason: standing,
        rules: rulesFor(subject, model),
      };
    }
    const session = await begin(subject, mfa?.at ?? null);
    return {
      state: 'signedIn',
      session,
      recordId: remember(subjectForm(subject), subject, null, mfa?.serialNumber ?? null),
    };
  }

  /** As passwordStanding; a refusal is recorded. */
  function standingOf(subject: SignInSubject, mfa: PendingSignIn['mfa']): PasswordStanding {
    try {
      return passwordStanding(subject, lab.require().workspace.model, on.clock());
    } catch (thrown) {
      if (!(thrown instanceof AwsError)) throw thrown;
      const recordId = remember(subjectForm(subject), subject, thrown, mfa?.serialNumber ?? null);
      throw new AwsError(thrown.code, thrown.httpStatus, thrown.message, `timeline:${recordId}`);
    }
  }

  /** Notes the sign-in in the model and begins the session. */
  async function begin(subject: SignInSubject, mfaAt: Date | null): Promise<Session> {
    const now = on.clock();
    const signedInAt = now.toISOString();
    await lab.require().workspace.note((draft) => noteSignIn(draft, subject, signedInAt));
    const { arn, accountId } = subject;
    const common = { arn, accountId, mfa: mfaAt !== null, signedInAt, expiresAt: consoleSessionEnd(now).toISOString() };
    const session: Session =
      subject.type === 'account'
        ? { kind: 'root', ...common, email: subject.rootEmail ?? '' }
        : { kind: 'user', ...common, userName: subject.userName };
    lab.signIn(session, mfaAt);
    return session;
  }

  /** Whom a challenge is about, as the model has them now. @throws GatehouseError `SignInExpired`. */
  function pendingSubject(
    challengeId: string,
    waitsFor: PendingSignIn['waitsFor'],
  ): { pending: PendingSignIn; subject: SignInSubject } {
    const { model, store } = lab.require().workspace;
    const pending = challenges.require(challengeId, store.identity.id, waitsFor);
    const subject = model.find('user', pending.subjectArn) ?? model.find('account', pending.subjectArn);
    if (subject === null || signInPassword(subject) !== pending.passwordReference) {
      challenges.close(challengeId);
      throw signInExpired();
    }
    return { pending, subject };
  }

  /** Has a device vouch for the subject, and goes on. */
  async function withDevice(
    { challengeId, serialNumber }: { readonly challengeId: string; readonly serialNumber: string },
    check: (subject: SignInSubject, draft: Draft) => Promise<MfaDeviceDocument>,
  ): Promise<SignInProgress> {
    const { subject } = pendingSubject(challengeId, 'mfa');
    try {
      // Checked and noted in one turn, so that no code counts twice, however quickly it is sent again.
      await lab.require().workspace.note(async (draft) => draft.put(await check(subject, draft)));
    } catch (thrown) {
      const error = refusalOfDevice(thrown);
      if (error !== null) remember(subjectForm(subject), subject, error, serialNumber);
      throw thrown;
    }
    challenges.close(challengeId);
    return proceed(subject, { at: on.clock(), serialNumber });
  }

  return {
    'signIn.password': (typed) => withPassword({ kind: 'user', ...typed }),
    'signIn.rootPassword': (typed) => withPassword({ kind: 'root', ...typed }),
    'signIn.mfaCode': ({ challengeId, serialNumber, code }) =>
      withDevice({ challengeId, serialNumber }, (subject, draft) =>
        checkMfaCode({ subject, serialNumber, code }, dependencies(draft)),
      ),
    'signIn.passkeyOptions': async ({ challengeId, serialNumber }) => {
      const { subject } = pendingSubject(challengeId, 'mfa');
      const { passkey } = requirePasskey({ subject, serialNumber }, lab.require().workspace.model);
      const options = await authenticationOptions(passkey, on.random(PASSKEY_CHALLENGE_BYTES));
      challenges.askPasskey(challengeId, { serialNumber, challenge: options.challenge });
      // The library sets members to undefined, which JSON does not have.
      return { options: z.json().parse(JSON.parse(JSON.stringify(options))) };
    },
    'signIn.passkey': ({ challengeId, serialNumber, response }) =>
      withDevice({ challengeId, serialNumber }, (subject, draft) => {
        const challenge = challenges.takePasskeyChallenge(challengeId, serialNumber);
        if (challenge === null) throw signInExpired();
        return checkPasskey({ subject, serialNumber, response, challenge }, dependencies(draft));
      }),
    'signIn.newPassword': async ({ challengeId, oldPassword, newPassword }) => {
      const { pending, subject } = pendingSubject(challengeId, 'newPassword');
      if (subject.type !== 'user') throw signInExpired();
      const throttled = `new password ${subject.arn}`;
      throttle.begin(throttled);
      const { gate, workspace } = lab.require();
      const { record, result } = await gate.passConsole(
        {
          operationName: 'iam:ChangePassword',
          parameters: { OldPassword: oldPassword, NewPassword: newPassword },
          principal: userPrincipal(subject),
          signedInAt: on.clock(),
          mfaAt: pending.mfa?.at ?? null,
          temporary: null,
        },
        { door: 'console', sourceIp: '127.0.0.1', secureTransport: true, replayOf: null },
      );
      tell(record);
      if (!result.ok) {
        const { code, httpStatus } = result.error;
        // Allowed and yet refused for access: that is the old password.
        const oldIsWrong = record.verdict === 'Allowed' && code === 'AccessDenied';
        if (!oldIsWrong) throttle.succeeded(throttled);
        const message = oldIsWrong ? wrongSignIn().message : PASSWORD_NOT_CHANGED;
        throw new AwsError(code, httpStatus, message, `timeline:${record.id}`);
      }
      throttle.succeeded(throttled);
      challenges.close(challengeId);
      const changed = workspace.model.find('user', subject.arn);
      if (changed === null) throw signInExpired();
      return proceed(changed, pending.mfa);
    },
    'signIn.signOut': () => ({ session: lab.signOut() }),
  };
}

/** A refusal to record: whatever a passkey did wrong counts as one, with the console's sentence. */
function refusalOfDevice(thrown: unknown): AwsError | null {
  if (thrown instanceof AwsError) return thrown;
  return thrown instanceof GatehouseError && thrown.code === 'PasskeyRefused' ? wrongSignIn() : null;
}

function noteSignIn(draft: Draft, { type, arn }: SignInSubject, at: string): void {
  if (type === 'user') {
    const user = draft.find('user', arn);
    if (user !== null) draft.put({ ...user, passwordLastUsed: at });
  } else {
    const account = draft.find('account', arn);
    if (account !== null) draft.put({ ...account, rootPasswordLastUsed: at });
  }
}

function choiceOf(serialNumber: string, accountId: string, model: ModelView): MfaChoice {
  const device = findMfaDevice(model, accountId, serialNumber);
  if (device === null) return { serialNumber, kind: 'virtual', name: nameInArn(serialNumber) };
  return { serialNumber, kind: device.kind, name: device.virtualMfaDeviceName };
}

function rulesFor({ accountId }: SignInSubject, model: ModelView): string[] {
  const account = model.accountByIdOrAlias(accountId);
  if (account === null) return [];
  return describePasswordRules(userPasswordRules(account), account.passwordPolicy?.passwordReusePrevention ?? null);
}

function principalOf(subject: SignInSubject): Principal {
  return subject.type === 'user'
    ? userPrincipal(subject)
    : { kind: 'root', arn: subject.arn, accountId: subject.accountId };
}

function nameOf(subject: SignInSubject): string {
  return subject.type === 'user' ? subject.userName : (subject.rootEmail ?? 'root');
}

/** What a record says of an attempt: never the password. */
function formOf(attempt: PasswordAttempt): SignInForm {
  return attempt.kind === 'user'
    ? { kind: 'user', account: attempt.account, userName: attempt.userName }
    : { kind: 'root', email: attempt.email };
}

function subjectForm(subject: SignInSubject): SignInForm {
  return subject.type === 'user'
    ? { kind: 'user', account: subject.accountId, userName: subject.userName }
    : { kind: 'root', email: subject.rootEmail ?? '' };
}
