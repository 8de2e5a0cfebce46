import { parseArn } from '../../src-shared/arn.ts';
import type {
  Decision,
  ElementExplanation,
  Explanation,
  LayerExplanation,
  PolicyLayer,
} from '../../src-shared/decision/explanation.ts';
import type { ContextEntry } from '../../src-shared/decision/record.ts';
import { layerName, statementName } from './statement-outcome.ts';

/**
 * How a question on the way to a decision came out.
 * - `passed`: the way goes on.
 * - `skipped`: nothing is asked here (no such policy, or it takes no part), and the way goes on.
 * - `denied`: a Deny applies here.
 * - `closed`: an Allow is needed here, and there is none.
 * - `notReached`: the way ended before.
 */
export type NodeState = 'passed' | 'skipped' | 'denied' | 'closed' | 'notReached';

/** One question of AWS's evaluation diagram. */
export interface PathNode {
  readonly id: 'deny' | 'relation' | 'noPermission' | PolicyLayer;
  readonly name: string;
  readonly state: NodeState;
  /** What was found, in a few words. */
  readonly finding: string;
  /** The policies that were asked, by name, each once. */
  readonly policies: readonly string[];
}

/** Questions that are asked one after the other. */
export interface PathTrack {
  /** Whose side it is where there are two; null where there is one. */
  readonly title: string | null;
  readonly nodes: readonly PathNode[];
}

/** The way that a part of a request took through AWS's policy evaluation. */
export interface EvaluationPath {
  /** Which of AWS's cases it is, in a sentence. */
  readonly setting: string;
  /** What is asked first, for everybody. */
  readonly start: readonly PathNode[];
  /** One, or two that must both come through: the principal's and the resource's. */
  readonly tracks: readonly PathTrack[];
  readonly decision: Decision;
  /** The way in sentences, for those who do not see it drawn. */
  readonly description: string;
}

/** What is known of a part of a request beside its explanation. */
export interface EvaluatedPart {
  readonly resource: string;
  readonly explanation: Explanation;
  /** The principal's ARN; null for services and nobody. */
  readonly principalArn: string | null;
  readonly context: readonly ContextEntry[];
}

/** Who asks, as far as it matters for which policies are asked. */
interface Sides {
  readonly principalAccountId: string | null;
  readonly resourceAccountId: string | null;
  readonly isRoot: boolean;
  /** Such as `An AWS service`, for those who have no policies of their own. */
  readonly stranger: string | null;
}

/**
 * Draws the way that a part of a request took. The order of questions is AWS's: Deny evaluation, RCPs, SCPs,
 * resource-based, identity-based, permissions boundary, session policies; a VPC endpoint's policy, which the page leaves
 * out, stands after the SCPs. Across accounts, and where the resource's own policy has to allow in any case (role trust
 * policies, KMS keys), both sides are asked for themselves.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function evaluationPath(part: EvaluatedPart): EvaluationPath {
  const { explanation } = part;
  const sides = sidesOf(part);
  const needsNone = needsNoPermission(explanation);
  const start = needsNone ? [noPermissionNode(explanation)] : startOf(explanation);
  const tracks = needsNone ? [] : tracksOf(part, sides);
  const path = { setting: settingOf(part, sides, tracks), start, tracks, decision: explanation.decision };
  return { ...path, description: describe(path) };
}

function valueOf(context: readonly ContextEntry[], key: string): string | null {
  return context.find((entry) => entry.key.toLowerCase() === key)?.values[0] ?? null;
}

function accountId(text: string | null | undefined): string | null {
  return text !== null && text !== undefined && /^\d{12}$/.test(text) ? text : null;
}

function sidesOf({ resource, principalArn, context, explanation }: EvaluatedPart): Sides {
  const principalAccountId =
    accountId(valueOf(context, 'aws:principalaccount')) ?? accountId(parseArn(principalArn ?? '')?.accountId);
  const resourceAccountId =
    accountId(parseArn(resource)?.accountId) ?? accountId(valueOf(context, 'aws:resourceaccount'));
  // Whom the root user made a session for has its rights and no policies either: only so can nothing have decided.
  const isRoot =
    valueOf(context, 'aws:principaltype') === 'Account' ||
    (principalAccountId !== null && explanation.decision === 'Allowed' && explanation.decidedBy === null);
  return { principalAccountId, resourceAccountId, isRoot, stranger: strangerOf(principalAccountId, context) };
}

function strangerOf(principalAccountId: string | null, context: readonly ContextEntry[]): string | null {
  if (principalAccountId !== null) return null;
  if (valueOf(context, 'aws:principalisawsservice') === 'true') return 'An AWS service';
  return valueOf(context, 'aws:principaltype') === 'Anonymous'
    ? 'An anonymous caller'
    : 'Somebody whom an identity provider vouches for';
}

/** Every layer takes no part, and yet it is allowed: the action needs no permission. */
function needsNoPermission({ decision, decidedBy, layers }: Explanation): boolean {
  return (
    decision === 'Allowed' &&
    decidedBy === null &&
    layers.length > 0 &&
    layers.every(({ exemption }) => exemption !== null)
  );
}

