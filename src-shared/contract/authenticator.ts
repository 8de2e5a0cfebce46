import { z } from 'zod';
import { AccountId } from '../arn.ts';
import { Nothing, procedure } from './define.ts';

const AuthenticatorCode = z.object({
  serialNumber: z.string(),
  name: z.string(),
  /** Null while the device is nobody's; `root` stands for the root user. */
  assignedTo: z.object({ accountId: AccountId, userName: z.string() }).nullable(),
  /** What the device shows now; null where its seed is not on this machine. */
  code: z.string().nullable(),
  /** Of the step before: with `code` the two consecutive codes that EnableMFADevice asks for. */
  previousCode: z.string().nullable(),
});

/**
 * The codes of the model's own MFA devices, for people without a second device at hand. A second factor on the same
 * machine is none, so it is off until the designer turns it on, and only codes leave main, never seeds.
 */
export const authenticatorProcedures = {
  'authenticator.get': procedure(Nothing, z.object({ enabled: z.boolean() })),
  /** A preference of this machine; only the designer sets it (`DesignerOnly`). */
  'authenticator.set': procedure(z.object({ enabled: z.boolean() }), z.object({ enabled: z.boolean() })),
  /** Fails with `AuthenticatorOff` while it is off. `secondsLeft` counts to the next step, the same for all. */
  'authenticator.codes': procedure(
    Nothing,
    z.object({ codes: z.array(AuthenticatorCode), secondsLeft: z.number().int().min(1).max(30) }),
  ),

  /**
   * Makes a hardware TOTP token known, so that EnableMFADevice takes its serial number. AWS learns seeds from the maker of
   * the token; here the designer gives it (`DesignerOnly`).
   */
  'hardwareToken.add': procedure(
    z.object({
      accountId: AccountId,
      /** As printed on the token, such as `GAHT12345678`. */
      serialNumber: z
        .string()
        .regex(/^[A-Za-z0-9-]{9,64}$/, 'A serial number has 9 to 64 letters, digits and hyphens.'),
      /** The shared secret in base32, at least 128 bits (RFC 4226, section 4, R6). */
      seed: z.string().max(512),
    }),
    Nothing,
  ),
  /** Forgets a token that nobody has (`DesignerOnly`). */
  'hardwareToken.remove': procedure(z.object({ accountId: AccountId, serialNumber: z.string() }), Nothing),
} as const;
