import type { Arn } from '../../src-shared/arn.ts';
import type { AccessEdge, AccessGraph, AccessNode } from '../../src-shared/contract/access-graph.ts';
import type { Explanation } from '../../src-shared/decision/explanation.ts';
import type { RoleDocument, UserDocument } from '../../src-shared/model/documents.ts';
import type { Following } from '../long-work.ts';
import { explainPart, type Scales } from '../weigh-part.ts';
import { supposedCircumstances } from './supposed-circumstances.ts';
import { trustOf } from './trusted-principals.ts';

/** More pairs of a principal and a role than these are not weighed: a few seconds' work. */
const MOST_PAIRS = 50_000;
/** So many pairs are weighed in a row; they take a few milliseconds. */
const PAIRS_A_STEP = 100;
/** More users than this whom one policy lets into one role are told together. */
const MOST_USERS = 8;
/** Of users that are told together so many are named. */
const NAMED = 20;

/** Whose access is asked for. */
export interface AskedAccess {
  readonly accountId: string;
  /** A user or a role: only the pairs that it takes part in. Null for all. */
  readonly focus: string | null;
  readonly at: Date;
}

interface Pair {
  readonly caller: UserDocument | RoleDocument;
  readonly role: RoleDocument;
}

/**
 * Finds who can become which role of an account: principals of the account by all the policies that take part when they
 * ask for sts:AssumeRole, everybody else by the role's trust policy alone.
 * @throws GatehouseError `InvalidPolicy`, naming the policy, and `WorkCancelled`.
 */
export async function roleAccess(
  { accountId, focus, at }: AskedAccess,
  on: Scales,
  { step }: Following,
): Promise<AccessGraph> {
  const roles = on.model.list('role', accountId);
  const callers = [...on.model.list('user', accountId), ...roles];
  const nodes = new Map<string, AccessNode>(roles.map((role) => [role.arn, roleNode(role)]));
  const edges: AccessEdge[] = [];
  const pairs: Pair[] = [];
  for (const role of roles) {
    const trust = trustOf(role);
    if (focus === null || focus === role.arn) {
      for (const node of trust.nodes) nodes.set(node.id, node);
      edges.push(...trust.edges);
    }
    if (trust.namesOwn === 'none') continue;
    const named = trust.namesOwn === 'account' ? callers : callers.filter(({ arn }) => trust.own.has(arn));
    for (const caller of named) {
      if (focus === null || focus === role.arn || focus === caller.arn) pairs.push({ caller, role });
    }
  }
  const weighed = pairs.slice(0, MOST_PAIRS);
  const found: FoundAccess[] = [];
  for (const [index, pair] of weighed.entries()) {
    if (index % PAIRS_A_STEP === 0) await step(index, weighed.length);
    const access = weigh(pair, at, on);
    if (access !== null) found.push(access);
  }
  for (const { node, edge } of together(found)) {
    nodes.set(node.id, node);
    edges.push(edge);
  }
  const joined = new Set(edges.flatMap(({ from, to }) => [from, to]));
  return {
    nodes: [...nodes.values()].filter(({ id }) => joined.has(id) || id === focus || focus === null),
    edges: uniqueEdges(edges),
    weighed: weighed.length,
    pairs: pairs.length,
  };
}

interface FoundAccess extends Pair {
  readonly isConditional: boolean;
  readonly because: string;
  /** How the policy that lets them comes to apply. */
  readonly source: string;
}

/** Null where the principal can not become the role, whatever the conditions. */
function weigh({ caller, role }: Pair, at: Date, on: Scales): FoundAccess | null {
  const part = { action: 'sts:AssumeRole', resource: role.arn, resourceAccountId: role.accountId };
  const { explanation } = explainPart(part, supposedCircumstances(caller.arn, at, on.model), on);
  const isConditional = explanation.decision !== 'Allowed';
  if (isConditional && !onlyConditionsAreMissing(explanation)) return null;
  return {
    caller,
    role,
    isConditional,
    source: sourceOf(explanation),
    because: isConditional ? explanation.missing.map(({ sentence }) => sentence).join(' ') : explanation.reason,
  };
}

/** How the policy comes to apply to the principal that lets them: their own where one does, else the role's. */
function sourceOf({ layers, decidedBy, missing }: Explanation): string {
  const own = layers.find(({ layer }) => layer === 'identity')?.policies ?? [];
  const allowing = own.find(({ statements }) =>
    statements.some(({ effect, matched }) => effect === 'Allow' && matched),
  );
  const nearest = missing
    .map((thing) => (thing.kind === 'allow' ? thing.nearMiss : null))
    .find((near) => near !== null);
  return allowing?.source ?? decidedBy?.policySource ?? nearest?.policySource ?? '';
}

function onlyConditionsAreMissing({ missing }: Explanation): boolean {
  return missing.length > 0 && missing.every((thing) => thing.kind === 'allow' && thing.nearMiss !== null);
}

/** Tells many users whom one and the same policy lets into a role as one node. */
function together(found: readonly FoundAccess[]): { node: AccessNode; edge: AccessEdge }[] {
  const groups = Map.groupBy(found, ({ caller, role, source, isConditional }) =>
    caller.type === 'role' ? `${caller.arn} ${role.arn}` : `${role.arn} ${source} ${isConditional}`,
  );
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    if (members.length <= MOST_USERS)
      return members.map((access) => ({ node: callerNode(access), edge: edgeOf(access, access.caller.arn) }));
    const arns: Arn[] = members.map(({ caller }) => caller.arn);
    // The same users are one node, whatever they may become.
    const id = `users ${first.source} ${members.length}`;
    const name = first.source === '' ? 'users' : first.source;
    const node: AccessNode = { kind: 'users', id, name, count: members.length, arns: arns.slice(0, NAMED) };
    return [{ node, edge: edgeOf(first, id) }];
  });
}

function edgeOf({ role, isConditional, because }: FoundAccess, from: string): AccessEdge {
  return { from, to: role.arn, kind: 'mayAssume', isConditional, because };
}

function callerNode({ caller }: FoundAccess): AccessNode {
  return caller.type === 'role' ? roleNode(caller) : { kind: 'user', id: caller.arn, name: caller.userName };
}

function roleNode({ arn, roleName }: RoleDocument): AccessNode {
  return { kind: 'role', id: arn, name: roleName };
}

/** A trust policy may name somebody twice, with conditions and without. */
function uniqueEdges(edges: readonly AccessEdge[]): AccessEdge[] {
  const byEnds = new Map<string, AccessEdge>();
  for (const edge of edges) {
    const ends = `${edge.from}\n${edge.to}`;
    const known = byEnds.get(ends);
    if (known === undefined || (known.isConditional && !edge.isConditional)) byEnds.set(ends, edge);
  }
  return [...byEnds.values()];
}
