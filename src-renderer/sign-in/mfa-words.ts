import type { MfaChoice } from '../../src-shared/contract/sign-in.ts';

/** What people call each kind of MFA device. */
export const MFA_KIND_WORDS: Readonly<Record<MfaChoice['kind'], string>> = {
  virtual: 'Authenticator app',
  hardware: 'Hardware TOTP token',
  passkey: 'Passkey or security key',
};
