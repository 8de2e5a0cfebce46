import type { FieldShape, ParameterValue } from '../../src-shared/contract/composer-form.ts';
import { readMemberText, type MemberKind } from './operation-members.ts';
import type { QueryValue } from './query-members.ts';

/** A value as JSON has it: numbers and booleans are such. */
export type JsonValue = string | number | boolean | readonly JsonValue[] | { readonly [member: string]: JsonValue };

/**
 * A parameter as the query protocols write it. A list that was typed as one text has an entry a line: ARNs, `key=value`
 * for tags, or what each entry is.
 */
export function queryValue(shape: FieldShape, value: ParameterValue): QueryValue {
  return typeof value === 'string' ? readMemberText(lineKind(shape), value) : value;
}

/** A parameter as the JSON protocols write it: numbers and booleans by the shape, everything else as it was given. */
export function jsonValue(shape: FieldShape, value: ParameterValue): JsonValue {
  return typed(shape, queryValue(shape, value));
}

function typed(shape: FieldShape, value: QueryValue): JsonValue {
  if (typeof value === 'string') {
    if (shape.kind === 'boolean' && /^(true|false)$/.test(value)) return value === 'true';
    return shape.kind === 'number' && /^-?\d{1,15}(\.\d+)?$/.test(value) ? Number(value) : value;
  }
  if (isList(value)) return value.map((entry) => (shape.kind === 'list' ? typed(shape.entry, entry) : bare(entry)));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const inner = shape.kind === 'map' ? shape.value : memberShape(shape, name);
      return [name, inner === null ? bare(member) : typed(inner, member)];
    }),
  );
}

/** A value of which no shape is known. */
function bare(value: QueryValue): JsonValue {
  if (typeof value === 'string') return value;
  if (isList(value)) return value.map(bare);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, bare(member)]));
}

function memberShape(shape: FieldShape, name: string): FieldShape | null {
  if (shape.kind !== 'structure') return null;
  return shape.members.find((member) => member.name === name)?.shape ?? null;
}

function lineKind(shape: FieldShape): MemberKind {
  if (shape.kind !== 'list') return 'text';
  if (shape.entry.kind !== 'structure') return 'list';
  // A PolicyDescriptorType, as the session policies of STS are.
  return shape.entry.members.some(({ name }) => name === 'arn') ? 'arns' : 'tags';
}

function isList(value: QueryValue): value is readonly QueryValue[] {
  return Array.isArray(value);
}
