import type { DecisionRecord } from '../src-shared/decision/record.ts';
import type { RoleDelivery } from '../src-shared/decision/weighed-request.ts';
import { AwsError } from '../src-shared/errors.ts';
import { isRecord } from '../src-shared/is-record.ts';
import type { Principal } from '../src-shared/principal.ts';
import { userPrincipal } from './account/user-principal.ts';
import type { Proof } from './actions/handler.ts';
import type { OperationName } from './actions/operations.ts';
import { isWorthNoting, noteUse } from './authentication/access-key-use.ts';
import { authenticate, type AuthenticationOutcome } from './authentication/authenticate.ts';
import { consoleSession, describeSession } from './authentication/session-console.ts';
import { knownSessionSeals, type SessionSeals } from './authentication/session-seals.ts';
import type { SessionCredentials, TemporarySession } from './authentication/session-token.ts';
import { isRoleUseWorthNoting, noteRoleUse } from './authentication/session-use.ts';
import type { ExpectedScope } from './authentication/signature-v4/credential-scope.ts';
import { rememberSigningKeys } from './authentication/signature-v4/signing-keys.ts';
import {
  asksFor,
  passRemainingSteps,
  refusedRequest,
  rehearseRemainingSteps,
  type Arrival,
  type AuthenticatedRequest,
  type GateDependencies,
} from './remaining-steps.ts';
import { answerCborError } from './request/answer-cbor.ts';
import { answerError, answerOutput } from './request/answer.ts';
import { decodeContent } from './request/content-encoding.ts';
import { hostScope, identifyService, STATED_RESOURCE_HEADER } from './request/identify-service.ts';
import { parseFormLeniently } from './request/query-string.ts';
import { redactRequest } from './request/redact.ts';
import { newRequestId } from './request/request-id.ts';
import { serviceOfPrefix, serviceOfSigningName, signingRegion } from './request/services.ts';
import { understandRequest } from './request/understand.ts';
import { requestedService, type RequestedService, type UnderstoodRequest } from './request/understood-request.ts';
import { header, type WireRequest, type WireResponse } from './request/wire-request.ts';
import { composeRecord, type Passage, type Seen } from './timeline/compose-record.ts';
import { redactOutput } from './timeline/redact-output.ts';
import { redactParameters } from './timeline/redact-parameters.ts';
import { signInSeen, type SignInAttempt } from './timeline/sign-in-record.ts';
import { principalLabel } from './timeline/steps.ts';
import { accountOf, type Scales } from './weigh-part.ts';

/** A request of somebody who signed in on the sign-in screen. */
export interface ConsoleRequest {
  readonly operationName: OperationName;
  readonly parameters: unknown;
  readonly principal: Principal;
  readonly signedInAt: Date;
  readonly mfaAt: Date | null;
  /** What the session of a role or a federated user stands for; null for users and the root user. */
  readonly temporary: TemporarySession | null;
  /** What was proved beside the session: the registration of a passkey. */
  readonly proof?: Proof;
}

/** A request that did not come as HTTP. */
interface InsideRequest {
  readonly operationName: OperationName;
  readonly parameters: unknown;
  readonly region: string;
  /** Where it came from, as the timeline's URL names it. */
  readonly from: 'console' | 'service';
  readonly userAgent: string;
  readonly principal: Principal;
  readonly proof: Proof | undefined;
  readonly session: TemporarySession | null;
  /** What authentication said of it. */
  readonly authenticated: string;
  readonly authentication: Pick<NonNullable<DecisionRecord['authentication']>, 'method' | 'facts'>;
}

/** A request that an AWS service makes by itself, in order to run code for an account. */
export interface ServiceRequest {
  /** The service principal, such as `ec2.amazonaws.com`. */
  readonly service: string;
  readonly operationName: OperationName;
  readonly parameters: unknown;
  readonly region: string;
  /** For what it asks. */
  readonly delivery: RoleDelivery;
}

