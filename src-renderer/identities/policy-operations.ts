import { perform, type Controls } from '../app/perform.ts';
import type { Identity } from './identity.ts';

/** Attaches a managed policy to a user, group or role. */
export async function attachPolicy(controls: Controls, to: Identity, PolicyArn: string): Promise<void> {
  switch (to.type) {
    case 'user':
      await perform(controls, 'iam:AttachUserPolicy', { UserName: to.userName, PolicyArn });
      return;
    case 'group':
      await perform(controls, 'iam:AttachGroupPolicy', { GroupName: to.groupName, PolicyArn });
      return;
    case 'role':
      await perform(controls, 'iam:AttachRolePolicy', { RoleName: to.roleName, PolicyArn });
  }
}

/** Detaches a managed policy from a user, group or role. */
export async function detachPolicy(controls: Controls, from: Identity, PolicyArn: string): Promise<void> {
  switch (from.type) {
    case 'user':
      await perform(controls, 'iam:DetachUserPolicy', { UserName: from.userName, PolicyArn });
      return;
    case 'group':
      await perform(controls, 'iam:DetachGroupPolicy', { GroupName: from.groupName, PolicyArn });
      return;
    case 'role':
      await perform(controls, 'iam:DetachRolePolicy', { RoleName: from.roleName, PolicyArn });
  }
}

/** Writes an inline policy into a user, group or role; one of the same name is replaced. */
export async function putInlinePolicy(
  controls: Controls,
  into: Identity,
  PolicyName: string,
  PolicyDocument: string,
): Promise<void> {
  switch (into.type) {
    case 'user':
      await perform(controls, 'iam:PutUserPolicy', { UserName: into.userName, PolicyName, PolicyDocument });
      return;
    case 'group':
      await perform(controls, 'iam:PutGroupPolicy', { GroupName: into.groupName, PolicyName, PolicyDocument });
      return;
    case 'role':
      await perform(controls, 'iam:PutRolePolicy', { RoleName: into.roleName, PolicyName, PolicyDocument });
  }
}

/** Deletes an inline policy of a user, group or role. */
export async function deleteInlinePolicy(controls: Controls, of: Identity, PolicyName: string): Promise<void> {
  switch (of.type) {
    case 'user':
      await perform(controls, 'iam:DeleteUserPolicy', { UserName: of.userName, PolicyName });
      return;
    case 'group':
      await perform(controls, 'iam:DeleteGroupPolicy', { GroupName: of.groupName, PolicyName });
      return;
    case 'role':
      await perform(controls, 'iam:DeleteRolePolicy', { RoleName: of.roleName, PolicyName });
  }
}
