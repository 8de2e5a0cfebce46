import type { z } from 'zod';
import type { identityProviderProcedures } from '../../src-shared/contract/identity-provider.ts';
import { Arn } from '../../src-shared/arn.ts';
import type { Tag } from '../../src-shared/principal.ts';

type Input<Name extends keyof typeof identityProviderProcedures> = z.input<
  (typeof identityProviderProcedures)[Name]['input']
>;
export type TokenFormInput = Input<'identityProvider.mintToken'>['form'];
export type AssertionFormInput = Input<'identityProvider.mintAssertion'>['form'];

/** What a person fills in for a token, as typed. */
export interface TokenFields {
  subject: string;
  audience: string;
  /** Words with spaces between them. */
  amr: string;
  /** A line for each: `key=value`; a `*` in front makes the tag transitive. */
  tags: string;
  sourceIdentity: string;
  /** In seconds. */
  lifetime: string;
  /** A JSON object of further claims; empty for none. */
  claims: string;
}

/** What a person fills in for an assertion, as typed. */
export interface AssertionFields {
  subject: string;
  subjectFormat: 'persistent' | 'transient' | 'emailAddress';
  sessionName: string;
  tags: string;
  sourceIdentity: string;
  lifetime: string;
  /** The role that the assertion offers; empty for none. */
  roleArn: string;
}

/** Fields that could be read, or what is wrong with the first that could not. */
export type Read<Value> =
  { readonly value: Value; readonly fault: null } | { readonly value: null; readonly fault: string };

const NUMBER_OF_SECONDS = 'The lifetime is a whole number of seconds from 1 to 86400.';

/** The form of a token. */
export function readTokenFields(fields: TokenFields): Read<TokenFormInput> {
  const lifetimeSeconds = secondsOf(fields.lifetime);
  if (lifetimeSeconds === null) return failed(NUMBER_OF_SECONDS);
  const tags = tagsOf(fields.tags);
  if (tags === null) return failed('Write each tag on a line of its own, as key=value.');
  const claims = claimsOf(fields.claims);
  if (claims === null) return failed('Write further claims as a JSON object, such as {"email": "lucy@example.com"}.');
  return read({
    subject: fields.subject.trim(),
    audience: fields.audience.trim(),
    amr: fields.amr.split(/\s+/).filter((word) => word !== ''),
    ...tags,
    sourceIdentity: orNull(fields.sourceIdentity),
    lifetimeSeconds,
    claims,
  });
}

/** The form of an assertion. */
export function readAssertionFields(fields: AssertionFields): Read<AssertionFormInput> {
  const lifetimeSeconds = secondsOf(fields.lifetime);
  if (lifetimeSeconds === null) return failed(NUMBER_OF_SECONDS);
  const tags = tagsOf(fields.tags);
  if (tags === null) return failed('Write each tag on a line of its own, as key=value.');
  const role = fields.roleArn === '' ? null : Arn.safeParse(fields.roleArn);
  if (role !== null && !role.success) return failed('The role is not an ARN.');
  return read({
    subject: fields.subject.trim(),
    subjectFormat: fields.subjectFormat,
    roleArns: role === null ? [] : [role.data],
    sessionName: fields.sessionName.trim(),
    ...tags,
    sourceIdentity: orNull(fields.sourceIdentity),
    lifetimeSeconds,
  });
}

function read<Value>(value: Value): Read<Value> {
  return { value, fault: null };
}

function failed<Value>(fault: string): Read<Value> {
  return { value: null, fault };
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

function secondsOf(text: string): number | null {
  const seconds = Number(text);
  return /^\d+$/.test(text.trim()) && seconds >= 1 && seconds <= 86_400 ? seconds : null;
}

function tagsOf(text: string): { tags: Tag[]; transitiveTagKeys: string[] } | null {
  const tags: Tag[] = [];
  const transitiveTagKeys: string[] = [];
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const [, transitive, Key, Value] = /^\s*(\*?)\s*([^=]+?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (Key === undefined || Value === undefined) return null;
    tags.push({ Key, Value });
    if (transitive === '*') transitiveTagKeys.push(Key);
  }
  return { tags, transitiveTagKeys };
}

function claimsOf(text: string): Record<string, unknown> | null {
  if (text.trim() === '') return {};
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? { ...json } : null;
  } catch {
    return null;
  }
}
