import { Arn } from '../../../src-shared/arn.ts';
import type { DocumentOf } from '../../../src-shared/model/documents.ts';

const ACCOUNT = '123456789012';
const CREATED = '2026-01-01T00:00:00.000Z';

/** An ARN of IAM in the account of these tests. */
export function iamArn(resource: string): Arn {
  return Arn.parse(`arn:aws:iam::${ACCOUNT}:${resource}`);
}

/** A user with nothing but a name, and what is stated. */
export function user(userName: string, stated: Partial<DocumentOf<'user'>> = {}): DocumentOf<'user'> {
  return {
    type: 'user',
    arn: iamArn(`user/${userName}`),
    accountId: ACCOUNT,
    userName,
    userId: 'AIDAEXAMPLE',
    path: '/',
    createDate: CREATED,
    groups: [],
    attachedPolicies: [],
    inlinePolicies: {},
    permissionsBoundary: null,
    tags: [],
    loginProfile: null,
    passwordLastUsed: null,
    accessKeys: [],
    mfaDevices: [],
    ...stated,
  };
}

/** A group with nothing but a name, and what is stated. */
export function group(groupName: string, stated: Partial<DocumentOf<'group'>> = {}): DocumentOf<'group'> {
  return {
    type: 'group',
    arn: iamArn(`group/${groupName}`),
    accountId: ACCOUNT,
    groupName,
    groupId: 'AGPAEXAMPLE',
    path: '/',
    createDate: CREATED,
    attachedPolicies: [],
    inlinePolicies: {},
    ...stated,
  };
}

/** A role with nothing but a name, and what is stated. */
export function role(roleName: string, stated: Partial<DocumentOf<'role'>> = {}): DocumentOf<'role'> {
  return {
    type: 'role',
    arn: iamArn(`role/${roleName}`),
    accountId: ACCOUNT,
    roleName,
    roleId: 'AROAEXAMPLE',
    path: '/',
    createDate: CREATED,
    description: '',
    maxSessionDuration: 3600,
    assumeRolePolicyDocument: '{}',
    attachedPolicies: [],
    inlinePolicies: {},
    permissionsBoundary: null,
    tags: [],
    lastUsed: null,
    ...stated,
  };
}
