import type { Decision } from '../src-shared/decision/explanation.ts';
import type { ContextEntry } from '../src-shared/decision/record.ts';
import type { WeighedSession } from '../src-shared/decision/weighed-request.ts';
import type { ResourceDocument } from '../src-shared/model/documents.ts';
import type { Principal } from '../src-shared/principal.ts';
import type { ApplicablePolicies, RequestOrigin } from './account/applicable-policies.ts';
import type { ModelView } from './account/model.ts';
import { membershipOf } from './account/organization.ts';
import { accountsByAge } from './account/workspace-accounts.ts';
import type { NeededPart } from './actions/handler.ts';
import { publicAccessRestriction } from './actions/s3/public-access.ts';
import { explain } from './authorization/explain.ts';
import type { PolicySet } from './authorization/policy-set.ts';
import type { AuthorizationRequest } from './authorization/request.ts';
import type { ServiceFacts } from './authorization/service-facts.ts';
import { gatherContext } from './request/context.ts';
import type { Federation } from './request/federation-context.ts';
import type { NetworkPath } from './request/network-context.ts';
import { resourceOf, type KnownResource } from './request/resource-of.ts';
import type { ServiceReference } from './request/service-reference.ts';
import type { TemporaryCredentials } from './request/session-context.ts';
import { supposeContext, type SupposedKey } from './request/supposed-context.ts';
import type { WireRequest } from './request/wire-request.ts';
import type { ExplainedPart } from './timeline/compose-record.ts';
import { verdictOf } from './timeline/steps.ts';

/** Who asks, how and when: all that a decision may depend on but for what is asked. */
export interface Circumstances {
  readonly principal: Principal;
  /** What temporary credentials (the console's included) stand for; null for long-term access keys and for nobody. */
  readonly session: WeighedSession | null;
  /** The identity provider that vouches for a caller who has no credentials; null where there is none. */
  readonly federation: Federation | null;
  readonly wire: WireRequest;
  readonly at: Date;
  readonly network: NetworkPath;
  readonly secureTransport: boolean;
  /** The region that the request was sent to. */
  readonly region: string;
  /** The VPC endpoint that it came through; left out where it came through none, or through one that the model does not know. */
  readonly vpcEndpoint?: ResourceDocument;
  /** What is supposed of the context in place of what is gathered. */
  readonly supposed?: readonly SupposedKey[];
}

/** What a part of a request is weighed against. */
export interface Scales {
  readonly model: ModelView;
  readonly policies: ApplicablePolicies;
  readonly reference: ServiceReference;
  readonly facts: ServiceFacts;
}

/** What authorization is asked for one part of a request, and its context for people. */
export interface AskedPart {
  readonly part: NeededPart;
  readonly request: AuthorizationRequest;
  readonly context: readonly ContextEntry[];
}

/** Gathers what authorization is asked for one part of a request. It depends on the model, but on no policy's text. */
export function askPart(
  part: NeededPart,
  circumstances: Circumstances,
  { model, reference }: Pick<Scales, 'model' | 'reference'>,
): AskedPart {
  const { principal, wire, at, network, secureTransport, region, session, supposed = [] } = circumstances;
  const federation = circumstances.federation ?? session?.federation ?? null;
  const known = resourceOf(model, part.resource);
  const resourceAccountId = ownerOf(part, known, principal, model);
  const gathered = gatherContext({
    principal,
    wire,
    at,
    network,
    secureTransport,
    region,
    part,
    resource: known.document,
    resourceAccountId,
    session: session === null ? null : temporaryCredentials(session),
    ...(federation && { federation }),
    organizationOf: (accountId) => membershipOf(model, accountId)?.place ?? null,
    reference,
  });
  const { keys, entries } = supposeContext(gathered, supposed);
  return {
    part,
    request: { principal, action: part.action, resource: part.resource, resourceAccountId, context: keys },
    context: entries,
  };
}

/**
 * The policies that apply to one part of a request.
 * @throws GatehouseError when one of them cannot be read.
 */
export function policiesOfPart(
  { part, request }: Pick<AskedPart, 'part' | 'request'>,
  { session, vpcEndpoint }: Pick<Circumstances, 'session' | 'vpcEndpoint'>,
  { model, policies }: Pick<Scales, 'model' | 'policies'>,
): PolicySet {
  const { principal, resourceAccountId } = request;
  const known = resourceOf(model, part.resource);
  const holder = part.policyHolder === undefined ? known : resourceOf(model, part.policyHolder);
  const { policy, policyHolder } = holder;
  const restriction = publicAccessRestriction(holder.document, principal);
  return policies.of(
    principal,
    part.action,
    { ...known, policy, policyHolder, accountId: resourceAccountId, ...(restriction !== null && { restriction }) },
    { ...(session !== null && passedPolicies(session)), ...(vpcEndpoint && { vpcEndpoint }) },
  );
}

/** Weighs one part of a request against every policy that applies to it. */
export function explainPart(part: NeededPart, circumstances: Circumstances, on: Scales): ExplainedPart {
  const asked = askPart(part, circumstances, on);
  return { ...asked, explanation: explain(asked.request, policiesOfPart(asked, circumstances, on), on.facts) };
}

/**
 * The decision on a request by those on its parts. Of an operation that does each entry of a list by itself, one allowed
 * entry is enough for the request to be done, in part.
 */
export function decisionOnParts(
  parts: readonly { readonly part: Pick<NeededPart, 'entry'>; readonly decision: Decision }[],
): Decision {
  const ofEntries = parts.filter(({ part }) => part.entry !== undefined);
  const entries = new Set(ofEntries.map(({ part }) => part.entry));
  const refused = new Set(ofEntries.flatMap(({ part, decision }) => (decision === 'Allowed' ? [] : [part.entry])));
  const isDoneInPart = entries.size > refused.size;
  return verdictOf(isDoneInPart ? parts.filter(({ part }) => part.entry === undefined) : parts);
}

function ownerOf(part: NeededPart, known: KnownResource, principal: Principal, model: ModelView): string {
  return part.resourceAccountId ?? known.accountId ?? accountOf(principal) ?? firstAccount(model);
}

/** The policies that a session was asked for with: those of a root session say what its task is. */
function passedPolicies({ issuedBy, policy, policyArns }: WeighedSession): RequestOrigin {
  const [task] = policyArns;
  return issuedBy === 'AssumeRoot' && task !== undefined ? { rootTask: task } : { session: { policy, policyArns } };
}

/** What the context of a request tells of the session that it came with. */
function temporaryCredentials({
  issuedBy,
  issuedAt,
  mfaAt,
  sourceIdentity,
  delivery,
}: WeighedSession): TemporaryCredentials {
  return {
    issuedAt: new Date(issuedAt),
    mfaAt: mfaAt === null ? null : new Date(mfaAt),
    ...(sourceIdentity === null ? {} : { sourceIdentity }),
    ...(issuedBy === 'AssumeRoot' ? { assumedRoot: true } : {}),
    ...(delivery && { delivery }),
  };
}

/** The account a principal belongs to; null for services and for nobody. */
export function accountOf(principal: Principal): string | null {
  return 'accountId' in principal ? principal.accountId : null;
}

/** The account that a request by nobody for nothing in particular is taken to be for. */
export function firstAccount(model: ModelView): string {
  return accountsByAge(model)[0]?.accountId ?? '000000000000';
}
