import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { AccountDocument } from '../../src-shared/model/documents.ts';
import type { Draft } from '../account/model.ts';
import { createSecretDesk } from '../account/secret-desk.ts';
import { noSuchAccount } from '../account/workspace-accounts.ts';
import { hashPassword } from '../authentication/password.ts';
import { assertPasswordMeets, rootPasswordRules } from '../authentication/password-rules.ts';
import type { Lab } from '../lab.ts';
import type { GateParts } from '../remaining-steps.ts';

/**
 * The root user's e-mail address and password, which the designer sets: AWS has them changed on pages of their own, with
 * messages to the address. Each is a change that can be undone.
 */
export function rootUserProcedures(
  lab: Lab,
  { vault, clock, random, passwordCost }: Pick<GateParts, 'vault' | 'clock' | 'random' | 'passwordCost'>,
): Pick<Handlers<GatehouseContract>, 'root.setEmail' | 'root.setPassword' | 'root.deletePassword'> {
  async function change(
    label: string,
    accountId: string,
    edit: (account: AccountDocument, draft: Draft) => Partial<AccountDocument> | Promise<Partial<AccountDocument>>,
    secrets = createSecretDesk(vault, lab.require().workspace.store.identity.id),
  ): Promise<void> {
    requireDesigner(lab);
    await lab.require().workspace.perform(
      label,
      'designer',
      async (draft) => {
        const account = draft.accountByIdOrAlias(accountId);
        if (account?.accountId !== accountId) throw noSuchAccount(accountId);
        draft.put({ ...account, ...(await edit(account, draft)) });
      },
      { beforeCommit: () => secrets.flush(), rollback: () => secrets.rollback() },
    );
  }

  return {
    'root.setEmail': async ({ accountId, email }) => {
      await change(`Set the root user's e-mail address of ${accountId}`, accountId, (_, draft) => {
        const taken = draft
          .list('account')
          .some((other) => other.accountId !== accountId && other.rootEmail?.toLowerCase() === email.toLowerCase());
        if (taken) {
          throw new GatehouseError('EmailTaken', `${email} is the root user of another account of this workspace.`, {
            place: 'email',
            mend: 'Give another address: signing in as root finds the account by it.',
          });
        }
        return { rootEmail: email };
      });
      return {};
    },
    'root.setPassword': async ({ accountId, password }) => {
      const secrets = createSecretDesk(vault, lab.require().workspace.store.identity.id);
      await change(
        `Set the root user's password of ${accountId}`,
        accountId,
        async (account) => {
          assertPasswordMeets(rootPasswordRules(account), password);
          const passwordId = Buffer.from(random(16)).toString('hex');
          secrets.set('password', passwordId, await hashPassword(password, random, passwordCost));
          return { rootLoginProfile: { passwordId, passwordSetAt: clock().toISOString() } };
        },
        secrets,
      );
      return {};
    },
    'root.deletePassword': async ({ accountId }) => {
      await change(`Delete the root user's password of ${accountId}`, accountId, () => ({ rootLoginProfile: null }));
      return {};
    },
  };
}

/** @throws GatehouseError `DesignerOnly` while somebody is signed in. */
function requireDesigner({ session }: Lab): void {
  if (session.kind === 'designer') return;
  throw new GatehouseError('DesignerOnly', "The root user's credentials are set by the designer.", {
    mend: 'Sign out first.',
  });
}
