import { AwsError } from '../../../src-shared/errors.ts';
import type { MfaDeviceDocument } from '../../../src-shared/model/documents.ts';
import { handler, type ActionScene, type RequestScene } from '../handler.ts';
import { timestamp } from '../timestamp.ts';
import { entityAlreadyExists } from './errors.ts';
import { assignDevice, onMfaOwner, requireMfaOwner, toWhom, type MfaOwner } from './mfa-owner.ts';

/**
 * Passkeys and security keys: an operation of the console alone.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable_fido.html
 */
export const securityKeyHandlers = {
  'iam:RegisterSecurityKey': handler({
    name: 'iam:RegisterSecurityKey',
    label: ({ UserName, DeviceName }) => `Assign passkey ${DeviceName} to ${toWhom(UserName)}`,
    /**
     * AWS asks for iam:EnableMFADevice twice: to create the key, then to activate it. The keys that tell of its
     * certification come from the FIDO Metadata Service, which nothing here asks, and are left out as for a key that is
     * not in it.
     * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
     */
    authorize: ({ UserName }, scene) => {
      requireRegistration(scene);
      return ['Create', 'Activate'].flatMap((state) =>
        onMfaOwner('iam:EnableMFADevice', UserName, scene, { 'iam:RegisterSecurityKey': state }),
      );
    },
    perform: ({ UserName, DeviceName }, scene) => {
      const passkey = requireRegistration(scene);
      const { model, accountId } = scene;
      const owner = requireMfaOwner(UserName, scene);
      if (model.list('mfaDevice', accountId).some((device) => device.passkey?.id === passkey.id)) {
        throw entityAlreadyExists('MFA Device is already in use.');
      }
      const device: MfaDeviceDocument = {
        type: 'mfaDevice',
        arn: passkeyArn(owner, DeviceName, scene),
        kind: 'passkey',
        seedId: null,
        passkey,
        accountId,
        virtualMfaDeviceName: DeviceName,
        path: '/',
        createDate: timestamp(scene.clock),
        enableDate: null,
        userName: null,
        lastAcceptedStep: null,
        driftSteps: 0,
        tags: [],
      };
      assignDevice(device, owner, { step: null, driftSteps: 0 }, scene);
      return { SerialNumber: device.arn };
    },
  }),
};

/**
 * What the passkey's registration proved. Through AWS's API there is no such operation.
 * @throws AwsError `InvalidAction` when nothing was proved.
 */
function requireRegistration({ proof }: RequestScene) {
  if (proof?.passkey === undefined) {
    throw new AwsError('InvalidAction', 400, 'Could not find operation RegisterSecurityKey for version 2010-05-08');
  }
  return proof.passkey;
}

/**
 * `arn:aws:iam::ACCOUNT:u2f/user/USER/NAME-ID`, with 26 characters that make it unique.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetMFADevice.html (the examples); that the root user's
 *   begin with `u2f/root-account/` is observed.
 */
function passkeyArn(owner: MfaOwner, name: string, { accountId, random }: ActionScene): MfaDeviceDocument['arn'] {
  const place = owner.kind === 'user' ? `user/${owner.user.userName}` : 'root-account';
  const unique = Array.from(random(26), (byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(byte % 32)).join('');
  return `arn:aws:iam::${accountId}:u2f/${place}/${name}-${unique}`;
}
