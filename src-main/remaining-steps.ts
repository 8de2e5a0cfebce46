import type { Decision } from '../src-shared/decision/explanation.ts';
import type { Door } from '../src-shared/decision/record.ts';
import type { WeighedSession } from '../src-shared/decision/weighed-request.ts';
import { AwsError } from '../src-shared/errors.ts';
import type { ResourceDocument } from '../src-shared/model/documents.ts';
import type { Principal } from '../src-shared/principal.ts';
import type { ApplicablePolicies, GroupPolicies } from './account/applicable-policies.ts';
import type { AwsManagedPolicies } from './account/managed-policies.ts';
import type { Workspace } from './account/workspace.ts';
import type { NeededPart, Proof, RefusedEntries, RequestPlace } from './actions/handler.ts';
import { prepareOperation, type PerformedOperation, type PreparedOperation } from './actions/prepare-operation.ts';
import type { ScryptCost } from './authentication/password.ts';
import { openSessionSeals } from './authentication/session-seals.ts';
import type { TemporarySession } from './authentication/session-token.ts';
import type { ServiceFacts } from './authorization/service-facts.ts';
import type { Clock } from './clock.ts';
import type { Vault } from './credentials/vault.ts';
import type { Random } from './random.ts';
import { accessDeniedError } from './request/access-denied-error.ts';
import { authorizationMessage } from './request/authorization-message.ts';
import type { Federation } from './request/federation-context.ts';
import type { NetworkPath } from './request/network-context.ts';
import type { ServiceReference } from './request/service-reference.ts';
import type { SupposedKey } from './request/supposed-context.ts';
import type { UnderstoodRequest } from './request/understood-request.ts';
import type { WireRequest } from './request/wire-request.ts';
import { kindOf, type ExplainedPart, type Passage, type RecordedEdit } from './timeline/compose-record.ts';
import type { Progress } from './timeline/steps.ts';
import { accountOf, decisionOnParts, explainPart, firstAccount, type Circumstances } from './weigh-part.ts';

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
  readonly policies: ApplicablePolicies & GroupPolicies;
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
  /** The way that it is supposed to have come; left out where it came as it arrived. */
  readonly network?: NetworkPath;
  /** The VPC endpoint that it is supposed to have come through; left out where there is none. */
  readonly vpcEndpoint?: ResourceDocument;
  /** What is supposed of its context; left out where nothing is. */
  readonly supposed?: readonly SupposedKey[];
}

/**
 * Takes an authenticated request through authorization, action and resource. Every part must be allowed, but for those
 * of single entries; only then is anything done, and nothing comes between the two.
 * @throws GatehouseError when a policy that applies cannot be read; faults of the request are part of the answer.
 */
export function passRemainingSteps(request: AuthenticatedRequest, on: GateDependencies): Promise<Passage> {
  return takeSteps(request, on, {
    inEarnest: true,
    prove: (operation, scene) => operation.prove(scene, on),
    perform: (operation, scene, weigh) => operation.perform(scene, on, weigh),
    tell: (error, weighing, asked) => withEncodedMessage(error, weighing, asked, on),
  });
}

/**
 * Takes an authenticated request as far as `passRemainingSteps` would but for what it does: nothing is changed, noted or
 * used up. What it proves is proved all the same, and policies are asked as they stand.
 * @throws GatehouseError when a policy that applies cannot be read.
 */
export function rehearseRemainingSteps(request: AuthenticatedRequest, on: GateDependencies): Promise<Passage> {
  return takeSteps(request, on, {
    inEarnest: false,
    prove: (operation, scene) => operation.rehearseProof(scene, on),
    perform: (operation, scene, weigh) => {
      weigh(operation.needs(scene, on));
      return Promise.resolve(null);
    },
    tell: (error) => Promise.resolve(error),
  });
}

/** How the steps are taken: in earnest, or not. */
interface Manner {
  readonly inEarnest: boolean;
  prove(operation: PreparedOperation, scene: RequestPlace): Promise<Proof>;
  /** Null where nothing is done. */
  perform(
    operation: PreparedOperation,
    scene: RequestPlace,
    weigh: (needed: readonly NeededPart[]) => RefusedEntries,
  ): Promise<PerformedOperation | null>;
  /** What the caller is told of a refusal. */
  tell(error: AwsError, weighing: Weighing, asked: AuthenticatedRequest): Promise<AwsError>;
}

