import type { ControlLevel, ControlStatement, Extent, Unbound } from '../../src-shared/contract/organization.ts';
import type { OrganizationPolicyType } from '../../src-shared/model/documents.ts';
import { POLICY_TYPES } from './organization-policies.ts';

export type Tone = 'neutral' | 'success' | 'warning' | 'danger';

/** What is said of a place of the organization, in a word or two and in a sentence. */
export interface EffectWords {
  readonly tone: Tone;
  readonly title: string;
  readonly text: string;
}

/** What policies of a type leave, and of what: all requests, or with an action those for it. */
export interface Effect {
  readonly levels: readonly ControlLevel[];
  readonly passes: Extent;
  readonly unbound: Unbound | null;
}

/** `Root`, `Root and Workloads`, `Root, Workloads and Sandbox`. */
function listed(levels: readonly ControlLevel[]): string {
  return new Intl.ListFormat('en').format(levels.map(({ name }) => name));
}

/** Sums up what policies of a type leave. */
export function effectInWords(
  { levels, passes, unbound }: Effect,
  policyType: OrganizationPolicyType,
  action: string | null,
): EffectWords {
  const { short } = POLICY_TYPES[policyType];
  if (unbound === 'managementAccount') {
    const whom = policyType === 'SERVICE_CONTROL_POLICY' ? 'its users and roles' : 'its resources';
    return {
      tone: 'neutral',
      title: `${short}s do not limit this account`,
      text: `This is the management account. No ${short} has an effect on ${whom}, not even one that is attached to it.`,
    };
  }
  if (unbound === 'notEnabled') {
    const text = `Nobody is limited by ${short}s until they are enabled in the root.`;
    return { tone: 'neutral', title: `${short}s are not enabled`, text };
  }
  const stopping = levels.filter((level) => level.passes === 'none');
  const limiting = levels.filter((level) => level.passes === 'some');
  const what = action ?? 'Everything';
  switch (passes) {
    case 'all':
      return {
        tone: 'success',
        title: action === null ? 'Nothing is limited' : `${action} passes`,
        text: `${what} is allowed at every level and denied at none. What the policies of a user or role allow, they can do.`,
      };
    case 'some':
      return {
        tone: 'warning',
        title: action === null ? 'Some of it is limited' : `${action} passes in part`,
        text: `It depends on ${listed(limiting)}. A request passes if a statement allows it at every level and none denies it at any.`,
      };
    case 'none':
      return {
        tone: 'danger',
        title: action === null ? 'Nothing passes' : `${action} is stopped`,
        text: stopping.map((level) => `At ${level.name} ${reasonOf(level, action)}.`).join(' '),
      };
  }
}

function reasonOf({ allowed, denied }: ControlLevel, action: string | null): string {
  const what = action === null ? 'everything' : 'it';
  if (denied === 'all') return `a statement denies ${what}`;
  return allowed === 'none' ? `no statement allows ${action === null ? 'anything' : 'it'}` : `${what} is stopped`;
}

/** What a level does to requests, in two or three words. */
export function levelInWords({ passes, allowed, denied }: ControlLevel): { tone: Tone; text: string } {
  if (passes === 'all') return { tone: 'success', text: 'Passes all' };
  if (passes === 'some') return { tone: 'warning', text: allowed === 'all' ? 'Denies some' : 'Allows some' };
  return { tone: 'danger', text: denied === 'all' ? 'Denies all' : 'Allows nothing' };
}

/** What a statement is about, such as `all actions but iam:* and sts:*`. */
export function actionsInWords({ actions: { negated, values } }: ControlStatement): string {
  const isAll = values.includes('*');
  if (negated) return `all actions but ${values.join(', ')}`;
  return isAll ? 'all actions' : values.join(', ');
}

/** On what, and when; empty for a statement about every resource under no condition. */
export function limitsInWords({ resources, conditions }: ControlStatement): readonly string[] {
  const on =
    resources === null || (!resources.negated && resources.values.includes('*'))
      ? []
      : [`on ${resources.negated ? 'all resources but ' : ''}${resources.values.join(', ')}`];
  return [...on, ...conditions.map(({ operator, key, values }) => `when ${key} ${operator} ${values.join(', ')}`)];
}
