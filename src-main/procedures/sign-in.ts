import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import type { Session } from '../../src-shared/contract/session.ts';
import { AwsError, GatehouseError } from '../../src-shared/errors.ts';
import type { UserDocument } from '../../src-shared/model/documents.ts';
import { userPrincipal } from '../account/user-principal.ts';
import { checkMfaCode, checkPassword, type ConsoleSignInDependencies } from '../authentication/console-sign-in.ts';
import { createSignInThrottle } from '../authentication/sign-in-throttle.ts';
import type { GateParts } from '../remaining-steps.ts';
import type { Lab } from '../lab.ts';
import type { TimelineTeller } from '../timeline/teller.ts';

/** How long a right password waits for its MFA code. */
const CHALLENGE_LIFETIME_MS = 5 * 60_000;

/** A password that was right, waiting for the code. */
interface Challenge {
  readonly workspaceId: string;
  readonly account: string;
  readonly user: UserDocument;
  readonly madeAt: Date;
}

/** The console's door: signing in as a user of the account, and out again. */
export function signInProcedures(
  lab: Lab,
  on: GateParts,
  tell: TimelineTeller,
): Pick<Handlers<GatehouseContract>, 'signIn.password' | 'signIn.mfaCode' | 'signIn.signOut'> {
  const throttle = createSignInThrottle(on.clock);
  const challenges = new Map<string, Challenge>();

  function deps(): ConsoleSignInDependencies {
    const { model, store } = lab.require().workspace;
    return {
      model,
      passwordHash: (userId) => on.vault.get(`${store.identity.id}/password/${userId}`),
      mfaSeed: (serialNumber) => on.vault.get(`${store.identity.id}/mfa-seed/${serialNumber}`),
      throttle,
      clock: on.clock,
    };
  }

  function remember(
    attempt: { account: string; userName: string },
    user: UserDocument | null,
    error: AwsError | null,
    mfaUsed: boolean,
  ): string {
    const principal = user === null ? null : userPrincipal(user);
    const record = lab.require().gate.recordSignIn({ ...attempt, principal, error, mfaUsed });
    tell(record);
    return record.id;
  }

  /** Notes the sign-in in the model and begins the session. */
  async function begin(user: UserDocument, mfaAt: Date | null): Promise<Session> {
    const signedInAt = on.clock().toISOString();
    await lab.require().workspace.note((draft) => {
      const now = draft.find('user', user.arn);
      if (now !== null) draft.put({ ...now, passwordLastUsed: signedInAt });
    });
    const session: Session = {
      kind: 'user',
      arn: user.arn,
      accountId: user.accountId,
      userName: user.userName,
      mfa: mfaAt !== null,
      signedInAt,
    };
    lab.signIn(session, mfaAt);
    return session;
  }

  return {
    'signIn.password': async ({ account, userName, password }) => {
      const attempt = { account, userName };
      try {
        const accepted = await checkPassword({ account, userName, password }, deps());
        if (accepted.state === 'mfaRequired') {
          const challengeId = Buffer.from(on.random(16)).toString('hex');
          const workspaceId = lab.require().workspace.store.identity.id;
          challenges.set(challengeId, { workspaceId, account, user: accepted.user, madeAt: on.clock() });
          return { state: 'mfaRequired', challengeId, devices: [...accepted.serialNumbers] };
        }
        const session = await begin(accepted.user, null);
        return { state: 'signedIn', session, recordId: remember(attempt, accepted.user, null, false) };
      } catch (thrown) {
        if (thrown instanceof AwsError) remember(attempt, null, thrown, false);
        throw thrown;
      }
    },
    'signIn.mfaCode': async ({ challengeId, serialNumber, code }) => {
      const { workspace } = lab.require();
      const challenge = challenges.get(challengeId);
      const age = challenge === undefined ? Infinity : on.clock().getTime() - challenge.madeAt.getTime();
      if (challenge?.workspaceId !== workspace.store.identity.id || age > CHALLENGE_LIFETIME_MS) {
        challenges.delete(challengeId);
        throw new GatehouseError('SignInExpired', 'The sign-in has waited too long for its code.', {
          mend: 'Give the account, user name and password again.',
        });
      }
      const attempt = { account: challenge.account, userName: challenge.user.userName };
      try {
        // Checked and noted in one turn, so that no code counts twice, however quickly it is sent again.
        const user = await workspace.note(async (draft) => {
          const given = { userArn: challenge.user.arn, serialNumber, code };
          const accepted = await checkMfaCode(given, { ...deps(), model: draft });
          draft.put(accepted.device);
          return accepted.user;
        });
        challenges.delete(challengeId);
        const session = await begin(user, on.clock());
        return { session, recordId: remember(attempt, user, null, true) };
      } catch (thrown) {
        if (thrown instanceof AwsError) remember(attempt, challenge.user, thrown, true);
        throw thrown;
      }
    },
    'signIn.signOut': () => ({ session: lab.signOut() }),
  };
}
