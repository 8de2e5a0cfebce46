import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Client } from '../../src-shared/contract/define.ts';
import { perform } from '../app/perform.ts';
import type { Identity } from './identity.ts';

type Gatehouse = Client<GatehouseContract>;

/** Attaches a managed policy to a user, group or role. */
export async function attachPolicy(client: Gatehouse, to: Identity, PolicyArn: string): Promise<void> {
  switch (to.type) {
    case 'user':
      await perform(client, 'iam:AttachUserPolicy', { UserName: to.userName, PolicyArn });
      return;
    case 'group':
      await perform(client, 'iam:AttachGroupPolicy', { GroupName: to.groupName, PolicyArn });
      return;
    case 'role':
      await perform(client, 'iam:AttachRolePolicy', { RoleName: to.roleName, PolicyArn });
  }
}

/** Detaches a managed policy from a user, group or role. */
export async function detachPolicy(client: Gatehouse, from: Identity, PolicyArn: string): Promise<void> {
  switch (from.type) {
    case 'user':
      await perform(client, 'iam:DetachUserPolicy', { UserName: from.userName, PolicyArn });
      return;
    case 'group':
      await perform(client, 'iam:DetachGroupPolicy', { GroupName: from.groupName, PolicyArn });
      return;
    case 'role':
      await perform(client, 'iam:DetachRolePolicy', { RoleName: from.roleName, PolicyArn });
  }
}

/** Writes an inline policy into a user, group or role; one of the same name is replaced. */
export async function putInlinePolicy(
  client: Gatehouse,
  into: Identity,
  PolicyName: string,
  PolicyDocument: string,
): Promise<void> {
  switch (into.type) {
    case 'user':
      await perform(client, 'iam:PutUserPolicy', { UserName: into.userName, PolicyName, PolicyDocument });
      return;
    case 'group':
      await perform(client, 'iam:PutGroupPolicy', { GroupName: into.groupName, PolicyName, PolicyDocument });
      return;
    case 'role':
      await perform(client, 'iam:PutRolePolicy', { RoleName: into.roleName, PolicyName, PolicyDocument });
  }
}

/** Deletes an inline policy of a user, group or role. */
export async function deleteInlinePolicy(client: Gatehouse, of: Identity, PolicyName: string): Promise<void> {
  switch (of.type) {
    case 'user':
      await perform(client, 'iam:DeleteUserPolicy', { UserName: of.userName, PolicyName });
      return;
    case 'group':
      await perform(client, 'iam:DeleteGroupPolicy', { GroupName: of.groupName, PolicyName });
      return;
    case 'role':
      await perform(client, 'iam:DeleteRolePolicy', { RoleName: of.roleName, PolicyName });
  }
}
