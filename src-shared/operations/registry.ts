import type { z } from 'zod';
import { iamCredentialOperations } from './iam-credentials.ts';
import { iamIdentityProviderOperations } from './iam-identity-providers.ts';
import { iamPasswordOperations } from './iam-passwords.ts';
import { iamOperations } from './iam.ts';
import { s3Operations } from './s3.ts';
import { stsFederationOperations } from './sts-federation.ts';
import { stsOperations } from './sts.ts';

type Prefixed<Service extends string, Shapes> = {
  [Name in keyof Shapes & string as `${Service}:${Name}`]: Shapes[Name];
};

type Operations = Prefixed<'iam', typeof iamOperations> &
  Prefixed<'iam', typeof iamCredentialOperations> &
  Prefixed<'iam', typeof iamIdentityProviderOperations> &
  Prefixed<'iam', typeof iamPasswordOperations> &
  Prefixed<'sts', typeof stsOperations> &
  Prefixed<'sts', typeof stsFederationOperations> &
  Prefixed<'s3', typeof s3Operations>;

function prefixed<Service extends string, Shapes extends object>(
  service: Service,
  shapes: Shapes,
): Prefixed<Service, Shapes> {
  return Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [`${service}:${name}`, shape])) as Prefixed<
    Service,
    Shapes
  >;
}

/** Every operation that Gatehouse performs, as `service:Operation` (the API's name, which is not always the action's). */
export const operations: Operations = {
  ...prefixed('iam', iamOperations),
  ...prefixed('iam', iamCredentialOperations),
  ...prefixed('iam', iamIdentityProviderOperations),
  ...prefixed('iam', iamPasswordOperations),
  ...prefixed('sts', stsOperations),
  ...prefixed('sts', stsFederationOperations),
  ...prefixed('s3', s3Operations),
};

export type OperationName = keyof Operations;
export type OperationInput<Name extends OperationName> = z.output<Operations[Name]['input']>;
export type OperationOutput<Name extends OperationName> = z.output<Operations[Name]['output']>;

/** Tells whether Gatehouse performs the operation. */
export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}
