import { createHash } from 'node:crypto';
import type { Arn } from '../../../src-shared/arn.ts';
import type {
  GroupDocument,
  PolicyDocumentRow,
  RoleDocument,
  UserDocument,
} from '../../../src-shared/model/documents.ts';
import type { Clock } from '../../../src-main/clock.ts';
import type { Random } from '../../../src-main/random.ts';

export const ACCOUNT_ID = '123456789012';
export const NOW = '2026-01-02T03:04:05.000Z';
export const fixedClock: Clock = () => new Date(NOW);

/** Bytes of a hash of a counter: every ID made with it is another, and the same in every run. */
export function countingRandom(): Random {
  let count = 0;
  return (length) =>
    createHash('shake256', { outputLength: length })
      .update(`${(count += 1)}`)
      .digest();
}

/** A user of the account who has nothing, but for what is given. */
export function user(userName: string, own: Partial<UserDocument> = {}): UserDocument {
  const accountId = own.accountId ?? ACCOUNT_ID;
  return {
    type: 'user',
    arn: `arn:aws:iam::${accountId}:user/${userName}`,
    accountId,
    userName,
    userId: `AIDA${userName.toUpperCase()}`,
    path: '/',
    createDate: NOW,
    groups: [],
    attachedPolicies: [],
    inlinePolicies: {},
    permissionsBoundary: null,
    tags: [],
    loginProfile: null,
    passwordLastUsed: null,
    accessKeys: [],
    mfaDevices: [],
    ...own,
  };
}

export function group(groupName: string, own: Partial<GroupDocument> = {}): GroupDocument {
  return {
    type: 'group',
    arn: `arn:aws:iam::${ACCOUNT_ID}:group/${groupName}`,
    accountId: ACCOUNT_ID,
    groupName,
    groupId: `AGPA${groupName.toUpperCase()}`,
    path: '/',
    createDate: NOW,
    attachedPolicies: [],
    inlinePolicies: {},
    ...own,
  };
}

export function role(roleName: string, own: Partial<RoleDocument> = {}): RoleDocument {
  return {
    type: 'role',
    arn: `arn:aws:iam::${ACCOUNT_ID}:role/${roleName}`,
    accountId: ACCOUNT_ID,
    roleName,
    roleId: `AROA${roleName.toUpperCase()}`,
    path: '/',
    createDate: NOW,
    description: '',
    maxSessionDuration: 3600,
    assumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
    attachedPolicies: [],
    inlinePolicies: {},
    permissionsBoundary: null,
    tags: [],
    lastUsed: null,
    ...own,
  };
}

export function managedPolicy(policyName: string, document: string): PolicyDocumentRow {
  return {
    type: 'policy',
    arn: policyArn(policyName),
    accountId: ACCOUNT_ID,
    policyName,
    policyId: `ANPA${policyName.toUpperCase()}`,
    path: '/',
    description: '',
    createDate: NOW,
    updateDate: NOW,
    defaultVersionId: 'v1',
    versions: [{ versionId: 'v1', document, createDate: NOW }],
    tags: [],
  };
}

export function policyArn(policyName: string): Arn {
  return `arn:aws:iam::${ACCOUNT_ID}:policy/${policyName}`;
}

export function activeKey(accessKeyId: string): UserDocument['accessKeys'][number] {
  return { accessKeyId, status: 'Active', createDate: NOW, lastUsed: null };
}
