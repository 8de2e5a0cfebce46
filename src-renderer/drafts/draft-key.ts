import { nameInArn, parseArn, type Arn } from '../../src-shared/arn.ts';
import { routeToArn, type Route } from '../app/route.ts';

/** Stands between the ARN of an identity, which has no such mark in it, and the name of its inline policy. */
const INLINE = '#inline/';

/** What the draft of an inline policy is kept under. @param policyName null for a policy that has no name yet. */
export function inlinePolicyKey(identity: Arn, policyName: string | null): string {
  return `${identity}${INLINE}${policyName ?? ''}`;
}

/** What a draft is the text of, and the page where it is written on. */
export interface DraftPlace {
  readonly title: string;
  /** Such as `Trust policy` or `Inline policy of lucy`. */
  readonly kind: string;
  /** Null when there is no page for it. */
  readonly route: Route | null;
}

/** What the key of a draft tells. A draft of a managed policy, a trust policy or a resource's policy has the ARN as key. */
export function draftPlace(key: string): DraftPlace {
  const at = key.lastIndexOf(INLINE);
  if (at !== -1) return inlinePolicyPlace(key.slice(0, at), key.slice(at + INLINE.length));
  const title = nameInArn(key);
  const parts = parseArn(key);
  const route = routeToArn(key);
  if (parts?.service === 'organizations') {
    return { title, kind: 'Policy of the organization', route: { screen: 'organization', id: title } };
  }
  if (route?.screen === 'policy') return { title, kind: 'Managed policy', route };
  if (route?.screen === 'role') {
    return { title, kind: 'Trust policy', route: { ...route, part: { kind: 'trustPolicy', at: null } } };
  }
  if (route?.screen === 'resources') {
    return {
      title: parts?.resource ?? title,
      kind: 'Resource policy',
      route: { ...route, open: { arn: key as Arn, at: null } },
    };
  }
  return { title, kind: 'Policy', route };
}

function inlinePolicyPlace(identity: string, policyName: string): DraftPlace {
  const route = routeToArn(identity);
  const kind = `Inline policy of ${nameInArn(identity)}`;
  if (route?.screen !== 'user' && route?.screen !== 'group' && route?.screen !== 'role') {
    return { title: policyName, kind, route: null };
  }
  return policyName === ''
    ? { title: 'New inline policy', kind, route: { ...route, part: { kind: 'permissions' } } }
    : { title: policyName, kind, route: { ...route, part: { kind: 'inlinePolicy', name: policyName, at: null } } };
}

/** Whether a draft is of what an ARN names, or of a part of it. */
export function isDraftOf(key: string, arn: string): boolean {
  return key === arn || key.startsWith(`${arn}#`);
}