function noPermissionNode({ layers }: Explanation): PathNode {
  const finding = layers[0]?.exemption ?? '';
  return { id: 'noPermission', name: 'Is a permission needed?', state: 'passed', finding, policies: [] };
}

function startOf({ decision, decidedBy, stoppedBy, relation }: Explanation): PathNode[] {
  const isDenied = decision === 'ExplicitlyDenied';
  const by =
    decidedBy === null
      ? 'A Deny applies'
      : `${statementName({ index: decidedBy.statementIndex, sid: decidedBy.sid })} of ${decidedBy.policyName} denies (${layerName(decidedBy.layer).toLowerCase()})`;
  const deny: PathNode = {
    id: 'deny',
    name: 'Does any policy explicitly deny?',
    state: isDenied ? 'denied' : 'passed',
    finding: isDenied ? by : 'No Deny applies',
    policies: isDenied && decidedBy !== null ? [decidedBy.policyName] : [],
  };
  if (relation === null || relation.applies || isDenied) return [deny];
  return [
    deny,
    {
      id: 'relation',
      name: 'Does the action apply to the resource?',
      state: stoppedBy === 'relation' ? 'closed' : 'skipped',
      finding: 'The action does not apply to such a resource',
      policies: [],
    },
  ];
}

/** What the walk along a track needs to know. */
interface Walk {
  readonly explanation: Explanation;
  readonly sides: Sides;
  /** How an Allow of the resource's own policy names the principal, where it is what allowed. */
  readonly grant: 'direct' | 'identity' | null;
  /** Whether an Allow of the resource's own policy is needed, whatever else allows. */
  readonly needsBoth: boolean;
}

function tracksOf({ resource, explanation, principalArn }: EvaluatedPart, sides: Sides): PathTrack[] {
  const resourceLayer = layerOf(explanation, 'trust') === undefined ? 'resource' : 'trust';
  const isCross = sides.stranger === null && isCrossAccount(sides);
  const grant = isCross ? null : grantOf(explanation, principalArn);
  const mustAllow = resourceLayer === 'trust' || /^arn:[^:]*:kms:[^:]*:[^:]*:key\//.test(resource);
  const needsBoth = sides.stranger === null && grant === null && (isCross || mustAllow);
  const walk: Walk = { explanation, sides, grant, needsBoth };
  if (!needsBoth) {
    // Whoever has no policies of their own may be denied by them all the same, and by nothing else.
    const own = OWN_LAYERS.filter((id) => sides.stranger === null || layerOf(explanation, id)?.effect === 'Deny');
    return [{ title: null, nodes: follow(['rcp', 'scp', 'vpcEndpoint', resourceLayer, ...own], walk) }];
  }
  const [principalSide, resourceSide] = isCross
    ? [`Principal’s account ${sides.principalAccountId}`, `Resource’s account ${sides.resourceAccountId}`]
    : ['The principal’s policies', 'The resource’s policies'];
  return [
    { title: principalSide, nodes: follow(['scp', 'vpcEndpoint', 'identity', 'boundary', 'session'], walk) },
    { title: resourceSide, nodes: follow(['rcp', resourceLayer], walk) },
  ];
}

const OWN_LAYERS: readonly PolicyLayer[] = ['identity', 'boundary', 'session'];

function isCrossAccount({ principalAccountId, resourceAccountId }: Sides): boolean {
  return principalAccountId !== null && resourceAccountId !== null && principalAccountId !== resourceAccountId;
}

