import type { Missing, NearMiss, RelationExplanation } from '../../src-shared/decision/explanation.ts';
import { conditionInWords } from './conditions/condition-in-words.ts';
import type { MissingPart } from './missing.ts';
import { LAYER_NAMES, askedFor, capital, listed, principalName, statementName } from './naming.ts';
import type { AuthorizationRequest } from './request.ts';

/** What the sentences need to know beside the request and the missing part. */
export interface MissingSetting {
  readonly relation: RelationExplanation | null;
  /** How many levels of service control policies there are. */
  readonly scpLevels: number;
}

type MissingAllow = Extract<MissingPart, { kind: 'allow' }>;

/** How many policies a sentence names before it only counts them. */
const NAMED_POLICIES = 3;

/** A missing part with the sentence that tells it: what has to change, whose it is, and why it has to. */
export function describeMissing(request: AuthorizationRequest, part: MissingPart, setting: MissingSetting): Missing {
  switch (part.kind) {
    case 'relation':
      return { ...part, sentence: relationSentence(request, setting.relation) };
    case 'deny':
      return { ...part, sentence: `${capital(statementName(part.statement))} denies it explicitly.` };
    case 'allow': {
      const toWhom = part.principal === null ? '' : `${principalName(request.principal)} `;
      const fails = `${failing(request, part, setting)} ${toWhom}${askedFor(request)}`;
      const sentence = `${capital(fails)}, and ${need(request, part)}.`;
      return {
        ...part,
        sentence: part.nearMiss === null ? sentence : `${sentence} ${nearMissSentence(part.nearMiss)}`,
      };
    }
  }
}

/** A missing part as part of a sentence about something said before. */
export function missingClause(request: AuthorizationRequest, part: Missing, setting: MissingSetting): string {
  switch (part.kind) {
    case 'relation':
      return 'the action does not apply to the resource';
    case 'deny':
      return `${statementName(part.statement)} denies it`;
    case 'allow':
      return `${failing(request, part, setting)} it`;
  }
}

function relationSentence({ action, resource }: AuthorizationRequest, relation: RelationExplanation | null): string {
  const types = relation?.resourceTypes ?? [];
  return types.length === 0
    ? `${action} takes no resource: it is asked for on "*", never on ${resource}, so no policy can allow it there.`
    : `${action} applies to ${listed(types)}, and ${resource} is none, so no policy can allow it there.`;
}

/** Which kind of policy fails to allow, whose it is and which ones there are; ends in the verb. */
function failing(request: AuthorizationRequest, part: MissingAllow, setting: MissingSetting): string {
  const kind = LAYER_NAMES[part.layer];
  const place = placeOf(request, part, setting.scpLevels);
  const names = part.policies.map((name) => `"${name}"`);
  // An identity may have dozens of policies, and any of them, or a new one, could allow it.
  if (names.length === 0 || part.layer === 'identity') return `no ${kind}${place} allows`;
  if (names.length === 1) return `the ${kind} ${names.join('')}${place} does not allow`;
  const plural = `${kind.replace(/y$/, '')}${kind.endsWith('y') ? 'ies' : 's'}`;
  if (names.length > NAMED_POLICIES) return `none of the ${names.length} ${plural}${place} allows`;
  return `none of the ${plural} ${listed(names, 'and')}${place} allows`;
}

/** Whose the policies are, or where they are attached. */
function placeOf(
  { principal, resourceAccountId }: AuthorizationRequest,
  part: MissingAllow,
  scpLevels: number,
): string {
  switch (part.layer) {
    case 'identity':
    case 'boundary':
    case 'session':
      return ` of ${principalName(principal)}`;
    case 'scp':
    case 'rcp':
      return levelPlace(part.level ?? 0, scpLevels);
    case 'resource':
    case 'trust':
      return isAbroad({ principal, resourceAccountId }) ? ` of account ${resourceAccountId}` : '';
    case 'vpcEndpoint':
      return '';
  }
}

/** The levels are the root of the organization, its organizational units downward, and the account. */
function levelPlace(level: number, levels: number): string {
  if (levels < 2) return '';
  if (level === 0) return " at the organization's root";
  return level === levels - 1 ? ' of the account itself' : ` of the organizational unit at level ${level}`;
}

function isAbroad({ principal, resourceAccountId }: Pick<AuthorizationRequest, 'principal' | 'resourceAccountId'>) {
  return 'accountId' in principal && principal.accountId !== resourceAccountId;
}

/** Why this kind of policy has to allow. */
function need(request: AuthorizationRequest, { layer }: MissingAllow): string {
  const who = principalName(request.principal);
  switch (layer) {
    case 'identity':
      return 'what nothing allows is denied';
    case 'resource':
    case 'trust':
      return resourceNeed(request, layer);
    case 'session':
      return request.principal.kind === 'federatedUser'
        ? 'a federated user may do by itself only what a session policy allows'
        : 'a session may do no more than its session policies allow';
    case 'boundary':
      return `identity-based policies give ${who} no more than it allows`;
    case 'scp':
    case 'rcp':
      return 'every level of the organization has to allow it';
    case 'vpcEndpoint':
      return 'it has to allow whatever comes through the endpoint';
  }
}

/** Why the resource's own policy has to allow. */
function resourceNeed(request: AuthorizationRequest, layer: 'resource' | 'trust'): string {
  const { principal } = request;
  if (!('accountId' in principal)) return `nothing else could let in ${principalName(principal)}`;
  if (isAbroad(request)) {
    return `${principalName(principal)} belongs to account ${principal.accountId}: across accounts both sides have to allow it`;
  }
  return layer === 'trust'
    ? 'nobody assumes a role unless its trust policy allows it'
    : "nobody, not even the account's root user, uses a KMS key unless its key policy allows it";
}

/** The statement that would allow it if its conditions held. */
function nearMissSentence(found: NearMiss): string {
  const name = found.sid === null ? `Statement ${found.statementIndex + 1}` : `The statement "${found.sid}"`;
  const [first = '', ...rest] = found.conditions.map(conditionInWords);
  return `${name} of "${found.policyName}" would allow it, but it ${[first, ...rest.map((words) => `it also ${words}`)].join('; ')}.`;
}
