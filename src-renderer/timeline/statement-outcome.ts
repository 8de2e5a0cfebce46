import type { Verdict } from '../../src-shared/decision/record.ts';
import type {
  ConditionExplanation,
  DecidedBy,
  Decision,
  ElementExplanation,
  PolicyExplanation,
  PolicyLayer,
  StatementExplanation,
} from '../../src-shared/decision/explanation.ts';
import type { TextPlace } from '../app/route.ts';
import { VERDICT_WORDS } from '../ui/verdict-words.ts';

/**
 * One line of a statement's comparison table: what the policy wants beside what the request has. Elements and
 * conditions become the same kind of line, so that a person reads one table per statement.
 */
export interface Comparison {
  /** `Action`, or `StringEquals aws:username` for a condition. */
  readonly subject: string;
  readonly kind: 'element' | 'condition';
  readonly matched: boolean;
  /** True for NotAction, NotResource and NotPrincipal, which match when none of their values does. */
  readonly negated: boolean;
  readonly wanted: readonly string[];
  /** The values with policy variables filled in; null where no variable was. */
  readonly resolved: readonly string[] | null;
  /** What the request has; null where it does not have the key at all. */
  readonly actual: readonly string[] | null;
  /** The entries of `wanted` that what the request has matches. */
  readonly matchedBy: readonly string[];
  readonly note: string | null;
}

function differs(wanted: readonly string[], resolved: readonly string[]): boolean {
  return wanted.length !== resolved.length || wanted.some((value, index) => value !== resolved[index]);
}

function ofElement(element: ElementExplanation): Comparison {
  return {
    subject: element.element,
    kind: 'element',
    matched: element.matched,
    negated: element.element.startsWith('Not'),
    wanted: element.wanted,
    resolved: differs(element.wanted, element.resolved) ? element.resolved : null,
    actual: [element.actual],
    matchedBy: element.matchedBy === null ? [] : [element.matchedBy],
    note: null,
  };
}

function ofCondition(condition: ConditionExplanation): Comparison {
  return {
    subject: `${condition.operator} ${condition.key}`,
    kind: 'condition',
    matched: condition.matched,
    negated: false,
    wanted: condition.wanted,
    resolved: differs(condition.wanted, condition.resolved) ? condition.resolved : null,
    actual: condition.actual,
    matchedBy: condition.matches.flatMap(({ matchedBy }) => matchedBy ?? []),
    note: condition.note,
  };
}

/** Every element and condition of a statement, in the order in which the policy language lists them. */
export function comparisons(statement: StatementExplanation): readonly Comparison[] {
  return [...statement.elements.map(ofElement), ...statement.conditions.map(ofCondition)];
}

/** How many values a sentence names before it counts the rest. */
const NAMED_VALUES = 2;

function named(values: readonly string[]): string {
  if (values.length === 0) return 'nothing';
  const shown = values.slice(0, NAMED_VALUES).join(' or ');
  return values.length > NAMED_VALUES ? `${shown} or ${values.length - NAMED_VALUES} more` : shown;
}

/**
 * Why one line did not match, by value, such as `Action: wanted s3:Get*, request has s3:CreateBucket`.
 * @param comparison a line that did not match.
 */
export function mismatchSentence(comparison: Comparison): string {
  const { subject, actual } = comparison;
  const wanted = named(comparison.resolved ?? comparison.wanted);
  if (actual === null) {
    const key = subject.slice(subject.indexOf(' ') + 1);
    return `${subject}: wanted ${wanted}, request has no ${key}`;
  }
  if (comparison.negated)
    return `${subject}: excludes ${comparison.matchedBy[0] ?? wanted}, request has ${named(actual)}`;
  return `${subject}: wanted ${wanted}, request has ${named(actual)}`;
}

/** The lines of a statement that kept it from applying. */
export function mismatches(statement: StatementExplanation): readonly Comparison[] {
  return comparisons(statement).filter((comparison) => !comparison.matched);
}

/** Names a statement as people do: by its Sid, else by its position counted from 1. */
export function statementName(statement: { index: number; sid: string | null }): string {
  return statement.sid === null ? `Statement ${statement.index + 1}` : `“${statement.sid}”`;
}

/** Where in a policy's text something begins, in words, such as `line 12, column 5`. */
export function placeInText({ line, column }: TextPlace): string {
  return `line ${line}, column ${column}`;
}

/** What settled the matter, when that was a statement of this policy; null when it was not. */
export function decidedIn(
  layer: PolicyLayer,
  policy: Pick<PolicyExplanation, 'name' | 'arn' | 'source'>,
  by: DecidedBy | null,
): DecidedBy | null {
  if (by === null || by.layer !== layer || by.policyName !== policy.name || by.policyArn !== policy.arn) return null;
  // One policy may come by several ways; a record that was kept before ways were told has none.
  return by.policySource === '' || by.policySource === policy.source ? by : null;
}

/**
 * Whether a statement that did not match is worth seeing at once. In a denial by default these are the Allow statements
 * that are about the action and failed elsewhere; all others stay folded.
 */
export function isTelling(statement: StatementExplanation, decision: Decision): boolean {
  if (decision !== 'ImplicitlyDenied' || statement.matched || statement.effect !== 'Allow') return false;
  const action = statement.elements.find(({ element }) => element === 'Action' || element === 'NotAction');
  return action?.matched ?? false;
}

const LAYER_NAMES: Readonly<Record<PolicyLayer, string>> = {
  identity: 'Identity-based policies',
  resource: 'Resource-based policy',
  boundary: 'Permissions boundary',
  session: 'Session policies',
  scp: 'Service control policies',
  rcp: 'Resource control policies',
  vpcEndpoint: 'VPC endpoint policy',
  trust: 'Role trust policy',
};

/** AWS's name for a kind of policy, at the head of its section. */
export function layerName(layer: PolicyLayer): string {
  return LAYER_NAMES[layer];
}

/** What became of a request when it was replayed, such as `Then implicitly denied, now allowed.` */
export function replaySentence(then: Verdict, now: Verdict): string {
  const [before, after] = [VERDICT_WORDS[then].toLowerCase(), VERDICT_WORDS[now].toLowerCase()];
  return then === now ? `The verdict is the same as then: ${after}.` : `Then ${before}, now ${after}.`;
}
