import type { DocumentOf } from '../../src-shared/model/documents.ts';
import * as is from '../../src-shared/operations/constraints.ts';
import type { NameRule } from './name-rules.ts';

/** What policies can be attached to. */
export type Identity = DocumentOf<'user'> | DocumentOf<'group'> | DocumentOf<'role'>;

export const USER_NAME: NameRule = { what: 'user', schema: is.UserName, longest: 64 };
export const GROUP_NAME: NameRule = { what: 'group', schema: is.GroupName, longest: 128 };
export const ROLE_NAME: NameRule = { what: 'role', schema: is.RoleName, longest: 64 };
export const POLICY_NAME: NameRule = { what: 'policy', schema: is.PolicyName, longest: 128 };

/** The name of a user, group or role. */
export function identityName(identity: Identity): string {
  switch (identity.type) {
    case 'user':
      return identity.userName;
    case 'group':
      return identity.groupName;
    case 'role':
      return identity.roleName;
  }
}
