import { nameInArn } from '../../src-shared/arn.ts';
import type {
  DecidedBy,
  Explanation,
  LayerExplanation,
  PolicyExplanation,
  PolicyLayer,
  StatementExplanation,
} from '../../src-shared/decision/explanation.ts';
import type { Principal } from '../../src-shared/principal.ts';
import type { AuthorizationRequest } from './request.ts';

/** What a kind of policy is called in a sentence. */
const LAYER_NAMES: Readonly<Record<PolicyLayer, string>> = {
  identity: 'identity-based policy',
  resource: 'resource-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  scp: 'service control policy',
  rcp: 'resource control policy',
  vpcEndpoint: 'VPC endpoint policy',
  trust: 'trust policy',
};

type Verdict = Pick<Explanation, 'decision' | 'decidedBy' | 'stoppedBy' | 'layers'>;

/** Why the request was allowed or denied, in one or two sentences that a learner can follow. */
export function reasonFor(request: AuthorizationRequest, verdict: Verdict): string {
  const asked = `${request.action} on ${request.resource}`;
  const who = principalName(request.principal);
  const { decidedBy } = verdict;
  switch (verdict.decision) {
    case 'ExplicitlyDenied':
      return decidedBy === null
        ? `${asked} is denied explicitly.`
        : `${capital(statementName(decidedBy))} denies ${who} ${asked}. An explicit deny overrides every allow.`;
    case 'Allowed':
      return decidedBy === null
        ? `The account's root user may do everything in its own account, so ${asked} is allowed.`
        : `${capital(statementName(decidedBy))} allows ${who} ${asked}, and nothing denies it.`;
    case 'ImplicitlyDenied':
      return [missingAllow(request, verdict, who, asked), nearMiss(verdict)].filter((part) => part !== null).join(' ');
  }
}

/** A principal as a person would say it. */
export function principalName(principal: Principal): string {
  switch (principal.kind) {
    case 'root':
      return `the root user of account ${principal.accountId}`;
    case 'user':
      return principal.userName;
    case 'roleSession':
      return `the session ${principal.sessionName} of role ${nameInArn(principal.roleArn)}`;
    case 'federatedUser':
      return `the federated user ${principal.name}`;
    case 'service':
      return `the service ${principal.service}`;
    case 'anonymous':
      return 'an anonymous caller';
  }
}

function statementName({ layer, policyName, sid, statementIndex }: DecidedBy): string {
  const statement = sid === null ? `statement ${statementIndex + 1}` : `the statement "${sid}"`;
  return `${statement} of the ${LAYER_NAMES[layer]} "${policyName}"`;
}

function missingAllow(request: AuthorizationRequest, verdict: Verdict, who: string, asked: string): string {
  const layer = verdict.stoppedBy;
  if (layer === null || layer === 'identity') {
    return `No policy that applies to ${who} allows ${asked}, so the default deny stands.`;
  }
  if (layer === 'resource' || layer === 'trust') return resourceReason(request, verdict, layer, who, asked);
  const names = verdict.layers
    .find((entry) => entry.layer === layer)
    ?.policies.map(({ name }) => `"${name}"`)
    .join(', ');
  const limit = LAYER_NAMES[layer];
  if (layer === 'session' && (names === undefined || names === '')) {
    return `No session policy was passed for ${who}, and without one a federated user's session may do nothing by itself.`;
  }
  return `No ${limit} that limits ${who} allows ${asked}${names === undefined || names === '' ? '' : ` (${names})`}, so whatever other policies allow, the default deny stands.`;
}

function resourceReason(
  request: AuthorizationRequest,
  verdict: Verdict,
  layer: 'resource' | 'trust',
  who: string,
  asked: string,
): string {
  const what = layer === 'trust' ? "The role's trust policy" : "The resource's own policy";
  const { principal } = request;
  if (principal.kind === 'anonymous' || principal.kind === 'service') {
    return `${what} alone could let in ${who}, and it does not allow ${asked}, so the default deny stands.`;
  }
  const identity = verdict.layers.find((entry) => entry.layer === 'identity');
  const other = identity?.effect === 'Allow' ? `The policies of ${who} allow ${asked}, but` : 'Also,';
  const needed =
    principal.accountId === request.resourceAccountId
      ? `${what.toLowerCase()} must allow it too, and does not.`
      : `the resource belongs to account ${request.resourceAccountId}, whose ${LAYER_NAMES[layer]} must allow it too, and does not.`;
  return identity?.effect === 'Allow' ? `${other} ${needed}` : capital(needed);
}

/** The statement of the layer that stopped the request which failed by its conditions alone. */
function nearMiss({ stoppedBy, layers }: Verdict): string | null {
  const layer = layers.find((entry) => entry.layer === stoppedBy);
  const found = layer === undefined ? null : findNearMiss(layer);
  if (found === null) return null;
  const { policy, statement } = found;
  const failed = statement.conditions.filter(({ matched }) => !matched);
  const conditions = failed.map(({ operator, key, resolved, actual }) => {
    const there = actual === null ? 'the request carries none' : `the request has ${actual.join(', ')}`;
    return `${operator} wants ${key} ${resolved.join(' or ')}; ${there}`;
  });
  const name = statement.sid === null ? `Statement ${statement.index + 1}` : `The statement "${statement.sid}"`;
  return `${name} of "${policy.name}" would allow it but for its condition: ${conditions.join('; ')}.`;
}

function findNearMiss(layer: LayerExplanation): { policy: PolicyExplanation; statement: StatementExplanation } | null {
  for (const policy of layer.policies) {
    const statement = policy.statements.find(
      ({ effect, matched, elements }) => effect === 'Allow' && !matched && elements.every((element) => element.matched),
    );
    if (statement !== undefined) return { policy, statement };
  }
  return null;
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
