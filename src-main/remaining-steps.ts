import type { Door } from '../src-shared/decision/record.ts';
import { AwsError } from '../src-shared/errors.ts';
import type { DocumentEdit } from '../src-shared/model/documents.ts';
import type { Principal } from '../src-shared/principal.ts';
import type { ApplicablePolicies } from './account/applicable-policies.ts';
import type { AwsManagedPolicies } from './account/managed-policies.ts';
import type { ModelView } from './account/model.ts';
import type { Workspace } from './account/workspace.ts';
import type { NeededPart, RequestScene } from './actions/handler.ts';
import { prepareOperation, type PreparedOperation } from './actions/prepare-operation.ts';
import { explain } from './authorization/explain.ts';
import type { AuthorizationRequest } from './authorization/request.ts';
import type { Clock } from './clock.ts';
import type { Vault } from './credentials/vault.ts';
import type { Random } from './random.ts';
import { accessDeniedError } from './request/access-denied-error.ts';
import { gatherContext } from './request/context.ts';
import { resourceOf } from './request/resource-of.ts';
import type { ServiceReference } from './request/service-reference.ts';
import type { UnderstoodRequest } from './request/understood-request.ts';
import type { WireRequest } from './request/wire-request.ts';
import { kindOf, type ExplainedPart, type Passage } from './timeline/compose-record.ts';
import { verdictOf, type Progress } from './timeline/steps.ts';

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

/** A request behind authentication: what is asked, by whom, and how it came. */
export interface AuthenticatedRequest {
  readonly understood: UnderstoodRequest;
  readonly wire: WireRequest;
  readonly arrival: Arrival;
  readonly at: Date;
  readonly principal: Principal;
  /** Set for temporary credentials; null for long-term access keys and for nobody. */
  readonly session: { readonly issuedAt: Date; readonly mfaAt: Date | null } | null;
  /** What authentication said of it. */
  readonly authenticated: string;
}

/**
 * Takes an authenticated request through authorization, action and resource. Every part must be allowed; only then is
 * anything done.
 * @throws GatehouseError when a policy that applies cannot be read; faults of the request are part of the answer.
 */
export async function passRemainingSteps(asked: AuthenticatedRequest, on: GateDependencies): Promise<Passage> {
  const { understood, principal } = asked;
  const before: Progress = [{ step: 'authentication', passed: true, summary: asked.authenticated }];
  const scene: RequestScene = {
    accountId: accountOf(principal) ?? soleAccount(on.workspace.model),
    region: understood.region,
    actor: principal,
    model: on.workspace.model,
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

  const parts = needed.map((part) => explainPart(part, asked, on));
  const decision = verdictOf(parts.map(({ explanation }) => explanation));
  const stopped = parts.find(({ explanation }) => explanation.decision === decision);
  const reason =
    stopped?.explanation.reason ??
    `${understood.operation} needs no permission: anybody who is authenticated may call it.`;
  const upToHere: Progress = [
    { step: 'request', passed: true, summary: asksFor(understood, needed) },
    ...before,
    { step: 'authorization', passed: decision === 'Allowed', summary: reason },
  ];
  if (decision !== 'Allowed' && stopped !== undefined) {
    const error = accessDeniedError(understood, stopped);
    return { verdict: decision, progress: upToHere, parts, edits: null, result: { ok: false, error } };
  }
  return performOperation(operation, asked, scene, upToHere, parts, on);
}

/** Weighs one part of a request against every policy that applies to it. */
function explainPart(part: NeededPart, asked: AuthenticatedRequest, on: GateDependencies): ExplainedPart {
  const { principal, wire, arrival, at, session, understood } = asked;
  const known = resourceOf(on.workspace.model, part.resource);
  const resourceAccountId =
    part.resourceAccountId ?? known.accountId ?? accountOf(principal) ?? soleAccount(on.workspace.model);
  const { keys, entries } = gatherContext({
    principal,
    wire,
    at,
    sourceIp: arrival.sourceIp,
    secureTransport: arrival.secureTransport,
    region: understood.region,
    part,
    resource: known.document,
    resourceAccountId,
    session,
    reference: on.reference,
  });
  const request: AuthorizationRequest = {
    principal,
    action: part.action,
    resource: part.resource,
    resourceAccountId,
    context: keys,
  };
  const policies = on.policies.of(principal, part.action, known);
  return {
    part,
    request,
    explanation: on.policies.withPositions(explain(request, policies), policies),
    context: entries,
  };
}

/** Does what was allowed. */
async function performOperation(
  operation: PreparedOperation | null,
  { understood }: AuthenticatedRequest,
  scene: RequestScene,
  progress: Progress,
  parts: readonly ExplainedPart[],
  on: GateDependencies,
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
    const { output, edits } = await operation.perform(scene, on);
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
function soleAccount(model: ModelView): string {
  return model.list('account')[0]?.accountId ?? '000000000000';
}

/** What a request asks for, in a sentence. */
export function asksFor(understood: UnderstoodRequest, parts: readonly NeededPart[] = understood.parts): string {
  const [first, ...others] = parts;
  if (first === undefined) return `Asks for ${understood.prefix}:${understood.operation}.`;
  const more = others.length === 0 ? '' : `, and for ${others.length} more`;
  return `Asks for ${first.action} on ${first.resource}${more}.`;
}

function editText(edit: DocumentEdit): string {
  return `${kindOf(edit)} ${edit.key}`;
}
