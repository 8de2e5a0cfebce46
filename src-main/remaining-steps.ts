import type { Decision } from '../src-shared/decision/explanation.ts';
import type { Door } from '../src-shared/decision/record.ts';
import { AwsError } from '../src-shared/errors.ts';
import type { Principal } from '../src-shared/principal.ts';
import type { ApplicablePolicies, RequestOrigin } from './account/applicable-policies.ts';
import type { AwsManagedPolicies } from './account/managed-policies.ts';
import type { ModelView } from './account/model.ts';
import { membershipOf } from './account/organization.ts';
import { accountsByAge } from './account/workspace-accounts.ts';
import type { Workspace } from './account/workspace.ts';
import type { NeededPart, Proof, RefusedEntries } from './actions/handler.ts';
import { prepareOperation } from './actions/prepare-operation.ts';
import { publicAccessRestriction } from './actions/s3/public-access.ts';
import type { ScryptCost } from './authentication/password.ts';
import { openSessionSeals } from './authentication/session-seals.ts';
import type { TemporarySession } from './authentication/session-token.ts';
import { explain } from './authorization/explain.ts';
import type { AuthorizationRequest } from './authorization/request.ts';
import type { ServiceFacts } from './authorization/service-facts.ts';
import type { Clock } from './clock.ts';
import type { Vault } from './credentials/vault.ts';
import type { Random } from './random.ts';
import { accessDeniedError } from './request/access-denied-error.ts';
import { authorizationMessage } from './request/authorization-message.ts';
import { gatherContext } from './request/context.ts';
import type { Federation } from './request/federation-context.ts';
import { resourceOf } from './request/resource-of.ts';
import type { TemporaryCredentials } from './request/session-context.ts';
import type { ServiceReference } from './request/service-reference.ts';
import type { UnderstoodRequest } from './request/understood-request.ts';
import type { WireRequest } from './request/wire-request.ts';
import { kindOf, type ExplainedPart, type Passage, type RecordedEdit } from './timeline/compose-record.ts';
import { verdictOf, type Progress } from './timeline/steps.ts';

/** What every gate is made of, whichever workspace it guards. */
export interface GateParts {
  readonly vault: Vault;
  readonly managedPolicies: AwsManagedPolicies;
  readonly reference: ServiceReference;
  readonly facts: ServiceFacts;
  readonly clock: Clock;
  readonly random: Random;
  /** What password hashes cost; left out for today's cost. */
  readonly passwordCost?: ScryptCost;
}

/** What a gate stands on: the workspace it guards, and where it looks things up. */
export interface GateDependencies extends GateParts {
  readonly workspace: Workspace;
  readonly policies: ApplicablePolicies;
}

/** How a request came in. */
export interface Arrival {
  readonly door: Door;
  readonly sourceIp: string;
  readonly secureTransport: boolean;
  readonly replayOf: string | null;
}

/** A request behind authentication: what is asked, by whom, and how it came. */
export interface AuthenticatedRequest {
  readonly understood: UnderstoodRequest;
  readonly wire: WireRequest;
  readonly arrival: Arrival;
  readonly at: Date;
  readonly principal: Principal;
  /** What temporary credentials (the console's included) stand for; null for long-term access keys and for nobody. */
  readonly session: TemporarySession | null;
  /** The identity provider that vouches for a caller who has no credentials; left out where there is none. */
  readonly federation?: Federation;
  /** What was proved before the operation is asked for: the registration of a passkey. */
  readonly proof?: Proof;
  /** What authentication said of it. */
  readonly authenticated: string;
}

/**
 * Takes an authenticated request through authorization, action and resource. Every part must be allowed, but for those
 * of single entries; only then is anything done, and nothing comes between the two.
 * @throws GatehouseError when a policy that applies cannot be read; faults of the request are part of the answer.
 */
