import { z } from 'zod';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { PasskeyCredential } from '../../src-shared/model/documents.ts';
import type { ModelView } from '../account/model.ts';
import { findMfaDevice } from '../authentication/mfa-device.ts';
import {
  assertPasskeyPage,
  registrationOptions,
  verifyRegistration,
  type PasskeyOwner,
} from '../authentication/passkey.ts';
import { createPasskeyRegistrations } from '../authentication/passkey-registrations.ts';
import type { Lab } from '../lab.ts';
import type { GateParts } from '../remaining-steps.ts';
import type { TimelineTeller } from '../timeline/teller.ts';
import { performOperation } from './actions.ts';

const CHALLENGE_BYTES = 32;
const Registered = z.object({ SerialNumber: z.string() });

/** Registering a passkey: the ceremony is checked here, and assigning it is an operation like every other. */
export function passkeyProcedures(
  lab: Lab,
  on: GateParts,
  tell: TimelineTeller,
): Pick<Handlers<GatehouseContract>, 'passkey.registrationOptions' | 'passkey.register'> {
  const registrations = createPasskeyRegistrations(on.clock, on.random);
  return {
    'passkey.registrationOptions': async ({ accountId, userName, name, origin }) => {
      assertPasskeyPage(origin);
      assertMayRegister(lab, accountId, userName);
      const { model, store } = lab.require().workspace;
      const { owner, passkeys } = requireOwner(model, accountId, userName);
      const options = await registrationOptions(owner, on.random(CHALLENGE_BYTES), passkeys);
      const challengeId = registrations.begin({
        workspaceId: store.identity.id,
        accountId,
        userName,
        deviceName: name,
        challenge: options.challenge,
      });
      return { challengeId, options: z.json().parse(options) };
    },
    'passkey.register': async ({ challengeId, response }) => {
      const begun = registrations.take(challengeId);
      if (begun === null || begun.workspaceId !== lab.require().workspace.store.identity.id) throw expired();
      const { accountId, userName, deviceName, challenge } = begun;
      // Who is at the controls may have changed since.
      assertMayRegister(lab, accountId, userName);
      const { output, recordId } = await performOperation(lab, on, tell, {
        operation: 'iam:RegisterSecurityKey',
        parameters: { DeviceName: deviceName, ...(userName === null ? {} : { UserName: userName }) },
        accountId,
        proof: { passkey: await verifyRegistration(response, challenge) },
      });
      return { serialNumber: Registered.parse(output).SerialNumber, recordId };
    },
  };
}

/**
 * Requests of the console are about the account of whoever signed in, and the root user's passkey is the root user's own
 * affair. The designer may do either.
 */
function assertMayRegister({ session }: Lab, accountId: string, userName: string | null): void {
  if (session.kind === 'designer') return;
  if (session.accountId === accountId && (userName !== null || session.kind === 'root')) return;
  throw new GatehouseError(
    'NotYours',
    userName === null
      ? 'A passkey of the root user is registered by the root user.'
      : `You are not signed in to account ${accountId}.`,
    { mend: 'Sign out first, or sign in as whoever it is for.' },
  );
}

function requireOwner(
  model: ModelView,
  accountId: string,
  userName: string | null,
): { owner: PasskeyOwner; passkeys: PasskeyCredential[] } {
  const account = model.accountByIdOrAlias(accountId);
  const user = userName === null ? null : model.userByName(accountId, userName);
  const serialNumbers = userName === null ? account?.rootMfaDevices : user?.mfaDevices;
  if (account === null || serialNumbers === undefined) {
    throw new GatehouseError('NoSuchOwner', `There is no ${userName ?? 'root user'} in account ${accountId}.`, {
      place: userName === null ? 'accountId' : 'userName',
      mend: 'Choose a user of the account.',
    });
  }
  return {
    owner:
      user === null
        ? { id: account.accountId, name: account.rootEmail ?? `root of ${account.accountId}` }
        : { id: user.userId, name: user.userName },
    passkeys: serialNumbers.flatMap((serial) => findMfaDevice(model, accountId, serial)?.passkey ?? []),
  };
}

function expired(): GatehouseError {
  return new GatehouseError(
    'PasskeyRegistrationExpired',
    'This registration was answered already, or waited too long.',
    {
      mend: 'Register the passkey again from the beginning.',
    },
  );
}
