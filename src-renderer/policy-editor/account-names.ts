import type { Model } from '../app/model.svelte.ts';
import type { NamedInAccount } from './policy-suggestions.ts';

/** Everything in the account that a policy can name, gathered when it is first asked for. */
export function namedInAccount(model: Model, accountId: string | null): NamedInAccount {
  let gathered: NamedInAccount extends { arns(): infer Arns } ? Arns | null : never = null;
  return {
    accountId: accountId ?? '123456789012',
    arns: () =>
      (gathered ??= [
        ...model.resources.map(({ arn, resourceType }) => ({ arn, kind: resourceType })),
        ...model.roles.map(({ arn }) => ({ arn, kind: 'role' })),
        ...model.users.map(({ arn }) => ({ arn, kind: 'user' })),
        ...model.groups.map(({ arn }) => ({ arn, kind: 'group' })),
        ...model.policies.map(({ arn }) => ({ arn, kind: 'policy' })),
        ...model.openIdConnectProviders.map(({ arn }) => ({ arn, kind: 'identity provider' })),
        ...model.samlProviders.map(({ arn }) => ({ arn, kind: 'identity provider' })),
      ]),
  };
}
