import { nameInArn } from '../../src-shared/arn.ts';
import type { DecidedBy, Missing, NearMiss, RelationExplanation } from '../../src-shared/decision/explanation.ts';
import { conditionInWords } from './conditions/condition-in-words.ts';
import type { MissingPart } from './missing.ts';
import { LAYER_NAMES, askedFor, capital, listed, policyHolderName, principalName, statementName } from './naming.ts';
import type { AuthorizationRequest } from './request.ts';

/** What the sentences need to know beside the request and the missing part. */
export interface MissingSetting {
  readonly relation: RelationExplanation | null;
  /** How many levels of service control policies there are. */
  readonly scpLevels: number;
  /** Why nothing that the resource's policy allows counts; null where it counts. */
  readonly restriction: string | null;
}

type MissingAllow = Extract<MissingPart, { kind: 'allow' }>;

/** How many policies a sentence names before it only counts them. */
const NAMED_POLICIES = 3;

/** A missing part with the sentence that tells it: what has to change, whose it is, and why it has to. */
export function describeMissing(request: AuthorizationRequest, part: MissingPart, setting: MissingSetting): Missing {
  switch (part.kind) {
    case 'relation':
      return { ...part, sentence: relationSentence(request, setting.relation) };
    case 'restriction':
      return { ...part, sentence: setting.restriction ?? '' };
    case 'deny':
      return {
        ...part,
        sentence: `${capital(denying(request, part.statement))}: an explicit deny overrides every allow.`,
      };
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
    case 'restriction':
      return 'a setting of the resource keeps its policy from letting in others';
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
    : `${action} applies to resources of type ${listed(types)}, and ${resource} is not one, so no policy can allow it there.`;
}

/** Which statement denies whom what. */
export function denying(request: AuthorizationRequest, statement: DecidedBy): string {
  return `${statementName(statement)} denies ${principalName(request.principal)} ${askedFor(request)}`;
}

/** Which kind of policy fails to allow, whose it is and which ones there are; ends in the verb. */
function failing(request: AuthorizationRequest, part: MissingAllow, setting: MissingSetting): string {
  const kind = LAYER_NAMES[part.layer];
  const place = placeOf(request, part, setting.scpLevels);
  // Some have no name but their kind's.
  const names = part.policies.filter((name) => name !== kind).map((name) => `"${name}"`);
  // A role has exactly one.
  if (part.layer === 'trust') return `the trust policy of role ${nameInArn(request.resource)}${place} does not allow`;
  // An identity may have dozens of policies, and any of them, or a new one, could allow it.
  if (part.policies.length === 0 || part.layer === 'identity') return `no ${kind}${place} allows`;
  if (part.policies.length === 1) return `the ${[kind, ...names].join(' ')}${place} does not allow`;
  const plural = `${kind.replace(/y$/, '')}${kind.endsWith('y') ? 'ies' : 's'}`;
  if (names.length > NAMED_POLICIES) return `none of the ${part.policies.length} ${plural}${place} allows`;
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
      return ` of ${policyHolderName(principal)}`;
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
  if (level === 0) return " attached to the organization's root";
  return level === levels - 1
    ? ' attached to the account itself'
    : ` attached to the organizational unit at level ${level}`;
}

function isAbroad({ principal, resourceAccountId }: Pick<AuthorizationRequest, 'principal' | 'resourceAccountId'>) {
  return 'accountId' in principal && principal.accountId !== resourceAccountId;
}

/** Why this kind of policy has to allow. */
function need(request: AuthorizationRequest, { layer }: MissingAllow): string {
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
      return `identity-based policies give ${policyHolderName(request.principal)} no more than it allows`;
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
  const wants = [first, ...rest.map((words) => `it also ${words}`)].join('; ');
  const notes = found.conditions.flatMap(({ actual, note }) => (note === null || actual === null ? [] : [` ${note}`]));
  return `${name} of "${found.policyName}" would allow it, but it ${wants}.${notes.join('')}`;
}
