import { z } from 'zod';
import { AccountId } from '../arn.ts';
import { procedure } from './define.ts';

/** Whose passkey it is to be: an IAM user's, or with null the root user's. */
const Owner = z.object({ accountId: AccountId, userName: z.string().max(64).nullable() });

/**
 * Registering a passkey as an MFA device; signing in with one is `signIn.passkeyOptions` and `signIn.passkey`. In AWS it
 * is done in the console alone and needs iam:EnableMFADevice, as it does here for whoever is signed in.
 *
 * Fails with `PasskeyUnavailable` where the page's origin cannot have passkeys (see passkey-page.ts),
 * `PasskeyRegistrationExpired` where the challenge is used or too old, `PasskeyRefused` where the answer does not hold,
 * and with AWS's own errors.
 */
export const passkeyProcedures = {
  /**
   * What to hand to `navigator.credentials.create`, as JSON (PublicKeyCredentialCreationOptionsJSON). The challenge lives
   * for five minutes and is good for one registration.
   */
  'passkey.registrationOptions': procedure(
    Owner.extend({
      /** As AWS has it, the name becomes part of the serial number. */
      name: z.string().regex(/^[\w+=,.@-]{1,64}$/, 'A device name has 1 to 64 letters, digits and _+=,.@-'),
      /** The page's own, `location.origin`. */
      origin: z.string().max(300),
    }),
    z.object({ challengeId: z.string(), options: z.json() }),
  ),
  /** What `navigator.credentials.create` gave, as JSON (RegistrationResponseJSON). Assigns the passkey to its owner. */
  'passkey.register': procedure(
    z.object({ challengeId: z.string(), response: z.json() }),
    z.object({
      /** `arn:aws:iam::ACCOUNT:u2f/user/USER/NAME-ID` */
      serialNumber: z.string(),
      /** The request in the timeline; null for the designer. */
      recordId: z.string().nullable(),
    }),
  ),
} as const;
