import { z } from 'zod';
import { operations } from '../../src-shared/operations/registry.ts';
import type { OperationName } from '../../src-shared/operations/registry.ts';
import type { QueryValue } from './query-members.ts';

/** How a member of an operation's input is written as one text by a person. */
export type MemberKind = 'text' | 'list' | 'arns' | 'tags';

/** One member of an operation's input. */
export interface OperationMember {
  readonly name: string;
  readonly required: boolean;
  readonly kind: MemberKind;
  /** The values that the member may have; empty where any text will do. */
  readonly choices: readonly string[];
}

function unwrap(schema: unknown): { inner: unknown; required: boolean } {
  return schema instanceof z.ZodOptional
    ? { inner: schema.unwrap(), required: false }
    : { inner: schema, required: true };
}

function kindOf(schema: unknown): MemberKind {
  if (!(schema instanceof z.ZodArray)) return 'text';
  if (!(schema.element instanceof z.ZodObject)) return 'list';
  // A PolicyDescriptorType, as the session policies of STS are.
  return 'arn' in schema.element.shape ? 'arns' : 'tags';
}

function choicesOf(schema: unknown): readonly string[] {
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  return schema instanceof z.ZodUnion && schema.options.some((option) => option instanceof z.ZodBoolean)
    ? ['true', 'false']
    : [];
}

/** The members of an operation's input, in the order of its schema. */
export function operationMembers(name: OperationName): readonly OperationMember[] {
  const { input } = operations[name];
  return Object.entries<unknown>(input.shape).map(([member, schema]) => {
    const { inner, required } = unwrap(schema);
    return { name: member, required, kind: kindOf(inner), choices: choicesOf(inner) };
  });
}

/**
 * Reads what a person typed for a member: one line for each entry of a list or each ARN, `key=value` lines for tags.
 */
export function readMemberText(kind: MemberKind, text: string): QueryValue {
  if (kind === 'text') return text;
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (kind === 'list') return lines;
  if (kind === 'arns') return lines.map((arn) => ({ arn }));
  return lines.map((line) => {
    const equals = line.indexOf('=');
    return equals < 0
      ? { Key: line, Value: '' }
      : { Key: line.slice(0, equals).trim(), Value: line.slice(equals + 1).trim() };
  });
}
