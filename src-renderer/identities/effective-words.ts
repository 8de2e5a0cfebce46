import type { EffectiveAction, EffectiveStatement, LevelSummary } from '../../src-shared/contract/identities.ts';

type Tone = 'neutral' | 'success' | 'warning' | 'danger';

/** How much of an access level is permitted, such as `Read: 12 of 40, on some resources`. */
export function levelWords({
  accessLevel,
  total,
  allowed,
  onSome,
  conditional,
  limited,
  denied,
}: LevelSummary): string {
  if (allowed === 0) {
    return denied >= limited ? `${accessLevel}: denied` : `${accessLevel}: limited`;
  }
  const words = [allowed === total ? `${accessLevel}: all` : `${accessLevel}: ${allowed} of ${total}`];
  if (onSome > 0) words.push(onSome === allowed ? 'on some resources' : 'some on some resources');
  if (conditional > 0) words.push('conditional');
  return words.join(', ');
}

/** Full access stands out, since it is what should be seen first; what is kept away, as a warning. */
export function levelTone({ total, allowed, onSome, conditional }: LevelSummary): Tone {
  if (allowed === 0) return 'warning';
  return allowed === total && onSome === 0 && conditional === 0 ? 'success' : 'neutral';
}

/** What becomes of an action, such as `Allowed on some resources, under conditions`. */
export function actionWords({ state, resources, conditional, deniedInPart }: EffectiveAction): string {
  if (state === 'denied') return 'Explicitly denied';
  if (state === 'limited') return 'Not within the limits';
  const words = [resources === 'all' ? 'Allowed' : 'Allowed on some resources'];
  if (conditional) words.push('under conditions');
  if (deniedInPart.length > 0) words.push('denied in part');
  return words.join(', ');
}

export function actionTone({ state, resources, conditional }: EffectiveAction): Tone {
  if (state !== 'allowed') return state === 'denied' ? 'danger' : 'warning';
  return resources === 'all' && !conditional ? 'success' : 'neutral';
}

/** Where a statement is, such as `statement 2 “ReadOrders”, attached to user lucy`. */
export function statementWords({ index, sid, source }: EffectiveStatement): string {
  const name = sid === null ? '' : ` “${sid}”`;
  return `statement ${index + 1}${name}, ${source}`;
}

/** What limits an action, and whether all of it. */
export function limitWords({ layer, where, inPart }: EffectiveAction['limitedBy'][number]): string {
  const what = layer === 'boundary' ? 'the permissions boundary' : 'service control policies';
  return `${what} (${where}), which ${inPart ? 'do not allow all of it' : 'do not allow it'}`;
}