async function takeSteps(request: AuthenticatedRequest, on: GateDependencies, manner: Manner): Promise<Passage> {
  const { understood, session } = request;
  const seen: { asked: AuthenticatedRequest; weighing: Weighing | null } = { asked: request, weighing: null };
  const weigh = (needed: readonly NeededPart[]): RefusedEntries => {
    seen.weighing = weighParts(needed, seen.asked, on);
    if (seen.weighing.refusal !== null) throw seen.weighing.refusal;
    return seen.weighing.refusedEntries;
  };
  const asked = () => ({ principal: seen.asked.principal, asked: askedOf(seen.asked) });
  try {
    if (understood.operationName === null) {
      weigh(understood.parts);
      if (!manner.inEarnest) return { ...rehearsedPassage(seen.weighing), ...asked() };
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
    const proven = await manner.prove(operation, scene).catch((thrown: unknown) => {
      throw thrown instanceof AwsError ? new NotProven(thrown) : thrown;
    });
    const proof = { ...request.proof, ...proven };
    const { principal = request.principal, federation } = proof;
    seen.asked = { ...request, principal, ...(federation && { federation }) };
    const performed = await manner.perform(operation, { ...scene, actor: principal, proof }, weigh);
    if (performed === null) return { ...rehearsedPassage(seen.weighing), ...asked() };
    const { output, edits, objectEdits } = performed;
    const told = [...edits.map((edit) => ({ key: edit.key, kind: kindOf(edit) })), ...objectEdits];
    return { ...donePassage(understood, seen.weighing, output, told), ...asked() };
  } catch (thrown) {
    const { principal } = seen.asked;
    if (thrown instanceof NotProven) return { ...unprovenPassage(understood, thrown.refusal), principal };
    if (!(thrown instanceof AwsError)) throw thrown;
    if (seen.weighing === null) return { ...refusedRequest(thrown, [authenticationPassed(request)]), principal };
    return {
      ...stoppedPassage(seen.weighing, await manner.tell(thrown, seen.weighing, seen.asked)),
      ...asked(),
    };
  }
}

/** Who asked and how, as far as a decision may depend on it; of temporary credentials as they were issued. */
function askedOf({ principal, session, federation, arrival }: AuthenticatedRequest): NonNullable<Passage['asked']> {
  return {
    principal: session === null ? principal : session.principal,
    session: session === null ? null : weighedSession(session),
    federation: federation ?? null,
    sourceIp: arrival.sourceIp,
    secureTransport: arrival.secureTransport,
  };
}

function weighedSession(session: TemporarySession): WeighedSession {
  const { issuedBy, issuedAt, mfaAt, sourceIdentity, policy, policyArns, federation, delivery } = session;
  const of = { issuedBy, issuedAt, mfaAt, sourceIdentity, policy, policyArns, federation };
  return { ...of, ...(delivery && { delivery }) };
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
  const circumstances = circumstancesOf(asked);
  const scales = { ...on, model: on.workspace.model };
  const parts = needed.map((part) => explainPart(part, circumstances, scales));
  const ofAll = parts.filter(({ part }) => part.entry === undefined);
  const ofEntries = parts.filter(({ part }) => part.entry !== undefined);
  const refusedEntries = refusalsByEntry(ofEntries, understood);
  const entries = new Set(ofEntries.map(({ part }) => part.entry)).size;
  const allowedEntries = entries - refusedEntries.size;
  const decision = decisionOn(parts);
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
  return decisionOnParts(parts.map(({ part, explanation: { decision } }) => ({ part, decision })));
}

/** How a request is weighed: as it came, but for what is supposed of it. */
function circumstancesOf({ arrival, federation, understood, ...asked }: AuthenticatedRequest): Circumstances {
  return {
    network: { kind: 'public', sourceIp: arrival.sourceIp },
    ...asked,
    federation: federation ?? null,
    secureTransport: arrival.secureTransport,
    region: understood.region,
  };
}

function authenticationPassed({ authenticated }: AuthenticatedRequest): Progress[number] {
  return { step: 'authentication', passed: true, summary: authenticated };
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

/** A request that would be performed, but is not. */
function rehearsedPassage(weighing: Weighing | null): Passage {
  const { decision = 'Allowed', progress = [], parts = [] } = weighing ?? {};
  return { verdict: decision, progress, parts, edits: null, result: { ok: true, output: null } };
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
