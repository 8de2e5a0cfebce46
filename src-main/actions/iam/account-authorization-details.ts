import type { Arn } from '../../../src-shared/arn.ts';
import { groupDetail, policyDetail, roleDetail, userDetail } from '../../account/account-details.ts';
import { handler, type ActionScene } from '../handler.ts';
import { page } from '../paging.ts';
import { attachedIn, boundedBy, policiesInUse, policyArns, policyFacts } from './policy-facts.ts';
import { encodePolicyDocument } from './policy-text.ts';

/** Everything of an account at once. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html */
export const accountAuthorizationDetailsHandlers = {
  'iam:GetAccountAuthorizationDetails': handler({
    name: 'iam:GetAccountAuthorizationDetails',
    label: null,
    authorize: () => [{ action: 'iam:GetAccountAuthorizationDetails', resource: '*' }],
    // One page runs over all four lists, in the order in which the answer has them.
    perform: ({ Filter, ...paging }, scene) => {
      const { model, accountId } = scene;
      const isWanted = (type: string): boolean =>
        Filter === undefined || Filter.length === 0 || Filter.some((wanted) => wanted === type);
      const entries = [
        ...(isWanted('User') ? model.list('user', accountId) : []),
        ...(isWanted('Group') ? model.list('group', accountId) : []),
        ...(isWanted('Role') ? model.list('role', accountId) : []),
        ...(isWanted('LocalManagedPolicy') ? policiesOf('Local', scene) : []),
        ...(isWanted('AWSManagedPolicy') ? policiesOf('AWS', scene) : []),
      ];
      const taken = page(entries, ({ arn }) => arn, paging);
      const profiles = model.list('instanceProfile', accountId);
      return {
        UserDetailList: taken.items.flatMap((entry) => (entry.type === 'user' ? [userDetail(entry, encoded)] : [])),
        GroupDetailList: taken.items.flatMap((entry) => (entry.type === 'group' ? [groupDetail(entry, encoded)] : [])),
        RoleDetailList: taken.items.flatMap((entry) =>
          entry.type === 'role' ? [roleDetail(entry, profiles, encoded)] : [],
        ),
        Policies: taken.items.flatMap((entry) => (entry.type === 'policy' ? [describedPolicy(entry.arn, scene)] : [])),
        ...taken.page,
      };
    },
  }),
};

/** The account's own policies; of AWS's, those that are in use, as an account's real details show. */
function policiesOf(scope: 'Local' | 'AWS', scene: ActionScene): { readonly type: 'policy'; readonly arn: Arn }[] {
  const inUse = policiesInUse(scene);
  return policyArns(scope, scene)
    .filter(({ arn }) => scope === 'Local' || inUse.has(arn))
    .map(({ arn }) => ({ type: 'policy', arn }));
}

function describedPolicy(arn: Arn, scene: ActionScene) {
  const usage = { attachments: attachedIn(arn, scene).length, boundaries: boundedBy(arn, scene).length };
  return policyDetail(policyFacts(arn, scene), usage, encoded);
}

function encoded(_document: unknown, _slot: string, text: string): string {
  return encodePolicyDocument(text);
}
