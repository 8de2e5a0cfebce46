import { z } from 'zod';
import type { GatehouseContract } from '../../src-shared/contract/contract.ts';
import type { Handlers } from '../../src-shared/contract/define.ts';
import { GatehouseError } from '../../src-shared/errors.ts';
import type { MfaDeviceDocument } from '../../src-shared/model/documents.ts';
import { mfaDeviceKey, seedIdOf, serialNumberOf } from '../../src-shared/model/mfa-device.ts';
import { createSecretDesk } from '../account/secret-desk.ts';
import { noSuchAccount } from '../account/workspace-accounts.ts';
import { decodeBase32, encodeBase32 } from '../authentication/base32.ts';
import { codesOf, secondsToNextStep } from '../authentication/totp.ts';
import type { Lab } from '../lab.ts';
import type { Preferences } from '../preferences.ts';
import type { GateParts } from '../remaining-steps.ts';

const PREFERENCE = 'authenticator';
const Enabled = z.boolean().catch(false);
/** @see https://datatracker.ietf.org/doc/html/rfc4226#section-4 (R6) */
const MINIMUM_SEED_BYTES = 16;

/** The built-in authenticator, and the hardware tokens that it needs to know of. */
export function authenticatorProcedures(
  lab: Lab,
  on: GateParts & { readonly preferences: Preferences },
): Pick<
  Handlers<GatehouseContract>,
  'authenticator.get' | 'authenticator.set' | 'authenticator.codes' | 'hardwareToken.add' | 'hardwareToken.remove'
> {
  const isEnabled = () => Enabled.parse(on.preferences.get(PREFERENCE));
  return {
    'authenticator.get': () => ({ enabled: isEnabled() }),
    'authenticator.set': ({ enabled }) => {
      requireDesigner(lab, 'The built-in authenticator is turned on and off by the designer.');
      on.preferences.set(PREFERENCE, enabled);
      return { enabled };
    },
    'authenticator.codes': async () => {
      if (!isEnabled()) throw authenticatorOff();
      const { model, store } = lab.require().workspace;
      const now = on.clock();
      const devices = model.list('mfaDevice').filter((device) => device.kind !== 'passkey');
      const codes = await Promise.all(
        devices.map(async (device) => {
          const seed = await on.vault.get(`${store.identity.id}/mfa-seed/${seedIdOf(device)}`);
          const shown = seed === null ? null : codesOf(seed, now);
          return {
            serialNumber: serialNumberOf(device),
            name: device.virtualMfaDeviceName,
            assignedTo: assignmentOf(device),
            code: shown?.code ?? null,
            previousCode: shown?.previousCode ?? null,
          };
        }),
      );
      return { codes, secondsLeft: secondsToNextStep(now) };
    },
    'hardwareToken.add': async ({ accountId, serialNumber, seed }) => {
      requireDesigner(lab, 'Hardware tokens are made known by the designer.');
      const bytes = decodeBase32(seed);
      if (bytes === null || bytes.length < MINIMUM_SEED_BYTES) throw wrongSeed();
      const { workspace } = lab.require();
      const secrets = createSecretDesk(on.vault, workspace.store.identity.id);
      await workspace.perform(
        `Make hardware TOTP token ${serialNumber} known`,
        'designer',
        (draft) => {
          const arn = mfaDeviceKey(accountId, serialNumber);
          if (draft.accountByIdOrAlias(accountId)?.accountId !== accountId) throw noSuchAccount(accountId);
          if (draft.get(arn) !== null) throw serialNumberTaken(serialNumber);
          const seedId = Buffer.from(on.random(16)).toString('hex');
          secrets.set('mfa-seed', seedId, encodeBase32(bytes));
          draft.put({
            type: 'mfaDevice',
            arn,
            kind: 'hardware',
            seedId,
            passkey: null,
            accountId,
            virtualMfaDeviceName: serialNumber,
            path: '/',
            createDate: on.clock().toISOString(),
            enableDate: null,
            userName: null,
            lastAcceptedStep: null,
            driftSteps: 0,
            tags: [],
          });
        },
        { beforeCommit: () => secrets.flush(), rollback: () => secrets.rollback() },
      );
      return {};
    },
    'hardwareToken.remove': async ({ accountId, serialNumber }) => {
      requireDesigner(lab, 'Hardware tokens are forgotten by the designer.');
      await lab.require().workspace.perform(`Forget hardware TOTP token ${serialNumber}`, 'designer', (draft) => {
        const device = draft.find('mfaDevice', mfaDeviceKey(accountId, serialNumber));
        if (device?.kind !== 'hardware') throw noSuchToken(serialNumber);
        if (device.enableDate !== null) throw tokenInUse(serialNumber);
        draft.delete(device.arn);
      });
      return {};
    },
  };
}

function assignmentOf({ accountId, userName, enableDate }: MfaDeviceDocument) {
  if (userName !== null) return { accountId, userName };
  return enableDate === null ? null : { accountId, userName: 'root' };
}

/** @throws GatehouseError `DesignerOnly` while somebody is signed in. */
function requireDesigner({ session }: Lab, message: string): void {
  if (session.kind !== 'designer') throw new GatehouseError('DesignerOnly', message, { mend: 'Sign out first.' });
}

function authenticatorOff(): GatehouseError {
  return new GatehouseError('AuthenticatorOff', 'The built-in authenticator is off.', {
    mend: 'Turn it on, or take the code from your own device.',
  });
}

function wrongSeed(): GatehouseError {
  return new GatehouseError('SeedInvalid', 'The seed of a token is base32 of at least 16 bytes (26 characters).', {
    place: 'seed',
    mend: 'Type the seed as its maker gives it, in base32.',
  });
}

function serialNumberTaken(serialNumber: string): GatehouseError {
  return new GatehouseError('SerialNumberTaken', `There is an MFA device ${serialNumber} already.`, {
    place: 'serialNumber',
    mend: 'Give the number that is printed on the token.',
  });
}

function noSuchToken(serialNumber: string): GatehouseError {
  return new GatehouseError('NoSuchToken', `There is no hardware TOTP token ${serialNumber}.`, {
    place: 'serialNumber',
  });
}

function tokenInUse(serialNumber: string): GatehouseError {
  return new GatehouseError('TokenInUse', `Somebody has the hardware TOTP token ${serialNumber}.`, {
    place: 'serialNumber',
    mend: 'Deactivate it first.',
  });
}
