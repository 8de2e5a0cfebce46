import type { AccountDocument } from '../../../src-shared/model/documents.ts';
import { handler, type ActionScene } from '../handler.ts';
import { page } from '../paging.ts';
import { entityAlreadyExists, noSuchEntity } from './errors.ts';

/** Operations on the account itself. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/console_account-alias.html */
export const accountHandlers = {
  'iam:ListAccountAliases': handler({
    name: 'iam:ListAccountAliases',
    label: null,
    authorize: () => [{ action: 'iam:ListAccountAliases', resource: '*' }],
    perform: (paging, { model, accountId }) => {
      const alias = model.accountByIdOrAlias(accountId)?.alias ?? null;
      const taken = page(alias === null ? [] : [alias], (name) => name, paging);
      return { AccountAliases: [...taken.items], ...taken.page };
    },
  }),

  'iam:CreateAccountAlias': handler({
    name: 'iam:CreateAccountAlias',
    label: ({ AccountAlias }) => `Set the account alias to ${AccountAlias}`,
    authorize: () => [{ action: 'iam:CreateAccountAlias', resource: '*' }],
    // An account has one alias: a new one takes the place of the old. Aliases are unique among all accounts.
    perform: ({ AccountAlias }, scene) => {
      if (scene.model.accountByIdOrAlias(AccountAlias) !== null) {
        throw entityAlreadyExists(`The account alias ${AccountAlias} already exists.`);
      }
      scene.model.put({ ...requireAccount(scene), alias: AccountAlias });
      return {};
    },
  }),

  'iam:DeleteAccountAlias': handler({
    name: 'iam:DeleteAccountAlias',
    label: ({ AccountAlias }) => `Delete the account alias ${AccountAlias}`,
    authorize: () => [{ action: 'iam:DeleteAccountAlias', resource: '*' }],
    perform: ({ AccountAlias }, scene) => {
      const account = requireAccount(scene);
      if (account.alias !== AccountAlias) {
        throw noSuchEntity(`The account alias with name ${AccountAlias} cannot be found.`);
      }
      scene.model.put({ ...account, alias: null });
      return {};
    },
  }),
};

function requireAccount({ model, accountId }: ActionScene): AccountDocument {
  const account = model.accountByIdOrAlias(accountId);
  if (account === null) throw noSuchEntity(`The account ${accountId} cannot be found.`);
  return account;
}
