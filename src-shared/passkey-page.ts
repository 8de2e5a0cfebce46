/**
 * The domain that passkeys are made for (WebAuthn's RP ID). An RP ID is a domain name and never an IP address, and the only
 * domain that a page of this machine has without a certificate is `localhost`.
 * @see https://www.w3.org/TR/webauthn-3/#relying-party-identifier
 */
export const PASSKEY_RP_ID = 'localhost';

/** Why a page cannot use passkeys, and what to do about it. */
export interface PasskeyObstacle {
  readonly message: string;
  readonly mend: string;
}

/**
 * Tells whether a page of that origin can make and use passkeys.
 * @param origin such as `http://127.0.0.1:4242`, as `location.origin` or a client's answer has it.
 * @returns null when it can.
 */
export function passkeyObstacle(origin: string): PasskeyObstacle | null {
  const url = URL.parse(origin);
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) {
    if (url.hostname === PASSKEY_RP_ID) return null;
    return {
      message: `Passkeys belong to a domain, and ${url.hostname} is none that this page can vouch for.`,
      mend: 'Open the address that Gatehouse printed with localhost in place of 127.0.0.1.',
    };
  }
  return {
    message: 'Browsers offer passkeys to pages of a domain only, and the desktop window shows a page of none.',
    mend: 'Start Gatehouse with npm start -- --browser and open the printed address with localhost in place of 127.0.0.1.',
  };
}
