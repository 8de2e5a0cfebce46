import type { Arn } from '../../src-shared/arn.ts';
import type { ContextEntry } from '../../src-shared/decision/record.ts';
import type { Principal } from '../../src-shared/principal.ts';
import { principalKeys } from '../authorization/principal-context.ts';
import type { ContextKeys } from '../authorization/request.ts';
import { type ContextKey, timestamp } from './context-key.ts';
import { type Federation, federationContext } from './federation-context.ts';
import { type NetworkPath, networkContext } from './network-context.ts';
import { organizationId, organizationPaths } from './organization-context.ts';
import { supportedContext } from './request-parts.ts';
import { type AskedResource, resourceContext } from './resource-context.ts';
import { s3HeaderContext } from './s3-context.ts';
import { sessionContext, type TemporaryCredentials } from './session-context.ts';
import { header } from './wire-request.ts';
import type { WireRequest } from './wire-request.ts';

/** The resource that a service acts for when it calls another one by itself, such as the bucket behind a notification. */
export interface CallingResource {
  /** Null where the service passes only the account. */
  readonly arn: Arn | null;
  readonly accountId: string;
}

/** Everything that the context of one part of a request is gathered from. */
export interface ContextSources extends AskedResource {
  readonly principal: Principal;
  readonly wire: WireRequest;
  /** When the request is judged. */
  readonly at: Date;
  readonly network: NetworkPath;
  readonly secureTransport: boolean;
  /** The region the request was sent to. */
  readonly region: string;
  /** Set for temporary credentials (the console's included) alone. Null for long-term access keys and for nobody. */
  readonly session: TemporaryCredentials | null;
  /** The identity provider that vouches for the caller; left out where there is none. */
  readonly federation?: Federation;
  /** The services that passed the request on with the caller's own credentials, first to last, as service principals. */
  readonly via?: readonly string[];
  /** Of a call that a service makes by itself: for which resource it does so; left out where it does not say. */
  readonly onBehalfOf?: CallingResource;
}

/**
 * The organization of the principal. Services and anonymous callers belong to none.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid
 */
function principalOrganization({ principal, organizationOf }: ContextSources): ContextKey[] {
  if (!('accountId' in principal)) return [];
  const place = organizationOf(principal.accountId);
  const whose = 'the account of the principal';
  return [
    ...organizationId('aws:PrincipalOrgID', place, whose),
    ...organizationPaths('aws:PrincipalOrgPaths', place, whose),
  ];
}

/**
 * What the request itself says.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-request-properties
 */
function requestContext({ wire, at, secureTransport, region }: ContextSources): ContextKey[] {
  const userAgent = header(wire, 'user-agent');
  const referer = header(wire, 'referer');
  return [
    ['aws:CurrentTime', timestamp(at), 'the clock'],
    ['aws:EpochTime', String(Math.floor(at.getTime() / 1000)), 'the clock'],
    ['aws:SecureTransport', String(secureTransport), 'how the request was sent'],
    ['aws:RequestedRegion', region, 'the region the request was sent to'],
    ...(userAgent === null ? [] : [['aws:UserAgent', userAgent, 'the User-Agent header'] satisfies ContextKey]),
    ...(referer === null ? [] : [['aws:referer', referer, 'the Referer header'] satisfies ContextKey]),
  ];
}

/**
 * The services that passed the request on, by forward access sessions.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
 */
function viaContext({ via = [] }: ContextSources): ContextKey[] {
  const [first] = via;
  const last = via.at(-1);
  if (first === undefined || last === undefined) {
    return [['aws:ViaAWSService', 'false', 'no service passed the request on']];
  }
  return [
    ['aws:ViaAWSService', 'true', `${last} passed the request on`],
    ['aws:CalledVia', [...via], 'the services that passed the request on'],
    ['aws:CalledViaFirst', first, 'the first service that passed the request on'],
    ['aws:CalledViaLast', last, 'the last service that passed the request on'],
  ];
}

/**
 * For whom a service calls. Only calls that a service makes by itself have these keys.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcearn
 */
function callingResourceContext({ principal, onBehalfOf, organizationOf }: ContextSources): ContextKey[] {
  if (principal.kind !== 'service' || onBehalfOf === undefined) return [];
  const { arn, accountId } = onBehalfOf;
  const place = organizationOf(accountId);
  const whose = 'the account of the resource that the service calls for';
  return [
    ...(arn === null ? [] : [['aws:SourceArn', arn, 'the resource that the service calls for'] satisfies ContextKey]),
    ['aws:SourceAccount', accountId, whose],
    ...organizationId('aws:SourceOrgID', place, whose),
    ...organizationPaths('aws:SourceOrgPaths', place, whose),
  ];
}

function partContext({ part, reference }: ContextSources): ContextKey[] {
  const all = part.context ?? {};
  // One operation of S3 needs several actions, each of which knows other keys.
  const known = part.action.startsWith('s3:') ? supportedContext(reference.action(part.action), all) : all;
  return Object.entries(known).map(([key, value]) => [key, value, `what ${part.action} was asked to do`]);
}

/**
 * Gathers the request context of one part of a request: every key that AWS would give, and none that it leaves out.
 * @returns `keys` for the evaluator, and `entries` for people, with where each value came from.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function gatherContext(sources: ContextSources): { keys: ContextKeys; entries: ContextEntry[] } {
  const { principal, federation, part, reference, network, organizationOf } = sources;
  const forwarded = sources.via !== undefined && sources.via.length > 0;
  const all: ContextKey[] = [
    ...principalKeys(principal),
    ...principalOrganization(sources),
    ...sessionContext({ ...sources, federated: federation !== undefined, forwarded }),
    ...(federation === undefined ? [] : federationContext(federation, principal.kind !== 'federated', reference)),
    // A service that asks by itself has no address that AWS would give.
    ...(principal.kind === 'service'
      ? []
      : networkContext(network, { action: part.action, forwarded, organizationOf })),
    ...requestContext(sources),
    ...viaContext(sources),
    ...callingResourceContext(sources),
    ...resourceContext(sources),
    ...s3HeaderContext(sources.wire, part.action, sources.at, reference),
    ...partContext(sources),
  ];
  // A key that the operation itself sets stands in front of one that was read from a header.
  const byKey = new Map(all.map((entry) => [entry[0].toLowerCase(), entry]));
  return {
    keys: new Map([...byKey].map(([key, [, value]]) => [key, value])),
    entries: [...byKey.values()].map(([key, value, source]) => ({
      key,
      values: typeof value === 'string' ? [value] : [...value],
      source,
    })),
  };
}