/** What is supposed of a request that is not sent. */
export interface Supposition {
  /** When it is judged. */
  readonly at: Date;
  /** Who asks, without a proof; left out where the signature says so. */
  readonly by?: { readonly principal: Principal; readonly session: TemporarySession | null };
  /** What else differs from how it would come. */
  readonly change: (request: AuthenticatedRequest) => AuthenticatedRequest;
}

/** What would become of a request. */
export interface Rehearsal {
  readonly understood: UnderstoodRequest;
  readonly passage: Passage;
  /** Null when nobody knows who asks. */
  readonly principal: Principal | null;
}

/**
 * The gate: takes every request through the five steps, in AWS's order, and records what each step saw.
 * A request that came as HTTP is answered as HTTP; nothing that a caller sends makes it throw.
 */
export class Gate {
  readonly #on: GateDependencies;
  readonly #signingKeys = rememberSigningKeys();
  #seals: SessionSeals | null = null;

  constructor(dependencies: GateDependencies) {
    this.#on = dependencies;
  }

  /** What requests are weighed against, for whoever asks what would be said without sending one. */
  get scales(): Scales & Pick<GateDependencies, 'policies'> {
    const { workspace, policies, reference, facts } = this.#on;
    return { model: workspace.model, policies, reference, facts };
  }

