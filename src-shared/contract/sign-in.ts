import { z } from 'zod';
import { AccountId } from '../arn.ts';
import { Nothing, procedure } from './define.ts';
import { Session } from './session.ts';

/** An MFA device that can be chosen at sign-in. */
const MfaChoice = z.object({
  serialNumber: z.string(),
  /** `virtual` and `hardware` show codes; a `passkey` signs a challenge. */
  kind: z.enum(['virtual', 'hardware', 'passkey']),
  name: z.string(),
});

const SignedIn = z.object({
  session: Session,
  /** The record of the sign-in in the timeline. */
  recordId: z.string(),
});

/** What is left to do before the session begins. `who` is the user name, or the root user's e-mail address. */
const Pending = z.object({ challengeId: z.string(), who: z.string() });

/**
 * How far a sign-in has come. What is asked for next is asked for under the challenge's ID, which lives for minutes and
 * is good for one sign-in.
 */
export const SignInProgress = z.discriminatedUnion('state', [
  SignedIn.extend({ state: z.literal('signedIn') }),
  /** The password was right; one of these devices has to vouch as well. */
  Pending.extend({ state: z.literal('mfaRequired'), devices: z.array(MfaChoice).min(1) }),
  /** Password and MFA were right; the session does not begin before the password is a new one. */
  Pending.extend({
    state: z.literal('newPasswordRequired'),
    reason: z.enum(['resetRequired', 'expired']),
    /** What the new password must be like: a sentence for each rule. */
    rules: z.array(z.string()),
  }),
]);

const Password = z.string().min(1, 'Give the password.').max(128);

/**
 * The console's door. A refusal is an AWS error in the words of AWS's sign-in page, or `SignInThrottled` after several
 * wrong tries, or `SignInExpired` where the challenge is no longer there.
 */
export const signInProcedures = {
  /** An IAM user: account ID or alias, user name, password. */
  'signIn.password': procedure(
    z.object({ account: z.string().max(100), userName: z.string().max(64), password: Password }),
    SignInProgress,
  ),
  /** The root user of an account, by its e-mail address. */
  'signIn.rootPassword': procedure(z.object({ email: z.string().max(320), password: Password }), SignInProgress),
  'signIn.mfaCode': procedure(
    z.object({ challengeId: z.string(), serialNumber: z.string(), code: z.string().max(16) }),
    SignInProgress,
  ),
  /** What to hand to `navigator.credentials.get`, as JSON (PublicKeyCredentialRequestOptionsJSON). */
  'signIn.passkeyOptions': procedure(
    z.object({ challengeId: z.string(), serialNumber: z.string() }),
    z.object({ options: z.json() }),
  ),
  /** What `navigator.credentials.get` gave, as JSON (AuthenticationResponseJSON). */
  'signIn.passkey': procedure(
    z.object({ challengeId: z.string(), serialNumber: z.string(), response: z.json() }),
    SignInProgress,
  ),
  /**
   * Answers `newPasswordRequired`: iam:ChangePassword, as a request of the user, so it has to be allowed and a record of
   * it is in the timeline. As on AWS's page the old password is asked for again, so that nothing has to keep it. A refused
   * password leaves the challenge as it is.
   */
  'signIn.newPassword': procedure(
    z.object({ challengeId: z.string(), oldPassword: Password, newPassword: Password }),
    SignInProgress,
  ),

  /** The console's *Switch role*, for the user who is signed in (or who stands behind the role session). */
  'signIn.switchRole': procedure(
    z.object({
      /** The ID or alias of the role's account. */
      account: z.string().trim().min(1, 'Give the account ID or alias.').max(100),
      roleName: z.string().trim().min(1, 'Give the name of the role.').max(576),
    }),
    SignedIn,
  ),
  /** From a role back to the user who switched to it. */
  'signIn.switchBack': procedure(Nothing, SignedIn),
  /**
   * The federation endpoint (getSigninToken, then login) with temporary credentials that main holds, by `ASIA…`.
   * `sessionDuration` is its SessionDuration, in seconds; null leaves it out, and the console session then ends with the
   * credentials. What AWS would refuse is taken all the same, since its refusal is what a person may want to see.
   */
  'signIn.federation': procedure(
    z.object({
      accessKeyId: z.string(),
      sessionDuration: z.number().int('Give a whole number of seconds.').nullable().default(null),
    }),
    SignedIn,
  ),
  'signIn.signOut': procedure(Nothing, z.object({ session: Session })),

  /** The root user's credentials, which the designer sets; root has no access keys here. */
  'root.setEmail': procedure(
    z.object({ accountId: AccountId, email: z.email('Give an e-mail address, such as root@example.com.') }),
    Nothing,
  ),
  'root.setPassword': procedure(z.object({ accountId: AccountId, password: Password }), Nothing),
  'root.deletePassword': procedure(z.object({ accountId: AccountId }), Nothing),
} as const;

export type SignInProgress = z.infer<typeof SignInProgress>;
export type MfaChoice = z.infer<typeof MfaChoice>;
