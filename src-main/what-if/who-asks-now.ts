import type { WeighedDecision } from '../../src-shared/decision/weighed-decision.ts';
import type { WeighedRequest } from '../../src-shared/decision/weighed-request.ts';
import type { Principal } from '../../src-shared/principal.ts';
import type { ModelView } from '../account/model.ts';
import { isAccountClosed } from '../account/organization.ts';
import { sessionPrincipal } from '../account/session-principal.ts';
import { userPrincipal } from '../account/user-principal.ts';

/** Whom a recorded request would come from now, or why nobody would let it in any more. */
export type WhoAsks =
  { readonly kind: 'principal'; readonly principal: Principal } | { readonly kind: 'nobody'; readonly reason: string };

/**
 * Finds who asks as authentication does today: a user with the tags of today, by an access key that is still active; a
 * session with the tags that its role has today. That a session may have expired since does not count, since the
 * request is taken to be sent when it was.
 */
export function whoAsksNow(
  weighed: WeighedRequest,
  { authentication }: Pick<WeighedDecision, 'authentication'>,
  model: ModelView,
): WhoAsks {
  const found =
    weighed.session === null
      ? withoutSession(weighed.principal, authentication?.accessKeyId ?? null, model)
      : ofSession(weighed.principal, weighed.session.issuedAt, model);
  if (found.kind === 'nobody' || !('accountId' in found.principal)) return found;
  const { accountId } = found.principal;
  return isAccountClosed(model, accountId) ? nobody(`Account ${accountId} is closed.`) : found;
}

function ofSession(issued: Principal, issuedAt: string, model: ModelView): WhoAsks {
  const principal = sessionPrincipal(issued, issuedAt, model);
  return principal === null
    ? nobody('The role or user behind the session is gone, or made anew under the same name.')
    : { kind: 'principal', principal };
}

function withoutSession(principal: Principal, accessKeyId: string | null, model: ModelView): WhoAsks {
  switch (principal.kind) {
    case 'user':
      return accessKeyId === null ? ofUser(principal.arn, model) : byAccessKey(accessKeyId, model);
    case 'federated': {
      const { provider } = principal;
      const isGone = provider.startsWith('arn:') && model.get(provider) === null;
      return isGone ? nobody(`The identity provider ${provider} is gone.`) : { kind: 'principal', principal };
    }
    case 'root':
    case 'roleSession':
    case 'federatedUser':
    case 'service':
    case 'anonymous':
      return { kind: 'principal', principal };
  }
}

function ofUser(arn: string, model: ModelView): WhoAsks {
  const user = model.find('user', arn);
  return user === null ? nobody(`${arn} is gone.`) : { kind: 'principal', principal: userPrincipal(user) };
}

function byAccessKey(accessKeyId: string, model: ModelView): WhoAsks {
  const owner = model.accessKey(accessKeyId);
  if (owner === null) return nobody(`Access key ${accessKeyId} is gone.`);
  if (owner.key.status !== 'Active') return nobody(`Access key ${accessKeyId} is inactive.`);
  return { kind: 'principal', principal: userPrincipal(owner.user) };
}

function nobody(reason: string): WhoAsks {
  return { kind: 'nobody', reason };
}