  /**
   * A signed (or anonymous) HTTP request: the composer's and the endpoint's door. `response` is for the caller, as is
   * `result`, the operation's output before it was written as HTTP; `record` holds no secret.
   */
  async passWire(
    wire: WireRequest,
    arrival: Arrival,
  ): Promise<{ record: DecisionRecord; response: WireResponse; result: Passage['result'] }> {
    const started = performance.now();
    const at = this.#on.clock();
    const service = identifyService(wire);
    const requestId = newRequestId(service.service, this.#on.random);
    const outcome = await this.#authenticate(wire, service, at);
    // What is asked is in the chunks; what is recorded is what was sent.
    const asked = outcome.ok ? { ...wire, body: outcome.body } : wire;
    if (outcome.ok) await this.#noteUse(outcome, service, at);
    const { understood, fault } = this.#understand(asked, service, outcome);
    const passage = await this.#passWireSteps({ wire: asked, arrival, at, outcome, understood, fault }, (request) =>
      passRemainingSteps(request, this.#on),
    );

    const response = answer(understood, passage, requestId, wire);
    const keepable = withoutSecrets(passage);
    const kept = keepable === passage ? response : answer(understood, keepable, requestId, wire);
    const clean = redactRequest(wire);
    const record = this.#keep({
      arrival,
      at,
      started,
      requestId,
      service,
      understood,
      passage,
      principal: outcome.ok ? outcome.principal : this.#ownerOf(outcome.accessKeyId),
      request: {
        method: wire.method,
        url: clean.url,
        headers: clean.headers,
        body: clean.body,
        redacted: clean.redacted,
        cut: clean.cut,
      },
      authentication: {
        method: outcome.accessKeyId === null ? 'none' : 'signatureVersion4',
        accessKeyId: outcome.accessKeyId,
        facts: [...outcome.facts],
        signing: outcome.signing,
      },
      response: kept,
    });
    return { record, response, result: passage.result };
  }

  /**
   * What would become of a signed (or anonymous) HTTP request up to authorization. Nothing is recorded, noted, used up or
   * done.
   * @param suppose what is supposed of the request, once it is known who asks.
   */
  async rehearseWire(wire: WireRequest, arrival: Arrival, suppose: Supposition): Promise<Rehearsal> {
    const { at, by = null } = suppose;
    const service = identifyService(wire);
    const outcome =
      by === null ? await this.#authenticate(wire, service, at) : { ...SUPPOSED_CALLER, ...by, body: wire.body };
    const asked = outcome.ok ? { ...wire, body: outcome.body } : wire;
    const { understood, fault } = this.#understand(asked, service, outcome);
    const passage = await this.#passWireSteps({ wire: asked, arrival, at, outcome, understood, fault }, (request) =>
      rehearseRemainingSteps(suppose.change(request), this.#on),
    );
    const principal = passage.principal ?? (outcome.ok ? outcome.principal : this.#ownerOf(outcome.accessKeyId));
    return { understood, passage, principal };
  }

  /**
   * What a session token of this workspace holds, however old it is; null for any other text.
   * Rejects only when the vault cannot be reached.
   */
  async openSessionToken(token: string): Promise<SessionCredentials | null> {
    const { vault, workspace, random } = this.#on;
    this.#seals ??= await knownSessionSeals(vault, workspace.store.identity.id, random);
    return this.#seals?.sessionTokens.open(token) ?? null;
  }

  /**
   * An operation asked for by a click of a signed-in principal. It carries no signature: the session stands for it.
   * @returns the operation's output; throws nothing, since a refusal is an answer too.
   */
  async passConsole(
    asked: ConsoleRequest,
    arrival: Arrival,
  ): Promise<{ record: DecisionRecord; result: Passage['result'] }> {
    const { principal, temporary } = asked;
    return this.#passInside(
      {
        operationName: asked.operationName,
        parameters: asked.parameters,
        region: 'us-east-1',
        from: 'console',
        userAgent: 'Gatehouse console',
        principal,
        proof: asked.proof,
        session: temporary ?? consoleSession(principal, asked),
        authenticated: `Signed in as ${principalLabel(principal).label}${
          temporary === null ? '' : `: ${describeSession(temporary)}`
        }.`,
        authentication: {
          method: 'consoleSession',
          facts: [
            { label: 'Signed in', value: asked.signedInAt.toISOString(), ok: true },
            { label: 'MFA', value: asked.mfaAt === null ? 'not used' : `at ${asked.mfaAt.toISOString()}`, ok: null },
          ],
        },
      },
      arrival,
    );
  }

  /**
   * An operation that an AWS service asks for by itself, such as assuming the role of an instance. It carries no
   * signature that anybody could see: AWS vouches for its services.
   * @returns the operation's output; throws nothing, since a refusal is an answer too.
   */
  async passService(
    { service, delivery, ...asked }: ServiceRequest,
    arrival: Arrival,
  ): Promise<{ record: DecisionRecord; result: Passage['result'] }> {
    return this.#passInside(
      {
        ...asked,
        from: 'service',
        userAgent: service,
        principal: { kind: 'service', service },
        proof: { delivery },
        session: null,
        authenticated: `${service} asks by itself, for ${delivery.arn}.`,
        authentication: {
          method: 'service',
          facts: [
            { label: 'Service', value: service, ok: true },
            { label: 'Asks for', value: delivery.arn, ok: null },
          ],
        },
      },
      arrival,
    );
  }

  /** Takes an operation through the steps that did not come as HTTP: nobody signed it, and who asks is known. */
  async #passInside(
    asked: InsideRequest,
    arrival: Arrival,
  ): Promise<{ record: DecisionRecord; result: Passage['result'] }> {
    const started = performance.now();
    const at = this.#on.clock();
    const [prefix = '', operation = ''] = asked.operationName.split(':');
    const service = requestedService(serviceOfPrefix(prefix), asked.region);
    const requestId = newRequestId(service.service, this.#on.random);
    const wire: WireRequest = {
      method: 'POST',
      target: '/',
      host: `${asked.from}.gatehouse`,
      headers: [['User-Agent', asked.userAgent]],
      body: new Uint8Array(),
    };
    const parameters = isRecord(asked.parameters) ? asked.parameters : {};
    const understood: UnderstoodRequest = {
      ...service,
      operation,
      operationName: asked.operationName,
      modelled: this.#on.reference.model(prefix)?.operation(operation) ?? null,
      parameters,
      parts: [],
    };
    const { principal, session, authenticated, proof } = asked;
    const passage = await passRemainingSteps(
      { understood, wire, arrival, at, principal, ...(proof && { proof }), session, authenticated },
      this.#on,
    );
    const response = answer(understood, withoutSecrets(passage), requestId, wire);
    const clean = redactParameters(parameters);
    const record = this.#keep({
      arrival,
      at,
      started,
      requestId,
      service,
      understood,
      passage,
      principal,
      request: {
        method: 'POST',
        url: `${asked.from}://${prefix}/${operation}`,
        headers: [],
        body: JSON.stringify(clean.parameters, null, 2),
        redacted: clean.redacted,
      },
      authentication: { ...asked.authentication, accessKeyId: null, signing: null },
      response,
    });
    return { record, result: passage.result };
  }

  /** Records an attempt to sign in, successful or not. */
  recordSignIn(attempt: SignInAttempt): DecisionRecord {
    const requestId = newRequestId('signin', this.#on.random);
    return this.#keep(signInSeen(attempt, this.#on.clock(), performance.now(), requestId));
  }

  /** Reads the request; the fault is kept for later, since AWS looks at the credentials first. */
  #understand(
    wire: WireRequest,
    service: RequestedService,
    outcome: AuthenticationOutcome,
  ): { understood: UnderstoodRequest; fault: AwsError | null } {
    try {
      requireSignedStatement(wire, outcome);
      const understood = understandRequest(decodeContent(wire, service.service), {
        reference: this.#on.reference,
        model: this.#on.workspace.model,
        callerAccountId: outcome.ok ? accountOf(outcome.principal) : null,
      });
      return { understood, fault: null };
    } catch (thrown) {
      if (!(thrown instanceof AwsError)) throw thrown;
      return {
        understood: { ...service, operation: '', operationName: null, modelled: null, parameters: {}, parts: [] },
        fault: thrown,
      };
    }
  }

  #authenticate(wire: WireRequest, service: RequestedService, at: Date): Promise<AuthenticationOutcome> {
    return authenticate(wire, expectedScope(service, wire), {
      model: this.#on.workspace.model,
      secretAccessKey: (accessKeyId) => this.#secretAccessKey(accessKeyId),
      openSessionToken: (token) => this.openSessionToken(token),
      signingKeys: this.#signingKeys,
      takesUnsigned: () => takesUnsigned(wire, service),
      now: at,
    });
  }

  async #passWireSteps(
    { wire, arrival, at, outcome, understood, fault }: WireArrived,
    takeSteps: (request: AuthenticatedRequest) => Promise<Passage>,
  ): Promise<Passage> {
    if (!outcome.ok) {
      return {
        verdict: 'NotAuthenticated',
        progress: [
          { step: 'request', passed: true, summary: asksFor(understood) },
          { step: 'authentication', passed: false, summary: outcome.error.message },
        ],
        parts: null,
        edits: null,
        result: { ok: false, error: outcome.error },
      };
    }
    const { principal, session } = outcome;
    const authenticated = describeCaller(outcome);
    if (fault !== null)
      return refusedRequest(fault, [{ step: 'authentication', passed: true, summary: authenticated }]);
    return takeSteps({ understood, wire, arrival, at, principal, session, authenticated });
  }

  #keep(seen: Seen): DecisionRecord {
    return this.#on.workspace.store.appendDecision(composeRecord(seen, performance.now()));
  }

  async #secretAccessKey(accessKeyId: string): Promise<string | null> {
    return this.#on.vault.get(`${this.#on.workspace.store.identity.id}/access-key/${accessKeyId}`);
  }

  /** Notes when a key, or the credentials of a role, were last used. */
  async #noteUse(
    { accessKeyId, session }: Extract<AuthenticationOutcome, { ok: true }>,
    { region, service }: RequestedService,
    at: Date,
  ): Promise<void> {
    const { workspace } = this.#on;
    const use = { date: at.toISOString(), region };
    if (session?.principal.kind === 'roleSession') {
      const { roleArn } = session.principal;
      if (isRoleUseWorthNoting(workspace.model, roleArn, use)) {
        await workspace.note((draft) => noteRoleUse(draft, roleArn, use));
      }
    } else if (session === null && accessKeyId !== null) {
      const keyUse = { ...use, service };
      if (isWorthNoting(workspace.model, accessKeyId, keyUse)) {
        await workspace.note((draft) => noteUse(draft, accessKeyId, keyUse));
      }
    }
  }

  /** Whose key a request that could not be authenticated claims to carry, so that the timeline can name them. */
  #ownerOf(accessKeyId: string | null): Principal | null {
    const owner = accessKeyId === null ? null : this.#on.workspace.model.accessKey(accessKeyId);
    return owner === null ? null : userPrincipal(owner.user);
  }
}

