import type { Door, Step, Verdict } from '../decision/record.ts';
import { readQueryTime } from './query-time.ts';
import type { QueryField, QueryTime } from './query.ts';

/** The verdicts that a word of the query language stands for. */
export const VERDICT_VALUES: Readonly<Record<string, readonly Verdict[]>> = {
  allowed: ['Allowed'],
  denied: ['ImplicitlyDenied', 'ExplicitlyDenied'],
  implicit: ['ImplicitlyDenied'],
  explicit: ['ExplicitlyDenied'],
  unauthenticated: ['NotAuthenticated'],
  invalid: ['InvalidRequest'],
};

/** `none` is the request that passed all five steps. */
export const STEP_VALUES: readonly (Step | 'none')[] = [
  'request',
  'authentication',
  'authorization',
  'action',
  'resource',
  'none',
];
export const DOOR_VALUES: readonly Door[] = ['console', 'composer', 'endpoint'];
export const YES_NO: readonly string[] = ['yes', 'no'];

/** What a field is about, for completions and messages, with an example. */
export const FIELD_WORDS: Readonly<Record<QueryField, { readonly about: string; readonly example: string }>> = {
  verdict: { about: 'How the request ended', example: 'verdict:denied' },
  principal: { about: 'Who asked: a name or an ARN', example: 'principal:lucy' },
  action: { about: 'What was asked', example: 'action:s3:Get*' },
  resource: { about: 'Of which resource: a name or an ARN', example: 'resource:my-bucket' },
  service: { about: 'The prefix of the action', example: 'service:iam' },
  door: { about: 'Where the request came in', example: 'door:endpoint' },
  status: { about: 'The HTTP status of the answer', example: 'status:4xx' },
  error: { about: 'The error code of the answer', example: 'error:NoSuchBucket' },
  step: { about: 'The step that stopped the request', example: 'step:authorization' },
  account: { about: 'The account of the principal or the resource', example: 'account:123456789012' },
  since: { about: 'From this time on: 1h, 2d, 14:05, 2026-11-22', example: 'since:1h' },
  until: { about: 'Up to this time', example: 'until:2026-11-22' },
  replay: { about: 'Whether it is a replay of another request', example: 'replay:yes' },
  pinned: { about: 'Whether you pinned it', example: 'pinned:yes' },
};

/** Fields whose values are few and known; null for those that hold anything. */
export function knownValues(field: QueryField): readonly string[] | null {
  switch (field) {
    case 'verdict':
      return Object.keys(VERDICT_VALUES);
    case 'step':
      return STEP_VALUES;
    case 'door':
      return DOOR_VALUES;
    case 'replay':
    case 'pinned':
      return YES_NO;
    default:
      return null;
  }
}

const LIST = new Intl.ListFormat('en', { type: 'disjunction' });
const ANY_TIME: QueryTime = { now: 0, utcOffsetMinutes: 0 };

/** @returns what is wrong with a value of a field, and what would do; null when nothing is. */
export function faultOfValue(field: QueryField, text: string): { message: string; mend: string } | null {
  const known = knownValues(field);
  if (known !== null) {
    if (known.includes(text.toLowerCase())) return null;
    return { message: `“${text}” is no ${field}.`, mend: `Write ${LIST.format(known)}.` };
  }
  if (field === 'since' || field === 'until') {
    if (readQueryTime(text, field, ANY_TIME) !== null) return null;
    return {
      message: `“${text}” is no time.`,
      mend: 'Write a span such as 30m, 1h or 2d, a date such as 2026-11-22, or a time of day such as 14:05.',
    };
  }
  if (field === 'status' && !/^[\dx*?]{1,3}$/i.test(text)) {
    return { message: `“${text}” is no HTTP status.`, mend: 'Write three digits, such as 403, or 4xx.' };
  }
  return null;
}
