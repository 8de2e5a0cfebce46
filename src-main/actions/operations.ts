import type * as iam from '@aws-sdk/client-iam';
import type * as organizations from '@aws-sdk/client-organizations';
import type * as s3 from '@aws-sdk/client-s3';
import type * as sts from '@aws-sdk/client-sts';
import {
  operations,
  type OperationInput as DeclaredInput,
  type OperationName as DeclaredName,
  type OperationOutput as DeclaredOutput,
} from '../../src-shared/operations/registry.ts';
import { MODELLED_OPERATIONS } from './modelled-operations.ts';

/**
 * The operations that Gatehouse performs. Those that the app's own screens ask for are declared in `src-shared`, where
 * the renderer reads their answers. All others take their shape from AWS's API model: at run time by its data
 * (`request/service-model.ts`), at compile time by the types of AWS's own clients, of which nothing is loaded.
 */

interface Clients {
  readonly iam: typeof iam;
  readonly organizations: typeof organizations;
  readonly s3: typeof s3;
  readonly sts: typeof sts;
}

type ModelledService = keyof typeof MODELLED_OPERATIONS;
type NamesOf<Service extends ModelledService> = (typeof MODELLED_OPERATIONS)[Service][number];

/** An operation whose shape is that of AWS's API model, as `service:Operation`. */
export type ModelledName = { [Service in ModelledService]: `${Service}:${NamesOf<Service>}` }[ModelledService];

/** Every operation that Gatehouse performs, as `service:Operation` (the API's name, which is not always the action's). */
export type OperationName = DeclaredName | ModelledName;

type CommandOf<Name extends string> = Name extends `${infer Service extends ModelledService}:${infer Operation}`
  ? `${Operation}Command` extends keyof Clients[Service]
    ? Clients[Service][`${Operation}Command`]
    : never
  : never;

/** Where all of an input's members may be left out, so may the input: its constructor takes none or one. */
type InputOf<Command> = Command extends new (...given: infer Given) => unknown
  ? Given extends readonly unknown[]
    ? Given[number]
    : never
  : never;
type OutputOf<Command> = Command extends new (...args: never[]) => {
  resolveMiddleware(...args: never[]): (...args: never[]) => Promise<{ output: infer Output }>;
}
  ? Output
  : never;

/** Members whose values AWS answers are others than its model lists: see `SourcePolicyType` in iam/simulated-policies.ts. */
type AnsweredBeyondTheModel = 'SourcePolicyType';

/**
 * A type of AWS's clients as it is here: times are ISO 8601 texts, bodies are bytes, and what is required is there.
 */
type Precise<T> = T extends Date
  ? string
  : T extends Uint8Array
    ? Uint8Array
    : T extends string | number | boolean | undefined | null
      ? T
      : T extends readonly (infer Entry)[]
        ? readonly Precise<Entry>[]
        : T extends { transformToByteArray(): Promise<Uint8Array> }
          ? Uint8Array
          : T extends object
            ? {
                readonly [Key in keyof T as Key extends '$metadata' ? never : Key]: Required<T>[Key] extends never
                  ? never
                  : Key extends AnsweredBeyondTheModel
                    ? string | undefined
                    : object extends Pick<T, Key>
                      ? Precise<T[Key]>
                      : Precise<Exclude<T[Key], undefined>>;
              }
            : never;

type ModelledInput<Name extends ModelledName> = Precise<Exclude<InputOf<CommandOf<Name>>, undefined>>;
type ModelledOutput<Name extends ModelledName> = Precise<OutputOf<CommandOf<Name>>>;

/** What goes into an operation, parsed. */
export type OperationInput<Name extends OperationName> = Name extends DeclaredName
  ? DeclaredInput<Name>
  : Name extends ModelledName
    ? ModelledInput<Name>
    : never;

/** What comes out of an operation: the members of the AWS API. */
export type OperationOutput<Name extends OperationName> = Name extends DeclaredName
  ? DeclaredOutput<Name>
  : Name extends ModelledName
    ? ModelledOutput<Name>
    : never;

const modelledNames: ReadonlySet<string> = new Set(
  Object.entries(MODELLED_OPERATIONS).flatMap(([service, names]) => names.map((name) => `${service}:${name}`)),
);

/** Tells whether an operation is declared in `src-shared`. */
export function isDeclared(name: OperationName): name is DeclaredName {
  return Object.hasOwn(operations, name);
}

/** Tells whether Gatehouse performs the operation. */
export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(operations, name) || modelledNames.has(name);
}
