import type { AskedOperation } from '../../src-shared/contract/identities.ts';
import type { Tag } from '../../src-shared/principal.ts';
import { asked, type BulkWork } from './bulk-operations.ts';

/**
 * How many an account has at most, by IAM's default quotas, and how much one identity can hold.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const QUOTAS = { user: 5000, group: 300, role: 1000, groupsPerUser: 10, policiesPerIdentity: 10, tags: 50 } as const;

const COUNT = new Intl.NumberFormat('en');

/** What is wrong with making one more, in words; null when the account has room. */
export function roomFault(what: 'user' | 'group' | 'role', count: number): string | null {
  if (count < QUOTAS[what]) return null;
  return `The account has ${COUNT.format(count)} ${what}s, as many as AWS allows by default. Delete one first.`;
}

/** What is wrong with the permissions that were chosen, in words; null when AWS would take them. */
export function permissionsFault(policies: readonly string[], groups: readonly string[] = []): string | null {
  if (groups.length > QUOTAS.groupsPerUser) return `A user is in ${QUOTAS.groupsPerUser} groups at most.`;
  if (policies.length > QUOTAS.policiesPerIdentity) {
    return `At most ${QUOTAS.policiesPerIdentity} managed policies can be attached; ${policies.length} are chosen.`;
  }
  return null;
}

/** What is wrong with tags: AWS compares their keys without regard to case. */
export function tagsFault(tags: readonly Tag[]): string | null {
  const keys = tags.map(({ Key }) => Key.toLowerCase());
  const twice = tags.find(({ Key }, index) => keys.indexOf(Key.toLowerCase()) !== index);
  if (twice !== undefined) return `The key ${twice.Key} is there twice.`;
  if (tags.length > QUOTAS.tags) return `At most ${QUOTAS.tags} tags are possible.`;
  const reserved = tags.find(({ Key }) => Key.toLowerCase().startsWith('aws:'));
  return reserved === undefined ? null : `Keys that begin with aws: are AWS's own (${reserved.Key}).`;
}

/** What a user, group or role is made of, beside what is each kind's own. */
interface Draft {
  readonly name: string;
  readonly path: string;
  /** ARNs of managed policies. */
  readonly policies: readonly string[];
}

interface TaggedDraft extends Draft {
  /** The ARN of a policy; null for none. */
  readonly boundary: string | null;
  readonly tags: readonly Tag[];
}

export interface UserDraft extends TaggedDraft {
  readonly groups: readonly string[];
  /** Null for a user who does not sign in at the console. */
  readonly password: { readonly text: string; readonly resetRequired: boolean } | null;
  readonly accessKey: boolean;
}

export interface RoleDraft extends TaggedDraft {
  readonly description: string;
  readonly trustPolicy: string;
}

export interface GroupDraft extends Draft {
  readonly members: readonly string[];
}

/** The operations that make a user with everything that was chosen, in their order. */
export function createUser({ name, path, policies, boundary, tags, groups, password, accessKey }: UserDraft): BulkWork {
  const UserName = name;
  return created('user', name, [
    asked(name, 'iam:CreateUser', { UserName, Path: pathOf(path), ...boundaryAndTags(boundary, tags) }),
    ...(password === null
      ? []
      : [
          asked(name, 'iam:CreateLoginProfile', {
            UserName,
            Password: password.text,
            PasswordResetRequired: password.resetRequired,
          }),
        ]),
    ...groups.map((GroupName) => asked(name, 'iam:AddUserToGroup', { GroupName, UserName })),
    ...policies.map((PolicyArn) => asked(name, 'iam:AttachUserPolicy', { UserName, PolicyArn })),
    ...(accessKey ? [asked(name, 'iam:CreateAccessKey', { UserName })] : []),
  ]);
}

/** The operations that make a group with its members and policies. */
export function createGroup({ name, path, policies, members }: GroupDraft): BulkWork {
  const GroupName = name;
  return created('group', name, [
    asked(name, 'iam:CreateGroup', { GroupName, Path: pathOf(path) }),
    ...policies.map((PolicyArn) => asked(name, 'iam:AttachGroupPolicy', { GroupName, PolicyArn })),
    ...members.map((UserName) => asked(name, 'iam:AddUserToGroup', { GroupName, UserName })),
  ]);
}

/** The operations that make a role with its trust policy and permissions. */
export function createRole({ name, path, description, trustPolicy, policies, boundary, tags }: RoleDraft): BulkWork {
  const RoleName = name;
  const Description = description.trim();
  return created('role', name, [
    asked(name, 'iam:CreateRole', {
      RoleName,
      AssumeRolePolicyDocument: trustPolicy,
      Path: pathOf(path),
      ...(Description !== '' && { Description }),
      ...boundaryAndTags(boundary, tags),
    }),
    ...policies.map((PolicyArn) => asked(name, 'iam:AttachRolePolicy', { RoleName, PolicyArn })),
  ]);
}

function created(what: string, name: string, operations: AskedOperation[]): BulkWork {
  return { label: `Create ${what} ${name}`, done: `Created ${what} ${name}`, operations };
}

function boundaryAndTags(boundary: string | null, tags: readonly Tag[]) {
  return {
    ...(boundary !== null && { PermissionsBoundary: boundary }),
    ...(tags.length > 0 && { Tags: tags.map((tag) => ({ ...tag })) }),
  };
}

function pathOf(path: string): string {
  return path === '' ? '/' : path;
}
