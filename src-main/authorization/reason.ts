import { nameInArn } from '../../src-shared/arn.ts';
import type {
  DecidedBy,
  Explanation,
  Missing,
  NearMiss,
  PolicyLayer,
  RelationExplanation,
  Stop,
} from '../../src-shared/decision/explanation.ts';
import type { Principal } from '../../src-shared/principal.ts';
import type { MissingPart } from './missing.ts';
import type { AuthorizationRequest } from './request.ts';

type MissingAllow = Extract<MissingPart, { kind: 'allow' }>;

/** What a kind of policy is called in a sentence. */
const LAYER_NAMES: Readonly<Record<PolicyLayer, string>> = {
  identity: 'identity-based policy',
  resource: 'resource-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  scp: 'service control policy',
  rcp: 'resource control policy',
  vpcEndpoint: 'VPC endpoint policy',
  trust: 'role trust policy',
};

type Verdict = Pick<Explanation, 'decision' | 'decidedBy' | 'stoppedBy' | 'missing'> & {
  readonly needsNoPermission: boolean;
};

/** Why the request was allowed or denied, in a few sentences that a learner can follow. */
export function reasonFor(request: AuthorizationRequest, verdict: Verdict): string {
  const asked = `${request.action} on ${request.resource}`;
  const who = principalName(request.principal);
  const { decidedBy } = verdict;
  switch (verdict.decision) {
    case 'ExplicitlyDenied':
      return sentences(
        decidedBy === null
          ? `${asked} is denied explicitly.`
          : `${capital(statementName(decidedBy))} denies ${who} ${asked}. An explicit deny overrides every allow.`,
        besideThat(request, verdict),
      );
    case 'Allowed':
      if (decidedBy !== null) {
        return `${capital(statementName(decidedBy))} allows ${who} ${asked}, and nothing denies it.`;
      }
      return verdict.needsNoPermission
        ? `${request.action} needs no permission: whoever is authenticated may do it, whatever policies say.`
        : `The account's root user may do everything in its own account, so ${asked} is allowed.`;
    case 'ImplicitlyDenied': {
      const first = verdict.missing.find((part) => isStop(part, verdict.stoppedBy));
      return sentences(first?.sentence ?? null, besideThat(request, verdict));
    }
  }
}

function sentences(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(' ');
}

/** Whether a missing part is the one that the decision names. */
function isStop(part: Missing, stop: Stop | null): boolean {
  return part.kind === 'relation' ? stop === 'relation' : part.kind === 'allow' && part.layer === stop;
}

/** What else would have stopped the request, had it not been stopped already. */
function besideThat(
  request: AuthorizationRequest,
  { decision, stoppedBy, decidedBy, missing }: Verdict,
): string | null {
  const first =
    decision === 'ExplicitlyDenied'
      ? missing.find((part) => part.kind === 'deny' && isSame(part.statement, decidedBy))
      : missing.find((part) => isStop(part, stoppedBy));
  const rest = missing.filter((part) => part !== first).map((part) => clause(request, part));
  return rest.length === 0 ? null : `Beside that, ${rest.join(', and ')}.`;
}

function isSame(left: DecidedBy, right: DecidedBy | null): boolean {
  return (
    left.layer === right?.layer &&
    left.policySource === right.policySource &&
    left.policyName === right.policyName &&
    left.statementIndex === right.statementIndex
  );
}

/** A missing part with the sentence that tells it. */
export function describeMissing(
  request: AuthorizationRequest,
  part: MissingPart,
  relation: RelationExplanation | null,
): Missing {
  switch (part.kind) {
    case 'relation':
      return { ...part, sentence: relationSentence(request, relation) };
    case 'deny':
      return { ...part, sentence: `${capital(statementName(part.statement))} denies it explicitly.` };
    case 'allow':
      return { ...part, sentence: sentences(`${allowSentence(request, part)}.`, nearMissSentence(part.nearMiss)) };
  }
}

function relationSentence({ action, resource }: AuthorizationRequest, relation: RelationExplanation | null): string {
  const types = relation?.resourceTypes ?? [];
  return types.length === 0
    ? `${action} has no resource: it is asked for on "*", never on ${resource}, so no policy can allow it there.`
    : `${action} applies to ${listed(types)}, and ${resource} is none, so no policy can allow it there.`;
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}

