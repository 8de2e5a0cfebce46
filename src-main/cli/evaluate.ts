import { z } from 'zod';
import type { DecidedBy, Decision, Explanation } from '../../src-shared/decision/explanation.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { Principal } from '../../src-shared/principal.ts';
import { type CompiledPolicy, compilePolicy } from '../authorization/compile.ts';
import { explain } from '../authorization/explain.ts';
import { parsePrincipal } from '../authorization/parse-principal.ts';
import type { PolicyKind } from '../authorization/policy/document.ts';
import { formatPath } from '../authorization/policy/fault.ts';
import type { PolicySet } from '../authorization/policy-set.ts';
import { contextOfPrincipal } from '../authorization/principal-context.ts';
import type { AuthorizationRequest } from '../authorization/request.ts';
import type { ServiceFacts } from '../authorization/service-facts.ts';

const NamedPolicy = z.object({ name: z.string(), arn: z.string().optional(), document: z.unknown() });
type NamedPolicy = z.infer<typeof NamedPolicy>;
const PolicyList = z.array(NamedPolicy);

/** A resource's policy: the document itself, a named policy, or a list of those. */
const ResourcePolicy = z.union([PolicyList, NamedPolicy, z.record(z.string(), z.unknown())]);

const ContextValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.union([z.string(), z.number(), z.boolean()])),
]);

const EvaluationCase = z.object({
  id: z.union([z.string(), z.number()]),
  request: z.object({
    principal: z.string(),
    action: z.string().regex(/^[^:\s]+:[^:\s]+$/, 'An action looks like service:Action.'),
    resource: z.string().regex(/^(?:\*|arn:(?:[^:]*:){4}.+)$/s, 'A resource is an ARN or "*".'),
    resourceAccount: z
      .string()
      .regex(/^\d{12}$/, 'An account ID has 12 digits.')
      .optional(),
    context: z.record(z.string(), ContextValue).optional(),
  }),
  policies: z.object({
    identity: PolicyList.optional(),
    boundary: PolicyList.optional(),
    session: PolicyList.optional(),
    resource: ResourcePolicy.optional(),
    scp: z.array(PolicyList).optional(),
    rcp: z.array(PolicyList).optional(),
    vpcEndpoint: PolicyList.optional(),
  }),
});
type EvaluationCase = z.infer<typeof EvaluationCase>;

interface EvaluatedCase {
  readonly id: string | number;
  readonly decision: Decision;
  readonly decidedBy: DecidedBy | null;
  readonly missingContext: readonly string[];
  readonly explanation?: Explanation;
}

/** A fault of one line: where in it, and why. */
class CaseFault extends Error {
  override readonly name = 'CaseFault';
  readonly path: string;
  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

/** How many compiled policies are kept; cases of a batch mostly share theirs. */
const KEPT_POLICIES = 1_000;

/**
 * Decides cases given as JSON lines, one decision or error a line, in their order and as they come; empty lines are
 * passed over. Memory does not grow with the number of lines.
 * @param write takes one line without its line break.
 * @returns how many lines could not be decided.
 */
export async function evaluate(
  lines: AsyncIterable<string>,
  write: (line: string) => void,
  options: { explain: boolean; facts: ServiceFacts },
): Promise<{ failed: number }> {
  const compile = memoizedCompiler();
  let lineNumber = 0;
  let failed = 0;
  for await (const line of lines) {
    lineNumber += 1;
    if (line.trim() === '') continue;
    let value: unknown = null;
    try {
      value = parseJson(line);
      write(JSON.stringify(evaluateCase(value, compile, options)));
    } catch (error) {
      if (!(error instanceof CaseFault)) throw error;
      failed += 1;
      const id = z.object({ id: z.union([z.string(), z.number()]) }).safeParse(value);
      const fault = { message: error.message, line: lineNumber, path: error.path };
      write(JSON.stringify({ id: id.success ? id.data.id : null, error: fault }));
    }
  }
  return { failed };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new CaseFault('', 'The line is not JSON.');
  }
}

type Compile = (policy: NamedPolicy, kind: PolicyKind, path: string) => CompiledPolicy;

function evaluateCase(
  value: unknown,
  compile: Compile,
  options: { explain: boolean; facts: ServiceFacts },
): EvaluatedCase {
  const parsed = EvaluationCase.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const path = (issue?.path ?? []).map((step) => (typeof step === 'number' ? step : String(step)));
    throw new CaseFault(formatPath(path), issue?.message ?? 'The case is not valid.');
  }
  const { id, request, policies } = parsed.data;
  const authorization = authorizationRequest(request);
  const explanation = explain(authorization, policySet(request, policies, compile), options.facts);
  const { decision, decidedBy, missingContext } = explanation;
  return { id, decision, decidedBy, missingContext, ...(options.explain ? { explanation } : {}) };
}