function layerOf({ layers }: Explanation, layer: PolicyLayer): LayerExplanation | undefined {
  return layers.find((entry) => entry.layer === layer);
}

/**
 * How the statement of the resource's own policy that allowed the request names the principal: by the role or user
 * behind the session, which leaves boundary and session policies in force, or directly.
 */
function grantOf(explanation: Explanation, principalArn: string | null): Walk['grant'] {
  const { decision, decidedBy } = explanation;
  if (decision !== 'Allowed' || decidedBy === null) return null;
  if (decidedBy.layer !== 'resource' && decidedBy.layer !== 'trust') return null;
  const layer = layerOf(explanation, decidedBy.layer);
  const statement = layer?.policies
    .find(({ name, source }) => name === decidedBy.policyName && [source, ''].includes(decidedBy.policySource))
    ?.statements.find(({ index }) => index === decidedBy.statementIndex);
  const named = statement?.elements.find(({ element }) => element === 'Principal');
  return named !== undefined && namesIdentityBehind(named, principalArn) ? 'identity' : 'direct';
}

function namesIdentityBehind({ matchedBy }: ElementExplanation, principalArn: string | null): boolean {
  const isSession = /^arn:[^:]*:sts:/.test(principalArn ?? '');
  return isSession && matchedBy !== null && /:(?:role|user)\/|^AWS: A[RI][OD]A/.test(matchedBy);
}

/** Asks one question after the other until one closes the way. */
function follow(layers: readonly PolicyLayer[], walk: Walk): PathNode[] {
  const nodes: PathNode[] = [];
  const { decision, stoppedBy } = walk.explanation;
  let isOpen = decision !== 'ExplicitlyDenied' && stoppedBy !== 'relation';
  for (const id of layers) {
    const layer = layerOf(walk.explanation, id);
    // A kind of policy that AWS's page does not list is asked about only where there is one.
    if (id === 'vpcEndpoint' && (layer === undefined || layer.policies.length === 0)) continue;
    const found = isOpen ? ask(id, layer, walk) : behind(layer);
    isOpen = isOpen && found.state !== 'closed';
    const policies = [...new Set(layer?.policies.map(({ name }) => name))];
    nodes.push({ id, name: nodeName(id, walk), ...found, policies });
  }
  return nodes;
}

type Found = Pick<PathNode, 'state' | 'finding'>;

/** What lies behind where the way ended. */
function behind(layer: LayerExplanation | undefined): Found {
  return layer?.effect === 'Deny' && layer.exemption === null
    ? { state: 'denied', finding: 'The Deny stands here' }
    : { state: 'notReached', finding: 'Not reached' };
}

function ask(id: PolicyLayer, layer: LayerExplanation | undefined, walk: Walk): Found {
  const { explanation, sides, grant, needsBoth } = walk;
  const closes = explanation.stoppedBy === id;
  if (closes) return { state: 'closed', finding: closedFinding(id, layer) };
  if (isBeyondGrant(id, grant)) {
    return { state: 'skipped', finding: 'Not needed: the resource’s policy names the principal itself' };
  }
  if (id === 'identity' && sides.isRoot) return { state: 'passed', finding: 'The root user needs no policy' };
  if (layer === undefined || (layer.policies.length === 0 && layer.levels.length === 0)) {
    return needsBoth && id === 'resource'
      ? { state: 'closed', finding: closedFinding(id, layer) }
      : { state: 'skipped', finding: NONE_FOUND[id] };
  }
  if (layer.exemption !== null) return { state: 'skipped', finding: layer.exemption };
  if (layer.effect === 'Allow') return { state: 'passed', finding: allowedFinding(id, walk) };
  if (needsBoth && (id === 'resource' || id === 'trust' || (id === 'identity' && !endsBehindIdentity(explanation)))) {
    return { state: 'closed', finding: closedFinding(id, layer) };
  }
  return id === 'identity'
    ? { state: 'skipped', finding: 'No Allow applies, and none is needed here' }
    : { state: 'skipped', finding: 'No Allow applies; identity-based policies may allow' };
}

/**
 * Whether the way ends at what limits identity-based policies: then these have let it through, or were not asked, as for a
 * session that the root user made.
 */
function endsBehindIdentity({ stoppedBy }: Explanation): boolean {
  return stoppedBy === 'boundary' || stoppedBy === 'session';
}

