import type { Principal, Tag } from '../../src-shared/principal.ts';
import type { ModelView } from './model.ts';
import { userPrincipal } from './user-principal.ts';

/**
 * Whom temporary credentials stand for, as the model has them now: with the tags that the role or user has today, under
 * the session's own.
 * @param issued the principal as it was when the credentials were given; its tags are the session's alone.
 * @param issuedAt ISO 8601.
 * @returns null when the role or user behind the session is gone, or another of the same name has taken its place: the
 *   credentials are good for nothing then.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role
 */
export function sessionPrincipal(issued: Principal, issuedAt: string, model: ModelView): Principal | null {
  switch (issued.kind) {
    case 'user': {
      const user = model.find('user', issued.arn);
      return user?.userId === issued.userId ? userPrincipal(user) : null;
    }
    case 'roleSession': {
      const role = model.find('role', issued.roleArn);
      return role?.roleId === issued.roleId ? { ...issued, tags: overridden(role.tags, issued.tags) } : null;
    }
    case 'federatedUser': {
      if (issued.userArn.endsWith(':root')) return model.find('account', issued.userArn) === null ? null : issued;
      const user = model.find('user', issued.userArn);
      // The session names the user by ARN alone: one who was made after it is another.
      if (user === null || Date.parse(user.createDate) > Date.parse(issuedAt)) return null;
      return { ...issued, tags: overridden(user.tags, issued.tags) };
    }
    case 'root':
      return model.find('account', issued.arn) === null ? null : issued;
    case 'federated':
    case 'service':
    case 'anonymous':
      return null;
  }
}

/** Tags of a session stand in front of those of the role or user whose keys differ from theirs by case alone. */
function overridden(tags: readonly Tag[], sessionTags: readonly Tag[]): Tag[] {
  const passed = new Set(sessionTags.map(({ Key }) => Key.toLowerCase()));
  return [...tags.filter(({ Key }) => !passed.has(Key.toLowerCase())), ...sessionTags];
}
