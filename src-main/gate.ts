import type { DecisionRecord, Door } from '../src-shared/decision/record.ts';
import type { DocumentEdit } from '../src-shared/model/documents.ts';
import { AwsError } from '../src-shared/errors.ts';
import type { OperationName } from '../src-shared/operations/registry.ts';
import type { Principal } from '../src-shared/principal.ts';
import type { ApplicablePolicies } from './account/applicable-policies.ts';
import type { AwsManagedPolicies } from './account/managed-policies.ts';
import type { Workspace } from './account/workspace.ts';
import type { NeededPart, RequestScene } from './actions/handler.ts';
import { prepareOperation, type PreparedOperation } from './actions/prepare-operation.ts';
import { authenticate, type AuthenticationOutcome, type ExpectedScope } from './authentication/authenticate.ts';
import { explain } from './authorization/explain.ts';
import type { AuthorizationRequest } from './authorization/request.ts';
import type { Clock } from './clock.ts';
import type { Vault } from './credentials/vault.ts';
import type { Random } from './random.ts';
import { accessDeniedError } from './request/access-denied-error.ts';
import { answerError, answerOutput } from './request/answer.ts';
import { gatherContext } from './request/context.ts';
import { identifyService, STATED_RESOURCE_HEADER } from './request/identify-service.ts';
import { redactRequest } from './request/redact.ts';
import { newRequestId } from './request/request-id.ts';
import { resourceOf } from './request/resource-of.ts';
import type { ServiceReference } from './request/service-reference.ts';
import { serviceOfPrefix, serviceOfSigningName, signingRegion } from './request/services.ts';
import { understandRequest } from './request/understand.ts';
import { requestedService, type RequestedService, type UnderstoodRequest } from './request/understood-request.ts';
import { header, type WireRequest, type WireResponse } from './request/wire-request.ts';
import { composeRecord, kindOf, type ExplainedPart, type Passage, type Seen } from './timeline/compose-record.ts';
import { signInSeen, type SignInAttempt } from './timeline/sign-in-record.ts';
import { principalLabel, verdictOf, type Progress } from './timeline/steps.ts';
import { redactOutput } from './timeline/redact-output.ts';
import { redactParameters } from './timeline/redact-parameters.ts';

/** What every gate is made of, whichever workspace it guards. */
export interface GateParts {
  readonly vault: Vault;
  readonly managedPolicies: AwsManagedPolicies;
  readonly reference: ServiceReference;
  readonly clock: Clock;
  readonly random: Random;
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

/** A request of somebody who signed in on the sign-in screen. */
export interface ConsoleRequest {
  readonly operationName: OperationName;
  readonly parameters: unknown;
  readonly principal: Principal;
  readonly signedInAt: Date;
  readonly mfaAt: Date | null;
}

/** Who asks, and on the strength of which credentials. */
interface Caller {
  readonly principal: Principal;
  readonly session: { readonly issuedAt: Date; readonly mfaAt: Date | null } | null;
}

/**
 * The gate: takes every request through the five steps, in AWS's order, and records what each step saw.
 * A request that came as HTTP is answered as HTTP; nothing that a caller sends makes it throw.
 */
export class Gate {
  readonly #on: GateDependencies;

  constructor(dependencies: GateDependencies) {
    this.#on = dependencies;
  }

