import type { WeighedDecision } from '../../src-shared/decision/weighed-decision.ts';
import type { WeighedRequest } from '../../src-shared/decision/weighed-request.ts';
import type { ModelView } from '../account/model.ts';
import { userPrincipal } from '../account/user-principal.ts';
import type { NeededPart } from '../actions/handler.ts';
import type { WireRequest } from '../request/wire-request.ts';
import type { Circumstances } from '../weigh-part.ts';
import { whoAsksNow } from './who-asks-now.ts';

/** A recorded request, ready to be weighed as the model is now. */
export interface RecordedRequest {
  readonly kind: 'request';
  readonly circumstances: Circumstances;
  readonly parts: readonly NeededPart[];
}

/** A recorded request, why nobody would let it in any more, or why it cannot be told how it would fare. */
export type ReadRecord =
  | RecordedRequest
  | { readonly kind: 'notAuthenticated'; readonly reason: string }
  | { readonly kind: 'cannotTell'; readonly reason: string };

/**
 * Reads out of a record what the gate asked policies. Taken from the record: when the request was sent, from where and
 * how, its headers and region, what it asks for, the condition keys that the operation itself sets, and what its session
 * was issued with. Taken from the model as it is now: the principal's and the resource's tags, who owns the resource,
 * the organization, and whether the credentials would still be good.
 */
export function readRecord(record: WeighedDecision, model: ModelView): ReadRecord {
  if (record.verdict === 'NotAuthenticated' || record.verdict === 'InvalidRequest') {
    return cannotTell('It was stopped before policies were asked, so that nothing is known of what it needs.');
  }
  if (record.weighed === undefined && record.request.parts.length === 0) {
    return cannotTell('It asks no policies.');
  }
  const weighed = record.weighed ?? reconstructed(record, model);
  if (weighed === null) {
    return cannotTell(
      'An older version of Gatehouse recorded it, which did not keep what its session was issued with.',
    );
  }
  const who = whoAsksNow(weighed, record, model);
  if (who.kind === 'nobody') return { kind: 'notAuthenticated', reason: who.reason };
  return {
    kind: 'request',
    circumstances: {
      principal: who.principal,
      session: weighed.session,
      federation: weighed.federation,
      wire: wireOf(record),
      at: new Date(record.at),
      network: { kind: 'public', sourceIp: weighed.sourceIp },
      secureTransport: weighed.secureTransport,
      region: record.request.region,
      // Where the record keeps no more than the whole context, that is what there is to go by.
      ...(record.weighed === undefined && { supposed: record.request.context }),
    },
    parts: record.request.parts.map((part, index) => ({ ...part, ...weighed.parts[index] })),
  };
}

/** What a record of an older version tells of a request without a session. */
function reconstructed({ authentication, request }: WeighedDecision, model: ModelView): WeighedRequest | null {
  const accessKeyId = authentication?.accessKeyId ?? null;
  const owner = accessKeyId === null ? null : model.accessKey(accessKeyId);
  if (owner === null) return null;
  const valueOf = (name: string) => request.context.find(({ key }) => key === name)?.values[0];
  return {
    principal: userPrincipal(owner.user),
    session: null,
    federation: null,
    sourceIp: valueOf('aws:SourceIp') ?? '127.0.0.1',
    secureTransport: valueOf('aws:SecureTransport') === 'true',
    parts: [],
  };
}

/** The request as it came, as far as conditions may ask for it. Clicks have no headers but the name of the app. */
function wireOf({ request }: WeighedDecision): WireRequest {
  const { method, url, headers, context } = request;
  const [, , host = '', ...path] = url.split('/');
  const has = headers.some(([name]) => name.toLowerCase() === 'user-agent');
  const userAgent = has ? undefined : context.find(({ key }) => key === 'aws:UserAgent')?.values[0];
  return {
    method,
    target: `/${path.join('/')}`,
    host,
    headers: userAgent === undefined ? headers : [...headers, ['User-Agent', userAgent]],
    body: new Uint8Array(),
  };
}

function cannotTell(reason: string): ReadRecord {
  return { kind: 'cannotTell', reason };
}
