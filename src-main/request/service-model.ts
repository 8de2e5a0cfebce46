import { z } from 'zod';

/**
 * What AWS's own API model of a service tells: its operations, what goes in and what comes out, and how that travels.
 * @see https://smithy.io/2.0/spec/model.html
 */
export interface ServiceModel {
  readonly apiVersion: string;
  /** The operation of that name, as the API writes it; null where the service has none. */
  operation(name: string): ModelledOperation | null;
  readonly operationNames: readonly string[];
}

/** One operation of a service. */
export interface ModelledOperation {
  readonly name: string;
  /** Method and URI template of the REST protocols; `POST /` in the others. `status` is that of success. */
  readonly http: { readonly method: string; readonly uri: string; readonly status: number };
  readonly input: StructureShape;
  readonly output: StructureShape;
  /** The codes of the errors that its API reference names. */
  readonly errors: readonly string[];
}

/** The shape of a value. `rules` are those of AWS's `1 validation error detected: …`. */
export type Shape = StructureShape | ListShape | MapShape | ScalarShape;

/** A structure of named members. */
export interface StructureShape {
  readonly type: 'structure';
  readonly members: readonly Member[];
  /** The member that is the whole body of an HTTP message; null where all members without another place are. */
  readonly payload: string | null;
}

/** One member of a structure. */
export interface Member {
  readonly name: string;
  readonly required: boolean;
  readonly shape: Shape;
  /** Where it travels in an HTTP message of the REST protocols. */
  readonly location: 'body' | 'header' | 'headers' | 'querystring' | 'uri' | 'statusCode';
  /** What it is called there: the name of the header, the parameter, the label, or the XML element. */
  readonly locationName: string;
  /** Whether it is an attribute of its XML element. */
  readonly isAttribute: boolean;
  /** Whether the entries of a list stand in its structure without an element of their own around them. */
  readonly isFlattened: boolean;
}

/** A list of values. */
export interface ListShape {
  readonly type: 'list';
  readonly entry: Shape;
  /** The name of an entry's XML element. */
  readonly entryName: string;
  readonly isFlattened: boolean;
  readonly rules: Rules;
}

/** A map from texts to values. */
export interface MapShape {
  readonly type: 'map';
  readonly value: Shape;
}

/** A value without parts. Timestamps are ISO 8601 texts here, blobs are bytes. */
export interface ScalarShape {
  readonly type: 'string' | 'integer' | 'long' | 'double' | 'float' | 'boolean' | 'timestamp' | 'blob';
  readonly timestampFormat: 'iso8601' | 'rfc822' | 'unixTimestamp' | null;
  readonly isSensitive: boolean;
  readonly rules: Rules;
}

/** What a value must keep to. Length of texts, lists and blobs; size of numbers. */
export interface Rules {
  readonly min?: number;
  readonly max?: number;
  /** A regular expression for the whole text, as AWS writes it. */
  readonly pattern?: string;
  readonly enum?: readonly string[];
}

const ShapeReference = z.object({ shape: z.string(), locationName: z.string().optional() });

/** The file of a service's model, in the form in which AWS publishes it. */
export const ServiceModelFile = z.object({
  metadata: z.object({ apiVersion: z.string() }),
  operations: z.record(
    z.string(),
    z.object({
      http: z.object({ method: z.string(), requestUri: z.string(), responseCode: z.number().optional() }),
      input: ShapeReference.optional(),
      output: ShapeReference.optional(),
      errors: z.array(ShapeReference).default([]),
    }),
  ),
  shapes: z.record(
    z.string(),
    z.object({
      type: z.enum([
        'structure',
        'list',
        'map',
        'string',
        'character',
        'integer',
        'long',
        'double',
        'float',
        'boolean',
        'timestamp',
        'blob',
      ]),
      required: z.array(z.string()).default([]),
      members: z
        .record(
          z.string(),
          ShapeReference.extend({
            location: z.enum(['header', 'headers', 'querystring', 'uri', 'statusCode']).optional(),
            xmlAttribute: z.boolean().default(false),
            flattened: z.boolean().default(false),
          }),
        )
        .default({}),
      member: ShapeReference.optional(),
      value: ShapeReference.optional(),
      flattened: z.boolean().default(false),
      payload: z.string().optional(),
      sensitive: z.boolean().default(false),
      timestampFormat: z.enum(['iso8601', 'rfc822', 'unixTimestamp']).optional(),
      min: z.number().optional(),
      max: z.number().optional(),
      pattern: z.string().optional(),
      enum: z.array(z.string()).optional(),
      error: z.object({ code: z.string().optional() }).optional(),
    }),
  ),
});
export type ServiceModelFile = z.infer<typeof ServiceModelFile>;

