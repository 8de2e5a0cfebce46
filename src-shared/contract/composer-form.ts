import { z } from 'zod';

/**
 * What a person gives for a parameter: a text, a list, or the members of a structure or a map. Numbers, booleans and
 * times are texts here; what they are on the wire is up to the protocol.
 */
export type ParameterValue = string | ParameterValue[] | { [member: string]: ParameterValue };

export const ParameterValue: z.ZodType<ParameterValue> = z.lazy(() =>
  z.union([z.string(), z.array(ParameterValue), z.record(z.string(), ParameterValue)]),
);

/** What a field takes, as AWS's API model of the service says. Lengths are in characters, counts in entries. */
export type FieldShape =
  | {
      kind: 'text';
      /** `policy` is a policy document of IAM, `arn` the ARN of something. */
      format: 'plain' | 'policy' | 'arn' | 'timestamp';
      multiline: boolean;
      /** The values that it may have; empty where any text will do. */
      choices: string[];
      minLength: number | null;
      maxLength: number | null;
      /** A regular expression for the whole text, as AWS writes it. */
      pattern: string | null;
    }
  | { kind: 'number'; whole: boolean; minimum: number | null; maximum: number | null }
  | { kind: 'boolean' }
  | { kind: 'list'; entry: FieldShape; minCount: number | null; maxCount: number | null }
  | { kind: 'map'; value: FieldShape }
  | { kind: 'structure'; members: FormField[] };

/** One parameter of an operation, or one member of a structure. */
export interface FormField {
  name: string;
  required: boolean;
  /** An example of what to type; empty where there is none. */
  placeholder: string;
  /** What it is, in a sentence; empty where the name says it. */
  description: string;
  /** Whether the value must not be shown or kept. */
  secret: boolean;
  shape: FieldShape;
}

const FieldShape: z.ZodType<FieldShape> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('text'),
      format: z.enum(['plain', 'policy', 'arn', 'timestamp']),
      multiline: z.boolean(),
      choices: z.array(z.string()),
      minLength: z.number().nullable(),
      maxLength: z.number().nullable(),
      pattern: z.string().nullable(),
    }),
    z.object({
      kind: z.literal('number'),
      whole: z.boolean(),
      minimum: z.number().nullable(),
      maximum: z.number().nullable(),
    }),
    z.object({ kind: z.literal('boolean') }),
    z.object({
      kind: z.literal('list'),
      entry: FieldShape,
      minCount: z.number().nullable(),
      maxCount: z.number().nullable(),
    }),
    z.object({ kind: z.literal('map'), value: FieldShape }),
    z.object({ kind: z.literal('structure'), members: z.array(FormField) }),
  ]),
);

const FormField: z.ZodType<FormField> = z.lazy(() =>
  z.object({
    name: z.string(),
    required: z.boolean(),
    placeholder: z.string(),
    description: z.string(),
    secret: z.boolean(),
    shape: FieldShape,
  }),
);

/** What the composer asks a person for, to build a request for an action. */
export const ComposerForm = z.object({
  action: z.string(),
  service: z.string(),
  /** How the request travels, such as `awsQuery` or `restXml`. */
  protocol: z.string(),
  /** False when Gatehouse does not know the wire form of the operation and the resource is stated in a header of its own. */
  exactWireForm: z.boolean(),
  /** The access level of the action, such as `Write`; null for an operation that is no action by itself. */
  accessLevel: z.string().nullable(),
  /** What the action does, as the service authorization reference says; empty where it says nothing. */
  description: z.string(),
  /** The condition keys that the action knows beside the global ones, such as `s3:prefix`. */
  conditionKeys: z.array(z.string()),
  /** What is required comes first. */
  parameters: z.array(FormField),
});
export type ComposerForm = z.infer<typeof ComposerForm>;