export async function passRemainingSteps(request: AuthenticatedRequest, on: GateDependencies): Promise<Passage> {
  const { understood, session } = request;
  const seen: { asked: AuthenticatedRequest; weighing: Weighing | null } = { asked: request, weighing: null };
  const weigh = (needed: readonly NeededPart[]): RefusedEntries => {
    seen.weighing = weighParts(needed, seen.asked, on);
    if (seen.weighing.refusal !== null) throw seen.weighing.refusal;
    return seen.weighing.refusedEntries;
  };
  try {
    if (understood.operationName === null) {
      weigh(understood.parts);
      throw isDryRun(understood) ? dryRunSucceeded() : notImplemented();
    }
    const operation = prepareOperation(
      understood.operationName,
      understood.parameters,
      understood.modelled?.input ?? null,
    );
    const scene = {
      accountId: accountOf(request.principal) ?? firstAccount(on.workspace.model),
      region: understood.region,
      actor: request.principal,
      ...(session && { session }),
    };
    const proven = await operation.prove(scene, on).catch((thrown: unknown) => {
      throw thrown instanceof AwsError ? new NotProven(thrown) : thrown;
    });
    const proof = { ...request.proof, ...proven };
    const { principal = request.principal, federation } = proof;
    seen.asked = { ...request, principal, ...(federation && { federation }) };
    const { output, edits, objectEdits } = await operation.perform({ ...scene, actor: principal, proof }, on, weigh);
    const told = [...edits.map((edit) => ({ key: edit.key, kind: kindOf(edit) })), ...objectEdits];
    return { ...donePassage(understood, seen.weighing, output, told), principal };
  } catch (thrown) {
    const { principal } = seen.asked;
    if (thrown instanceof NotProven) return { ...unprovenPassage(understood, thrown.refusal), principal };
    if (!(thrown instanceof AwsError)) throw thrown;
    if (seen.weighing === null) return { ...refusedRequest(thrown, [authenticationPassed(request)]), principal };
    return {
      ...stoppedPassage(seen.weighing, await withEncodedMessage(thrown, seen.weighing, seen.asked, on)),
      principal,
    };
  }
}

/** What the parameters of a request should prove and do not: a matter of authentication. */
class NotProven extends Error {
  readonly refusal: AwsError;

