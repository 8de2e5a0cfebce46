import type { DocumentOf } from '../../src-shared/model/documents.ts';
import { serialNumberOf } from '../../src-shared/model/mfa-device.ts';
import type { OperationName } from '../../src-shared/operations/registry.ts';
import type { PerformInput } from '../app/perform.ts';
import type { Identity } from './identity.ts';

/** One operation with its input. */
export type DeletionStep = { [Name in OperationName]: { name: Name; input: PerformInput<Name> } }[OperationName];

/** What has to be gone before AWS deletes an identity, counted for people. */
export interface Deletion {
  /** In the order in which they have to be done; the last deletes the identity itself. */
  readonly steps: readonly DeletionStep[];
  /** What goes with it, in words, such as `2 access keys`. */
  readonly alongside: readonly string[];
}

/** What the deletion of an identity has to know of the rest of the account. */
export interface Surroundings {
  readonly users: readonly DocumentOf<'user'>[];
  readonly mfaDevices: readonly DocumentOf<'mfaDevice'>[];
}

/**
 * The operations that delete a user, group or role: AWS refuses with DeleteConflict while anything hangs on it.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroup.html
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html
 */
export function deletionOf(identity: Identity, surroundings: Surroundings): Deletion {
  switch (identity.type) {
    case 'user':
      return deletionOfUser(identity, surroundings);
    case 'group':
      return deletionOfGroup(identity, surroundings);
    case 'role':
      return deletionOfRole(identity);
  }
}

function deletionOfUser(user: DocumentOf<'user'>, { mfaDevices }: Surroundings): Deletion {
  const UserName = user.userName;
  const steps: DeletionStep[] = [];
  for (const GroupName of user.groups) steps.push({ name: 'iam:RemoveUserFromGroup', input: { GroupName, UserName } });
  for (const PolicyArn of user.attachedPolicies) {
    steps.push({ name: 'iam:DetachUserPolicy', input: { UserName, PolicyArn } });
  }
  for (const PolicyName of Object.keys(user.inlinePolicies)) {
    steps.push({ name: 'iam:DeleteUserPolicy', input: { UserName, PolicyName } });
  }
  for (const { accessKeyId } of user.accessKeys) {
    steps.push({ name: 'iam:DeleteAccessKey', input: { UserName, AccessKeyId: accessKeyId } });
  }
  if (user.loginProfile !== null) steps.push({ name: 'iam:DeleteLoginProfile', input: { UserName } });
  for (const SerialNumber of user.mfaDevices) {
    steps.push({ name: 'iam:DeactivateMFADevice', input: { UserName, SerialNumber } });
    // Passkeys end with their assignment, and a hardware token stays whose it is.
    if (mfaDevices.some((device) => device.kind === 'virtual' && serialNumberOf(device) === SerialNumber)) {
      steps.push({ name: 'iam:DeleteVirtualMFADevice', input: { SerialNumber } });
    }
  }
  for (const { certificateId } of user.signingCertificates) {
    steps.push({ name: 'iam:DeleteSigningCertificate', input: { UserName, CertificateId: certificateId } });
  }
  for (const { sshPublicKeyId } of user.sshPublicKeys) {
    steps.push({ name: 'iam:DeleteSSHPublicKey', input: { UserName, SSHPublicKeyId: sshPublicKeyId } });
  }
  for (const { serviceSpecificCredentialId } of user.serviceSpecificCredentials) {
    const ServiceSpecificCredentialId = serviceSpecificCredentialId;
    steps.push({ name: 'iam:DeleteServiceSpecificCredential', input: { UserName, ServiceSpecificCredentialId } });
  }
  steps.push({ name: 'iam:DeleteUser', input: { UserName } });
  return {
    steps,
    alongside: [
      counted(user.groups.length, 'group membership'),
      counted(user.attachedPolicies.length, 'policy attachment'),
      counted(Object.keys(user.inlinePolicies).length, 'inline policy', 'inline policies'),
      counted(user.accessKeys.length, 'access key'),
      user.loginProfile === null ? '' : 'the console password',
      counted(user.mfaDevices.length, 'MFA device'),
      counted(user.signingCertificates.length, 'signing certificate'),
      counted(user.sshPublicKeys.length, 'SSH public key'),
      counted(user.serviceSpecificCredentials.length, 'service-specific credential'),
    ].filter((words) => words !== ''),
  };
}

function deletionOfGroup(group: DocumentOf<'group'>, { users }: Surroundings): Deletion {
  const GroupName = group.groupName;
  const members = users.filter((user) => user.groups.includes(GroupName));
  return {
    steps: [
      ...members.map(({ userName }): DeletionStep => ({
        name: 'iam:RemoveUserFromGroup',
        input: { GroupName, UserName: userName },
      })),
      ...group.attachedPolicies.map((PolicyArn): DeletionStep => ({
        name: 'iam:DetachGroupPolicy',
        input: { GroupName, PolicyArn },
      })),
      ...Object.keys(group.inlinePolicies).map((PolicyName): DeletionStep => ({
        name: 'iam:DeleteGroupPolicy',
        input: { GroupName, PolicyName },
      })),
      { name: 'iam:DeleteGroup', input: { GroupName } },
    ],
    alongside: [
      counted(members.length, 'membership'),
      counted(group.attachedPolicies.length, 'policy attachment'),
      counted(Object.keys(group.inlinePolicies).length, 'inline policy', 'inline policies'),
    ].filter((words) => words !== ''),
  };
}

function deletionOfRole(role: DocumentOf<'role'>): Deletion {
  const RoleName = role.roleName;
  return {
    steps: [
      ...role.attachedPolicies.map((PolicyArn): DeletionStep => ({
        name: 'iam:DetachRolePolicy',
        input: { RoleName, PolicyArn },
      })),
      ...Object.keys(role.inlinePolicies).map((PolicyName): DeletionStep => ({
        name: 'iam:DeleteRolePolicy',
        input: { RoleName, PolicyName },
      })),
      { name: 'iam:DeleteRole', input: { RoleName } },
    ],
    alongside: [
      counted(role.attachedPolicies.length, 'policy attachment'),
      counted(Object.keys(role.inlinePolicies).length, 'inline policy', 'inline policies'),
    ].filter((words) => words !== ''),
  };
}

function counted(count: number, one: string, many = `${one}s`): string {
  if (count === 0) return '';
  return count === 1 ? `1 ${one}` : `${count} ${many}`;
}
