import { handler } from '../handler.ts';
import { page } from '../paging.ts';
import { nameOf, type Identity } from './identities.ts';
import { parsePolicyArn } from './managed-policy.ts';
import { attachedIn, boundedBy, policyFacts } from './policy-facts.ts';

/** Who uses a managed policy. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html */
export const policyEntityHandlers = {
  'iam:ListEntitiesForPolicy': handler({
    name: 'iam:ListEntitiesForPolicy',
    label: null,
    authorize: ({ PolicyArn }) => [{ action: 'iam:ListEntitiesForPolicy', resource: parsePolicyArn(PolicyArn) }],
    perform: ({ PolicyArn, EntityFilter, PathPrefix = '/', PolicyUsageFilter, ...paging }, scene) => {
      const { arn } = policyFacts(PolicyArn, scene);
      const attached = PolicyUsageFilter === 'PermissionsBoundary' ? [] : attachedIn(arn, scene);
      const bounded = PolicyUsageFilter === 'PermissionsPolicy' ? [] : boundedBy(arn, scene);
      const using = new Map([...attached, ...bounded].map((identity) => [identity.arn, identity]));
      const matching = [...using.values()]
        .filter(({ type, path }) => isWanted(type, EntityFilter) && path.startsWith(PathPrefix))
        .toSorted((a, b) => (a.arn < b.arn ? -1 : 1));
      const { items, page: rest } = page(matching, (identity) => identity.arn, paging);
      return {
        PolicyGroups: items.flatMap((identity) =>
          identity.type === 'group' ? [{ GroupName: nameOf(identity), GroupId: identity.groupId }] : [],
        ),
        PolicyUsers: items.flatMap((identity) =>
          identity.type === 'user' ? [{ UserName: nameOf(identity), UserId: identity.userId }] : [],
        ),
        PolicyRoles: items.flatMap((identity) =>
          identity.type === 'role' ? [{ RoleName: nameOf(identity), RoleId: identity.roleId }] : [],
        ),
        ...rest,
      };
    },
  }),
};

/** The filter's two other values are of no identity: they belong to another operation that shares the type. */
function isWanted(type: Identity['type'], filter: string | undefined): boolean {
  return filter === undefined || filter.toLowerCase() === type;
}