/** A missing part as part of a sentence, about something said before. */
function clause(request: AuthorizationRequest, part: Missing): string {
  switch (part.kind) {
    case 'relation':
      return 'the action does not apply to the resource';
    case 'deny':
      return `${statementName(part.statement)} denies it`;
    case 'allow':
      return `no ${allowerName(request, part)} allows it`;
  }
}

/** Which kind of policy has to allow, and whose. */
function allowerName({ principal, resourceAccountId }: AuthorizationRequest, part: MissingAllow): string {
  const who = principalName(principal);
  switch (part.layer) {
    case 'identity':
      return `identity-based policy of ${who}`;
    case 'boundary':
      return `permissions boundary of ${who}`;
    case 'session':
      return `session policy of ${who}`;
    case 'scp':
      return `service control policy ${part.level === 0 ? "at the organization's root" : `at level ${(part.level ?? 0) + 1} of the organization`}`;
    case 'resource':
      return isAbroad(principal, resourceAccountId)
        ? `resource-based policy of account ${resourceAccountId}`
        : 'resource-based policy';
    case 'trust':
      return isAbroad(principal, resourceAccountId)
        ? `role trust policy of account ${resourceAccountId}`
        : 'role trust policy';
    case 'rcp':
    case 'vpcEndpoint':
      return LAYER_NAMES[part.layer];
  }
}

function isAbroad(principal: Principal, accountId: string): boolean {
  return 'accountId' in principal && principal.accountId !== accountId;
}

function allowSentence(request: AuthorizationRequest, part: MissingAllow): string {
  const asked = `${request.action} on ${request.resource}`;
  const nobody = `No ${allowerName(request, part)} allows ${asked}`;
  switch (part.layer) {
    case 'identity':
      return `${nobody}, so the default deny stands`;
    case 'resource':
    case 'trust':
      return `${nobody}, and ${resourceNeed(request, part.layer)}`;
    case 'session':
      return request.principal.kind === 'federatedUser'
        ? `${nobody}, and a federated user may do by itself only what a session policy allows`
        : `${nobody}, and it limits what the session may do`;
    case 'boundary':
    case 'scp':
    case 'rcp':
    case 'vpcEndpoint':
      return `${nobody}, and whatever other policies allow, this one has to as well`;
  }
}

/** Why the resource's own policy has to allow. */
function resourceNeed({ principal, resourceAccountId }: AuthorizationRequest, layer: 'resource' | 'trust'): string {
  const policy = LAYER_NAMES[layer];
  if (!('accountId' in principal)) return `only a ${policy} could let in ${principalName(principal)}`;
  if (isAbroad(principal, resourceAccountId)) {
    return `${principalName(principal)} belongs to account ${principal.accountId}: across accounts both have to allow it`;
  }
  return layer === 'trust'
    ? 'without its trust policy nobody assumes a role'
    : "without its key policy nobody may use a KMS key, not even the account's root user";
}

/** The statement that would allow it if its conditions held. */
function nearMissSentence(found: NearMiss | null): string | null {
  if (found === null) return null;
  const conditions = found.conditions.map(({ operator, key, resolved, actual }) => {
    const there = actual === null ? 'the request carries none' : `the request has ${actual.join(', ')}`;
    return `${operator} wants ${key} ${resolved.join(' or ')}; ${there}`;
  });
  const name = found.sid === null ? `Statement ${found.statementIndex + 1}` : `The statement "${found.sid}"`;
  return `${name} of "${found.policyName}" would allow it but for its condition: ${conditions.join('; ')}.`;
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
    case 'federated':
      return principal.subject === ''
        ? `an identity that ${nameInArn(principal.provider)} vouches for`
        : `${principal.subject}, for whom ${nameInArn(principal.provider)} vouches`;
    case 'anonymous':
      return 'an anonymous caller';
  }
}

function statementName({ layer, policyName, sid, statementIndex }: DecidedBy): string {
  const statement = sid === null ? `statement ${statementIndex + 1}` : `the statement "${sid}"`;
  return `${statement} of the ${LAYER_NAMES[layer]} "${policyName}"`;
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
