import type { DocumentOf } from '../../src-shared/model/documents.ts';
import type { Tag } from '../../src-shared/principal.ts';
import { perform, performModelled, type Controls } from '../app/perform.ts';

/** What has tags of its own. */
type Tagged = DocumentOf<'user'> | DocumentOf<'role'>;

/** Puts a tag on a user or role; one of the same key gets the new value. */
export async function tagIdentity(controls: Controls, on: Tagged, tag: Tag): Promise<void> {
  if (on.type === 'user') await perform(controls, 'iam:TagUser', { UserName: on.userName, Tags: [tag] });
  else await performModelled(controls, 'iam:TagRole', { RoleName: on.roleName, Tags: [tag] });
}

/** Takes a tag off a user or role. */
export async function untagIdentity(controls: Controls, from: Tagged, key: string): Promise<void> {
  if (from.type === 'user') await perform(controls, 'iam:UntagUser', { UserName: from.userName, TagKeys: [key] });
  else await performModelled(controls, 'iam:UntagRole', { RoleName: from.roleName, TagKeys: [key] });
}