const NOTHING: StructureShape = { type: 'structure', members: [], payload: null };

/** Reads a service's model. Shapes are put together when they are first asked for. */
export function readServiceModel({ metadata, operations, shapes }: ServiceModelFile): ServiceModel {
  const madeShapes = new Map<string, Shape>();
  const madeOperations = new Map<string, ModelledOperation>();

  const shapeOf = (name: string): Shape => {
    const known = madeShapes.get(name);
    if (known !== undefined) return known;
    const file = shapes[name];
    if (file === undefined) throw new Error(`The model has no shape ${name}.`);
    const rules: Rules = {
      ...(file.min !== undefined && { min: file.min }),
      ...(file.max !== undefined && { max: file.max }),
      ...(file.pattern !== undefined && { pattern: file.pattern }),
      ...(file.enum !== undefined && { enum: file.enum }),
    };
    switch (file.type) {
      case 'structure': {
        const members: Member[] = [];
        // Known before its members are, since a structure may hold itself.
        const made: StructureShape = { type: 'structure', members, payload: file.payload ?? null };
        madeShapes.set(name, made);
        for (const [member, reference] of Object.entries(file.members)) {
          members.push({
            name: member,
            required: file.required.includes(member),
            shape: shapeOf(reference.shape),
            location: reference.location ?? 'body',
            locationName: reference.locationName ?? member,
            isAttribute: reference.xmlAttribute,
            isFlattened: reference.flattened || shapes[reference.shape]?.flattened === true,
          });
        }
        return made;
      }
      case 'list': {
        const entry = shapeOf(file.member?.shape ?? '');
        const entryName = file.member?.locationName ?? 'member';
        const made: Shape = { type: 'list', entry, entryName, isFlattened: file.flattened, rules };
        madeShapes.set(name, made);
        return made;
      }
      case 'map': {
        const made: Shape = { type: 'map', value: shapeOf(file.value?.shape ?? '') };
        madeShapes.set(name, made);
        return made;
      }
      default: {
        const type = file.type === 'character' ? 'string' : file.type;
        const timestampFormat = file.timestampFormat ?? null;
        const made: Shape = { type, timestampFormat, isSensitive: file.sensitive, rules };
        madeShapes.set(name, made);
        return made;
      }
    }
  };
  const structureOf = (name: string | undefined): StructureShape => {
    if (name === undefined) return NOTHING;
    const shape = shapeOf(name);
    if (shape.type !== 'structure') throw new Error(`${name} is not a structure.`);
    return shape;
  };

  return {
    apiVersion: metadata.apiVersion,
    operationNames: Object.keys(operations),
    operation(name) {
      const known = madeOperations.get(name);
      if (known !== undefined) return known;
      const file = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (file === undefined) return null;
      const made: ModelledOperation = {
        name,
        http: { method: file.http.method, uri: file.http.requestUri, status: file.http.responseCode ?? 200 },
        input: structureOf(file.input?.shape),
        output: structureOf(file.output?.shape),
        errors: file.errors.map(({ shape }) => shapes[shape]?.error?.code ?? shape),
      };
      madeOperations.set(name, made);
      return made;
    },
  };
}
