/**
 * The address that authenticator apps read from a QR code.
 * @param device what the app lists: whose device of which account.
 * @param seed the secret in base32, without padding.
 * @see https://github.com/google/google-authenticator/wiki/Key-Uri-Format
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_VirtualMFADevice.html
 */
export function otpauthAddress(device: { readonly userName: string; readonly account: string }, seed: string): string {
  const label = encodeURIComponent(`Gatehouse:${device.userName}@${device.account}`);
  return `otpauth://totp/${label}?secret=${seed}&issuer=Gatehouse`;
}

/**
 * The seed in base32. AWS's answer carries it as a blob: base64 of the base32 characters.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_VirtualMFADevice.html
 */
export function seedInBase32(blob: string): string {
  return atob(blob).replace(/=+$/, '');
}

/** The seed in groups of four, as people copy it. */
export function grouped(seed: string): string {
  return seed.match(/.{1,4}/g)?.join(' ') ?? '';
}