  /** A signed (or anonymous) HTTP request: the composer's and the endpoint's door. */
  async passWire(wire: WireRequest, arrival: Arrival): Promise<{ record: DecisionRecord; response: WireResponse }> {
    const started = performance.now();
    const at = this.#on.clock();
    const service = identifyService(wire);
    const requestId = newRequestId(service.service, this.#on.random);
    const outcome = await authenticate(wire, expectedScope(service), {
      model: this.#on.workspace.model,
      secretAccessKey: (accessKeyId) => this.#secretAccessKey(accessKeyId),
      now: at,
    });
    const { understood, fault } = this.#understand(wire, service, outcome);
    const passage = await this.#passWireSteps(wire, arrival, at, outcome, understood, fault);

    const response = answer(understood, passage, requestId, wire.method);
    const kept = answer(understood, withoutSecrets(passage), requestId, wire.method);
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
      },
      authentication: {
        method: outcome.accessKeyId === null ? 'none' : 'signatureVersion4',
        accessKeyId: outcome.accessKeyId,
        facts: [...outcome.facts],
        signing: outcome.signing,
      },
      response: kept,
    });
    return { record, response };
  }

  /**
   * An operation asked for by a click of a signed-in principal. It carries no signature: the session stands for it.
   * @returns the operation's output; throws nothing, since a refusal is an answer too.
   */
  async passConsole(
    asked: ConsoleRequest,
    arrival: Arrival,
  ): Promise<{ record: DecisionRecord; result: Passage['result'] }> {
    const started = performance.now();
    const at = this.#on.clock();
    const [prefix = '', operation = ''] = asked.operationName.split(':');
    const service = requestedService(serviceOfPrefix(prefix), 'us-east-1');
    const requestId = newRequestId(service.service, this.#on.random);
    const wire: WireRequest = {
      method: 'POST',
      target: '/',
      host: 'console.gatehouse',
      headers: [['User-Agent', 'Gatehouse console']],
      body: new Uint8Array(),
    };
    const parameters = isRecord(asked.parameters) ? asked.parameters : {};
    const understood: UnderstoodRequest = {
      ...service,
      operation,
      operationName: asked.operationName,
      parameters,
      parts: [],
    };
    const caller: Caller = { principal: asked.principal, session: { issuedAt: asked.signedInAt, mfaAt: asked.mfaAt } };
    const passage = await this.#passGates(wire, arrival, at, caller, understood, [
      { step: 'authentication', passed: true, summary: `Signed in as ${principalLabel(asked.principal).label}.` },
    ]);
    const response = answer(understood, withoutSecrets(passage), requestId, wire.method);
    const clean = redactParameters(parameters);
    const record = this.#keep({
      arrival,
      at,
      started,
      requestId,
      service,
      understood,
      passage,
      principal: asked.principal,
      request: {
        method: 'POST',
        url: `console://${prefix}/${operation}`,
        headers: [],
        body: JSON.stringify(clean.parameters, null, 2),
        redacted: clean.redacted,
      },
      authentication: {
        method: 'consoleSession',
        accessKeyId: null,
        facts: [
          { label: 'Signed in', value: asked.signedInAt.toISOString(), ok: true },
          { label: 'MFA', value: asked.mfaAt === null ? 'not used' : `at ${asked.mfaAt.toISOString()}`, ok: null },
        ],
        signing: null,
      },
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
      const understood = understandRequest(wire, {
        reference: this.#on.reference,
        model: this.#on.workspace.model,
        callerAccountId: outcome.ok ? accountOf(outcome.principal) : null,
      });
      return { understood, fault: null };
    } catch (thrown) {
      if (!(thrown instanceof AwsError)) throw thrown;
      return {
        understood: { ...service, operation: '', operationName: null, parameters: {}, parts: [] },
        fault: thrown,
      };
    }
  }

  async #passWireSteps(
    wire: WireRequest,
    arrival: Arrival,
    at: Date,
    outcome: AuthenticationOutcome,
    understood: UnderstoodRequest,
    fault: AwsError | null,
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
    const authenticated = {
      step: 'authentication',
      passed: true,
      summary:
        outcome.principal.kind === 'anonymous'
          ? 'The request is not signed: it comes from nobody in particular.'
          : `The signature is that of ${principalLabel(outcome.principal).label}.`,
    } as const;
    if (fault !== null) return refusedRequest(fault, [authenticated]);
    return this.#passGates(wire, arrival, at, { principal: outcome.principal, session: null }, understood, [
      authenticated,
    ]);
  }

  /** Steps 3 to 5, and what of step 1 needs to know the caller. */
  async #passGates(
    wire: WireRequest,
    arrival: Arrival,
    at: Date,
    caller: Caller,
    understood: UnderstoodRequest,
    before: Progress,
  ): Promise<Passage> {
    const scene: RequestScene = {
      accountId: accountOf(caller.principal) ?? this.#soleAccount(),
      region: understood.region,
      actor: caller.principal,
      model: this.#on.workspace.model,
    };
    let operation: PreparedOperation | null;
    let needed: readonly NeededPart[];
    try {
      const name = understood.operationName;
      operation = name === null ? null : prepareOperation(name, understood.parameters);
      needed = operation === null ? understood.parts : operation.parts(scene);
    } catch (thrown) {
      if (!(thrown instanceof AwsError)) throw thrown;
      return refusedRequest(thrown, before);
    }

    const asked = { step: 'request', passed: true, summary: asksFor(understood, needed) } as const;
    const parts = needed.map((part) => this.#explain(wire, arrival, at, caller, understood.region, part));
    const decision = verdictOf(parts.map(({ explanation }) => explanation));
    const stopped = parts.find(({ explanation }) => explanation.decision === decision);
    const reason =
      stopped?.explanation.reason ??
      `${understood.operation} needs no permission: anybody who is authenticated may call it.`;
    const upToHere: Progress = [
      asked,
      ...before,
      { step: 'authorization', passed: decision === 'Allowed', summary: reason },
    ];
    if (decision !== 'Allowed' && stopped !== undefined) {
      const error = accessDeniedError(understood, stopped);
      return { verdict: decision, progress: upToHere, parts, edits: null, result: { ok: false, error } };
    }
    return this.#perform(understood, operation, scene, upToHere, parts);
  }

  #explain(
    wire: WireRequest,
    arrival: Arrival,
    at: Date,
    caller: Caller,
    region: string,
    part: NeededPart,
  ): ExplainedPart {
    const known = resourceOf(this.#on.workspace.model, part.resource);
    const resourceAccountId =
      part.resourceAccountId ?? known.accountId ?? accountOf(caller.principal) ?? this.#soleAccount();
    const { keys, entries } = gatherContext({
      principal: caller.principal,
      wire,
      at,
      sourceIp: arrival.sourceIp,
      secureTransport: arrival.secureTransport,
      region,
      part,
      resource: known.document,
      resourceAccountId,
      session: caller.session,
      reference: this.#on.reference,
    });
    const request: AuthorizationRequest = {
      principal: caller.principal,
      action: part.action,
      resource: part.resource,
      resourceAccountId,
      context: keys,
    };
    const policies = this.#on.policies.of(caller.principal, known);
    return {
      part,
      request,
      explanation: this.#on.policies.withPositions(explain(request, policies), policies),
      context: entries,
    };
  }

  async #perform(
    understood: UnderstoodRequest,
    operation: PreparedOperation | null,
    scene: RequestScene,
    progress: Progress,
    parts: readonly ExplainedPart[],
  ): Promise<Passage> {
    if (operation === null) {
      const error = new AwsError(
        'NotImplemented',
        501,
        'Allowed by policy. Gatehouse models no data for this operation, so nothing was done.',
      );
      return {
        verdict: 'Allowed',
        progress: [...progress, { step: 'action', passed: false, summary: error.message }],
        parts,
        edits: [],
        result: { ok: false, error },
      };
    }
    try {
      const { output, edits } = await operation.perform(scene, this.#on);
      const changed =
        edits.length === 0 ? 'Nothing in the account changed.' : `Changed: ${edits.map(editText).join(', ')}.`;
      return {
        verdict: 'Allowed',
        progress: [
          ...progress,
          { step: 'action', passed: true, summary: `${understood.operation} was done.` },
          { step: 'resource', passed: true, summary: changed },
        ],
        parts,
        edits,
        result: { ok: true, output },
      };
    } catch (thrown) {
      if (!(thrown instanceof AwsError)) throw thrown;
      return {
        verdict: 'Allowed',
        progress: [...progress, { step: 'action', passed: false, summary: `${thrown.code}: ${thrown.message}` }],
        parts,
        edits: [],
        result: { ok: false, error: thrown },
      };
    }
  }

  #keep(seen: Seen): DecisionRecord {
    return this.#on.workspace.store.appendDecision(composeRecord(seen, performance.now()));
  }

  async #secretAccessKey(accessKeyId: string): Promise<string | null> {
    return this.#on.vault.get(`${this.#on.workspace.store.identity.id}/access-key/${accessKeyId}`);
  }

  /** Whose key a request that could not be authenticated claims to carry, so that the timeline can name them. */
  #ownerOf(accessKeyId: string | null): Principal | null {
    const owner = accessKeyId === null ? null : this.#on.workspace.model.accessKey(accessKeyId);
    if (owner === null) return null;
    const { arn, accountId, userName, userId, tags } = owner.user;
    return { kind: 'user', arn, accountId, userName, userId, tags: [...tags] };
  }

  /** The account that a request by nobody for nothing in particular is taken to be for. */
  #soleAccount(): string {
    return this.#on.workspace.model.list('account')[0]?.accountId ?? '000000000000';
  }
}

