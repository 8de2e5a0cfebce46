/** What a secret is: `identity-provider-key` is the private key that a local identity provider signs with. */
export type SecretKind = 'access-key' | 'password' | 'mfa-seed' | 'session-key' | 'identity-provider-key';

/**
 * The name under which a secret is kept, such as `WORKSPACE/access-key/AKIA…`. It holds no secret itself and may be
 * logged.
 */
export type SecretReference = `${string}/${SecretKind}/${string}`;

/**
 * Where secrets live. One entry each; a write is whole or not at all; nothing is ever written in the clear.
 * Every method rejects with a GatehouseError (`CredentialStoreLocked`, `CredentialStoreUnavailable`) when the place
 * cannot be reached; no error carries a secret.
 */
export interface Vault {
  readonly kind: 'keychain' | 'passphraseFile' | 'memory';
  /** @returns the secret, or null when there is none under that reference. */
  get(reference: SecretReference): Promise<string | null>;
  set(reference: SecretReference, secret: string): Promise<void>;
  /** Deleting what is not there is no error. */
  delete(reference: SecretReference): Promise<void>;
  /** The references that start with `prefix`. */
  list(prefix: string): Promise<SecretReference[]>;
}