  constructor(refusal: AwsError) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/**
 * Amazon EC2 tells those who may decode it why it denied a request.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
async function withEncodedMessage(
  error: AwsError,
  { refusal, decisive }: Weighing,
  { understood, principal }: AuthenticatedRequest,
  { workspace, vault, random }: GateDependencies,
): Promise<AwsError> {
  const accountId = accountOf(principal);
  if (error !== refusal || decisive === null || accountId === null || understood.protocol !== 'ec2Query') return error;
  // In turn with everything else, since the key may have to be made.
  const { authorizationMessages } = await workspace.note(() =>
    openSessionSeals(vault, workspace.store.identity.id, random),
  );
  const encoded = authorizationMessages.seal(accountId, authorizationMessage(decisive));
  const message = `You are not authorized to perform this operation. ${error.message}. Encoded authorization failure message: ${encoded}`;
  return new AwsError(error.code, error.httpStatus, message);
}

/** How a request stands before its policies. */
interface Weighing {
  readonly decision: Decision;
  readonly parts: readonly ExplainedPart[];
  /** The part that settled it; null for a request that needs no permission. */
  readonly decisive: ExplainedPart | null;
  /** What the service answers to the whole request when a part of it is not allowed; null when it goes on. */
  readonly refusal: AwsError | null;
  /** The entries that are refused while the request goes on. */
  readonly refusedEntries: RefusedEntries;
  readonly progress: Progress;
}

/** Weighs every part of a request. */
function weighParts(needed: readonly NeededPart[], asked: AuthenticatedRequest, on: GateDependencies): Weighing {
  const { understood } = asked;
  const parts = needed.map((part) => explainPart(part, asked, on));
  const ofAll = parts.filter(({ part }) => part.entry === undefined);
  const ofEntries = parts.filter(({ part }) => part.entry !== undefined);
  const refusedEntries = refusalsByEntry(ofEntries, understood);
  const entries = new Set(ofEntries.map(({ part }) => part.entry)).size;
  const allowedEntries = entries - refusedEntries.size;
  // One allowed entry is enough for the request to be done, in part.
  const decision = decisionOn(allowedEntries > 0 ? ofAll : parts);
  const decisive = parts.find(({ explanation }) => explanation.decision === decision);
  const isRefused = decisionOn(ofAll) !== 'Allowed';
  const summary =
    decision === 'Allowed' && refusedEntries.size > 0
      ? `${allowedEntries} of ${entries} entries are allowed. ${reasonOfFirstRefused(ofEntries)}`
      : (decisive?.explanation.reason ??
        `${understood.operation} needs no permission: anybody who is authenticated may call it.`);
  return {
    decision,
    parts,
    decisive: decisive ?? null,
    refusal: isRefused && decisive !== undefined ? refusalOf(decisive, understood) : null,
    refusedEntries,
    progress: [
      { step: 'request', passed: true, summary: asksFor(understood, needed) },
      authenticationPassed(asked),
      { step: 'authorization', passed: decision === 'Allowed', summary },
    ],
  };
}

/** What the service says of a part that is not allowed. */
function refusalOf(explained: ExplainedPart, understood: UnderstoodRequest): AwsError {
  return explained.part.refusal ?? accessDeniedError(understood, explained);
}

/** What is said of each entry of which a part is not allowed. */
function refusalsByEntry(ofEntries: readonly ExplainedPart[], understood: UnderstoodRequest): RefusedEntries {
  const denied = ofEntries.filter(({ explanation }) => explanation.decision !== 'Allowed');
  // Of several parts of an entry the first that is denied tells why.
  return new Map(
    denied.toReversed().flatMap((explained) => {
      const { entry } = explained.part;
      return entry === undefined ? [] : [[entry, refusalOf(explained, understood)]];
    }),
  );
}

/** Why a request is done for some of its entries only. */
function reasonOfFirstRefused(ofEntries: readonly ExplainedPart[]): string {
  return ofEntries.find(({ explanation }) => explanation.decision !== 'Allowed')?.explanation.reason ?? '';
}

function decisionOn(parts: readonly ExplainedPart[]): Decision {
  return verdictOf(parts.map(({ explanation }) => explanation));
}

function authenticationPassed({ authenticated }: AuthenticatedRequest): Progress[number] {
  return { step: 'authentication', passed: true, summary: authenticated };
}

/** Weighs one part of a request against every policy that applies to it. */
function explainPart(part: NeededPart, asked: AuthenticatedRequest, on: GateDependencies): ExplainedPart {
  const { principal, wire, arrival, at, session, understood } = asked;
  const federation = asked.federation ?? session?.federation ?? null;
  const known = resourceOf(on.workspace.model, part.resource);
  const holder = part.policyHolder === undefined ? known : resourceOf(on.workspace.model, part.policyHolder);
  const resourceAccountId =
    part.resourceAccountId ?? known.accountId ?? accountOf(principal) ?? firstAccount(on.workspace.model);
  const { keys, entries } = gatherContext({
    principal,
    wire,
    at,
    network: { kind: 'public', sourceIp: arrival.sourceIp },
    secureTransport: arrival.secureTransport,
    region: understood.region,
    part,
    resource: known.document,
    resourceAccountId,
    session: session === null ? null : temporaryCredentials(session),
    ...(federation && { federation }),
    organizationOf: (accountId) => membershipOf(on.workspace.model, accountId)?.place ?? null,
    reference: on.reference,
  });
  const request: AuthorizationRequest = {
    principal,
    action: part.action,
    resource: part.resource,
    resourceAccountId,
    context: keys,
  };
  const { policy, policyHolder } = holder;
  const restriction = publicAccessRestriction(holder.document, principal);
  const policies = on.policies.of(
    principal,
    part.action,
    { ...known, policy, policyHolder, accountId: resourceAccountId, ...(restriction !== null && { restriction }) },
    session === null ? {} : passedPolicies(session),
  );
  return {
    part,
    request,
    explanation: explain(request, policies, on.facts),
    context: entries,
  };
}

/** The policies that a session was asked for with: those of a root session say what its task is. */
function passedPolicies({ issuedBy, policy, policyArns }: TemporarySession): RequestOrigin {
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
}: TemporarySession): TemporaryCredentials {
  return {
    issuedAt: new Date(issuedAt),
    mfaAt: mfaAt === null ? null : new Date(mfaAt),
    ...(sourceIdentity === null ? {} : { sourceIdentity }),
    ...(issuedBy === 'AssumeRoot' ? { assumedRoot: true } : {}),
    ...(delivery && { delivery }),
  };
}