function refusedRequest(error: AwsError, before: Progress): Passage {
  return {
    verdict: 'InvalidRequest',
    progress: [{ step: 'request', passed: false, summary: `${error.code}: ${error.message}` }, ...before],
    parts: null,
    edits: null,
    result: { ok: false, error },
  };
}

/** Services with one endpoint for all regions take signatures for that endpoint's region alone. */
function expectedScope({ service }: RequestedService): ExpectedScope {
  const { global } = serviceOfSigningName(service);
  return global ? { service, region: signingRegion(serviceOfSigningName(service), '') } : { service };
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

function accountOf(principal: Principal): string | null {
  return 'accountId' in principal ? principal.accountId : null;
}

function answer(understood: UnderstoodRequest, passage: Passage, requestId: string, method: string): WireResponse {
  const { result, parts } = passage;
  if (result.ok) return answerOutput(understood, result.output, requestId);
  const resource = parts?.[0]?.part.resource;
  return answerError(understood, result.error, requestId, { method, ...(resource === undefined ? {} : { resource }) });
}

function withoutSecrets(passage: Passage): Passage {
  if (!passage.result.ok) return passage;
  return { ...passage, result: { ok: true, output: redactOutput(passage.result.output) } };
}

function asksFor(understood: UnderstoodRequest, parts: readonly NeededPart[] = understood.parts): string {
  const [first, ...others] = parts;
  if (first === undefined) return `Asks for ${understood.prefix}:${understood.operation}.`;
  const more = others.length === 0 ? '' : `, and for ${others.length} more`;
  return `Asks for ${first.action} on ${first.resource}${more}.`;
}

function editText(edit: DocumentEdit): string {
  return `${kindOf(edit)} ${edit.key}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
