import { NormalizedSchema } from '@smithy/core/schema';
import type { $Schema } from '@smithy/types';
import { z } from 'zod';

/** What one of AWS's clients knows of its service's shapes: its exports whose names end in `$`. */
type Client = Readonly<Record<string, unknown>>;

interface Reference {
  shape: string;
  [trait: string]: unknown;
}

/** A model in the form in which AWS publishes it, as far as it is added to here. */
export interface Model {
  operations: Record<string, unknown>;
  shapes: Record<string, { members?: Record<string, Reference>; [property: string]: unknown }>;
}

/**
 * Adds to a model what only the newer client knows: operations, and members of structures. The clients' schemas hold
 * no rules, so what is added has none but what is required.
 * @param client the module of a client of the AWS SDK for JavaScript.
 */
export function addNewerShapes(model: Model, client: Client): void {
  const schemas = Object.entries(client).flatMap(([name, value]) =>
    name.endsWith('$') && isSchemaRow(value) ? [value] : [],
  );
  const add = (schema: $Schema): string => addShape(model, NormalizedSchema.of(schema));
  for (const row of schemas) {
    const [kind, , name] = row;
    if (kind === OPERATION) {
      const [, , , traits, input, output] = row;
      model.operations[name] ??= {
        name,
        http: httpOf(traits),
        input: { shape: add(schemaOf(input)) },
        output: { shape: add(schemaOf(output)) },
      };
    } else if (kind === STRUCTURE && model.shapes[name] !== undefined) {
      addMembers(model, name, NormalizedSchema.of(schemaOf(row)));
    }
  }
}

/** The first value of a row says what it describes. @see https://github.com/smithy-lang/smithy-typescript */
const STRUCTURE = 3;
const OPERATION = 9;
type SchemaRow = readonly [kind: number, namespace: string, name: string, ...unknown[]];

function isSchemaRow(value: unknown): value is SchemaRow {
  return Array.isArray(value) && typeof value[0] === 'number' && typeof value[2] === 'string';
}

/** Operations of the query and JSON protocols say nothing of HTTP. */
function httpOf(traits: unknown): { method: string; requestUri: string; responseCode?: number } {
  const { http } = z.object({ http: z.tuple([z.string(), z.string(), z.number()]) }).safeParse(traits).data ?? {};
  if (http === undefined) return { method: 'POST', requestUri: '/' };
  const [method, uri, responseCode] = http;
  return { method, requestUri: `/{Bucket}${uri}`, responseCode };
}

function schemaOf(value: unknown): $Schema {
  // The rows are what the library itself reads; it offers no check of its own.
  return value as $Schema;
}

function addMembers(model: Model, name: string, schema: NormalizedSchema): void {
  const members = ((model.shapes[name] ??= { type: 'structure' }).members ??= {});
  for (const [member, memberSchema] of schema.structIterator()) {
    if (Object.hasOwn(members, member)) continue;
    const traits = memberSchema.getMergedTraits();
    members[member] = {
      shape: addShape(model, memberSchema),
      ...(traits.httpHeader !== undefined && { location: 'header', locationName: traits.httpHeader }),
      ...(traits.httpLabel !== undefined && { location: 'uri', locationName: member }),
      ...(traits.httpQuery !== undefined && { location: 'querystring', locationName: traits.httpQuery }),
      ...(traits.xmlName !== undefined && { locationName: traits.xmlName }),
    };
  }
}

function addShape(model: Model, schema: NormalizedSchema): string {
  if (schema.isStructSchema()) {
    const name = (schema.getName(true) ?? '').replace(/^.*#/, '');
    if (model.shapes[name] === undefined) addMembers(model, name, schema);
    return name;
  }
  if (schema.isListSchema()) {
    const entry = addShape(model, schema.getValueSchema());
    return addPlain(model, `${entry}Entries`, { type: 'list', member: { shape: entry } });
  }
  if (schema.isMapSchema()) {
    const value = addShape(model, schema.getValueSchema());
    return addPlain(model, `${value}Map`, {
      type: 'map',
      key: { shape: addPlain(model, 'String', { type: 'string' }) },
      value: { shape: value },
    });
  }
  if (schema.isBooleanSchema()) return addPlain(model, 'PlainBoolean', { type: 'boolean' });
  if (schema.isNumericSchema()) return addPlain(model, 'PlainInteger', { type: 'integer' });
  if (schema.isTimestampSchema()) return addPlain(model, 'PlainTimestamp', { type: 'timestamp' });
  if (schema.isBlobSchema()) return addPlain(model, 'PlainBlob', { type: 'blob' });
  return addPlain(model, 'PlainString', { type: 'string' });
}

function addPlain(model: Model, name: string, shape: Model['shapes'][string]): string {
  model.shapes[name] ??= shape;
  return name;
}
