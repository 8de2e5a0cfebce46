import type { AccountDocument, MfaDeviceDocument, UserDocument } from '../../../src-shared/model/documents.ts';
import { serialNumberOf } from '../../../src-shared/model/mfa-device.ts';
import type { Draft } from '../../account/model.ts';
import type { ActionScene, NeededPart, RequestScene } from '../handler.ts';
import { timestamp } from '../timestamp.ts';
import { noSuchEntity, validationError } from './errors.ts';
import { onUser, requireUser, userNameOr, type ConditionKeys } from './identities.ts';
import { assertWithinQuota } from './quotas.ts';

/** Who has MFA devices: an IAM user, or the root user, whose devices are said at the account. */
export type MfaOwner =
  { readonly kind: 'user'; readonly user: UserDocument } | { readonly kind: 'root'; readonly account: AccountDocument };

/**
 * Whether an operation that names no user is about the root user: it is when the root user calls it, and when the designer
 * does, who is no user.
 */
export function isAboutRoot(userName: string | undefined, { actor }: Pick<RequestScene, 'actor'>): boolean {
  return userName === undefined && (actor.kind === 'root' || actor.kind === 'designer');
}

/** An action on the owner, as {@link onUser}. */
export function onMfaOwner(
  action: string,
  userName: string | undefined,
  scene: RequestScene,
  keys?: ConditionKeys,
): NeededPart[] {
  if (!isAboutRoot(userName, scene)) return onUser(action, userNameOr(userName, scene.actor), scene, keys);
  // The actions on MFA devices are known for users' ARNs alone, and the root user is none: no resource is asked for.
  return [{ action, resource: '*', ...(keys === undefined ? {} : { context: keys }) }];
}

/** @throws AwsError `NoSuchEntity`, or `ValidationError` when nobody is named and the caller is not a user. */
export function requireMfaOwner(userName: string | undefined, scene: ActionScene): MfaOwner {
  const { model, accountId, actor } = scene;
  if (!isAboutRoot(userName, scene)) {
    return { kind: 'user', user: requireUser(model, accountId, userNameOr(userName, actor)) };
  }
  const account = model.accountByIdOrAlias(accountId);
  if (account === null) throw noSuchEntity(`The account ${accountId} cannot be found.`);
  return { kind: 'root', account };
}

/**
 * EnableMFADevice and ResyncMFADevice want a user's name, but for the root user in the console.
 * @throws AwsError `ValidationError` in the words for a member that is missing.
 */
export function assertNamesUser(userName: string | undefined, scene: Pick<RequestScene, 'actor'>): void {
  if (userName !== undefined || isAboutRoot(userName, scene)) return;
  throw validationError(
    "1 validation error detected: Value null at 'userName' failed to satisfy constraint: Member must not be null",
  );
}

/** The serial numbers of the owner's devices. */
export function serialNumbersOf(owner: MfaOwner): readonly string[] {
  return owner.kind === 'user' ? owner.user.mfaDevices : owner.account.rootMfaDevices;
}

/** What the owner is called: AWS's own word for the root user is `root`. */
export function ownerName(owner: MfaOwner): string {
  return owner.kind === 'user' ? owner.user.userName : 'root';
}

/** Puts the owner with these devices into the model. */
export function giveDevices(model: Draft, owner: MfaOwner, serialNumbers: readonly string[]): void {
  if (owner.kind === 'user') model.put({ ...owner.user, mfaDevices: [...serialNumbers] });
  else model.put({ ...owner.account, rootMfaDevices: [...serialNumbers] });
}

/** Whether somebody has the device. */
export function isAssigned(device: MfaDeviceDocument): boolean {
  return device.enableDate !== null || device.userName !== null;
}

/** Whose a device becomes, in the name of a change. */
export function toWhom(userName: string | undefined): string {
  return userName === undefined ? 'the root user' : `user ${userName}`;
}

/**
 * Gives a device to its owner.
 * The `step` is that of the code that was accepted, null for a passkey; `driftSteps` by how many its clock is off.
 * @throws AwsError `LimitExceeded`.
 */
export function assignDevice(
  device: MfaDeviceDocument,
  owner: MfaOwner,
  { step, driftSteps }: { readonly step: number | null; readonly driftSteps: number },
  { model, clock }: ActionScene,
): void {
  const serialNumbers = [...serialNumbersOf(owner), serialNumberOf(device)];
  assertWithinQuota('MFADevicesPerUser', serialNumbers.length);
  const userName = owner.kind === 'user' ? owner.user.userName : null;
  model.put({ ...device, userName, enableDate: timestamp(clock), lastAcceptedStep: step, driftSteps });
  giveDevices(model, owner, serialNumbers);
}
