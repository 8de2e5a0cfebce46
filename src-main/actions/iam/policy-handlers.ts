import { nameInArn } from '../../../src-shared/arn.ts';
import type { ModelView } from '../../account/model.ts';
import type { ActionScene, NeededPart, RequestScene } from '../handler.ts';
import type { OperationName } from '../operations.ts';
import type { ConditionKeys, Identity } from './identities.ts';
import { attachPolicy, deleteInlinePolicy, detachPolicy, putInlinePolicy } from './identity-policies.ts';

/*
 * IAM has each operation on the policies of an identity three times, such as PutUserPolicy, PutGroupPolicy and
 * PutRolePolicy. A handler is made of two parts: the kind of identity, and the change of its policies.
 */

/** What tells the operations on users, groups and roles apart. `Named` is the parameter that names the identity. */
export interface IdentityKind<Named> {
  /** As history calls it. */
  readonly noun: Identity['type'];
  /** The identity's name among the parameters of a request. */
  nameIn(input: Named): string;
  /** @throws AwsError `NoSuchEntity`. */
  require(model: ModelView, accountId: string, name: string): Identity;
  /** What changing its policies needs, with the condition keys that the change sets. */
  authorize(action: string, name: string, scene: RequestScene, keys?: ConditionKeys): readonly NeededPart[];
}

/** A change of an identity's policies, the same for every kind of identity. `Given` is what it asks for besides the name. */
export interface PolicyChange<Given> {
  /** @param identity as history calls it, such as `user lucy`. */
  label(given: Given, identity: string): string;
  keys?(given: Given): ConditionKeys;
  /** Writes the changed identity into the draft. */
  perform(identity: Identity, given: Given, scene: ActionScene): void;
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html */
export const PUT_INLINE_POLICY: PolicyChange<{ PolicyName: string; PolicyDocument: string }> = {
  label: ({ PolicyName }, identity) => `Put policy ${PolicyName} on ${identity}`,
  perform: (identity, { PolicyName, PolicyDocument }, scene) => {
    putInlinePolicy(identity, PolicyName, PolicyDocument, scene);
  },
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPolicy.html */
export const DELETE_INLINE_POLICY: PolicyChange<{ PolicyName: string }> = {
  label: ({ PolicyName }, identity) => `Delete policy ${PolicyName} of ${identity}`,
  perform: (identity, { PolicyName }, scene) => {
    deleteInlinePolicy(identity, PolicyName, scene);
  },
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html */
export const ATTACH_POLICY: PolicyChange<{ PolicyArn: string }> = {
  label: ({ PolicyArn }, identity) => `Attach ${nameInArn(PolicyArn)} to ${identity}`,
  keys: ({ PolicyArn }) => ({ 'iam:PolicyARN': PolicyArn }),
  perform: (identity, { PolicyArn }, scene) => {
    attachPolicy(identity, PolicyArn, scene);
  },
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachUserPolicy.html */
export const DETACH_POLICY: PolicyChange<{ PolicyArn: string }> = {
  label: ({ PolicyArn }, identity) => `Detach ${nameInArn(PolicyArn)} from ${identity}`,
  keys: ({ PolicyArn }) => ({ 'iam:PolicyARN': PolicyArn }),
  perform: (identity, { PolicyArn }, scene) => {
    detachPolicy(identity, PolicyArn, scene);
  },
};

/** A handler whose operation answers nothing. */
interface PolicyHandler<Name extends OperationName, Input> {
  readonly name: Name;
  readonly label: (input: Input) => string;
  readonly authorize: (input: Input, scene: RequestScene) => readonly NeededPart[];
  readonly perform: (input: Input, scene: ActionScene) => Record<string, never>;
}

/** Makes the handler of one change on one kind of identity. The name is also that of the action to be allowed. */
export function policyHandler<Name extends OperationName, Named, Given>(
  name: Name,
  kind: IdentityKind<Named>,
  change: PolicyChange<Given>,
): PolicyHandler<Name, Named & Given> {
  return {
    name,
    label: (input) => change.label(input, `${kind.noun} ${kind.nameIn(input)}`),
    authorize: (input, scene) => kind.authorize(name, kind.nameIn(input), scene, change.keys?.(input)),
    perform: (input, scene) => {
      change.perform(kind.require(scene.model, scene.accountId, kind.nameIn(input)), input, scene);
      return {};
    },
  };
}
