/** Where a page is, as far as passkeys depend on it. */
export interface PagePlace {
  readonly hostname: string;
  /** Empty for the scheme's own. */
  readonly port: string;
}

/**
 * Why passkeys cannot be used at a place, and what to do about it; null where they can.
 * @param offered whether the window has the Web Authentication API.
 * @see https://www.w3.org/TR/webauthn-3/#rp-id (a relying party is a domain, never an IP address)
 */
export function passkeyObstacle(place: PagePlace, offered: boolean): string | null {
  if (isIpAddress(place.hostname)) {
    const port = place.port === '' ? '' : `:${place.port}`;
    return `A passkey belongs to a host name, and this page is at an IP address. Open it at http://localhost${port}, with the rest of the address as it is.`;
  }
  if (!offered) return 'This window offers no passkeys. Use another MFA device, or Gatehouse in a browser.';
  return null;
}

function isIpAddress(host: string): boolean {
  return host.startsWith('[') || /^\d+(\.\d+){3}$/.test(host);
}