/** An HTTP request behind authentication, read. */
interface WireArrived {
  readonly wire: WireRequest;
  readonly arrival: Arrival;
  readonly at: Date;
  readonly outcome: AuthenticationOutcome;
  readonly understood: UnderstoodRequest;
  /** What is wrong with the request itself; null where nothing is. */
  readonly fault: AwsError | null;
}

/** What is known of a caller who is only supposed. */
const SUPPOSED_CALLER = { ok: true as const, accessKeyId: null, facts: [], signing: null };

function describeCaller({ principal, session, accessKeyId }: Extract<AuthenticationOutcome, { ok: true }>): string {
  if (principal.kind === 'anonymous') return 'The request is not signed: it comes from nobody in particular.';
  if (accessKeyId === null) return `Taken to be ${principalLabel(principal).label}.`;
  const of = session === null ? '' : `: ${describeSession(session)}`;
  return `The signature is that of ${principalLabel(principal).label}${of}.`;
}

/**
 * Services with one endpoint for all regions take signatures for that endpoint's region alone. A client that was given
 * an address of its own does not know that and signs for the region that it is set to; no such request ever reaches AWS.
 */
function expectedScope({ service }: RequestedService, { host }: WireRequest): ExpectedScope {
  const of = serviceOfSigningName(service);
  return of.global && hostScope(host) !== null ? { service, region: signingRegion(of, '') } : { service };
}