/** Whether an Allow of the resource's policy makes the question idle. */
function isBeyondGrant(id: PolicyLayer, grant: Walk['grant']): boolean {
  if (grant === 'direct') return id === 'identity' || id === 'boundary' || id === 'session';
  return grant === 'identity' && id === 'identity';
}

function allowedFinding(id: PolicyLayer, { grant, explanation, needsBoth }: Walk): string {
  if (id === 'rcp') return 'No Deny applies, and RCPFullAWSAccess allows';
  if ((id === 'resource' || id === 'trust') && grant === null && !needsBoth && explanation.decidedBy?.layer !== id) {
    return 'Allows the account, which leaves it to identity-based policies';
  }
  return 'An Allow applies';
}

function closedFinding(id: PolicyLayer, layer: LayerExplanation | undefined): string {
  if (layer === undefined || (layer.policies.length === 0 && layer.levels.length === 0)) {
    return id === 'resource' ? 'The resource has no policy' : 'No policy, so no Allow';
  }
  const level = layer.levels.findIndex((effect) => effect !== 'Allow');
  if (level >= 0) return level === 0 ? 'No Allow at the root of the organization' : `No Allow at level ${level + 1}`;
  return layer.exemption ?? 'No Allow applies';
}

const NONE_FOUND: Readonly<Record<PolicyLayer, string>> = {
  rcp: 'None applies',
  scp: 'None applies',
  vpcEndpoint: 'None applies',
  resource: 'The resource has no policy',
  trust: 'There is no trust policy',
  identity: 'None attached',
  boundary: 'No boundary set',
  session: 'No session policy passed',
};

const QUESTIONS: Readonly<Record<PolicyLayer, string>> = {
  rcp: 'Do resource control policies allow?',
  scp: 'Do service control policies allow?',
  vpcEndpoint: 'Does the VPC endpoint policy allow?',
  resource: 'Does the resource-based policy allow?',
  trust: 'Does the role trust policy allow?',
  identity: 'Do identity-based policies allow?',
  boundary: 'Does the permissions boundary allow?',
  session: 'Do session policies allow?',
};

function nodeName(id: PolicyLayer, { sides }: Walk): string {
  return id === 'identity' && sides.isRoot ? 'Is it the root user?' : QUESTIONS[id];
}

function settingOf({ explanation }: EvaluatedPart, sides: Sides, tracks: readonly PathTrack[]): string {
  if (tracks.length === 0) return 'No policy is asked about this action.';
  if (sides.stranger !== null) {
    return `${sides.stranger} has no policies of its own: the ${layerOf(explanation, 'trust') ? 'role trust policy' : 'resource’s policy'} has to allow.`;
  }
  if (isCrossAccount(sides)) return 'Across accounts: both the principal’s side and the resource’s side have to allow.';
  if (tracks.length > 1) return 'In one account, where the resource’s own policy has to allow in any case.';
  if (sides.isRoot) return 'The root user of the account: no identity-based policy is asked.';
  return 'In one account: an Allow on either side is enough, within every limit.';
}

const STATE_WORDS: Readonly<Record<NodeState, string>> = {
  passed: 'Yes',
  skipped: 'Goes on',
  denied: 'Explicit deny',
  closed: 'No',
  notReached: 'Not reached',
};

/** The word for how a question came out; what is passed at the Deny evaluation is that there is none. */
export function nodeWord({ id, state }: Pick<PathNode, 'id' | 'state'>): string {
  if ((id === 'deny' || id === 'noPermission') && state === 'passed') return 'No';
  return STATE_WORDS[state];
}

function say(node: PathNode): string {
  return `${node.name} ${nodeWord(node)}: ${node.finding.replace(/\.$/, '')}.`;
}

function describe({ setting, start, tracks, decision }: Omit<EvaluationPath, 'description'>): string {
  const told = tracks.flatMap(({ title, nodes }) => {
    const reached = nodes.filter(({ state }) => state !== 'notReached').map(say);
    return title === null || reached.length === 0 ? reached : [`${title}:`, ...reached];
  });
  return [setting, ...start.map(say), ...told, `So the request is ${DECISION_WORDS[decision]}.`].join(' ');
}

const DECISION_WORDS: Readonly<Record<Decision, string>> = {
  Allowed: 'allowed',
  ImplicitlyDenied: 'implicitly denied',
  ExplicitlyDenied: 'explicitly denied',
};