function authorizationRequest(request: EvaluationCase['request']): AuthorizationRequest {
  const principal = parsePrincipal(request.principal);
  if (principal === null) {
    throw new CaseFault(
      'request.principal',
      'A principal is the ARN of a user, role, role session, federated user or root, a service principal, or "*".',
    );
  }
  const context = new Map<string, string | readonly string[]>(contextOfPrincipal(principal));
  for (const [key, value] of Object.entries(request.context ?? {})) {
    context.set(key.toLowerCase(), Array.isArray(value) ? value.map(String) : String(value));
  }
  const { action, resource } = request;
  return { principal, action, resource, resourceAccountId: request.resourceAccount ?? accountOf(principal), context };
}

function accountOf(principal: Principal): string {
  return 'accountId' in principal ? principal.accountId : '';
}

function policySet(
  request: EvaluationCase['request'],
  policies: EvaluationCase['policies'],
  compile: Compile,
): PolicySet {
  const list = (kind: PolicyKind, path: string, entries: readonly NamedPolicy[]): CompiledPolicy[] =>
    entries.map((entry, index) => compile(entry, kind, `${path}[${index}].document`));
  const assumesRole = assumesRoleAction(request);
  const resource = resourcePolicies(policies.resource, assumesRole ? 'trust' : 'resource', compile);
  const { boundary, session, scp, rcp, vpcEndpoint } = policies;
  return {
    identity: list('identity', 'policies.identity', policies.identity ?? []),
    resource: assumesRole ? [] : resource,
    ...(assumesRole && { trust: resource }),
    ...(boundary && { boundary: list('identity', 'policies.boundary', boundary) }),
    ...(session && { session: list('identity', 'policies.session', session) }),
    ...(scp && { scp: scp.map((level, index) => list('identity', `policies.scp[${index}]`, level)) }),
    ...(rcp && { rcp: rcp.map((level, index) => list('resource', `policies.rcp[${index}]`, level)) }),
    ...(vpcEndpoint && { vpcEndpoint: list('resource', 'policies.vpcEndpoint', vpcEndpoint) }),
  };
}

/** Whether the resource's policy is the trust policy of a role: assuming it, or tagging the session on the way. */
function assumesRoleAction({ action, resource }: EvaluationCase['request']): boolean {
  return (
    /^sts:(?:AssumeRole\w*|TagSession|SetSourceIdentity|SetContext)$/i.test(action) &&
    /^arn:[^:]*:iam::\d{12}:role\//.test(resource)
  );
}

function resourcePolicies(
  given: EvaluationCase['policies']['resource'],
  kind: PolicyKind,
  compile: Compile,
): CompiledPolicy[] {
  if (given === undefined) return [];
  const list = PolicyList.safeParse(given);
  if (list.success) {
    return list.data.map((entry, index) => compile(entry, kind, `policies.resource[${index}].document`));
  }
  const named = NamedPolicy.safeParse(given);
  if (named.success && named.data.document !== undefined)
    return [compile(named.data, kind, 'policies.resource.document')];
  return [compile({ name: 'resource policy', document: given }, kind, 'policies.resource')];
}

/** Compiles each document once, as long as it is among the last that were used. */
function memoizedCompiler(): Compile {
  const kept = new Map<string, CompiledPolicy>();
  return (policy, kind, path) => {
    const text = typeof policy.document === 'string' ? policy.document : (JSON.stringify(policy.document) ?? '');
    const arn = policy.arn ?? null;
    const key = JSON.stringify([kind, policy.name, arn, text]);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const compiled = compileCasePolicy(text, { name: policy.name, arn, source: path }, kind, path);
    const oldest = kept.size >= KEPT_POLICIES ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
    kept.set(key, compiled);
    return compiled;
  };
}

function compileCasePolicy(
  text: string,
  label: Parameters<typeof compilePolicy>[1],
  kind: PolicyKind,
  path: string,
): CompiledPolicy {
  try {
    return compilePolicy(text, label, kind);
  } catch (error) {
    if (!(error instanceof GatehouseError)) throw error;
    // The text was made here, in one line, so that its line and column would tell nobody anything.
    const inside = error.place?.replace(/(?:, )?line \d+, column \d+$/, '') ?? '';
    throw new CaseFault(inside === '' ? path : `${path}.${inside}`, error.message);
  }
}