/** What somebody calls to get credentials, having none yet. */
const UNSIGNED_OPERATIONS: ReadonlySet<string> = new Set(['AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity']);

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
function takesUnsigned(wire: WireRequest, { service }: RequestedService): boolean {
  if (service !== 'sts') return false;
  const [, query = ''] = wire.target.split('?');
  const operation = [...parseFormLeniently(new TextDecoder().decode(wire.body)), ...parseFormLeniently(query)].find(
    ([name]) => name === 'Action',
  )?.[1];
  return operation !== undefined && UNSIGNED_OPERATIONS.has(operation);
}

/**
 * AWS takes headers that are not signed; one that says what a request is about must be.
 * @throws AwsError
 */
function requireSignedStatement(wire: WireRequest, outcome: AuthenticationOutcome): void {
  if (!outcome.ok || header(wire, STATED_RESOURCE_HEADER) === null) return;
  const signed = outcome.signing?.signedHeaders.split(';') ?? [];
  if (signed.includes(STATED_RESOURCE_HEADER.toLowerCase())) return;
  throw new AwsError('SignatureDoesNotMatch', 403, `The header ${STATED_RESOURCE_HEADER} must be signed.`);
}

function answer(understood: UnderstoodRequest, passage: Passage, requestId: string, wire: WireRequest): WireResponse {
  const { result } = passage;
  if (result.ok) return answerOutput(understood, result.output, requestId);
  if (understood.protocol === 'rpcV2Cbor') return answerCborError(result.error, requestId);
  const [path = '/'] = wire.target.split('?');
  return answerError(understood, result.error, requestId, { method: wire.method, resource: path });
}

/** @returns `passage` itself when its output holds no secret, so that its answer need not be written twice. */
function withoutSecrets(passage: Passage): Passage {
  if (!passage.result.ok) return passage;
  const output = redactOutput(passage.result.output);
  return output === passage.result.output ? passage : { ...passage, result: { ok: true, output } };
}
