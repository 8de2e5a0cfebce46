import { nameInArn, parseArn, type Arn } from '../../src-shared/arn.ts';
import type { WhatIfOverrides } from '../../src-shared/contract/what-if.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { WeighedSession } from '../../src-shared/decision/weighed-request.ts';
import type { Principal } from '../../src-shared/principal.ts';
import type { ModelView } from '../account/model.ts';
import { userPrincipal } from '../account/user-principal.ts';
import type { TemporarySession } from '../authentication/session-token.ts';
import type { Circumstances } from '../weigh-part.ts';

/** Who is supposed to ask. */
export interface SupposedCaller {
  readonly principal: Principal;
  readonly session: TemporarySession | null;
}

/** How long a session lasts that is only supposed: as AssumeRole's does that says nothing of it. */
const SESSION_MS = 3_600_000;

/** The name of a role's session that nobody began. */
const SESSION_NAME = 'what-if';

/**
 * A user (by a long-term access key), a role (in a session that begins now) or an account's root user.
 * @throws GatehouseError `DocumentNotFound` where the model has none of that ARN.
 */
export function supposedCaller(arn: Arn, at: Date, model: ModelView): SupposedCaller {
  const document = model.get(arn);
  switch (document?.type) {
    case 'user':
      return { principal: userPrincipal(document), session: null };
    case 'account':
      return { principal: { kind: 'root', arn, accountId: document.accountId }, session: null };
    case 'role': {
      const { accountId, roleName, roleId, tags, path } = document;
      const principal: Principal = {
        kind: 'roleSession',
        arn: `arn:${parseArn(arn)?.partition ?? 'aws'}:sts::${accountId}:assumed-role/${roleName}/${SESSION_NAME}`,
        accountId,
        roleArn: arn,
        roleId,
        sessionName: SESSION_NAME,
        tags: [...tags],
        serviceLinked: path.startsWith('/aws-service-role/'),
      };
      return { principal, session: supposedSession(principal, 'AssumeRole', at, null) };
    }
    default:
      throw new GatehouseError('DocumentNotFound', `${nameInArn(arn)} is no user, role or account of this workspace.`, {
        place: arn,
        mend: 'Choose a user, a role or the root user of an account.',
      });
  }
}

function supposedSession(
  principal: Principal,
  issuedBy: WeighedSession['issuedBy'],
  at: Date,
  mfaAt: string | null,
): TemporarySession {
  return {
    accessKeyId: '',
    principal,
    issuedBy,
    issuedAt: at.toISOString(),
    expiresAt: new Date(at.getTime() + SESSION_MS).toISOString(),
    mfaAt,
    sourceIdentity: null,
    transitiveTagKeys: [],
    chained: false,
    requestedBy: '',
    policy: null,
    policyArns: [],
    federation: null,
  };
}

/** The circumstances that something else can be supposed of. `S` is what is known of a session. */
type Supposable<S> = Pick<Circumstances, 'principal' | 'at' | 'network' | 'secureTransport' | 'region'> & {
  readonly session: S | null;
};

/** Circumstances as they are supposed to be. */
type Supposed<S> = Supposable<S | TemporarySession> & Pick<Circumstances, 'vpcEndpoint' | 'supposed'>;

/**
 * Puts what is supposed in the place of how a request comes. What the context keys follow from is changed rather than the
 * keys, so that all that follows is as the gate would have it; single keys come last.
 */
export function suppose<S extends WeighedSession>(
  { principal, session, at, network, secureTransport, region }: Supposable<S>,
  overrides: WhatIfOverrides,
  model: ModelView,
): Supposed<S> {
  const then = overrides.at === null ? at : new Date(overrides.at);
  const { vpcEndpoint, sourceIp, principalTags } = overrides;
  const who = principalTags !== null && 'tags' in principal ? { ...principal, tags: [...principalTags] } : principal;
  const endpoint = vpcEndpoint === null ? null : model.find('resource', vpcEndpoint.arn);
  return {
    principal: who,
    session: withMfa(session, overrides.mfa, who, then),
    at: then,
    network:
      vpcEndpoint === null
        ? sourceIp === null
          ? network
          : { kind: 'public', sourceIp }
        : {
            kind: 'vpcEndpoint',
            vpcEndpointArn: vpcEndpoint.arn,
            vpcArn: vpcEndpoint.vpcArn,
            vpcSourceIp: vpcEndpoint.sourceIp,
          },
    secureTransport: overrides.secureTransport ?? secureTransport,
    region: overrides.region ?? region,
    ...(endpoint && { vpcEndpoint: endpoint }),
    supposed: overrides.context,
  };
}

/**
 * A session with MFA, or without. A long-term access key knows nothing of MFA; with it, its user asked for temporary
 * credentials first.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
function withMfa<S extends WeighedSession>(
  session: S | null,
  mfa: WhatIfOverrides['mfa'],
  principal: Principal,
  at: Date,
): S | TemporarySession | null {
  if (mfa === null) return session;
  const mfaAt = mfa.present ? new Date(at.getTime() - mfa.ageSeconds * 1000).toISOString() : null;
  if (session !== null) return { ...session, mfaAt };
  if (mfaAt === null || (principal.kind !== 'user' && principal.kind !== 'root')) return null;
  return supposedSession(principal, 'GetSessionToken', at, mfaAt);
}
