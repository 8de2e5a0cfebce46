import type { RequestPart } from '../../src-shared/decision/record.ts';
import type { AwsError } from '../../src-shared/errors.ts';
import type { PasskeyCredential } from '../../src-shared/model/documents.ts';
import type { Principal } from '../../src-shared/principal.ts';
import type { RoleDelivery } from '../../src-shared/decision/weighed-request.ts';
import type { AwsManagedPolicies } from '../account/managed-policies.ts';
import type { Draft, ModelView } from '../account/model.ts';
import type { AssertedSession } from '../authentication/federated-identity.ts';
import type { ScryptCost } from '../authentication/password.ts';
import type { SessionSeals } from '../authentication/session-seals.ts';
import type { TemporarySession } from '../authentication/session-token.ts';
import type { Clock } from '../clock.ts';
import type { SecretKind, SecretReference } from '../credentials/vault.ts';
import type { Random } from '../random.ts';
import type { LastAccessStore } from '../storage/last-access-store.ts';
import type { ObjectReader, ObjectWriter } from '../storage/object-store.ts';
import type { Federation } from '../request/federation-context.ts';
import type { ServiceReference } from '../request/service-reference.ts';
import type { OperationInput, OperationName, OperationOutput } from './operations.ts';

/** The designer edits the model directly; principals ask. */
export type Actor = Principal | { readonly kind: 'designer' };

/** What a request proves by its parameters, beside its signature. */
export interface Proof {
  /** When the MFA code among them was accepted. */
  readonly mfaAt?: Date;
  /** Who asks, where not a signature says so but the word of an identity provider. */
  readonly principal?: Principal;
  /** The passkey whose registration was verified. */
  readonly passkey?: PasskeyCredential;
  /** The identity provider that vouches for the caller, and what it says. */
  readonly federation?: Federation;
  /** What the identity provider asks for the session. */
  readonly asserted?: AssertedSession;
  /** For what a service asks: only services that run code for an account say so. */
  readonly delivery?: RoleDelivery;
}

/** Where an operation takes place, as its `authorize` sees it: the model as it is now. */
export interface RequestScene {
  readonly accountId: string;
  readonly region: string;
  readonly actor: Actor;
  readonly model: ModelView;
  /** The objects of Amazon S3, as they are now. */
  readonly objects: ObjectReader;
  /** The temporary credentials that the request came with; left out for long-term ones and for none. */
  readonly session?: TemporarySession;
  /** What `prove` found; left out where the operation proves nothing. */
  readonly proof?: Proof;
}

/**
 * The secrets an operation makes or checks. Writes are held back until the change of the model is committed, so that
 * the two succeed or fail together.
 */
export interface SecretDesk {
  get(kind: SecretKind, id: string): Promise<string | null>;
  set(kind: SecretKind, id: string, secret: string): void;
  /** Deleting what is not there is no error. */
  delete(kind: SecretKind, id: string): void;
  reference(kind: SecretKind, id: string): SecretReference;
}

/** What is done to an object: its ARN, and how it is told in the timeline. */
export interface ObjectEdit {
  readonly key: string;
  readonly kind: 'created' | 'changed' | 'deleted';
}

/** The objects that an operation reads and writes. Writes are held back until the change of the model is committed. */
export interface ObjectDesk extends ObjectReader {
  /** @param work is done within the transaction of the change. Null where nothing worth telling is done. */
  write(edit: ObjectEdit | null, work: (objects: ObjectWriter) => void): void;
}

/** What of a scene is known before the operation's turn comes: all but the model and the objects. */
export type RequestPlace = Omit<RequestScene, 'model' | 'objects'>;

/** Where an operation is performed: the model as a draft, and the tools that it needs. */
export interface ActionScene extends RequestScene {
  readonly model: Draft;
  readonly objects: ObjectDesk;
  /** The entries that are not to be done; empty where the operation has none. */
  readonly refusedEntries: RefusedEntries;
  readonly secrets: SecretDesk;
  /** What seals session tokens and authorization messages; its key is made when it is first asked for. */
  seals(): Promise<SessionSeals>;
  readonly managedPolicies: AwsManagedPolicies;
  /** What services there are, and their actions. */
  readonly reference: ServiceReference;
  /** What was last attempted by whom. */
  readonly lastAccess: LastAccessStore;
  readonly clock: Clock;
  readonly random: Random;
  /** What password hashes cost; left out for today's cost. */
  readonly passwordCost?: ScryptCost;
}

/** A part of a request, with the condition keys that the operation itself sets (`iam:PolicyARN`, `s3:prefix`, …). */
export interface NeededPart extends RequestPart {
  /** Key names as AWS writes them. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** The account that owns the resource, where it is not the caller's. */
  readonly resourceAccountId?: string;
  /** The ARN of what holds the resource-based policy, where the resource itself does not. */
  readonly policyHolder?: string;
  /** What the service answers when this part is not allowed, where that is not the sentence of every other service. */
  readonly refusal?: AwsError;
  /**
   * Of an operation that does each entry of a list by itself: the place in the list of the entry that this part is of.
   * Where it is not allowed, that entry alone is refused, and the others are done.
   */
  readonly entry?: number;
}

/** What the answer says of each entry of a request that policy refuses, by the entry's place in its list. */
export type RefusedEntries = ReadonlyMap<number, AwsError>;

/**
 * One operation of an AWS service: what it needs to be allowed, and what it does.
 * Faults are AwsErrors with AWS's code, status and wording.
 */
export interface OperationHandler<Name extends OperationName = OperationName> {
  readonly name: Name;
  /**
   * Checks what the parameters prove (an MFA code, a token of an identity provider), before anything is authorized. What
   * it puts into the model is kept whatever becomes of the request, so that no code counts twice.
   */
  prove?(input: OperationInput<Name>, scene: ActionScene): Proof | Promise<Proof>;
  /** The actions and resources the operation needs; all must be allowed, but for those
   * of single entries. Must not change anything. Source: the service authorization reference. */
  authorize(input: OperationInput<Name>, scene: RequestScene): readonly NeededPart[];
  /** Does it. Only called when every part was allowed that is not of an entry (or by the designer). */
  perform(input: OperationInput<Name>, scene: ActionScene): OperationOutput<Name> | Promise<OperationOutput<Name>>;
  /** What the change is called in the history, such as `Create user lucy`. Null for operations that only read. */
  label: ((input: OperationInput<Name>) => string) | null;
}

/** Declares a handler so that input and output types follow from the name. */
export function handler<Name extends OperationName>(definition: OperationHandler<Name>): OperationHandler<Name> {
  return definition;
}