/**
 * EC2's clients ask in advance whether they may.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/CommonParameters.html
 */
function isDryRun({ protocol, parameters }: UnderstoodRequest): boolean {
  return protocol === 'ec2Query' && parameters['DryRun'] === 'true';
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html#CommonErrors */
function dryRunSucceeded(): AwsError {
  return new AwsError('DryRunOperation', 412, 'Request would have succeeded, but DryRun flag is set.');
}

function notImplemented(): AwsError {
  return new AwsError(
    'NotImplemented',
    501,
    'Allowed by policy. Gatehouse models no data for this operation, so nothing was done.',
  );
}

/** A request that was done, but for the entries that policy refuses: which may be all. */
function donePassage(
  understood: UnderstoodRequest,
  weighing: Weighing | null,
  output: unknown,
  edits: readonly RecordedEdit[],
): Passage {
  const { decision = 'Allowed', progress = [], parts = [] } = weighing ?? {};
  const result = { ok: true as const, output };
  if (decision !== 'Allowed') return { verdict: decision, progress, parts, edits: null, result };
  const changed =
    edits.length === 0 ? 'Nothing in the account changed.' : `Changed: ${edits.map(editText).join(', ')}.`;
  return {
    verdict: decision,
    progress: [
      ...progress,
      { step: 'action', passed: true, summary: `${understood.operation} was done.` },
      { step: 'resource', passed: true, summary: changed },
    ],
    parts,
    edits,
    result,
  };
}

/** A request that policy refused, or that was allowed and then failed at what it asks for. */
function stoppedPassage({ decision, parts, progress }: Weighing, error: AwsError): Passage {
  const isAllowed = decision === 'Allowed';
  return {
    verdict: decision,
    progress: isAllowed
      ? [...progress, { step: 'action', passed: false, summary: `${error.code}: ${error.message}` }]
      : progress,
    parts,
    edits: isAllowed ? [] : null,
    result: { ok: false, error },
  };
}

/** A request that carries a wrong MFA code, or a token or assertion that does not hold. */
function unprovenPassage(understood: UnderstoodRequest, error: AwsError): Passage {
  return {
    verdict: 'NotAuthenticated',
    progress: [
      { step: 'request', passed: true, summary: asksFor(understood) },
      { step: 'authentication', passed: false, summary: error.message },
    ],
    parts: null,
    edits: null,
    result: { ok: false, error },
  };
}

/** A request whose parameters the service refuses, before it asks any policy. */
export function refusedRequest(error: AwsError, before: Progress): Passage {
  return {
    verdict: 'InvalidRequest',
    progress: [{ step: 'request', passed: false, summary: `${error.code}: ${error.message}` }, ...before],
    parts: null,
    edits: null,
    result: { ok: false, error },
  };
}

/** The account a principal belongs to; null for services and for nobody. */
export function accountOf(principal: Principal): string | null {
  return 'accountId' in principal ? principal.accountId : null;
}

/** The account that a request by nobody for nothing in particular is taken to be for. */
function firstAccount(model: ModelView): string {
  return accountsByAge(model)[0]?.accountId ?? '000000000000';
}

/** What a request asks for, in a sentence. */
export function asksFor(understood: UnderstoodRequest, parts: readonly NeededPart[] = understood.parts): string {
  const [first, ...others] = parts;
  if (first === undefined) return `Asks for ${understood.prefix}:${understood.operation}.`;
  const more = others.length === 0 ? '' : `, and for ${others.length} more`;
  return `Asks for ${first.action} on ${first.resource}${more}.`;
}

function editText({ kind, key }: RecordedEdit): string {
  return `${kind} ${key}`;
}
